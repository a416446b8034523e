/* Phiên làm việc: is the session alive, whose is it, and logging in without leaving the form.

   window.loaSession is what kept.js uses:
     state()         what the server says: {user, token, keys, login_here}
     ensure(form)    resolves true when the form's officer is logged in, asking when not;
                     every token on the page is fresh then. False: the officer went back.
     owner(form)     who the form belongs to: {id, name}, or null */
(() => {
  const address = document.currentScript.dataset.state;
  const owners = new WeakMap();
  let asking = null; // one dialog at a time

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  const renew = (token) => {
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
      field.value = token;
    }
    if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = token;
  };

  const state = async () => {
    const answer = await fetch(address, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (!answer.ok) throw new Error(`session state: ${answer.status}`);
    const said = await answer.json();
    renew(said.token);
    return said;
  };

  const logIn = async (name, password) => {
    const { token } = await state(); // also brings the cookie, when all are gone
    const answer = await fetch(`${address}dang-nhap/`, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token },
      body: new URLSearchParams({ username: name, password }),
    });
    const said = await answer.json();
    if (said.token) renew(said.token);
    return said;
  };

  class LoginDialog {
    constructor(owner, here) {
      this.owner = owner;
      this.back = document.activeElement;
      this.name = element("input", {
        id: "loa-login-name", type: "text", autocomplete: "username", required: "",
      });
      this.name.value = owner?.name ?? "";
      this.password = element("input", {
        id: "loa-login-password", type: "password", autocomplete: "current-password", required: "",
      });
      this.said = element("p", { class: "loa-login__said", role: "alert" });
      this.send = element("button", { class: "button", type: "submit" }, "Đăng nhập");
      this.other = element("button", { class: "button button-secondary", type: "button", hidden: "" });
      const leave = element("button", { class: "button button-secondary", type: "button" }, "Để sau");
      this.fields = element("div", {},
        element("label", { for: "loa-login-name" }, "Tên đăng nhập"), this.name,
        element("label", { for: "loa-login-password" }, "Mật khẩu"), this.password);
      this.form = element("form", { novalidate: "" },
        element("h2", { id: "loa-login-title" }, "Đăng nhập lại để lưu tiếp"),
        element("p", {}, "Phiên làm việc đã hết. Chữ bạn gõ vẫn còn nguyên trong biểu mẫu."),
        this.fields, this.said,
        element("div", { class: "loa-login__foot" }, this.send, this.other, leave));
      this.dialog = element("dialog", { class: "loa-login", "aria-labelledby": "loa-login-title" }, this.form);
      this.here = here;
      if (!here) this.elsewhere();
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        event.stopPropagation();
        this.try();
      });
      this.other.addEventListener("click", () => this.close(true));
      leave.addEventListener("click", () => this.close(false));
      this.dialog.addEventListener("cancel", (event) => {
        event.preventDefault();
        this.close(false);
      });
    }

    /* Officers of this server log in with a second factor: that page must not be gone round. */
    elsewhere(page = "/admin/", words = "Đăng nhập ở thẻ mới") {
      this.here = false;
      this.fields.replaceChildren(
        element("p", {}, element("a", { href: page, target: "_blank", rel: "noopener" }, words),
          ", rồi quay lại đây."));
      this.send.textContent = "Tôi đã đăng nhập";
    }

    open() {
      document.body.append(this.dialog);
      this.dialog.showModal();
      (this.name.value ? this.password : this.name).focus();
      return new Promise((resolve) => { this.resolve = resolve; });
    }

    async try() {
      this.send.disabled = true;
      this.other.hidden = true;
      this.said.textContent = "";
      try {
        this.judge(this.here ? await logIn(this.name.value, this.password.value) : await state());
      } catch {
        this.said.textContent = "Không nối được với máy chủ. Kiểm tra mạng rồi thử lại.";
      }
      this.send.disabled = false;
    }

    judge(said) {
      this.user = said.user;
      if (!said.user) {
        this.said.textContent = said.error || "Chưa đăng nhập được. Hãy thử lại.";
        this.password.value = "";
        if (said.next) this.elsewhere(said.next, "Xác minh ở thẻ mới");
        this.password.focus();
      } else if (this.owner && said.user.id !== this.owner.id) {
        this.stranger(said.user.name);
      } else {
        this.close(true);
      }
    }

    stranger(name) {
      this.said.textContent =
        `Biểu mẫu này do ${this.owner.name} soạn; bạn vừa đăng nhập là ${name}. ` +
        `Lưu tiếp thì chữ này được ghi là của ${name}.`;
      this.other.textContent = `Lưu bằng tên ${name}`;
      this.other.hidden = false;
      this.other.focus();
    }

    close(answer) {
      this.dialog.close();
      this.dialog.remove();
      this.back?.focus();
      this.resolve(answer ? this.user : null);
    }
  }

  const ensure = async (form) => {
    const owner = owners.get(form) ?? null;
    let said;
    try {
      said = await state();
    } catch {
      return true; // no network: the sending itself will say so
    }
    const isOwner = said.user && (!owner || said.user.id === owner.id);
    if (isOwner) return true;
    if (!asking) {
      const dialog = new LoginDialog(owner, said.login_here);
      asking = dialog.open().finally(() => { asking = null; });
      if (said.user) {
        dialog.user = said.user;
        dialog.stranger(said.user.name);
      }
    }
    const user = await asking;
    if (user) owners.set(form, user);
    return Boolean(user);
  };

  window.loaSession = {
    element,
    state,
    ensure,
    owner: (form) => owners.get(form) ?? null,
    belongsTo: (form, user) => { if (user) owners.set(form, user); },
  };

  /* A form that came back from a refusal, with the words in it: log in, then send them. */
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-loa-resend]")) return;
    event.preventDefault();
    if (await ensure(form)) HTMLFormElement.prototype.submit.call(form);
  });
})();
