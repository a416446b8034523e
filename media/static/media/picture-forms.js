/* Where the editor of pictures stands in a form: over the redactions of a picture, and over the
   callouts of a picture in a page. The form's own inputs hold everything; they also work alone. */
(() => {
  "use strict";

  if (window.loaPictures.isInForms) return; // a dialog brings its scripts along once more
  window.loaPictures.isInForms = true;

  const { PictureEditor, make, newId } = window.loaPictures;
  const NUMBERS = ["x", "y", "w", "h"];
  const number = (input) => Number(String(input?.value ?? "").replace(",", ".")) || 0;
  const put = (input, value) => {
    if (input.value !== String(value)) input.value = value;
  };
  const ask = async (address) => {
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  };

  /* ---- what is hidden: on the picture's own page, and where one is uploaded ---- */

  class RedactionController extends window.StimulusModule.Controller {
    static targets = ["stage", "rows", "count"];
    static values = { original: String, suggestions: String };

    connect() {
      this.editor = new PictureEditor(this.stageTarget, {
        tools: ["redaction"],
        empty: "Chọn tệp ảnh, rồi che ở đây trước khi tải lên.",
        extra: this.suggestionsValue ? [["Gợi ý chỗ cần che", () => this.suggest()]] : [],
        write: (shapes) => this.write(shapes),
        enter: (shape) => this.openNumbers(shape),
      });
      this.empty = this.rowsTarget.lastElementChild.cloneNode(true);
      this.rowsTarget.addEventListener("change", () => this.editor.load(this.read()));
      this.upload = this.element.closest("form").querySelector("input[type=file]");
      this.showUpload = () => this.show();
      this.upload?.addEventListener("change", this.showUpload);
      this.editor.load(this.read());
      this.show();
    }

    disconnect() {
      this.upload?.removeEventListener("change", this.showUpload);
      if (this.local) URL.revokeObjectURL(this.local);
    }

    show() {
      if (this.local) URL.revokeObjectURL(this.local);
      const file = this.upload?.files[0];
      this.local = file && URL.createObjectURL(file);
      this.editor.setPicture(this.local || this.originalValue);
      if (file) this.say([]);
    }

    rows() {
      return [...this.rowsTarget.children].map((row) => [...row.querySelectorAll("input")]);
    }

    read() {
      const kept = this.editor.shapes;
      const filled = this.rows().filter((inputs) => inputs.some((input) => input.value !== ""));
      return filled.map((inputs, place) => ({
        id: kept[place]?.id ?? newId(),
        shape: "redaction",
        label: "",
        ...Object.fromEntries(NUMBERS.map((name, at) => [name, number(inputs[at])])),
      }));
    }

    write(shapes) {
      const name = this.rowsTarget.dataset.name;
      while (this.rowsTarget.children.length <= shapes.length) {
        const place = this.rowsTarget.children.length;
        const row = this.empty.cloneNode(true);
        row.querySelector("legend").textContent = `Vùng che ${place + 1}`;
        row.querySelectorAll("input").forEach((input, at) => {
          input.name = `${name}-${place}-${NUMBERS[at]}`;
          input.value = "";
        });
        this.rowsTarget.append(row);
      }
      this.rows().forEach((inputs, place) => {
        inputs.forEach((input, at) => put(input, shapes[place]?.[NUMBERS[at]] ?? ""));
      });
      this.countTarget.value = this.rowsTarget.children.length;
      this.rowsTarget.dispatchEvent(new Event("input", { bubbles: true }));
    }

    openNumbers(shape) {
      this.rowsTarget.closest("details").open = true;
      this.rows()[this.editor.shapes.indexOf(shape)][0].focus();
    }

    async suggest() {
      this.editor.say("Đang xem ảnh…");
      try {
        const { looked, regions, notes } = await ask(this.suggestionsValue);
        this.regions = regions.map((region) => ({ ...region, id: newId(), shape: "redaction", label: "" }));
        this.say(notes, looked);
      } catch {
        this.editor.say("Không xem được ảnh lúc này. Hãy tự xem kỹ cả ảnh.");
      }
    }

    say(notes, looked) {
      const { editor } = this;
      editor.suggested = this.upload?.files[0] ? [] : this.regions || [];
      editor.draw();
      editor.below.replaceChildren(
        ...notes.map((note) => make("p", { class: "loa-editor__note" }, note)),
        ...(editor.suggested.length ? [this.list(notes)] : []),
      );
      if (looked === undefined) return;
      if (!looked) {
        editor.say("Máy này không có chương trình đọc chữ trong ảnh, nên không tự xem được. Hãy tự xem kỹ cả ảnh.");
      } else if (editor.suggested.length) {
        editor.say(`Có ${editor.suggested.length} chỗ nên xem lại. Máy có thể bỏ sót: hãy tự xem kỹ cả ảnh.`);
      } else editor.say("Máy không thấy chỗ nào, nhưng có thể bỏ sót: hãy tự xem kỹ cả ảnh.");
    }

    list(notes) {
      const item = (region) => {
        const end = (isHidden) => {
          this.regions = this.regions.filter((one) => one !== region);
          const { kind, ...shape } = region;
          if (isHidden) this.editor.add(shape, `Đã che ${kind}.`);
          this.say(notes);
        };
        const button = (label, isHidden) => make("button", {
          type: "button", class: "loa-editor__button", click: () => end(isHidden),
          "aria-label": `${label}: ${region.kind}`,
        }, label);
        return make("li", {}, make("span", {}, region.kind), button("Che", true), button("Bỏ qua", false));
      };
      return make("ul", { class: "loa-editor__suggestions" }, ...this.regions.map(item));
    }
  }

  window.wagtail.app.register("loa-redactions", RedactionController);

  /* Whoever ticked had looked through the file that was chosen then. */
  document.addEventListener("change", ({ target: { form, type } }) => {
    if (type !== "file") return;
    const tick = form?.querySelector("[name$=is_free_of_personal_data]");
    if (tick) tick.checked = false;
  });

  /* ---- callouts of a picture in a page ---- */

  class CalloutForm {
    constructor(block, factsAddress) {
      this.block = block.childBlocks;
      this.factsAddress = factsAddress;
      const container = block.container[0];
      const chooser = container.querySelector('[data-contentpath="picture"]');
      const host = make("div", { class: "loa-editor-field" });
      chooser.after(host);
      this.editor = new PictureEditor(host, {
        tools: ["marker", "box", "arrow", "highlight", "focus"],
        empty: "Chọn hình, rồi đặt chú dẫn ở đây.",
        write: (shapes) => this.write(shapes),
        enter: (shape) => this.openLabel(shape),
      });
      this.editor.load(this.read());
      for (const event of ["input", "change"]) {
        container.addEventListener(event, ({ target }) => {
          if (chooser.contains(target)) this.show();
          else if (!host.contains(target)) this.editor.load(this.read());
        });
      }
      new MutationObserver(() => this.editor.load(this.read()))
        .observe(this.block.callouts.container[0], { childList: true, subtree: true });
      window.addEventListener("focus", () => host.isConnected && this.show());
      this.show();
    }

    chosen() {
      return this.block.picture.getState()?.id ?? this.block.picture.getValue();
    }

    address() {
      return this.factsAddress.replace("/0/", `/${this.chosen()}/`);
    }

    async show() {
      const pk = this.chosen();
      if (!pk) {
        this.picture = null;
        this.editor.setPicture("");
        return this.warn();
      }
      try {
        const facts = await ask(this.address());
        if (facts.src !== this.picture?.src) this.editor.setPicture(facts.src);
        this.picture = facts;
      } catch {
        this.editor.lose();
      }
      return this.warn();
    }

    /* Whoever sums up the step around us hears it: what is known of the picture, or that there is none. */
    warn() {
      this.editor.element.dispatchEvent(new CustomEvent("loa:picture", { bubbles: true }));
      const { picture, editor } = this;
      const notes = [];
      if (picture && !picture.isChecked) {
        const link = { href: picture.edit, target: "_blank", rel: "noopener" };
        notes.push(make("p", { class: "loa-editor__note" },
          "Ảnh này chưa được đánh dấu “không còn dữ liệu cá nhân”, nên trang chưa xuất bản được. ",
          ...(picture.edit ? [make("a", link, "Mở ảnh để che và đánh dấu"), " Không có gì phải che thì: ", this.tick()] : [])));
      }
      if (picture && editor.shapes.length && !this.fits()) {
        const settle = () => {
          this.block.drawn_for.setState(this.size());
          this.warn();
          editor.say("Đã ghi nhận: chú dẫn đúng chỗ trên ảnh mới.");
        };
        notes.push(make("p", { class: "loa-editor__note" },
          "Ảnh đã thay bằng ảnh có tỉ lệ khác. Kiểm tra lại chú dẫn. ",
          make("button", { type: "button", class: "loa-editor__button", click: settle }, "Chú dẫn đã đúng chỗ")));
      }
      editor.below.replaceChildren(...notes);
    }

    /* Whoever has looked at the picture here need not open it elsewhere to say so. */
    tick() {
      const { editor, picture } = this;
      const mark = async () => {
        const body = new URLSearchParams({ src: picture.src });
        const headers = { "X-CSRFToken": window.wagtailConfig.CSRF_TOKEN };
        const answer = await fetch(this.address(), { method: "POST", body, headers }).catch(() => undefined);
        const said = await answer?.json().catch(() => ({})) ?? {};
        await this.show();
        editor.say(answer?.ok ? "Đã đánh dấu ảnh không còn dữ liệu cá nhân." : said.error ?? "Chưa đánh dấu được. Hãy thử lại.");
        editor.element.querySelector("button")?.focus();
      };
      return make("button", { type: "button", class: "loa-editor__button", click: mark },
        "Đã xem kỹ, ảnh không còn dữ liệu cá nhân");
    }

    size() {
      return `${this.picture.width}x${this.picture.height}`;
    }

    fits() {
      const [width, height] = String(this.block.drawn_for.getState() || "").split("x").map(Number);
      if (!width || !height) return true;
      const shape = width / height;
      return Math.abs(shape - this.picture.width / this.picture.height) <= 0.01 * shape;
    }

    children() {
      return this.block.callouts.children.map((child) => child.block.childBlocks);
    }

    read() {
      const taken = new Set();
      const shapes = this.children().map((child) => {
        let id = child.id.getState();
        if (!id || taken.has(id)) child.id.setState((id = newId()));
        taken.add(id);
        const numbers = NUMBERS.map((name) => [name, Number(child[name].getState()) || 0]);
        const [shape, label] = [child.shape.getState(), child.label.getState() || ""];
        return { id, shape: String(shape), label, ...Object.fromEntries(numbers) };
      });
      const focus = this.block.focus.childBlocks;
      const part = NUMBERS.map((name) => [name, Number(focus[name].getState()) || 0]);
      if (Number(focus.w.getState()) && Number(focus.h.getState())) {
        shapes.push({ id: "focus", shape: "focus", label: "", ...Object.fromEntries(part) });
      }
      return shapes;
    }

    write(shapes) {
      const list = this.block.callouts;
      const drawn = shapes.filter((one) => one.shape !== "focus");
      const part = shapes.find((one) => one.shape === "focus");
      const ids = () => this.children().map((child) => child.id.getState());
      ids().forEach((id) => {
        if (!drawn.some((one) => one.id === id)) list.deleteBlock(ids().indexOf(id));
      });
      drawn.forEach((shape, place) => {
        const at = ids().indexOf(shape.id);
        if (at < 0) list.insert({ ...shape }, place, { id: newId() });
        else if (at !== place) list.moveBlock(at, place);
        const child = this.children()[place];
        for (const name of NUMBERS) this.set(child[name], shape[name]);
      });
      for (const name of NUMBERS) this.set(this.block.focus.childBlocks[name], part ? part[name] : "");
      if (!this.block.drawn_for.getState() && this.picture) this.block.drawn_for.setState(this.size());
      if (!shapes.length) this.block.drawn_for.setState("");
      list.container[0].dispatchEvent(new Event("change", { bubbles: true }));
    }

    set(field, value) {
      if (String(field.getState() ?? "") !== String(value)) field.setState(String(value));
    }

    openLabel(shape) {
      if (shape.shape === "focus") return;
      this.block.callouts.children[this.editor.shapes.indexOf(shape)].block.childBlocks.label.focus();
    }
  }

  const structs = window.wagtailStreamField?.blocks.StructBlockDefinition;
  if (structs) {
    class PictureBlockDefinition extends structs {
      render(...given) {
        const block = super.render(...given);
        block.calloutForm = new CalloutForm(block, this.meta.factsAddress);
        return block;
      }
    }
    window.telepath.register("loa.PictureBlock", PictureBlockDefinition);
  }
})();
