/* The cells of a table as a grid to write in; the form sends them as JSON (cms/blocks/table.py).

   The first row names the columns. A row of one cell reaches across all columns. */
(() => {
  const Widget = window.telepath?.constructors["wagtail.widgets.Widget"];
  if (!Widget || window.loaCells) return; // a dialog brings its scripts along once more
  window.loaCells = true;

  const { element } = window.loaSession;
  const Bound = new Widget("").boundWidgetClass;
  const spliced = (list, at, count, ...more) => [...list.slice(0, at), ...more, ...list.slice(at + count)];
  const copyOf = (rows) => rows.map((row) => [...row]);
  const widthOf = (rows) => Math.max(1, ...rows.map((row) => row.length));

  class Cells extends Bound {
    constructor(...given) {
      super(...given);
      this.input.hidden = true;
      this.at = [0, 0];
      this.before = [];
      this.grid = element("table", { class: "loa-cells__grid" });
      this.said = element("div"); // what is said of a paste stands before it
      const tools = [
        ["Thêm dòng", () => this.addRow()], ["Thêm cột", () => this.addColumn()],
        ["Xoá dòng", () => this.dropRow()], ["Xoá cột", () => this.dropColumn()],
        ["Gộp dòng làm tên nhóm", () => this.joinRow()], ["Hoàn tác", () => this.undo()],
      ].map(([words, click]) => {
        const made = element("button", { type: "button", class: "button button-small button-secondary" }, words);
        made.addEventListener("click", click);
        return made;
      });
      this.back = tools.at(-1);
      this.join = tools.at(-2);
      this.element = element("div", { class: "loa-cells", role: "group", "aria-label": "Các ô của bảng" }, this.said,
        element("div", { class: "loa-cells__scroll" }, this.grid), element("div", { class: "loa-cells__tools" }, ...tools));
      this.input.after(this.element);
      this.grid.addEventListener("focusin", ({ target }) => this.goTo(target));
      this.grid.addEventListener("input", ({ target }) => this.write(target));
      this.grid.addEventListener("paste", (event) => this.paste(event), true);
    }

    setState(state) {
      super.setState(state);
      try {
        this.rows = JSON.parse(state || "[]");
      } catch {
        this.rows = [];
      }
      if (!this.rows.length) this.rows = [["", ""], ["", ""]];
      this.draw();
    }

    getTextLabel() { return this.rows[0].filter(Boolean).join(" · ") || null; }
    focus() { this.cell(...this.at)?.focus(); }
    setInvalid(isInvalid) { this.element.classList.toggle("loa-cells--invalid", Boolean(isInvalid)); }

    cell(row, column) { return this.grid.rows[row]?.cells[column]?.firstElementChild; }

    draw() {
      const width = widthOf(this.rows);
      this.grid.replaceChildren(...this.rows.map((row, at) => {
        const isAcross = at > 0 && row.length === 1 && width > 1;
        if (!isAcross) row.push(...Array(width - row.length).fill(""));
        return element("tr", {}, ...row.map((words, column) => this.drawn(words, at, column, isAcross ? width : 1)));
      }));
      this.back.disabled = !this.before.length;
      this.light();
    }

    drawn(words, row, column, span) {
      const name = row ? `Dòng ${row + 1}, cột ${column + 1}` : `Tên cột ${column + 1}`;
      const field = element("textarea", { rows: "1", "aria-label": span > 1 ? `Dòng ${row + 1}, tên nhóm` : name });
      field.value = words;
      return element("td", span > 1 ? { colspan: String(span) } : {}, field);
    }

    goTo(field) {
      const cell = field.closest("td");
      this.at = [cell.parentElement.rowIndex, cell.cellIndex];
      this.light();
    }

    /* Which row is meant by the buttons. */
    light() {
      for (const line of this.grid.rows) line.classList.toggle("loa-cells__here", line.rowIndex === this.at[0]);
      const isAcross = this.rows[this.at[0]]?.length === 1;
      this.join.textContent = isAcross ? "Tách dòng thành các ô" : "Gộp dòng làm tên nhóm";
      this.join.disabled = this.at[0] === 0 || widthOf(this.rows) === 1;
    }

    write(field) {
      this.goTo(field);
      this.rows[this.at[0]][this.at[1]] = field.value;
      this.keep();
    }

    keep() { super.setState(JSON.stringify(this.rows)); }

    /* Do something with the rows that can be taken back; ``at`` is where one is afterwards. */
    change(done, at = this.at) {
      this.before.push(copyOf(this.rows));
      this.rows = done;
      this.shown(at);
    }

    shown([row, column]) {
      this.at = [Math.min(row, this.rows.length - 1), 0];
      this.draw();
      this.at[1] = Math.min(column, this.rows[this.at[0]].length - 1);
      this.keep();
      this.input.dispatchEvent(new Event("change", { bubbles: true }));
      this.focus();
    }

    addRow() {
      const [row, column] = this.at;
      this.change(spliced(this.rows, row + 1, 0, Array(widthOf(this.rows)).fill("")), [row + 1, column]);
    }

    addColumn() {
      const [row, column] = this.at;
      const wide = widthOf(this.rows) > 1 || this.rows.length === 1;
      const isAcross = (line, at) => wide && at > 0 && line.length === 1;
      this.change(this.rows.map((line, at) => (isAcross(line, at) ? line : spliced(line, column + 1, 0, ""))), [row, column + 1]);
    }

    dropRow() {
      if (this.rows.length > 1) this.change(spliced(this.rows, this.at[0], 1));
    }

    dropColumn() {
      const width = widthOf(this.rows);
      if (width > 1) this.change(this.rows.map((line) => (line.length < width ? line : spliced(line, this.at[1], 1))));
    }

    joinRow() {
      const [row] = this.at;
      const line = this.rows[row];
      const made = line.length > 1 ? [line.filter(Boolean).join(" ")] : [line[0], ...Array(widthOf(this.rows) - 1).fill("")];
      this.change(spliced(this.rows, row, 1, made), [row, 0]);
    }

    undo() {
      if (!this.before.length) return;
      this.rows = this.before.pop();
      this.shown(this.at);
    }

    async paste(event) {
      const { loaTables: tables } = window;
      const html = event.clipboardData.getData("text/html");
      const text = event.clipboardData.getData("text/plain");
      const isTable = tables.hasTable(html);
      if (!isTable && !text.includes("\t")) return;
      event.preventDefault();
      event.stopPropagation();
      this.goTo(event.target);
      if (!isTable) {
        this.fill(text.replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t")));
        return;
      }
      tables.say(this.said, "Đang đọc bảng…");
      try {
        const { blocks, notes } = await tables.read(html, this.input.form);
        if (blocks.length !== 1 || blocks[0].type !== "table") throw new Error("ngoài bảng còn có chữ hoặc bảng khác. Chép riêng một bảng, hoặc dán cả đoạn vào một “Đoạn văn”.");
        const { title, cells } = blocks[0].value;
        this.fill(JSON.parse(cells));
        tables.say(this.said, ["Đã điền từ bảng vừa dán.", this.name(title), ...notes].filter(Boolean).join(" "));
      } catch (error) {
        tables.say(this.said, `Chưa dán gì: ${error.message}`, true);
      }
    }

    /* The name goes where names stand, unless one stands there. */
    name(title) {
      const field = this.input.form.elements.namedItem(this.input.name.replace(/cells$/, "title"));
      if (!title || !field) return "";
      if (field.value && field.value !== title) return `Bảng ấy có tên “${title}”; ô “Tên bảng” giữ nguyên.`;
      field.value = title;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      return "";
    }

    /* From the cell on; what is not in the way stays, what was in the way can be taken back. */
    fill(given) {
      const isEmpty = !this.rows.flat().some(Boolean);
      const [row, column] = isEmpty ? [0, 0] : this.at;
      const rows = isEmpty ? [] : copyOf(this.rows);
      const width = Math.max(isEmpty ? 1 : widthOf(rows), column + widthOf(given));
      const isAcross = (line, at) => at > 0 && line.length === 1;
      while (rows.length < row + given.length) rows.push(Array(width).fill(""));
      const made = rows.map((line, at) => (isAcross(line, at) && widthOf(rows) > 1 ? line : [...line, ...Array(width - line.length).fill("")]));
      given.forEach((line, step) => {
        const at = row + step;
        if (line.length < widthOf(given) && !column && at) made[at] = [line[0]];
        else {
          if (made[at].length < width) made[at] = [...made[at], ...Array(width - made[at].length).fill("")];
          made[at].splice(column, line.length, ...line);
        }
      });
      this.change(made, [row, column]);
    }
  }

  window.telepath.register("loa.Cells", class extends Widget {
    boundWidgetClass = Cells;
  });
})();
