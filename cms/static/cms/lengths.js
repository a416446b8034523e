/* No field cuts what is typed: the limit is counted down beside it, and the server refuses what is
   too long. A browser's own maxlength would drop the end of a pasted text without a word. */
(() => {
  const NEAR = 0.8; // of the limit: from here on the officer wants to know
  const FIELDS = "input[maxlength]:not([type=hidden]), textarea[maxlength]";
  const LIMITED = "input[data-loa-max], textarea[data-loa-max]";

  const free = (field) => {
    field.dataset.loaMax = field.getAttribute("maxlength");
    field.removeAttribute("maxlength");
  };

  const freeIn = (part) => {
    if (part.nodeType !== Node.ELEMENT_NODE) return;
    if (part.matches(FIELDS)) free(part);
    for (const field of part.querySelectorAll(FIELDS)) free(field);
  };

  const counter = (field) => {
    const after = field.nextElementSibling;
    if (after?.classList.contains("loa-count")) return after;
    const made = document.createElement("p");
    made.className = "loa-count";
    made.setAttribute("aria-live", "polite");
    field.after(made);
    return made;
  };

  /* As the server counts: letters, not the halves that some are stored in; line ends are two. */
  const length = (field) => {
    const words = field.value.trim();
    return [...words].length + words.split("\n").length - 1;
  };

  const count = (field) => {
    const limit = Number(field.dataset.loaMax);
    const left = limit - length(field);
    if (left > limit * (1 - NEAR)) {
      if (field.nextElementSibling?.classList.contains("loa-count")) field.nextElementSibling.remove();
      return;
    }
    const said = counter(field);
    said.classList.toggle("loa-count--over", left < 0);
    said.textContent = left < 0
      ? `Dài quá ${-left} chữ, nhiều nhất ${limit}. Hãy rút ngắn; phần thừa chưa bị cắt.`
      : `Còn ${left} chữ (nhiều nhất ${limit}).`;
  };

  const begin = () => {
    freeIn(document.body);
    new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === "attributes") freeIn(target);
        else addedNodes.forEach(freeIn);
      }
    }).observe(document.body, { childList: true, subtree: true, attributeFilter: ["maxlength"] });
    const heard = ({ target }) => { if (target.matches?.(LIMITED)) count(target); };
    document.addEventListener("input", heard);
    document.addEventListener("focusin", heard);
  };

  if (document.body) begin();
  else document.addEventListener("DOMContentLoaded", begin);
})();
