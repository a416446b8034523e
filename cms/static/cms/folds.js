/* "Sang mặt gấp khác" offers the panels of the chosen format, called as that format calls them. A
   panel that is chosen already stays in the list: the server says why it cannot be. */
(() => {
  const FORMAT = "#id_format";
  const TURNS = 'select[name^="content-"][name$="-value-panel"]';
  const panels = JSON.parse(document.getElementById("loa-panels").textContent);

  const called = new WeakMap(); // what an option is called where no format says it
  const name = (select) => {
    const names = panels[document.querySelector(FORMAT)?.value];
    if (!names) return;
    for (const option of select.options) {
      if (!option.value) continue;
      if (!called.has(option)) called.set(option, option.textContent);
      const known = names[option.value - 1];
      option.textContent = known ?? called.get(option);
      option.hidden = known === undefined && !option.selected;
    }
  };
  const nameAll = () => document.querySelectorAll(TURNS).forEach(name);

  document.addEventListener("change", (event) => {
    if (event.target.matches(FORMAT)) nameAll();
  });
  document.addEventListener("DOMContentLoaded", () => {
    nameAll();
    new MutationObserver((changes) => {
      if (changes.some((one) => [...one.addedNodes].some((node) => node.querySelector?.(TURNS)))) {
        nameAll();
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
