/* The place that takes pictures: they go up one after the other, in the order of the file names, and
   each that arrived becomes a step (dropping.js says where).

   What does not arrive stays in the list with the reason: a refused one may be put aside, one that
   the network lost is tried again. */
(() => {
  if (window.loaZones) return; // a dialog brings its scripts along once more

  const TAKEN = "image/png,image/jpeg,image/webp";
  const byName = new Intl.Collator("vi", { numeric: true, sensitivity: "base" });
  const zones = new Set(); // of this page
  const { element } = window.loaSession;

  const button = (words, click, attributes = {}) => {
    const made = element("button", { type: "button", class: "button button-small button-secondary", ...attributes }, words);
    made.addEventListener("click", click);
    return made;
  };

  const inOrder = (files) => [...files].sort((one, other) => byName.compare(one.name, other.name));
  const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const megabytes = (bytes) => `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} MB`;

  const isOpen = ({ toggleElement }) => toggleElement.getAttribute("aria-expanded") === "true";

  class RefusedError extends Error {}
  class FailedError extends Error {}

  /* One picture on its way: waiting, going, failed (to be tried again) or refused. */
  class Parcel {
    constructor(file, zone) {
      this.file = file;
      this.zone = zone;
      this.src = file.type.startsWith("image/") ? URL.createObjectURL(file) : "";
      this.words = element("span", { class: "loa-drop__said" });
      this.buttons = element("span", { class: "loa-drop__buttons" });
      const image = element("img", { alt: "" });
      image.addEventListener("error", () => image.remove()); // no picture, as will be said
      image.src = this.src;
      this.row = element("li", {}, ...(this.src ? [image] : []),
        element("span", { class: "loa-drop__name" }, file.name), this.words, this.buttons);
      this.turn("waiting", "đang chờ");
    }

    turn(state, words, ...buttons) {
      this.state = state;
      this.row.dataset.state = state;
      this.words.textContent = words;
      this.buttons.replaceChildren(...buttons);
    }

    refuse(words) { this.turn("refused", words, this.aside()); }

    fail(words) {
      const again = button("Thử lại", () => this.again(), { "aria-label": `Thử lại: ${this.file.name}` });
      this.turn("failed", words, again, this.aside());
    }

    aside() {
      return button("Bỏ", () => this.leave(), { "aria-label": `Bỏ: ${this.file.name}` });
    }

    again() {
      if (this.state !== "failed") return; // pressed twice
      this.turn("waiting", "đang chờ");
      this.zone.choose.focus();
      this.zone.run();
    }

    leave() {
      this.gone();
      this.zone.choose.focus();
      this.zone.say(`Đã bỏ “${this.file.name}”.`);
    }

    gone() {
      this.zone.parcels = this.zone.parcels.filter((one) => one !== this);
      if (this.src) URL.revokeObjectURL(this.src);
      this.row.remove();
    }
  }

  /* steps: the list or stream; insert(pictures, place) puts a step into it. */
  class Zone {
    constructor(host, place, meta, steps, insert) {
      Object.assign(this, { place, meta, steps, insert, parcels: [], arrived: [] });
      this.input = element("input", { type: "file", multiple: "", accept: TAKEN, hidden: "", tabindex: "-1" });
      this.input.addEventListener("change", (event) => {
        event.stopPropagation(); // no field of the form
        this.take(this.input.files);
        this.input.value = "";
      });
      this.choose = button("chọn ảnh", () => this.input.click(), { class: "loa-drop__choose" });
      this.cards = button("Xem thành thẻ", () => this.fold(), { class: "button button-small button-secondary loa-drop__cards" });
      this.live = element("p", { class: "loa-drop__live", role: "status" });
      this.list = element("ul", { class: "loa-drop__list" });
      this.element = element("div", { class: "loa-drop", role: "group", "aria-label": "Ảnh màn hình thành bước" },
        element("p", { class: "loa-drop__words" },
          "Thả ảnh màn hình vào đây, dán từ bảng nhớ tạm, hoặc ", this.choose, ". Mỗi ảnh thành một bước."),
        this.input, this.live, this.list, this.cards);
      host.before(this.element);
      this.listen();
      this.nameFold();
      zones.add(this);
    }

    listen() {
      this.place.addEventListener("wagtail:panel-toggle", () => this.nameFold());
      const lit = (isLit) => this.element.classList.toggle("loa-drop--over", isLit);
      this.place.addEventListener("dragover", (event) => {
        if (!hasFiles(event) || event.defaultPrevented || !this.isOpen) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = "copy";
        lit(true);
      });
      this.place.addEventListener("dragleave", ({ relatedTarget }) => lit(this.place.contains(relatedTarget)));
      this.place.addEventListener("drop", (event) => {
        if (!hasFiles(event) || event.defaultPrevented || !this.isOpen) return;
        event.preventDefault();
        lit(false);
        this.take(event.dataTransfer.files);
      });
    }

    /* All steps as cards, or all open. */
    fold() {
      const { children } = this.steps;
      const open = children.filter(isOpen);
      for (const child of open.length ? open : children) child.toggleElement.click();
    }

    nameFold() {
      this.cards.textContent = this.steps.children.some(isOpen) ? "Xem thành thẻ" : "Mở tất cả các bước";
    }

    say(words) { this.live.textContent = words; }

    take(files) {
      const parcels = inOrder(files).map((file) => new Parcel(file, this));
      for (const parcel of parcels) {
        const { file } = parcel;
        if (!file.type.startsWith("image/")) parcel.refuse("Tệp này không phải ảnh. Hãy chọn tệp PNG, JPEG hoặc WebP.");
        else if (file.size > this.meta.mostBytes) {
          parcel.refuse(`Ảnh nặng ${megabytes(file.size)}, nhiều nhất được ${megabytes(this.meta.mostBytes)}.`);
        }
      }
      this.parcels.push(...parcels);
      this.list.append(...parcels.map(({ row }) => row));
      this.run();
    }

    /* One after the other, so that the steps stand in their order; never twice at once. */
    run() {
      this.running ??= this.sendAll().finally(() => { this.running = undefined; });
      return this.running;
    }

    async sendAll() {
      let done = 0;
      for (let one = this.next(); one; one = this.next()) {
        this.say(`Đang tải ảnh ${done + 1}, còn ${this.waiting().length - 1} ảnh nữa…`);
        if (await this.send(one)) done += 1;
      }
      this.sumUp(done);
    }

    waiting() { return this.parcels.filter(({ state }) => state === "waiting"); }
    next() { return this.waiting()[0]; }
    failed() { return this.parcels.filter(({ state }) => state === "failed"); }

    async send(parcel) {
      parcel.turn("going", "đang tải lên…");
      try {
        const picture = await this.ask(parcel.file);
        if (this.isShown(picture.id)) {
          parcel.refuse(`Trùng với ảnh “${picture.title}” đã có ở một bước, không thêm lần nữa.`);
        } else {
          this.arrive(parcel, picture);
          return true;
        }
      } catch (error) {
        if (error instanceof RefusedError) parcel.refuse(error.message);
        else {
          if (!(error instanceof FailedError)) console.error(error);
          parcel.fail(error instanceof FailedError ? error.message : "Chưa thêm được ảnh này thành bước.");
        }
      }
      return false;
    }

    async ask(file, isAgain = false) {
      const body = new FormData();
      body.set("file", file);
      const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest", "X-CSRFToken": window.wagtailConfig.CSRF_TOKEN };
      const answer = await fetch(this.meta.dropAddress, { method: "POST", body, headers }).catch(() => {
        throw new FailedError("Chưa tải lên được: không nối được với máy chủ.");
      });
      const said = await answer.json().catch(() => ({}));
      if (answer.ok && said.picture) return said.picture;
      if (["session_ended", "stale_token"].includes(said.error_code) && !isAgain) {
        const form = this.element.closest("form");
        if (await window.loaSession.ensure(form)) return this.ask(file, true);
      }
      if (answer.status === 413) throw new RefusedError("Ảnh nặng quá, máy chủ không nhận. Hãy thu nhỏ ảnh.");
      if (said.error) throw new RefusedError(said.error);
      throw new FailedError(said.error_message || `Chưa tải lên được: máy chủ trả lời ${answer.status}.`);
    }

    isShown(id) {
      const shows = (child) => child.block.childBlocks.pictures.children
        .some((one) => String(one.block.childBlocks.picture.getState()?.id) === String(id));
      return this.steps.children.some(shows);
    }

    /* At the end; one that was tried again stands where it would have stood. */
    arrive(parcel, picture) {
      const { steps } = this;
      const known = this.parcels.indexOf(parcel);
      const later = this.arrived.filter(({ before }) => before.has(parcel)).map(({ child }) => steps.children.indexOf(child));
      const place = Math.min(steps.children.length, ...later.filter((at) => at >= 0));
      const child = this.insert([this.meta.shown(picture)], place);
      const before = new Set(this.parcels.slice(0, known));
      this.arrived.push({ child, before });
      parcel.gone();
      this.nameFold();
      steps.container[0].dispatchEvent(new Event("change", { bubbles: true }));
    }

    sumUp(done) {
      const { parcels } = this;
      const refused = parcels.filter(({ state }) => state === "refused").length;
      const failed = this.failed().length;
      this.say([
        done ? `Đã thêm ${done} bước. Mở từng bước để ghi việc làm, che và đánh dấu ảnh.` : "",
        refused ? `${refused} tệp không nhận được, xem lý do bên dưới.` : "",
        failed ? `${failed} ảnh chưa tải lên được: bấm “Thử lại” hoặc “Bỏ”.` : "",
      ].filter(Boolean).join(" "));
    }

    /* Resolves false when a picture would be lost: whoever saves has to decide about it. */
    async settled() {
      await this.running;
      const [lost] = this.failed();
      if (!lost) return true;
      this.say(`Chưa lưu: ${this.failed().length} ảnh chưa tải lên được. Bấm “Thử lại” hoặc “Bỏ”.`);
      lost.buttons.querySelector("button").focus();
      return false;
    }

    get isOpen() { return this.element.isConnected && this.element.checkVisibility(); }
    get isGone() { return !this.element.isConnected || Boolean(this.element.closest("[data-streamfield-child][aria-hidden=true]")); }
    get isBusy() { return !this.isGone && Boolean(this.running || this.failed().length); }
  }

  window.loaZones = { Zone, zones, hasFiles };
})();
