/* Pasting a table: its cells are told by the HTML that Excel and Word put beside the plain text. */

(() => {
  const LONGEST = 1500000;

  const tablesIn = (html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    return [...page.querySelectorAll("table")].map((one) => one.outerHTML).join("");
  };

  for (const area of document.querySelectorAll("[data-loa-paste]")) {
    const kept = document.getElementById(area.dataset.loaPaste);
    area.addEventListener("paste", (event) => {
      const isAll = area.selectionEnd - area.selectionStart === area.value.length;
      const html = isAll ? tablesIn(event.clipboardData.getData("text/html")) : "";
      kept.value = html.length < LONGEST ? html : "";
    });
    // What is changed by hand is no longer what the HTML says.
    area.addEventListener("input", (event) => {
      if (event.inputType !== "insertFromPaste") kept.value = "";
    });
  }
})();
