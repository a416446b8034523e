/* Extras only: every page can be read without this file. Classic script; works from file://. */
(function () {
  "use strict";
  var root = document.documentElement;
  var names = ["size", "theme"];

  function remembered(name) {
    try { return localStorage.getItem("loa-" + name); } catch (error) { return null; }
  }

  function remember(name, value) {
    try { localStorage.setItem("loa-" + name, value); } catch (error) { /* private mode: this page only */ }
  }

  function apply(name, value) {
    root.setAttribute("data-" + name, value);
  }

  // Before the first line is painted, so that nothing flashes or jumps.
  names.forEach(function (name) {
    var value = remembered(name);
    if (value) { apply(name, value); }
  });

  // An address that asks for something: its answer has room from the first paint on, and what every
  // answer needs is fetched at once, not one after the other.
  var asks = /[?&]q=[^&]/.test(location.search);
  if (asks) {
    apply("asked", "");
    (document.currentScript.getAttribute("data-ahead") || "").split(" ").filter(Boolean).forEach(function (address) {
      var link = document.createElement("link");
      link.rel = "preload";
      link.as = "script";
      link.href = address;
      document.head.appendChild(link);
    });
  }

  function bindSettings() {
    names.forEach(function (name) {
      var value = remembered(name);
      document.querySelectorAll('input[name="' + name + '"]').forEach(function (input) {
        if (value) { input.checked = input.value === value; }
        input.addEventListener("change", function () {
          apply(name, input.value);
          remember(name, input.value);
        });
      });
    });
  }

  // The bar of steps shows where the reader is.
  function followSteps() {
    if (!("IntersectionObserver" in window)) { return; }
    var links = {};
    document.querySelectorAll(".way a").forEach(function (link) {
      links[link.getAttribute("href").slice(1)] = link;
    });
    var observer = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        var link = links[entry.target.id];
        if (!link || !link.offsetParent || !entry.isIntersecting) { return; }
        var list = link.closest("ol");
        list.querySelectorAll("[aria-current]").forEach(function (other) {
          other.removeAttribute("aria-current");
        });
        link.setAttribute("aria-current", "step");
        var count = list.lastElementChild.querySelector("b").textContent;
        list.parentNode.querySelector("p b").textContent = link.querySelector("b").textContent + "/" + count;
        document.dispatchEvent(new CustomEvent("loa-step"));
        list.scrollLeft = link.offsetLeft - list.clientWidth / 2;
        list.parentNode.scrollTop = link.offsetTop - list.parentNode.clientHeight / 2;
      });
    }, { rootMargin: "-20% 0px -70% 0px" });
    document.querySelectorAll(".step").forEach(function (step) { observer.observe(step); });
  }

  // The search loads nothing before its box is used, or an address asks for something.
  function readySearch() {
    var form = document.querySelector("form[data-script]");
    if (!form) { return; }
    function load() {
      form.removeEventListener("focusin", load);
      var script = document.createElement("script");
      script.src = form.getAttribute("data-script");
      script.onerror = function () { root.removeAttribute("data-asked"); };
      document.head.appendChild(script);
    }
    if (asks) { load(); return; }
    form.addEventListener("focusin", load);
    if (form.contains(document.activeElement)) { load(); }
  }

  // On the web a returning reader has an offline copy, and may keep the mirror beside his programs; a folder or a
  // USB stick is one already.
  function keepOffline(source) {
    var words = root.getAttribute("data-offline"), worker = navigator.serviceWorker;
    if (!words || !worker || location.protocol.slice(0, 4) !== "http") { return; }
    var manifest = document.createElement("link");
    manifest.rel = "manifest";
    manifest.href = new URL("../site.webmanifest", source);
    document.head.appendChild(manifest);
    worker.addEventListener("message", function (event) {
      if (event.data.loa === "gone") { location.reload(); }
      if (event.data.loa === "copy") { remark(words); }
    });
    window.addEventListener("load", function () {
      worker.register(new URL("../sw.js", source), { updateViaCache: "none" })
        .catch(function () { /* this mirror has no worker */ });
    });
  }

  function remark(words) {
    var line = document.createElement("p");
    line.className = "notice";
    line.setAttribute("role", "status");
    line.setAttribute("lang", root.lang);
    line.appendChild(document.createElement("span")).textContent = words;
    document.getElementById("main").prepend(line);
  }

  keepOffline(document.currentScript.src);

  document.addEventListener("DOMContentLoaded", function () {
    bindSettings();
    readySearch();
    followSteps();
  });
})();
