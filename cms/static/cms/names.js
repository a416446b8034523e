/* What Wagtail leaves without a name or out of reach: who hears the screen, and who has no mouse,
   is told as much as who sees it. Each line goes when Wagtail does it itself. */
(() => {
  const FIELDS = "input:not([type=hidden]), textarea, select, [role=textbox]";
  const HEADINGS = ":scope > .w-field__label, :scope > label, :scope > .w-panel__header .w-panel__heading";

  const hasName = (field) =>
    [...(field.labels ?? [])].some((label) => label.textContent.trim())
    || ["aria-label", "aria-labelledby", "title"].some((name) => field.getAttribute(name));

  /* A field of a list, and an editor of rich text, have no label of their own: the nearest above. */
  const name = (field) => {
    for (let above = field.parentElement; above && !hasName(field); above = above.parentElement) {
      const said = above.querySelector(HEADINGS)?.textContent.replace("*", "").trim();
      if (said) field.setAttribute("aria-label", said);
    }
  };

  /* Of what wagtail-localize draws, only this is written into it in English. */
  const WORDS = ".w-dropdown__toggle > .w-sr-only";

  const mend = (part) => {
    const all = (wanted) => [...(part.matches?.(wanted) ? [part] : []), ...part.querySelectorAll(wanted)];
    for (const form of [part.closest("[data-edit-form]"), ...all("[data-edit-form]")]) {
      form?.querySelectorAll(FIELDS).forEach(name);
    }
    for (const field of all(".tagit input")) name(field);
    for (const list of all(".w-minimap__list")) list.tabIndex = 0; // it scrolls
    for (const words of all(WORDS)) words.textContent = window.gettext(words.textContent);
    for (const title of all("h2#header-title")) title.setAttribute("aria-level", "1"); // and no h1 is there
  };

  const begin = () => {
    mend(document.body);
    new MutationObserver((changes) => {
      const parts = changes.flatMap(({ addedNodes }) => [...addedNodes]);
      for (const part of parts) if (part.nodeType === Node.ELEMENT_NODE && part.isConnected) mend(part);
    }).observe(document.body, { childList: true, subtree: true });
  };

  if (document.body) begin();
  else document.addEventListener("DOMContentLoaded", begin);
})();
