/* A table is never glued together: pasted into a field of running text it becomes a block "Bảng" below,
   with the paragraphs around it, or is refused in words. An empty paragraph pasted into goes.

   Draftail would take each cell for a paragraph, or run the cells into one. One cell alone, as
   Excel copies it, is plain text and goes in. The server reads what was pasted
   (cms/importing/plain.py); cells.js asks it too. */
(() => {
  const SAID = "loa-table-said";
  const LONGEST = 2000000;
  const { address } = document.currentScript.dataset;
  const NOTHING = "Chưa dán gì: ";

  const hasTable = (html) => {
    if (!/<t[dh][\s>]/i.test(html)) return false;
    return new DOMParser().parseFromString(html, "text/html").querySelectorAll("td, th").length > 1;
  };

  /* Resolves to {blocks, notes}; throws an Error whose message is for the officer. */
  const read = async (html, form, isAgain = false) => {
    if (html.length > LONGEST) throw new Error("đoạn vừa chép quá dài. Chép từng phần rồi dán.");
    const body = new FormData();
    body.set("html", html);
    const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest", "X-CSRFToken": window.wagtailConfig.CSRF_TOKEN };
    const answer = await fetch(address, { method: "POST", body, headers }).catch(() => {
      throw new Error("không nối được với máy chủ. Dán lại khi có mạng.");
    });
    const said = await answer.json().catch(() => ({}));
    if (answer.ok && said.blocks) return said;
    if (["session_ended", "stale_token"].includes(said.error_code) && !isAgain && await window.loaSession.ensure(form)) {
      return read(html, form, true);
    }
    throw new Error(said.error || said.error_message || `máy chủ trả lời ${answer.status}.`);
  };

  const say = (place, words, isFault) => {
    const said = document.createElement("p");
    said.className = isFault ? `help-block help-critical ${SAID}` : `help-block help-info ${SAID}`;
    said.setAttribute("role", isFault ? "alert" : "status");
    said.textContent = words;
    unsay(place);
    place.before(said);
  };

  const unsay = (place) => {
    const before = place.previousElementSibling;
    if (before?.classList.contains(SAID)) before.remove();
  };

  /* The streams of the page that take tables, and where in one of them a field stands. */
  const streams = () => [...document.querySelectorAll("[id$='-root']")].map(({ rootBlock }) => rootBlock)
    .filter((block) => block?.insert && block.blockDef?.childBlockDefsByName?.table);

  const placeOf = (editor) => {
    for (const stream of streams()) {
      const at = stream.children.findIndex((child) => child.element.contains(editor));
      if (at >= 0) return { stream, at };
    }
    return null;
  };

  const newId = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;

  const put = ({ stream, at }, blocks) => {
    blocks.forEach(({ type, value }, step) => stream.insert({ type, value, id: newId() }, at + 1 + step, { animate: true }));
    stream.container[0].dispatchEvent(new Event("change", { bubbles: true }));
  };

  /* A paragraph that was only there to be pasted into: left empty, the page could not be published. */
  const isEmpty = ({ stream, at }) => {
    const { type, block } = stream.children[at];
    const said = type === "paragraph" && window.DraftJS.convertToRaw(block.getState().getCurrentContent()).blocks;
    return said && said.every((one) => !one.text.trim() && one.type !== "atomic");
  };

  const told = (blocks, notes, where) => {
    const count = (name) => blocks.filter(({ type }) => type === name).length;
    const [tables, texts, heads] = ["table", "paragraph", "heading"].map(count);
    const both = (texts ? ` và ${texts} khối “Đoạn văn” (chữ quanh bảng)` : "") + (heads ? `, ${heads} khối “Đề mục”` : "");
    return [`Đã thêm ${tables} khối “Bảng”${both} ${where}.`, ...notes].join(" ");
  };

  const elsewhere = () => (streams().length
    ? "chỗ này chỉ nhận chữ. Dán bảng vào một “Đoạn văn” ở phần nội dung: máy làm thành khối “Bảng”. Ở đây chép riêng phần chữ."
    : "trang này không có chỗ cho bảng, chữ trong các ô sẽ dính vào nhau. Chép riêng phần chữ; bảng thì đưa vào một thông báo hay bài viết.");

  document.addEventListener("paste", async (event) => {
    const editor = event.target instanceof Element && event.target.closest(".Draftail-Editor");
    if (!editor) return;
    unsay(editor);
    const html = event.clipboardData?.getData("text/html") ?? "";
    if (!hasTable(html)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!placeOf(editor)) {
      say(editor, NOTHING + elsewhere(), true);
      return;
    }
    say(editor, "Đang đọc bảng…");
    try {
      const { blocks, notes } = await read(html, editor.closest("form"));
      const place = placeOf(editor); // blocks may have moved meanwhile
      if (!place) throw new Error("khối này vừa bị xoá.");
      const goes = isEmpty(place);
      put(place, blocks);
      unsay(editor);
      if (goes) place.stream.deleteBlock(place.at);
      const shown = goes ? place.stream.children[place.at].element : editor;
      say(shown, told(blocks, notes, goes ? "vào đây" : "ngay bên dưới"));
    } catch (error) {
      say(editor, NOTHING + error.message, true);
    }
  }, true);

  window.loaTables = { hasTable, read, say, unsay };
})();
