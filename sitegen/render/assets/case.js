// My case: the sheet of cases leaves out what the answers do not keep. Here they are remembered by
// their words, have an address, and steps are numbered anew. Classic script; works from file://.
(function () {
  "use strict";
  var form = document.getElementById("truong-hop"), main = document.getElementById("main");
  var key = "loa-case-" + document.currentScript.getAttribute("data-key");

  function all(selector, inside) {
    return Array.prototype.slice.call((inside || main).querySelectorAll(selector));
  }

  function recall() {
    try { return JSON.parse(localStorage.getItem(key)) || []; } catch (error) { return []; }
  }

  function keep(said) {
    try {
      if (said.length) { localStorage.setItem(key, JSON.stringify(said)); } else { localStorage.removeItem(key); }
    } catch (error) { /* storage is blocked: it lasts as long as the page */ }
  }

  // Answers in words; of equal ones which it is, of how many: with one more or less none is meant.
  function named() {
    var count = {}, seen = {}, boxes = all("input", form);
    function words(box) { return box.closest(".ask").querySelector("legend").textContent + "\n" + box.parentNode.textContent.trim(); }
    boxes.forEach(function (box) { count[words(box)] = (count[words(box)] || 0) + 1; });
    boxes.forEach(function (box) {
      var said = words(box);
      seen[said] = (seen[said] || 0) + 1;
      box.value = count[said] > 1 ? said + "\n" + seen[said] + "/" + count[said] : said;
    });
  }

  function style(node) { return getComputedStyle(node); }

  function isOut(node) { return style(node).getPropertyValue("--out").trim() === "1"; }

  // The answers to the questions that come up.
  function chosen() {
    return all(".ask :checked", form).filter(function (box) { return style(box.closest(".ask")).display !== "none"; });
  }

  // Ways of one choice begin with one number; what was left out takes none.
  function number() {
    var isAsked = chosen().length, run = "", after = 0, most = -1;
    all(".group").forEach(function (group) {
      var fold = group.closest(".branch"), name = fold && fold.name, at;
      if (isOut(group)) { return; }
      if (!name || name !== run) {
        after = most < 0 ? after : most;
        most = -1;
      }
      run = name;
      at = group.matches(".goes-on") ? after : 0;
      all(".step", group).forEach(function (step) {
        var sign = step.querySelector(".alt.up"), isFirst = sign ? style(sign).display !== "none" : !step.matches(".beside");
        step.classList.toggle("out", isOut(step));
        step.classList.toggle("beside", !isFirst);
        if (isFirst && !isOut(step)) { at += 1; }
        if (sign) { step.querySelector(".n.alt").dataset.n = at; }
        all(".cn > span", step).concat(all('.way a[href="#' + step.id + '"] .cn > span')).forEach(function (place) {
          place.dataset.was = place.dataset.was || place.textContent;
          place.textContent = isAsked ? at : place.dataset.was;
        });
      });
      if (!fold || fold.open || !fold.querySelector(".repealed")) { most = Math.max(most, at); }
    });
  }

  // What is sent on and printed is the case that is seen.
  function send(anchor) {
    var texts = all(".send [data-copy], main > .on-paper", document).map(function (place) { return place.firstChild; });
    all(".send [href]").concat(texts).forEach(function (one) {
      var key = one.href ? "href" : "textContent", sign = one.href ? "%23" : "#";
      one[key] = one[key].split(sign + "truong-hop-")[0] + (anchor ? sign + anchor.id : "");
    });
  }

  // Returns the anchor of the case, none while questions are open.
  function answer(wanted) {
    var boxes, anchor;
    if (wanted) { all("input", form).forEach(function (box) { box.checked = wanted(box); }); }
    boxes = chosen();
    anchor = boxes.length ? document.getElementById(["truong-hop"].concat(boxes.map(function (box) { return box.id; })).join("-")) : null;
    boxes.forEach(function (box) { all(".branch." + box.id).forEach(function (fold) { fold.open = true; }); });
    number();
    send(anchor);
    document.dispatchEvent(new CustomEvent("loa-case"));
    return anchor;
  }

  function remember() { keep(chosen().map(function (box) { return box.value; })); }

  function none() { return false; }

  // The address is that of a case, or of a step that the case leaves out: it is shown, the case stays in mind.
  function follow() {
    var target = document.getElementById(location.hash.slice(1));
    if (!target) { return; }
    if (target.matches(".given")) {
      answer(function (box) { return target.matches("." + box.id); });
      remember();
      form.scrollIntoView();
    } else if (isOut(target)) {
      answer(none);
    }
  }

  function told() {
    var anchor = answer();
    remember();
    try { history.replaceState(history.state, "", "#" + (anchor || form).id); } catch (error) { /* no address then */ }
  }

  document.addEventListener("DOMContentLoaded", function () {
    var kept = recall();
    named();
    if (kept.length) { answer(function (box) { return kept.indexOf(box.value) > -1; }); }
    follow();
    form.addEventListener("change", told);
    form.addEventListener("reset", function () { setTimeout(told); });
    form.addEventListener("click", function (event) {
      if (event.target.closest('[href="#truong-hop"]')) { form.reset(); }
    });
    window.addEventListener("hashchange", follow);
    // Browsers go to the anchor once all is there: what is asked stands above it.
    window.addEventListener("load", function () {
      setTimeout(function () { if (document.querySelector(".given:target")) { form.scrollIntoView(); } });
    });
  });
})();
