/* One thing at a time: what a button asks for is sent when no autosave is under way any more.

   Each form that is shown has a mark of its own (loa-form) and numbers what it sends (loa-number),
   so that the server (cms/saving) makes one thing of one form and refuses what comes too late.
   Before the form goes, document hears loa:before-submit with {form, submitter, waitFor(promise)}:
   when one of the promises comes out false, it does not go, and whoever said so has said why.
   Of Wagtail it uses the events w-autosave:* and the attribute data-w-progress-loading-value. */
(() => {
  const PATIENCE = 30000; // milliseconds; then it goes all the same: the server keeps the order
  const SLOW = 400; // milliseconds before waiting is worth a word
  const WORDS = {
    waiting: "Đang chờ máy tự lưu xong rồi mới gửi…",
    sending: "Đang gửi. Chữ đã gõ đã đi cùng; xin chờ trang mở lại.",
    silent: "Máy chủ chưa trả lời. Có thể chờ thêm, hoặc sửa tiếp rồi bấm lại.",
  };
  const sendings = new WeakMap();

  const newMark = () => [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");

  const after = (pause) => new Promise((resolve) => { setTimeout(resolve, pause); });

  const hidden = (form, name) => {
    const field = form.querySelector(`input[type=hidden][name=${name}]`)
      ?? form.appendChild(document.createElement("input"));
    Object.assign(field, { type: "hidden", name });
    return field;
  };

  class Sending {
    constructor(form) {
      this.form = form;
      this.number = 0;
      hidden(form, "loa-form").value = newMark();
    }

    next() { return `${(this.number += 1)}`; }

    /* Wagtail saves by itself: never while a button is being answered. */
    autosave(event) {
      if (this.isAsked) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      event.detail.formData.set("loa-number", this.next());
      this.saved = new Promise((resolve) => { this.settle = resolve; });
    }

    autosaved() {
      this.settle?.();
      this.saved = undefined;
    }

    async ask(submitter) {
      this.isAsked = true;
      const slow = setTimeout(() => this.say(WORDS.waiting), SLOW);
      await Promise.race([this.saved, after(PATIENCE)]);
      clearTimeout(slow);
      const answers = [];
      document.dispatchEvent(new CustomEvent("loa:before-submit", {
        detail: { form: this.form, submitter, waitFor: (promise) => answers.push(promise) },
      }));
      const said = await Promise.all(answers).catch(() => [true]);
      if (said.every(Boolean)) this.send(submitter);
      else this.giveBack(submitter);
    }

    send(submitter) {
      // Draftail brings a text to its field a quarter of a second later; a button does not wait for it.
      for (const { draftailEditor } of this.form.elements) draftailEditor?.saveState();
      hidden(this.form, "loa-number").value = this.next();
      this.isGoing = true;
      this.going = undefined;
      const wasDisabled = submitter?.disabled; // Wagtail's spinner; a disabled button is not sent
      if (submitter) submitter.disabled = false;
      this.form.requestSubmit(submitter ?? undefined);
      if (submitter) submitter.disabled = wasDisabled;
      this.isGoing = false;
      if (this.going && !this.going.defaultPrevented) this.gone(submitter);
      else this.giveBack(submitter); // the browser or another script has said what is missing
    }

    /* What is typed now would not go along: nobody should be able to type it. */
    gone(submitter) {
      this.form.inert = true;
      this.say(WORDS.sending);
      this.waiting = setTimeout(() => {
        const on = document.createElement("button");
        Object.assign(on, { type: "button", className: "button button-small", textContent: "Sửa tiếp" });
        on.addEventListener("click", () => this.giveBack(submitter));
        this.say(WORDS.silent, on);
      }, PATIENCE);
    }

    giveBack(submitter) {
      clearTimeout(this.waiting);
      this.isAsked = false;
      this.form.inert = false;
      this.say("");
      submitter?.setAttribute("data-w-progress-loading-value", "false");
    }

    say(words, ...more) {
      if (!this.line) {
        this.line = document.createElement("div");
        this.line.className = "loa-saving";
        this.line.setAttribute("role", "status");
        document.body.append(this.line);
      }
      this.line.replaceChildren(words, ...more);
      this.line.hidden = !words;
    }
  }

  const sendingOf = (target) => {
    const form = target instanceof Element && target.closest("form[data-edit-form]");
    if (!form) return undefined;
    if (!sendings.has(form)) sendings.set(form, new Sending(form));
    return sendings.get(form);
  };

  document.addEventListener("w-autosave:save", (event) => sendingOf(event.target)?.autosave(event), true);
  for (const name of ["success", "error", "deactivated"]) {
    document.addEventListener(`w-autosave:${name}`, ({ target }) => sendingOf(target)?.autosaved(), true);
  }

  window.addEventListener("submit", (event) => {
    const sending = sendingOf(event.target);
    if (!sending) return;
    if (sending.isGoing) {
      sending.going = event;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!sending.isAsked) sending.ask(event.submitter);
  }, true);

  /* The browser's way back shows the form as it was left. */
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    for (const form of document.querySelectorAll("form[data-edit-form]")) sendingOf(form)?.giveBack();
  });

  const begin = () => {
    for (const form of document.querySelectorAll("form[data-edit-form]")) sendingOf(form);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
