/* Dữ kiện: puts a value of the registries into running text. It needs what Wagtail puts on the
   page (React, DraftJS, draftail), and a dialog of the browser's own. */
(() => {
  const { React, DraftJS, draftail } = window;
  const h = React.createElement;
  const PAUSE = 200; // milliseconds without a key before it asks
  let remembered = "portal";

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  class Chooser {
    constructor(options, onChoose, onClose) {
      this.options = options;
      this.onChoose = onChoose;
      this.onClose = onClose;
      this.asked = 0;
    }

    open() {
      this.kind = element("select", { id: "loa-fact-kind" });
      for (const [name, label] of this.options.kinds) {
        this.kind.append(element("option", { value: name }, label));
      }
      this.kind.value = remembered;
      this.words = element("input", { id: "loa-fact-words", type: "search", autocomplete: "off" });
      this.said = element("p", { class: "loa-fact__said", role: "status" });
      this.list = element("ul", { class: "loa-fact__rows", "aria-label": "Dữ kiện tìm thấy" });
      const close = element("button", { type: "button", class: "button button-secondary" }, "Thôi");
      this.dialog = element(
        "dialog",
        { class: "loa-fact", "aria-labelledby": "loa-fact-title" },
        element("h2", { id: "loa-fact-title", class: "loa-fact__title" }, "Chèn dữ kiện từ sổ"),
        element(
          "div",
          { class: "loa-fact__ask" },
          element("div", {}, element("label", { for: "loa-fact-kind" }, "Sổ"), this.kind),
          element("div", {}, element("label", { for: "loa-fact-words" }, "Tìm theo tên"), this.words),
        ),
        this.said,
        this.list,
        element("div", { class: "loa-fact__foot" }, close),
      );
      close.addEventListener("click", () => this.dialog.close());
      this.kind.addEventListener("change", () => this.ask());
      this.words.addEventListener("input", () => {
        clearTimeout(this.waiting);
        this.waiting = setTimeout(() => this.ask(), PAUSE);
      });
      this.words.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault();
        this.ask().then(() => this.list.querySelector("button")?.focus());
      });
      this.dialog.addEventListener("close", () => this.leave());
      document.body.append(this.dialog);
      this.dialog.showModal();
      this.words.focus();
      this.ask();
    }

    leave() {
      clearTimeout(this.waiting);
      this.dialog.remove();
      if (this.chosen) this.onChoose(this.chosen);
      else this.onClose();
    }

    async ask() {
      clearTimeout(this.waiting);
      remembered = this.kind.value;
      const number = (this.asked += 1);
      const query = new URLSearchParams({ kind: this.kind.value, q: this.words.value });
      try {
        const answer = await fetch(`${this.options.chooserUrl}?${query}`);
        if (!answer.ok) throw new Error(answer.status);
        const found = await answer.json();
        if (number === this.asked) this.show(found);
      } catch {
        if (number === this.asked) this.said.textContent = "Không hỏi được sổ. Hãy thử lại.";
      }
    }

    show({ count, rows }) {
      const more = count > rows.length ? ` Đang hiện ${rows.length}, gõ thêm chữ để thu hẹp.` : "";
      this.said.textContent = count ? `Có ${count} mục.${more}` : "Không có mục nào.";
      this.list.replaceChildren(...rows.map((row, place) => this.row(row, place)));
    }

    row(row, place) {
      const id = `loa-fact-row-${place}`;
      const name = element("p", { class: "loa-fact__name", id }, row.name);
      if (row.note) name.append(" ", element("small", {}, `(${row.note})`));
      const values = row.values.map((one) => {
        const button = element(
          "button",
          { type: "button", class: "loa-fact__value", "data-field": one.field },
          element("span", { class: "loa-fact__label" }, `${one.label}: `),
          one.value,
        );
        button.addEventListener("click", () => {
          this.chosen = {
            kind: this.kind.value, id: row.id, field: one.field, day: "",
            said: one.value, now: one.value, wrong: "",
          };
          this.dialog.close();
        });
        return button;
      });
      const group = element("div", { role: "group", "aria-labelledby": id }, ...values);
      return element("li", {}, name, group);
    }
  }

  const editorAround = (target) => {
    const around = target.closest("[data-draftail-editor-wrapper]")?.parentElement;
    const input = [...(around?.querySelectorAll("input") ?? [])].find((one) => one.draftailEditor);
    return input?.draftailEditor;
  };

  let lastEditor; // it has lost the focus by the time the chooser is there
  document.addEventListener("focusin", ({ target }) => {
    lastEditor = (target instanceof Element && editorAround(target)) || lastEditor;
  });

  class Source extends React.Component {
    componentDidMount() {
      const { entityType, onClose } = this.props;
      const leave = () => {
        onClose();
        setTimeout(() => lastEditor?.focus(), 50); // it takes no focus before it is open again
      };
      new Chooser(entityType, (chosen) => this.insert(chosen), leave).open();
    }

    // A space follows the chip, so that nobody types, or an input method rewrites, at its edge.
    insert(chosen) {
      const { editorState, entityType, onComplete } = this.props;
      const { Modifier, EditorState } = DraftJS;
      const selection = editorState.getSelection();
      const content = editorState.getCurrentContent();
      const withEntity = content.createEntity(entityType.type, "IMMUTABLE", chosen);
      const key = withEntity.getLastCreatedEntityKey();
      let changed = Modifier.replaceText(withEntity, selection, chosen.now, null, key);
      const text = content.getBlockForKey(selection.getEndKey()).getText();
      const next = text.charAt(selection.getEndOffset());
      if (!/[\s.,;:!?)\]]/.test(next)) {
        changed = Modifier.insertText(changed, changed.getSelectionAfter(), " ");
      }
      onComplete(EditorState.push(editorState, changed, "insert-characters"));
    }

    render() {
      return null;
    }
  }

  const title = ({ day, now, said, wrong }) => {
    if (wrong) return `Dữ kiện này ${wrong}: hãy xoá rồi chèn lại.`;
    if (day && now !== said) return `Giữ như khi ban hành. Nay là: ${now}`;
    return "Dữ kiện từ sổ. Sổ đổi thì chỗ này tự đổi; bấm phím xoá lùi để bỏ.";
  };

  const Chip = ({ contentState, entityKey, children }) => {
    const data = contentState.getEntity(entityKey).getData();
    const kind = data.wrong ? " loa-chip--wrong" : data.day ? " loa-chip--kept" : "";
    return h("span", { className: `loa-chip${kind}`, title: title(data) }, children);
  };

  // Ctrl+Alt+D, because the buttons above a text are out of the reach of the Tab key.
  const opens = (event) =>
    (event.ctrlKey || event.metaKey) && event.altKey && !event.shiftKey && event.code === "KeyD";

  document.addEventListener(
    "keydown",
    (event) => {
      if (!opens(event) || !(event.target instanceof Element)) return;
      const editor = editorAround(event.target);
      if (!editor?.props.entityTypes.some((one) => one.type === "FACT")) return;
      event.preventDefault();
      event.stopPropagation();
      editor.onRequestSource("FACT");
    },
    true,
  );

  draftail.registerPlugin({ type: "FACT", source: Source, decorator: Chip }, "entityTypes");
})();
