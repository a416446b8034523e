/* A step as a card: its head shows the picture and what is still missing, open or folded. */
(() => {
  const { StructBlockDefinition } = window.wagtailStreamField?.blocks ?? {};
  if (!StructBlockDefinition || window.loaCards) return; // a dialog brings its scripts along once more
  window.loaCards = true;

  const { element } = window.loaSession;
  const HEARD = ["input", "change", "keyup", "focusout", "loa:picture"];
  const SETTLED = 400; // milliseconds
  const folded = (word) => word.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");

  /* As guides/verbs.py judges a title: also one that was typed without marks. */
  const beginsWithVerb = (title, words) => {
    const [first = ""] = title.toLowerCase().split(/\s+/).map((word) => word.replace(/^[“”"'.,:;()]+|[“”"'.,:;()]+$/g, ""));
    const isBare = /^[\x20-\x7e]*$/.test(first);
    return words.has(first) || (isBare && [...words].some((word) => folded(word) === first));
  };

  /* As it stands in the editor: the form itself hears of it a little later. */
  const wordsOf = (rich) => {
    const editor = rich.widget?.input?.draftailEditor;
    return editor ? editor.getEditorState().getCurrentContent().getPlainText(" ").trim() : rich.getTextLabel({}) ?? "";
  };

  /* What can be done with a whole step (joining.js), as Wagtail's own buttons beside it look. */
  const action = (name, words, icon) => {
    const made = element("button", {
      type: "button", class: "button button--icon text-replace white", title: words, "aria-label": words, "data-loa-step": name,
    });
    made.innerHTML = `<svg class="icon icon-${icon}" aria-hidden="true"><use href="#icon-${icon}"></use></svg>`;
    return made;
  };

  class Card {
    constructor(block, words) {
      this.parts = block.childBlocks;
      this.words = words;
      this.container = block.container[0];
      const panel = this.container.closest("[data-panel]");
      this.panel = panel;
      const head = panel.querySelector(".w-panel__header");
      this.thumb = element("span", { class: "loa-step__thumb" });
      this.lacks = element("p", { class: "loa-step__lacks" });
      head.querySelector("[data-panel-toggle]").after(this.thumb);
      head.after(this.lacks);
      head.querySelector("[data-panel-controls]").prepend(
        action("merge", "Gộp vào bước trước", "collapse-up"),
        action("split", "Tách mỗi hình một bước", "cut"));
      panel.classList.add("loa-step");
      for (const name of HEARD) this.container.addEventListener(name, () => this.drawSoon());
      this.drawSoon();
    }

    /* At once, and when a text has reached the form: Draftail brings it a quarter of a second later. */
    drawSoon() {
      clearTimeout(this.later);
      this.later = setTimeout(() => this.draw(), SETTLED);
      this.drawing ??= requestAnimationFrame(() => {
        this.drawing = undefined;
        this.draw();
      });
    }

    draw() {
      const pictures = this.pictures();
      const [src = ""] = pictures.map(({ state }) => state?.preview?.url).filter(Boolean);
      if (this.src !== src) {
        this.src = src;
        this.thumb.replaceChildren(...(src ? [element("img", { src, alt: "" })] : []));
      }
      const more = pictures.length > 1 ? `+${pictures.length - 1}` : "";
      this.thumb.dataset.more = src ? more : "";
      this.panel.classList.toggle("loa-step--many", pictures.length > 1);
      const missing = this.missing(pictures);
      const said = missing.length ? `Còn thiếu: ${missing.join("; ")}.` : "";
      if (this.lacks.textContent !== said) this.lacks.textContent = said;
    }

    pictures() {
      return this.parts.pictures.children.map(({ block }) => ({
        state: block.childBlocks.picture.getState(),
        alt: block.childBlocks.alt.getState(),
        facts: block.calloutForm?.picture,
      }));
    }

    missing(pictures) {
      const title = wordsOf(this.parts.title);
      const shown = pictures.filter(({ state }) => state?.id);
      const known = shown.filter(({ facts }) => facts);
      return [
        title ? !beginsWithVerb(title, this.words) && "động từ ở đầu việc làm" : "việc làm, bắt đầu bằng động từ",
        shown.length < pictures.length && "chọn hình",
        known.some(({ facts }) => !facts.isChecked) && "che thông tin riêng và đánh dấu ảnh",
        known.some(({ alt, facts }) => !facts.isDescribed && !String(alt ?? "").trim()) && "mô tả thay cho hình",
      ].filter(Boolean);
    }
  }

  class StepDefinition extends StructBlockDefinition {
    render(...given) {
      const block = super.render(...given);
      this.words ??= new Set(this.meta.firstWords);
      block.card = new Card(block, this.words);
      return block;
    }
  }
  window.telepath.register("guides.Step", StepDefinition);
})();
