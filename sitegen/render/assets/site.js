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
        if (!link || !entry.isIntersecting) { return; }
        var list = link.closest("ol");
        list.querySelectorAll("[aria-current]").forEach(function (other) {
          other.removeAttribute("aria-current");
        });
        link.setAttribute("aria-current", "step");
        list.scrollLeft = link.offsetLeft - list.offsetLeft - list.clientWidth / 2;
      });
    }, { rootMargin: "-20% 0px -70% 0px" });
    document.querySelectorAll(".step").forEach(function (step) { observer.observe(step); });
  }

  document.addEventListener("DOMContentLoaded", function () {
    bindSettings();
    followSteps();
  });
})();
