/* Who moves a block with the keyboard stays on its arrow: Wagtail takes the block out of the page
   and puts it in elsewhere, and the focus falls to the page itself. */
(() => {
  const ARROWS = '[data-streamfield-action="MOVE_UP"], [data-streamfield-action="MOVE_DOWN"]';
  const stay = (arrow) => {
    if (document.activeElement !== document.body) return;
    const both = [...arrow.parentElement.querySelectorAll(ARROWS)];
    (arrow.disabled ? both.find((one) => !one.disabled) : arrow)?.focus();
  };
  document.addEventListener("click", (event) => {
    const arrow = event.target.closest?.(ARROWS);
    if (arrow) setTimeout(stay, 0, arrow); // Wagtail tells nobody else of the click
  }, true);
})();
