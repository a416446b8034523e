// A guide followed with one thumb. Extras only: the page is whole without this file, and what one
// ticks stays on the device. Classic script; works from file://.
(function () {
  "use strict";
  var source = document.getElementById("reader"), main = document.getElementById("main");
  var script = document.currentScript, key = "loa-ticks-" + script.getAttribute("data-key");
  var parts = source.content.cloneNode(true), words = source.dataset;
  var aids = parts.querySelector(".aids"), turns = parts.querySelector(".turns");
  var dialog = parts.querySelector("dialog"), view = dialog.firstChild;
  var copyButton = parts.querySelector(".copy"), status = document.createElement("p");
  var buttons = {}, end = document.getElementById("xong");

  function all(selector, inside) {
    return Array.from((inside || main).querySelectorAll(selector));
  }

  function name(names, inside) {
    all("button", inside).forEach(function (button, place) {
      button.className = "button " + names[place];
      buttons[names[place]] = button;
    });
  }

  function recall(name) {
    try { return localStorage.getItem(name); } catch (error) { return null; }
  }

  function keep(name, value) {
    try {
      if (value) { localStorage.setItem(name, value); } else { localStorage.removeItem(name); }
    } catch (error) { /* storage is blocked: it lasts as long as the page */ }
  }

  function say(text) {
    status.textContent = "";
    setTimeout(function () { status.textContent = text; }, 50);
  }

  // The screens of a guide: a numbered step with what belongs to it, in the ways that are open,
  // and where they lead; none while every way is folded.
  function screens() {
    var found = [];
    all(".step").forEach(function (step) {
      if (step.closest(".branch:not([open]), .out")) { return; }
      if (step.matches(".step + .beside")) { found[found.length - 1].push(step); } else { found.push([step]); }
    });
    return found.length ? found.concat([[end]]) : found;
  }

  function linkTo(step) {
    return main.querySelector('.way a[href="#' + step.id + '"]');
  }

  function isOne() { return main.classList.contains("stepwise"); }

  function place(found) {
    var link = main.querySelector(".way [aria-current]"), at = -1;
    found.forEach(function (steps, index) {
      var isHere = isOne() ? steps[0].matches(".now") : link && linkTo(steps[0]) === link;
      if (isHere) { at = index; }
    });
    return at;
  }

  function refresh() {
    var found = screens(), at = place(found);
    turns.hidden = !found.length;
    buttons.back.disabled = at < 1;
    buttons.on.hidden = at > found.length - 3;
    buttons.fin.hidden = at !== found.length - 2;
  }

  // In one-step mode: show the screen at this place and nothing else but what leads to it.
  function mark(found, at) {
    all(".now").forEach(function (old) { old.classList.remove("now"); });
    found[at].forEach(function (step) {
      for (var node = step; node !== main; node = node.parentNode) { node.classList.add("now"); }
    });
    main.classList.toggle("first", at === 0);
    main.classList.toggle("last", found[at][0] === end);
    if (found[at][0] === end) {
      for (var way = found[at - 1][0].parentNode; way !== main; way = way.parentNode) { way.classList.add("now"); }
    }
    var link = linkTo(found[at][0]);
    if (!link) { return; }
    all(".way [aria-current]").forEach(function (old) { old.removeAttribute("aria-current"); });
    link.setAttribute("aria-current", "step");
    var rest = link.closest("ol");
    rest.scrollLeft = link.offsetLeft - rest.clientWidth / 2;
    rest.parentNode.querySelector("p b").textContent = at + 1 + "/" + (found.length - 1);
  }

  function unfold(node) {
    var fold = node.closest(".branch");
    if (fold) { fold.open = true; }
  }

  function show(step) {
    unfold(step);
    var found = screens(), at = found.findIndex(function (steps) { return steps.indexOf(step) > -1; });
    if (isOne()) {
      mark(found, at);
      if (step !== end) { say(words.step.replace("{number}", at + 1).replace("{count}", found.length - 1)); }
    }
    refresh();
    var heading = step.querySelector("h2, h3, h4");
    heading.tabIndex = -1;
    (isOne() && step === end && main.querySelector(".now > .closing") || step).scrollIntoView();
    heading.focus({ preventScroll: true });
  }

  function turn(by) {
    var found = screens(), at = Math.min(Math.max(place(found) + by, 0), found.length - 1);
    var hash = "#" + found[at][0].id;
    if (location.hash === hash) { show(found[at][0]); } else { location.hash = hash; }
  }

  function follow() {
    var target = document.getElementById(location.hash.slice(1));
    if (!location.hash && isOne() && screens().length) { show(screens()[0][0]); }
    if (!target || !main.contains(target)) { return; }
    unfold(target);
    var inside = target.matches(".phase") ? target.nextElementSibling : target;
    var step = target.closest(".step, .end") || (isOne() && inside.querySelector(".step"));
    if (step) { show(step); } else if (target !== main) { target.scrollIntoView(); }
  }

  function setMode(one) {
    if (!screens().length) { unfold(main.querySelector(".step")); }
    var found = screens(), at = Math.max(place(found), 0);
    main.classList.toggle("stepwise", one);
    keep("loa-steps", one ? "one" : "");
    if (one) { mark(found, at); }
    refresh();
    return found[at][0];
  }

  // A short name of what a step says in all.
  function digest(text) {
    return text.trim().replace(/\s+/g, " ").split("").reduce(function (sum, sign) { return (sum * 31 + sign.charCodeAt(0)) | 0; }, 0);
  }

  // Ticks go by what they say: a step that has changed since is to be done again.
  function bindTicks() {
    var boxes = all(".prepare input, .done input"), seen = {};
    var kept = [];
    try { kept = JSON.parse(recall(key)) || []; } catch (error) { /* not ours */ }
    boxes.forEach(function (box) {
      var step = box.closest(".done") && box.closest(".step"), group = box.closest(".group");
      var said = (group ? group.id : "") + " " + (step ? step.querySelector("h2, h3, h4") : box.parentNode).textContent.trim() + (step ? " " + digest(step.textContent) : "");
      seen[said] = (seen[said] || 0) + 1;
      box.name = said + (seen[said] > 1 ? " " + seen[said] : "");
      box.checked = kept.indexOf(box.name) > -1;
      box.addEventListener("change", store);
    });
    function store() {
      var ticked = boxes.filter(function (box) { return box.checked; });
      keep(key, ticked.length ? JSON.stringify(ticked.map(function (box) { return box.name; })) : "");
      paint();
    }
    function paint() {
      buttons.clear.hidden = !boxes.some(function (box) { return box.checked; });
      boxes.forEach(function (box) {
        var link = box.closest(".done") && linkTo(box.closest(".step"));
        if (link) { link.classList.toggle("ok", box.checked); }
      });
    }
    buttons.clear.addEventListener("click", function () {
      boxes.forEach(function (box) { box.checked = false; });
      store();
      say(words.cleared);
      buttons.print.focus();
    });
    paint();
  }

  function bindCopies() {
    all(".fields [data-copy], .fields .figure").forEach(function (field) {
      var mine = copyButton.cloneNode(true), label = mine.textContent, value;
      function name() {
        var plain = field.cloneNode(true);
        all("small, .copy", plain).forEach(function (remark) { remark.remove(); });
        value = plain.textContent.replace(/\s+/g, " ").trim();
        mine.setAttribute("aria-label", label + ": " + value);
      }
      name();
      document.addEventListener("loa-case", name);
      mine.addEventListener("click", function () {
        copy(value).then(function () {
          mine.textContent = words.copied;
          mine.classList.add("ok");
          say(words.copied + ": " + value);
          setTimeout(function () {
            mine.textContent = label;
            mine.classList.remove("ok");
          }, 2500);
        }, function () { say(words.failed); mine.textContent = words.failed; });
      });
      field.insertBefore(mine, field.querySelector("small"));
    });
  }

  // Without https the clipboard is closed; the old way still works there.
  function copy(value) {
    if (navigator.clipboard) { return navigator.clipboard.writeText(value); }
    var area = document.createElement("textarea"), before = document.activeElement;
    area.value = value;
    area.style.position = "fixed";
    document.body.appendChild(area).select();
    var isDone = document.execCommand("copy");
    area.remove();
    before.focus({ preventScroll: true });
    return isDone ? Promise.resolve() : Promise.reject(new Error("copy"));
  }

  // The picture with its callouts over the whole screen; back and Escape close it.
  var isFitted;

  function fit() {
    var screen = view.firstChild, width = Number(screen.dataset.width);
    var beside = screen.nextSibling && window.innerWidth >= 1000 ? 300 : 0;
    var room = Math.min(view.clientWidth - beside, view.clientHeight * screen.dataset.shape, width);
    screen.style.width = (isFitted ? Math.max(room, 280) : width) + "px";
    buttons.fit.setAttribute("aria-pressed", isFitted);
    var disc = screen.querySelector("circle");
    if (!isFitted && disc) { disc.scrollIntoView({ block: "center", inline: "center" }); }
  }

  function enlarge(figure, address) {
    var screen = figure.querySelector(":scope > .screen:not(.crop)"), labels = figure.querySelector("ol");
    if (screen) { screen = screen.cloneNode(true); } else {
      screen = document.createElement("div");
      screen.appendChild(figure.querySelector("picture").cloneNode(true));
    }
    screen.className = "screen";
    var image = screen.querySelector("img");
    screen.dataset.width = /(\d+)\.\w+$/.exec(address)[1];
    screen.dataset.shape = image.getAttribute("width") / image.getAttribute("height");
    image.loading = "eager";
    all("source", screen).forEach(function (one) { one.sizes = "1440px"; });
    view.textContent = "";
    view.appendChild(screen);
    if (labels) { view.appendChild(labels.cloneNode(true)); }
    isFitted = window.innerWidth >= 900;
    dialog.showModal();
    try { history.pushState({ loa: "big" }, ""); } catch (error) { /* then only the button closes */ }
    fit();
  }

  function isBig() { return history.state && history.state.loa === "big"; }

  function bindPictures() {
    if (!dialog.showModal) { return; }
    main.addEventListener("click", function (event) {
      var figure = event.target.closest(".shot"), link = figure && figure.querySelector("figcaption a");
      if (!link || event.ctrlKey || event.metaKey || !event.target.closest("a, .screen, picture")) { return; }
      event.preventDefault();
      enlarge(figure, link.getAttribute("href"));
    });
    buttons.shut.addEventListener("click", function () { dialog.close(); });
    buttons.fit.addEventListener("click", function () { isFitted = !isFitted; fit(); });
    dialog.addEventListener("close", function () {
      view.textContent = "";
      if (isBig()) { history.back(); }
    });
    window.addEventListener("popstate", function () {
      if (dialog.open && !isBig()) { dialog.close(); }
    });
  }

  // What says that a way is over, or not yet open, goes along with each of its steps.
  function bindOver() {
    all(".group").forEach(function (group) {
      var sign = group.parentNode.querySelector(":scope > summary .repealed") || group.querySelector(".group-head .warning");
      all(".step", group).forEach(function (step) {
        if (sign) { step.querySelector("h2, h3, h4").after(sign.cloneNode(true)); }
      });
    });
  }

  function print() {
    var pictures = all(".shot > .screen:not(.crop) img, .shot > picture img").map(function (image) {
      image.loading = "eager";
      return image.decode().catch(function () { /* a missing picture stops no printer */ });
    });
    var patience = new Promise(function (resolve) { setTimeout(resolve, 5000); });
    Promise.race([Promise.all(pictures), patience]).then(function () { window.print(); });
  }

  // What the device itself can send through: nobody else learns of it.
  function bindSending() {
    var given = all(".send .pdf button"), paper = given.pop(), app = given.pop();
    if (!paper) { return; }
    paper.hidden = false;
    paper.addEventListener("click", print);
    if (!navigator.share) { return; }
    app.hidden = false;
    app.addEventListener("click", function () {
      var told = { title: main.querySelector("h1").textContent.replace(/\s+/g, " "), url: main.querySelector(".send [data-copy]").firstChild.textContent };
      navigator.share(told).catch(function () { /* thought better of it */ });
    });
  }

  // On the web the whole guide is kept on the device; the worker says so, with its size.
  function bindKeeping() {
    var worker = navigator.serviceWorker, line = aids.querySelector(".kept");
    line.hidden = !worker || !document.documentElement.hasAttribute("data-offline");
    if (line.hidden) { return; }
    worker.addEventListener("message", function (event) {
      var size = (event.data.bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumSignificantDigits: 2 });
      if (event.data.loa === "ask") { buttons.keep.hidden = false; }
      if (event.data.loa === "full") { line.textContent = words.full; }
      if (event.data.loa === "kept") { line.textContent = words.kept.replace("{size}", size); }
    });
    buttons.keep.addEventListener("click", function () {
      buttons.keep.hidden = true;
      worker.ready.then(function (registration) { registration.active.postMessage({ loa: "keep" }); });
    });
  }

  function placeTurns() {
    var bar = main.querySelector(".at-hand");
    if (!bar) {
      bar = main.appendChild(document.createElement("div"));
      bar.className = "at-hand";
    }
    bar.appendChild(turns);
  }

  function start() {
    script.previousElementSibling.media = "screen";
    main.classList.add("reads");
    name(["one", "all", "print", "clear", "keep"], aids);
    name(["back", "on", "fin"], turns);
    name(["fit", "shut"], dialog);
    status.className = "vh";
    status.setAttribute("role", "status");
    view.setAttribute("role", "group");
    view.setAttribute("aria-label", dialog.getAttribute("aria-label"));
    view.tabIndex = 0;
    main.insertBefore(aids, main.querySelector(".ways, .branch, .group"));
    if (all(".step").length > 1) { placeTurns(); } else { buttons.one.hidden = true; }
    document.body.appendChild(status);
    document.body.appendChild(dialog);
    buttons.one.addEventListener("click", function () { show(setMode(true)); });
    buttons.all.addEventListener("click", function () { show(setMode(false)); });
    buttons.print.addEventListener("click", print);
    buttons.back.addEventListener("click", function () { turn(-1); });
    buttons.on.addEventListener("click", function () { turn(1); });
    buttons.fin.addEventListener("click", function () { turn(1); });
    bindSending();
    all(".branch").forEach(function (fold) {
      fold.addEventListener("toggle", function () {
        var found = screens();
        if (isOne() && fold.open && !fold.matches(".now")) {
          mark(found, found.findIndex(function (steps) { return fold.contains(steps[0]); }));
        }
        refresh();
      });
    });
    // Where every way is folded, paper shows them all; else each folded one says that it is left out.
    window.addEventListener("beforeprint", function () {
      if (!screens().length) { all(".branch").forEach(function (fold) { fold.name = ""; fold.open = true; }); }
    });
    bindTicks();
    bindCopies();
    bindPictures();
    bindOver();
    bindKeeping();
    document.addEventListener("loa-step", refresh);
    document.addEventListener("loa-case", function () { setMode(isOne()); });
    window.addEventListener("hashchange", follow);
    if (recall("loa-steps") === "one" && !buttons.one.hidden && screens().length) { setMode(true); }
    refresh();
    if (location.hash) { follow(); }
  }

  if (main.querySelector(".step")) { start(); }
})();
