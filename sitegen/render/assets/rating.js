// Sends an answer without leaving the page; without this file the form does it by itself. Nothing but
// the answer goes out. Classic script.
(function () {
  "use strict";
  var form = document.querySelector(".rate form"), line = form.lastElementChild;
  var main = document.getElementById("main"), asked = line.textContent, step = form.elements.step, about = "";

  // A folder or a USB stick: nobody may be there to answer, mail and telephone stand below.
  if (location.protocol === "file:") {
    form.remove();
    return;
  }

  function ask(again) {
    Array.prototype.forEach.call(form.children, function (one) { one.hidden = !again && one !== line; });
    if (again) { line.textContent = asked; }
  }

  // One step at a time: the question is about the step on the screen, about the page where that is
  // one of several that were to choose from, which have no name in the list.
  function follow() {
    var now = main.classList.contains("stepwise") && main.querySelector(".step.now"), said = now ? now.id : "";
    if (about === said) { return; }
    about = step.value = said;
    if (step.selectedIndex < 0) { step.value = ""; }
    ask(true);
  }

  form.addEventListener("submit", function (event) {
    if (!event.submitter || !window.fetch) { return; }
    event.preventDefault();
    var data = new URLSearchParams(new FormData(form));
    data.set("answer", event.submitter.value);
    ask(false);
    fetch(form.action, { method: "POST", body: data, credentials: "omit", referrerPolicy: "no-referrer" })
      .then(function (answer) { if (!answer.ok) { throw new Error("uncounted"); } line.textContent = line.dataset.thanks; })
      .catch(function () {
        ask(true);
        line.textContent = line.dataset.failed;
      });
  });
  if (step) {
    new MutationObserver(follow).observe(main, { subtree: true, attributes: true, attributeFilter: ["class"] });
    follow();
  }
})();
