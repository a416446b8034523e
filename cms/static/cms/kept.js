/* Nothing typed is lost: every edit form is watched until the server has confirmed its words.

   What was typed is kept as a local copy (copies.js), saved once more where Wagtail's own watch
   missed it (the first two seconds, and what was typed while a save was under way), guarded when
   the tab is closed, and offered when the form is opened again. It speaks to Wagtail by its events
   (w-autosave:*, w-unsaved:add) and to saving.js by loa:before-submit. */
(() => {
  const { loaSession: session, loaCopies: copies } = window;
  const { element } = session;
  const NOT_WORDS = new Set([
    "csrfmiddlewaretoken", "next", "loaded_revision_id", "loaded_revision_created_at",
    "loa-autosave", "loa-restore", "overwrite_revision_id", "loa-form", "loa-number",
  ]);
  const TICK = 1000; // milliseconds between two looks at the form
  const SETTLED = 2; // looks without a change before we ask for a save ourselves
  const ENDED = new Set(["session_ended", "stale_token"]);
  const AWAY = "database_away"; // cms/watching/faults.py
  const PAUSE = 15000; // milliseconds before what the database did not hear is sent again
  const AGAIN = 2000; // milliseconds before an unanswered question is asked again
  const SENT = "loa-sent"; // what this tab has submitted and not seen confirmed
  const RESTORING = "loa-restoring"; // the copy that the form is being drawn from
  const hour = (at) => new Date(at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
  const day = (at) => (new Date(at).toDateString() === new Date().toDateString()
    ? "" : ` ngày ${new Date(at).toLocaleDateString("vi-VN")}`);

  const newId = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;

  const take = (name) => {
    const value = sessionStorage.getItem(name);
    sessionStorage.removeItem(name);
    return value;
  };

  const wordsOf = (form) => [...new FormData(form)].filter(([name, value]) => {
    const field = form.elements.namedItem(name);
    return typeof value === "string" && !NOT_WORDS.has(name) && field?.type !== "password";
  });

  /* What an officer would read of the words: the marks of blocks are made anew at every drawing. */
  const readable = (words) => JSON.stringify(words
    .filter(([name]) => !name.endsWith("-id"))
    .map(([name, value]) => [name, value.replaceAll(/"key":"[^"]*"/g, "")]));

  class Watch {
    constructor(form, goesOn) {
      this.form = form;
      this.id = this.isBound() && goesOn ? goesOn : newId();
      this.isAutosaved = form.dataset.controller.includes("w-autosave");
      this.isTouched = this.isBound() || this.wasTypedEarly();
      this.refused = [];
      this.renewals = 0;
      this.rest();
      requestAnimationFrame(() => { this.rest(); this.findFaults(); }); // blocks and editors are on the page by then
      this.bar = element("div", { class: "loa-kept", role: "status" });
      form.querySelector("footer")?.before(this.bar);
      this.listen();
      setInterval(() => this.look(), TICK);
    }

    /* The form came back with faults, or from a local copy: none of it is saved. */
    isBound() { return this.form.dataset.wUnsavedForceValue === "true"; }

    /* Fields of the page itself carry what the server sent; those of blocks are made by scripts. */
    wasTypedEarly() {
      return [...this.form.elements].some((field) => !field.closest(".w-field--block_widget")
        && ["text", "textarea", "email", "url", "number", "date"].includes(field.type)
        && field.value !== field.defaultValue);
    }

    /* What is in the form now is what the server has, unless somebody has typed already. */
    rest() {
      if (this.isNear) return;
      this.seen = this.print();
      this.confirmed = this.isTouched ? "" : this.seen;
    }

    print() { return JSON.stringify(wordsOf(this.form)); }
    path() { return new URL(this.form.getAttribute("action") || "", location.href).pathname; }
    isUnsaved() { return this.isTouched && (this.refused.length > 0 || this.print() !== this.confirmed); }

    /* Knows the officer; offers what is kept, or goes on keeping what came back. */
    async start(settled) {
      await settled;
      const said = await this.officer();
      session.belongsTo(this.form, said.user);
      this.box = this.isAutosaved ? await copies.open(said) : null;
      if (!this.box) return;
      if (!this.isBound()) return this.offer();
      await this.keep(this.print());
      history.replaceState(null, ""); // reloading asks for the copy again, it sends nothing twice
    }

    /* Asks until the server answers: nothing is kept of an officer whom it does not know. */
    async officer() {
      for (;;) {
        const said = await session.state().catch(() => null);
        if (said) return said;
        await new Promise((resolve) => { setTimeout(resolve, AGAIN); });
      }
    }

    listen() {
      for (const kind of ["input", "change", "keydown", "pointerdown", "paste", "drop"]) {
        this.form.addEventListener(kind, (event) => {
          if (!event.isTrusted) return;
          if (kind !== "pointerdown") this.isTouched = true;
          this.isLeaving = false;
          this.isNear = true; // clicks change forms too, a moment later
        }, true);
      }
      document.addEventListener("w-unsaved:watch-edits", () => {
        if (!this.isTouched) this.rest();
      });
      const heard = (name, hear) => document.addEventListener(`w-autosave:${name}`, hear, true);
      heard("save", () => this.saving());
      heard("success", ({ detail }) => this.saved(detail.response));
      heard("error", ({ detail }) => this.failed(detail));
      document.addEventListener("loa:before-submit", (event) => {
        if (event.detail.form === this.form) event.detail.waitFor(this.beforeSubmit());
      });
      window.addEventListener("submit", (event) => {
        if (event.target === this.form && !event.defaultPrevented) this.leave();
      });
      window.addEventListener("beforeunload", (event) => {
        if (this.isUnsaved() && !this.isLeaving) event.preventDefault();
      });
      document.addEventListener("visibilitychange", () => this.look());
      window.addEventListener("online", () => { this.tried = undefined; });
      window.addEventListener("focus", () => { if (this.bar.dataset.kind === "ended") this.ended(); });
    }

    /* Every second: keep what is new, and ask for the save that Wagtail did not ask for. */
    look() {
      const now = this.print();
      this.still = now === this.seen ? (this.still ?? 0) + 1 : 0;
      if (now !== this.seen && this.isNear) this.isTouched = true;
      this.seen = now;
      if (!this.isUnsaved()) {
        if (this.kept) this.forget();
        return;
      }
      if (now !== this.kept) this.keep(now);
      const isMissed = this.isAutosaved && this.still >= SETTLED && !this.isSaving;
      if (isMissed && now !== this.confirmed && now !== this.tried) this.askForSave();
    }

    askForSave() {
      this.form.dispatchEvent(new CustomEvent("w-unsaved:add", {
        bubbles: true, cancelable: true, detail: { type: "edits" },
      }));
    }

    /* The version that what is in the form was written over. */
    basis() {
      return this.revision ?? this.form.elements.namedItem("loaded_revision_id")?.value ?? "";
    }

    async keep(now) {
      if (!this.box) return;
      this.kept = now;
      await this.box.keep(this.id, this.path(), { words: JSON.parse(now), revision: this.basis() });
    }

    saving() {
      this.isSaving = true;
      this.tried = this.print();
    }

    saved(response) {
      this.isSaving = false;
      const updates = response.field_updates ?? {};
      const sent = JSON.parse(this.tried ?? "[]");
      this.confirmed = JSON.stringify(sent.map(([name, value]) => [name, updates[name] ?? value]));
      this.refused = JSON.parse(updates["loa-refused"] ?? "[]");
      this.renewals = 0;
      this.revision = response.revision_id ? `${response.revision_id}` : undefined;
      this.showRefused();
      setTimeout(() => this.form.dispatchEvent(new CustomEvent("w-unsaved:clear", { bubbles: true })));
      if (!this.isUnsaved()) return this.forget();
      if (!this.refused.length) this.tried = undefined; // typed while it was being saved
      return this.keep(this.print());
    }

    forget() {
      this.kept = undefined;
      this.box?.forget(this.id);
    }

    failed(detail) {
      this.isSaving = false;
      const code = detail.response?.error_code;
      if (detail.response?.error_message) detail.text = detail.response.error_message;
      if (ENDED.has(code)) this.ended();
      else if (detail.type === "server_error") {
        if (!detail.response?.error_message) detail.text = "Máy chủ gặp lỗi, chưa lưu được.";
        if (this.box) detail.text += " Chữ bạn gõ được giữ trên máy này.";
      }
      if (code === AWAY) this.tryAgainSoon();
      this.look();
    }

    /* The database comes back by itself: what could not be saved meanwhile is sent again. */
    tryAgainSoon() {
      setTimeout(() => { this.tried = undefined; }, PAUSE);
    }

    /* The token may only be older than the session: then a fresh one is all it takes. */
    async ended() {
      const said = await session.state().catch(() => null);
      const isAlive = said?.user && said.user.id === session.owner(this.form)?.id;
      this.renewals += 1;
      if (isAlive && this.renewals < 3) await this.goOn();
      else this.showEnded();
    }

    /* A save that fails while it is shown changes nothing of it: somebody may be on its button. */
    showEnded() {
      const kept = this.box
        ? "Chữ bạn gõ vẫn còn và được giữ trên máy này."
        : "Trình duyệt này không giữ được bản tạm: đừng đóng thẻ.";
      if (this.bar.dataset.kind === "ended" && this.bar.textContent.includes(kept)) return;
      const log = element("button", { type: "button", class: "button button-small" }, "Đăng nhập lại");
      log.addEventListener("click", async () => {
        if (await session.ensure(this.form)) await this.goOn();
      });
      this.show("ended", element("p", {}, element("b", {}, "Chưa lưu được: phiên làm việc đã hết. "),
        `Đăng nhập lại để lưu tiếp. ${kept}`), log);
    }

    async goOn() {
      this.show("");
      const said = await session.state();
      if (said.user?.id !== this.box?.user) {
        this.box?.forget(this.id); // the words are the other officer's from now on
        this.kept = undefined;
      }
      this.box = await copies.open(said); // the key may have changed with the server's
      this.tried = undefined;
      if (this.isAutosaved) this.askForSave();
    }

    async beforeSubmit() {
      if (!(await session.ensure(this.form))) {
        this.showEnded();
        return false;
      }
      this.show("");
      await this.keep(this.print());
      this.leave();
      return true;
    }

    leave() {
      this.isLeaving = true;
      sessionStorage.setItem(SENT, this.id);
    }

    show(kind, ...what) {
      this.bar.dataset.kind = kind;
      this.bar.replaceChildren(...what);
      const typing = document.activeElement; // never under the bar
      if (!what.length || !this.form.contains(typing)) return;
      typing.scrollIntoView({ block: "nearest", behavior: "instant" });
      window.dispatchEvent(new Event("resize")); // an open calendar follows its field
    }

    /* What the form came back with, and what stands in each field that a fault is told of. */
    findFaults() {
      this.faulty = [...this.form.querySelectorAll("[data-field-errors]:has(.error-message)")]
        .map((said) => ({ said, field: said.closest("[data-field]") ?? said.parentElement }))
        .map((one) => ({ ...one, typed: this.typedAt(one.field) }));
    }

    typedAt(field) {
      return JSON.stringify([...field.querySelectorAll("input, textarea, select")]
        .map((one) => (["checkbox", "radio"].includes(one.type) ? one.checked : one.value)));
    }

    /* What a refused form came back with is over once a field was changed and saved: what is still
       wrong of it is told anew. The message above goes with the last one. */
    dropOverFaults() {
      const over = (this.faulty ?? []).filter(({ field, typed }) => this.typedAt(field) !== typed);
      if (!over.length) return;
      this.faulty = this.faulty.filter((one) => !over.includes(one));
      for (const { said, field } of over) {
        said.replaceChildren();
        field.classList.remove("w-field--error");
        for (const wrong of field.querySelectorAll("[aria-invalid]")) wrong.removeAttribute("aria-invalid");
      }
      if (!this.form.querySelector(".error-message, .help-critical")) {
        for (const message of document.querySelectorAll(".messages .error")) message.remove();
      }
      for (const sign of document.querySelectorAll("[data-controller~=w-count]")) {
        window.wagtail.app.getControllerForElementAndIdentifier(sign, "w-count")?.count();
      }
    }

    showRefused() {
      this.dropOverFaults();
      for (const old of this.form.querySelectorAll(".loa-refused")) old.remove();
      this.tellIndicator();
      if (!this.refused.length) {
        if (this.bar.dataset.kind !== "offer") this.show("");
        return;
      }
      const names = this.refused.flatMap((one) => [this.wayTo(one), ", "]).slice(0, -1);
      this.show("refused", element("p", {},
        element("b", {}, `Đã lưu trừ ${this.refused.length} mục: `), ...names,
        ". Chữ ở mục ấy còn trong biểu mẫu nhưng chưa lưu; sửa cho đúng là máy lưu tiếp."));
      for (const one of this.refused) this.mark(one);
    }

    /* Wagtail's "saved" would be half the truth. */
    tellIndicator() {
      const said = document.querySelector(
        "#w-autosave-indicator .w-autosave-indicator__state--saved .w-autosave-indicator__text");
      if (!said) return;
      this.whole ??= said.textContent;
      said.textContent = this.refused.length ? `Đã lưu trừ ${this.refused.length} mục` : this.whole;
    }

    /* The innermost part of the form that a refused value stands in. */
    spot({ place: [name, ...inner] }) {
      let at = this.form.querySelector(`[data-contentpath="${CSS.escape(name)}"]`)
        ?? this.form.elements.namedItem(name)?.parentElement;
      for (const part of inner) {
        at = at?.querySelector(`[data-contentpath="${CSS.escape(part)}"]`) ?? at;
      }
      return at;
    }

    wayTo(one) {
      const way = element("button", { type: "button", class: "loa-kept__way" }, one.label);
      way.addEventListener("click", () => {
        const at = this.spot(one);
        for (let panel = at; panel; panel = panel.parentElement.closest("[data-panel]")) {
          panel.querySelector(":scope > .w-panel__header [aria-expanded=false]")?.click();
        }
        const dialog = at?.closest(".w-dialog");
        if (dialog) document.querySelector(`[data-a11y-dialog-show="${dialog.id}"]`)?.click();
        at?.querySelector("input:not([type=hidden]), textarea, select, [contenteditable]")?.focus();
      });
      return way;
    }

    mark(one) {
      const at = this.spot(one);
      if (at?.querySelector(".error-message")?.textContent.includes(one.reason)) return; // told already
      const said = element("p", { class: "loa-refused", role: "alert" }, `Chưa lưu mục này: ${one.reason}`);
      (at?.querySelector(".w-field__wrapper, [data-field-input]") ?? at)?.after(said);
    }

    async offer() {
      const now = readable(wordsOf(this.form));
      for (const copy of await this.box.list(this.path())) {
        if (copy.id === this.id) continue;
        if (readable(copy.words.words) === now) await this.box.forget(copy.id);
        else return this.show("offer", ...this.question(copy));
      }
      return this.show("");
    }

    question(copy) {
      const use = element("button", { type: "button", class: "button button-small" }, "Dùng lại");
      const drop = element("button", { type: "button", class: "button button-small button-secondary" }, "Bỏ");
      use.addEventListener("click", () => this.restore(copy));
      drop.addEventListener("click", async () => {
        await this.box.forget(copy.id);
        await this.offer();
      });
      const isOvertaken = this.basis() !== copy.words.revision;
      return [
        element("p", {}, element("b", {}, `Có bản chưa lưu lúc ${hour(copy.at)}${day(copy.at)} ở máy này.`),
          isOvertaken ? " Sau đó biểu mẫu đã được lưu lần nữa; dùng lại thì bản này thay bản đang thấy"
            + " (bản đang thấy vẫn còn trong Lịch sử)." : ""),
        use, drop,
      ];
    }

    /* The server draws the form with the kept words in it, whatever blocks they need, unsaved. */
    async restore(copy) {
      if (!(await session.ensure(this.form))) return;
      const { token } = await session.state();
      const sent = element("form", { method: "post", action: this.path(), hidden: "" });
      const field = (name, value) => {
        const made = element("textarea", { name });
        made.value = value;
        sent.append(made);
      };
      for (const [name, value] of copy.words.words) field(name, value);
      field("csrfmiddlewaretoken", token);
      field("loa-restore", "1");
      document.body.append(sent);
      this.isLeaving = true;
      sessionStorage.setItem(RESTORING, copy.id);
      HTMLFormElement.prototype.submit.call(sent);
    }
  }

  /* What this tab submitted is confirmed by the editor's own green message after a redirect. */
  const settle = async (sent) => {
    const [way] = performance.getEntriesByType("navigation");
    const isConfirmed = way?.redirectCount > 0 && document.querySelector(".messages .success");
    if (isConfirmed) await (await copies.open(await session.state()))?.forget(sent);
  };

  const logOut = async (event) => {
    if (!event.target.matches('form[action$="/logout/"]')) return;
    event.preventDefault();
    const said = await session.state().catch(() => null); // who cannot be asked logs out all the same
    await (said && await copies.open(said))?.forgetAll();
    HTMLFormElement.prototype.submit.call(event.target);
  };

  const begin = () => {
    const [sent, restoring] = [take(SENT), take(RESTORING)];
    const settled = sent ? settle(sent) : Promise.resolve();
    document.addEventListener("submit", logOut, true);
    for (const form of document.querySelectorAll("form[data-edit-form]")) {
      new Watch(form, restoring ?? sent).start(settled);
    }
  };

  // From the very first save on: a form that came back saves itself before anybody watches it.
  document.addEventListener("w-autosave:save", ({ detail }) => {
    detail.formData.set("loa-autosave", "1");
  }, true);

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
