/* Pasting a table: its cells are told by the HTML that Excel and Word put beside the plain text. */

(() => {
  const LONGEST = 1500000;

  const tablesIn = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    return [...page.querySelectorAll("table")].map((one) => one.outerHTML).join("");
  };

  const keptBeside = (area) => document.getElementById(area.dataset.loaPaste || "");

  document.addEventListener("paste", ({ target: area, clipboardData }) => {
    const kept = area instanceof HTMLTextAreaElement && keptBeside(area);
    if (!kept) return;
    const isAll = area.selectionEnd - area.selectionStart === area.value.length;
    const html = isAll ? tablesIn(clipboardData.getData("text/html")) : "";
    kept.value = html.length < LONGEST ? html : "";
  });

  // What is changed by hand is no longer what the HTML says.
  document.addEventListener("input", ({ target: area, inputType }) => {
    const kept = area instanceof HTMLTextAreaElement && keptBeside(area);
    if (kept && inputType !== "insertFromPaste") kept.value = "";
  });
})();
