/* The editor of pictures: shapes over a picture, drawn with mouse, touch or keyboard alone.

   Everything is kept in the number inputs of the form, in percent of the picture; this script
   only draws on them. It is used twice: for what is hidden in a picture (on the picture's own
   page and where one is uploaded), and for the callouts of a picture within a page. */
(() => {
  "use strict";

  if (window.loaPictures) return; // a dialog brings its scripts along once more

  const SVG = "http://www.w3.org/2000/svg";
  const KINDS = {
    redaction: { name: "Vùng che", tool: "Che một vùng", w: 20, h: 6, least: 0.5 },
    marker: { name: "Số tròn", tool: "Số tròn", w: 0, h: 0 },
    box: { name: "Khung", tool: "Khung", w: 24, h: 12, least: 0.5 },
    arrow: { name: "Mũi tên", tool: "Mũi tên", w: 12, h: -12 },
    highlight: { name: "Vùng sáng", tool: "Vùng sáng", w: 30, h: 20, least: 0.5 },
    focus: { name: "Vùng phóng to", tool: "Vùng phóng to", w: 50, h: 50, least: 1, isOne: true },
  };
  const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const MOST_UNDO = 100;
  const HELP =
    "Phím mũi tên để dời, Alt + mũi tên để dời từng chút, Shift + mũi tên để đổi cỡ, " +
    "Delete để xoá, Ctrl + Z để hoàn tác.";

  const round = (number) => Math.round(number * 10) / 10;
  const within = (number, least = 0, most = 100) => Math.min(most, Math.max(least, round(number)));
  const said = (number) => `${String(round(number)).replace(".", ",")} %`;
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return digits.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  }

  function make(tag, attributes = {}, ...children) {
    const isDrawn = ["svg", "g", "rect", "circle", "line", "path", "text"].includes(tag);
    const made = isDrawn ? document.createElementNS(SVG, tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") made.addEventListener(name, value);
      else if (value !== false && value !== null) made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
  }

  /* ---- geometry: every function returns a new shape that lies within the picture ---- */

  function placed(shape, x, y, w, h) {
    const { least } = KINDS[shape.shape];
    if (shape.shape === "marker") return { ...shape, x: within(x), y: within(y), w: 0, h: 0 };
    if (shape.shape === "arrow") {
      const [startX, startY] = [within(x), within(y)];
      const [endX, endY] = [within(x + w), within(y + h)];
      return { ...shape, x: startX, y: startY, w: round(endX - startX), h: round(endY - startY) };
    }
    const left = within(Math.min(x, x + w), 0, 100 - least);
    const top = within(Math.min(y, y + h), 0, 100 - least);
    const right = within(Math.max(x, x + w), left + least);
    const bottom = within(Math.max(y, y + h), top + least);
    return { ...shape, x: left, y: top, w: round(right - left), h: round(bottom - top) };
  }

  function moved(shape, dx, dy) {
    const xs = [shape.x, shape.x + shape.w];
    const ys = [shape.y, shape.y + shape.h];
    const byX = within(dx, -Math.min(...xs), 100 - Math.max(...xs));
    const byY = within(dy, -Math.min(...ys), 100 - Math.max(...ys));
    return { ...shape, x: round(shape.x + byX), y: round(shape.y + byY) };
  }

  function resized(shape, dx, dy, end = "end") {
    if (shape.shape === "marker") return moved(shape, dx, dy);
    const { least = -100 } = KINDS[shape.shape];
    if (end === "start") {
      const byX = Math.min(dx, shape.shape === "arrow" ? 200 : shape.w - least);
      const byY = Math.min(dy, shape.shape === "arrow" ? 200 : shape.h - least);
      const [x, y] = [within(shape.x + byX), within(shape.y + byY)];
      return { ...shape, x, y, w: round(shape.w + shape.x - x), h: round(shape.h + shape.y - y) };
    }
    const w = within(shape.w + dx, Math.max(least, -shape.x), 100 - shape.x);
    const h = within(shape.h + dy, Math.max(least, -shape.y), 100 - shape.y);
    return { ...shape, w, h };
  }

  /* ---- the editor: toolbar, picture, shapes, what is said ---- */

  class PictureEditor {
    /* options: tools (names of KINDS), empty (said without a picture), write(shapes),
       enter(shape), told by the form; extra are more buttons. */
    constructor(host, options) {
      Object.assign(this, options);
      this.shapes = [];
      this.suggested = [];
      this.past = [];
      this.future = [];
      this.groups = new Map();
      this.tool = this.drag = this.lastMove = null;
      this.build(host);
      new ResizeObserver(() => this.draw()).observe(this.stage);
    }

    build(host) {
      const button = (label, click, attributes = {}) =>
        make("button", { type: "button", class: "loa-editor__button", click, ...attributes }, label);
      this.toolButtons = new Map(
        this.tools.map((tool) => [
          tool,
          button(KINDS[tool].tool, (event) => this.take(tool, event.detail === 0), {
            "aria-pressed": "false",
          }),
        ]),
      );
      this.undoButton = button("↶", () => this.undo(), { "aria-label": "Hoàn tác", title: "Hoàn tác (Ctrl + Z)" });
      this.redoButton = button("↷", () => this.redo(), { "aria-label": "Làm lại", title: "Làm lại (Ctrl + Y)" });
      this.sizeButton = button("Cỡ thật", () => this.toggleSize(), { "aria-pressed": "false" });
      this.bar = make("div", { class: "loa-editor__bar", role: "group", "aria-label": "Công cụ" },
        ...this.toolButtons.values(), this.undoButton, this.redoButton, this.sizeButton,
        ...(this.extra || []).map(([label, click]) => button(label, click)));
      this.image = make("img", { alt: "", load: () => this.showStage(true), error: () => this.lose() });
      this.drawing = make("svg", {
        class: "loa-editor__drawing", role: "group", "aria-label": "Những gì vẽ trên ảnh",
        pointerdown: (event) => this.grab(event), pointermove: (event) => this.pull(event),
        pointerup: () => this.drop(), pointercancel: () => this.cancel(),
      });
      this.stage = make("div", { class: "loa-editor__stage" }, this.image, this.drawing);
      this.frame = make("div", { class: "loa-editor__frame" }, this.stage);
      this.message = make("p", { class: "loa-editor__message" }, this.empty);
      this.live = make("p", { class: "loa-editor__status", role: "status" });
      this.below = make("div", { class: "loa-editor__below" });
      this.element = make("div", { class: "loa-editor", keydown: (event) => this.press(event) },
        this.message, this.bar, this.frame, this.live, this.below);
      host.replaceChildren(this.element);
      this.showStage(false);
    }

    setPicture(src) {
      if (!src) this.showStage(false);
      else this.image.src = src;
    }

    showStage(isShown) {
      for (const part of [this.bar, this.frame, this.live]) part.hidden = !isShown;
      this.message.hidden = isShown;
      this.message.textContent = this.empty;
      if (isShown) this.draw();
    }

    lose() {
      this.showStage(false);
      this.message.textContent = "Không mở được ảnh. Vẫn có thể ghi số ở phần bên dưới.";
    }

    toggleSize() {
      const isReal = this.element.classList.toggle("loa-editor--real-size");
      this.sizeButton.setAttribute("aria-pressed", isReal);
    }

    say(words) {
      this.live.textContent = words;
    }

    /* -- state -- */

    load(shapes) {
      if (same(shapes, this.shapes)) return;
      if (this.isLoaded) this.remember();
      this.isLoaded = true;
      this.lastMove = null;
      this.shapes = shapes;
      this.draw();
    }

    remember() {
      this.past = [...this.past, this.shapes].slice(-MOST_UNDO);
      this.future = [];
    }

    commit(shapes, { words = "", focus = null, move = null } = {}) {
      if (!move || move !== this.lastMove) this.remember();
      this.lastMove = move;
      this.isLoaded = true;
      this.settle(shapes, words, focus);
    }

    settle(shapes, words, focus) {
      this.shapes = shapes;
      this.write(shapes);
      this.draw();
      if (focus) this.groups.get(focus)?.focus();
      if (words) this.say(words);
    }

    undo() {
      if (!this.past.length) return this.say("Không còn gì để hoàn tác.");
      this.future.push(this.shapes);
      this.lastMove = null;
      return this.settle(this.past.pop(), "Đã hoàn tác.");
    }

    redo() {
      if (!this.future.length) return this.say("Không còn gì để làm lại.");
      this.past.push(this.shapes);
      this.lastMove = null;
      return this.settle(this.future.pop(), "Đã làm lại.");
    }

    replace(shape, options) {
      this.commit(this.shapes.map((one) => (one.id === shape.id ? shape : one)), options);
    }

    add(shape, words) {
      const others = KINDS[shape.shape].isOne
        ? this.shapes.filter((one) => one.shape !== shape.shape)
        : this.shapes;
      this.commit([...others, shape], { words, focus: shape.id });
    }

    remove(shape) {
      const place = this.shapes.indexOf(shape);
      const left = this.shapes.filter((one) => one !== shape);
      const next = left[Math.min(place, left.length - 1)];
      this.commit(left, { words: `Đã xoá ${this.nameOf(shape)}.`, focus: next?.id });
      if (!next) this.toolButtons.get(this.tools[0]).focus();
    }

    take(tool, byKeyboard) {
      if (byKeyboard) return this.addAtCentre(tool);
      this.arm(this.tool === tool ? null : tool);
      return this.say(this.tool ? `Kéo trên ảnh để đặt ${KINDS[tool].name.toLowerCase()}.` : "");
    }

    arm(tool) {
      this.tool = tool;
      for (const [name, button] of this.toolButtons) {
        button.setAttribute("aria-pressed", String(name === tool));
      }
      this.element.classList.toggle("loa-editor--drawing", Boolean(tool));
    }

    addAtCentre(tool) {
      const { w, h } = KINDS[tool];
      const aside = (this.shapes.length % 6) * 4;
      const empty = { id: newId(), shape: tool, label: "" };
      const shape = placed(empty, 50 - w / 2 + aside, 50 - h / 2 + aside, w, h);
      this.add(shape, `Đã thêm ${KINDS[tool].name.toLowerCase()} vào giữa ảnh. ${HELP}`);
    }

    /* -- mouse and touch -- */

    point(event) {
      const place = this.drawing.getBoundingClientRect();
      return [
        ((event.clientX - place.left) / place.width) * 100,
        ((event.clientY - place.top) / place.height) * 100,
      ];
    }

    grab(event) {
      if (event.button) return;
      const [x, y] = this.point(event);
      const group = event.target.closest("[data-id]");
      if (this.tool) {
        const shape = placed({ id: newId(), shape: this.tool, label: "" }, x, y, 0, 0);
        this.drag = { x, y, shape, isNew: true, now: shape };
      } else if (group) {
        const shape = this.shapes.find((one) => one.id === group.dataset.id);
        this.drag = { x, y, shape, now: shape, end: event.target.dataset.end };
        group.focus();
      } else return;
      event.preventDefault();
      this.drawing.setPointerCapture(event.pointerId);
    }

    pull(event) {
      if (!this.drag) return;
      const { x, y, shape, isNew, end } = this.drag;
      const [nowX, nowY] = this.point(event);
      const [dx, dy] = [nowX - x, nowY - y];
      if (isNew && shape.shape !== "marker") this.drag.now = placed(shape, x, y, dx, dy);
      else this.drag.now = end ? resized(shape, dx, dy, end) : moved(shape, dx, dy);
      this.draw();
    }

    drop() {
      if (!this.drag) return;
      const { x, y, shape, now, isNew } = this.drag;
      this.drag = null;
      if (!isNew) {
        if (same(shape, now)) this.draw();
        else this.replace(now, { words: `${this.nameOf(now)}.` });
        return;
      }
      const isTap = Math.abs(now.w) < 1 && Math.abs(now.h) < 1 && now.shape !== "marker";
      const { w, h } = KINDS[now.shape];
      this.arm(null);
      this.add(isTap ? placed(now, x, y, w, h) : now, `Đã thêm ${KINDS[now.shape].name.toLowerCase()}.`);
    }

    cancel() {
      this.drag = null;
      this.draw();
    }

    /* -- keyboard -- */

    press(event) {
      const isTyping = event.target.matches("input, textarea, select");
      const key = event.key.toLowerCase();
      if ((event.ctrlKey || event.metaKey) && !isTyping && (key === "z" || key === "y")) {
        if (key === "y" || event.shiftKey) this.redo();
        else this.undo();
      } else if (event.key === "Escape" && (this.drag || this.tool)) {
        this.cancel();
        this.arm(null);
        this.say("Đã thôi.");
      } else {
        const group = event.target.closest("[data-id]");
        const shape = group && this.shapes.find((one) => one.id === group.dataset.id);
        if (!shape || !this.pressOn(shape, event)) return;
      }
      event.preventDefault();
      event.stopPropagation(); // a dialog around us must not close, nor the page save itself
    }

    pressOn(shape, event) {
      const step = event.altKey ? 0.1 : 1;
      if (KEYS[event.key]) {
        const [dx, dy] = KEYS[event.key].map((direction) => direction * step);
        const now = event.shiftKey ? resized(shape, dx, dy) : moved(shape, dx, dy);
        const words = event.shiftKey && now.shape !== "marker"
          ? `Rộng ${said(now.w)}, cao ${said(now.h)}` : `Trái ${said(now.x)}, trên ${said(now.y)}`;
        const atEdge = same(now, shape) ? ". Đã đến mép ảnh." : "";
        this.replace(now, { words: words + atEdge, move: `${event.shiftKey} ${shape.id}` });
      } else if (event.key === "Delete" || event.key === "Backspace") this.remove(shape);
      else if (event.key === "Enter" || event.key === " ") this.enter?.(shape);
      else if (event.key === "Escape") this.toolButtons.get(this.tools[0]).focus();
      else return false;
      return true;
    }

    /* -- drawing -- */

    nameOf(shape) {
      const number = this.numbers().get(shape.id);
      const label = shape.label ? `: ${shape.label}` : "";
      return `${KINDS[shape.shape].name}${number ? ` ${number}` : ""}${label}`;
    }

    numbers() {
      const counted = this.shapes.filter((one) => one.shape === "redaction" || one.label);
      return new Map(counted.map((shape, place) => [shape.id, place + 1]));
    }

    draw() {
      const shapes = this.shapes.map((one) => (one.id === this.drag?.now.id ? this.drag.now : one));
      if (this.drag?.isNew) shapes.push(this.drag.now);
      const numbers = this.numbers();
      const ids = new Set(shapes.map((shape) => shape.id));
      for (const [id, group] of this.groups) {
        if (ids.has(id)) continue;
        group.remove();
        this.groups.delete(id);
      }
      shapes.forEach((shape, place) => {
        const group = this.groupOf(shape);
        const where = `cách trái ${said(shape.x)}, cách trên ${said(shape.y)}`;
        group.setAttribute("aria-label", `${this.nameOf(shape)}, ${where}`);
        group.replaceChildren(...this.parts(shape, numbers.get(shape.id)));
        if (this.drawing.children[place] !== group) {
          this.drawing.insertBefore(group, this.drawing.children[place] ?? null);
        }
      });
      this.drawing.querySelectorAll(".loa-shape--suggested").forEach((one) => one.remove());
      this.drawing.append(...this.suggested.map((one) =>
        make("rect", { class: "loa-shape--suggested", ...this.edges(one) })));
      this.undoButton.setAttribute("aria-disabled", String(!this.past.length));
      this.redoButton.setAttribute("aria-disabled", String(!this.future.length));
    }

    groupOf(shape) {
      if (!this.groups.has(shape.id)) {
        this.groups.set(shape.id, make("g", {
          class: `loa-shape loa-shape--${shape.shape}`, "data-id": shape.id, tabindex: "0",
          role: "button", "aria-roledescription": "hình vẽ trên ảnh",
        }));
      }
      return this.groups.get(shape.id);
    }

    edges({ x, y, w, h }) {
      return { x: `${x}%`, y: `${y}%`, width: `${w}%`, height: `${h}%` };
    }

    parts(shape, number) {
      const { x, y, w, h } = shape;
      if (shape.shape === "marker") return this.disc(x, y, number);
      const handles = [["start", x, y, -1], ["end", x + w, y + h, 1]].flatMap(([end, atX, atY, out]) =>
        this.handle(end, atX, atY, shape.shape === "arrow" ? 0 : out * 10));
      const shown = shape.shape === "redaction" ? 0 : number;
      const disc = shown ? this.disc(x, y, shown) : [];
      if (shape.shape !== "arrow") {
        return [make("rect", { class: "loa-shape__area", ...this.edges(shape) }), ...disc, ...handles];
      }
      const line = { x1: `${x}%`, y1: `${y}%`, x2: `${x + w}%`, y2: `${y + h}%` };
      const { clientWidth, clientHeight } = this.stage;
      const angle = (Math.atan2(h * clientHeight, w * clientWidth) * 180) / Math.PI;
      const head = make("svg", { x: `${x + w}%`, y: `${y + h}%`, overflow: "visible" },
        make("path", { class: "loa-shape__line", d: "M-14-8L0 0L-14 8", transform: `rotate(${angle})` }));
      return [make("line", { class: "loa-shape__grip", ...line }),
        make("line", { class: "loa-shape__line", ...line }), head, ...disc, ...handles];
    }

    disc(x, y, number) {
      const at = { cx: `${x}%`, cy: `${y}%` };
      return [
        make("circle", { class: "loa-shape__reach", r: 22, ...at }),
        make("circle", { class: "loa-shape__disc", r: number ? 13 : 8, ...at }),
        make("text", { class: "loa-shape__number", x: at.cx, y: at.cy, dy: "0.35em" }, number ?? ""),
      ];
    }

    handle(end, x, y, out) {
      const at = { cx: `${x}%`, cy: `${y}%`, transform: `translate(${out} ${out})`, "data-end": end };
      return [
        make("circle", { class: "loa-shape__reach loa-shape__reach--handle", r: 22, ...at }),
        make("circle", { class: "loa-shape__handle", r: 7, ...at }),
      ];
    }
  }

  window.loaPictures = { PictureEditor, make, newId, within };
})();
