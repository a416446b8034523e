/* A table is never glued together: pasted into a field of running text it is refused, in words.

   Draftail would take each cell for a paragraph, or run the cells into one. One cell alone, as
   Excel copies it, is plain text and goes in. */
(() => {
  const SAID = "loa-table-refused";
  const WORDS = "Chưa dán gì: đoạn vừa chép có bảng, chữ trong các ô sẽ dính vào nhau. Hãy chép và dán riêng phần chữ. "
    + "Bảng thủ tục thì thêm khối “Danh mục thủ tục”, hoặc “Nhập từ bảng” trong sổ dữ kiện; bảng số liệu thì làm trang “Thống kê”.";

  const hasTable = (html) => {
    if (!/<t[dh][\s>]/i.test(html)) return false;
    return new DOMParser().parseFromString(html, "text/html").querySelectorAll("td, th").length > 1;
  };

  const say = (editor) => {
    const said = document.createElement("p");
    said.className = `help-block help-critical ${SAID}`;
    said.setAttribute("role", "alert");
    said.textContent = WORDS;
    editor.before(said);
  };

  document.addEventListener("paste", (event) => {
    const editor = event.target instanceof Element && event.target.closest(".Draftail-Editor");
    if (!editor) return;
    const before = editor.previousElementSibling;
    if (before?.classList.contains(SAID)) before.remove();
    if (!hasTable(event.clipboardData?.getData("text/html") ?? "")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say(editor);
  }, true);
})();
