/* A step with several pictures is cut into one for each; a step goes into the one before it.

   Nothing that was written is dropped: texts, pictures and callouts go along with their ids, so their
   numbers, which follow the order of reading, are right by themselves. Two steps that readers do
   under different conditions stay two. What was done last can be undone until its steps are edited. */
(() => {
  if (window.loaJoining) return; // a dialog brings its scripts along once more

  const LISTS = ["fields", "pictures", "remarks", "prepare"];
  const CONDITIONS = { condition: "Chỉ làm khi", only_if: "Có mặt trong hướng dẫn", is_optional: "Không bắt buộc" };
  const WORDS = ["example", "duration"];
  const text = (part) => String(part.getState() ?? "").trim();
  const raw = (rich) => window.DraftJS.convertToRaw(rich.getState().getCurrentContent());
  const isWritten = ({ blocks }) => blocks.some((one) => one.text.trim() || one.type === "atomic");

  /* One text of several: what a text refers to (links, facts) is numbered anew. */
  const joined = (texts) => {
    const blocks = [], entityMap = {};
    for (const one of texts.filter(isWritten)) {
      const first = Object.keys(entityMap).length;
      const keys = Object.keys(one.entityMap);
      keys.forEach((key, at) => { entityMap[first + at] = one.entityMap[key]; });
      for (const { key, ...block } of one.blocks) {
        const entityRanges = block.entityRanges.map((range) => ({ ...range, key: first + keys.indexOf(String(range.key)) }));
        blocks.push({ ...block, entityRanges });
      }
    }
    return { blocks, entityMap };
  };

  const stateOf = (rich, content) => {
    const { EditorState, convertFromRaw } = window.DraftJS;
    return EditorState.createWithContent(convertFromRaw(content), rich.getState().getDecorator());
  };

  /* What is in steps, to be compared. */
  const print = (children) => JSON.stringify(children.map((child) => child.getState()), (_, value) => (
    value?.getCurrentContent ? window.DraftJS.convertToRaw(value.getCurrentContent()) : value));

  /* What is done to blocks: all of it or nothing, and all of it can be taken back. */
  class Changes {
    constructor() { this.back = []; }

    takeBack(changes) {
      for (const undo of [...this.back].reverse()) undo(changes);
    }

    /* As far as it can: where something failed already. */
    giveUp() {
      for (const undo of [...this.back].reverse()) {
        try {
          undo(new Changes());
        } catch (error) {
          console.error(error);
        }
      }
    }

    set(part, state) {
      const old = part.getState();
      this.back.push((changes) => changes.set(part, old));
      part.setState(state);
    }

    made(list, child) {
      this.back.push((changes) => changes.remove(list, child));
      return child;
    }

    insert(list, { type, value, id }, place) {
      const child = type ? list.insert({ type, value, id }, place, { collapsed: true }) : list.insert(value, place, { id, collapsed: true });
      return this.made(list, child);
    }

    /* It comes back after what it stood after, wherever that is by then. */
    remove(list, child) {
      const place = list.children.indexOf(child);
      const [before, state] = [list.children[place - 1], child.getState()];
      list.deleteBlock(place);
      this.back.push((changes) => {
        changes.insert(list, state, Math.min(list.children.length, list.children.indexOf(before) + 1 || place));
      });
    }
  }

  const hinder = (kept, gone) => {
    if (text(gone.logic) === "or") return "Bước này làm thay bước trên, nên không gộp được.";
    const differs = Object.keys(CONDITIONS).find((name) => text(kept[name]) !== text(gone[name]));
    return differs ? `Hai bước khác nhau ở mục “${CONDITIONS[differs]}”, nên không gộp được.` : "";
  };

  /* What the texts of the step that stays become, where something is added: [part, state] of each. */
  const texts = (kept, gone) => {
    const [title, more, body] = [raw(kept.title), raw(gone.title), raw(gone.body)];
    const added = isWritten(title) ? [[kept.body, [more, body]]] : [[kept.title, [more]], [kept.body, [body]]];
    const rich = added.filter(([, contents]) => contents.some(isWritten))
      .map(([part, contents]) => [part, stateOf(part, joined([raw(part), ...contents]))]);
    const plain = WORDS.filter((name) => text(gone[name]))
      .map((name) => [kept[name], [...new Set([text(kept[name]), text(gone[name])])].filter(Boolean).join("; ")]);
    return [...rich, ...plain];
  };

  const merge = (changes, kept, gone) => {
    for (const [part, state] of texts(kept, gone)) changes.set(part, state);
    for (const name of LISTS) {
      for (const { id, value } of gone[name].getState()) {
        changes.made(kept[name], kept[name].insert(value, kept[name].children.length, { id }));
      }
    }
  };

  /* zone: of dropping.js; it says what was done and knows how to put a step with pictures in. */
  class Joining {
    constructor(zone) {
      this.zone = zone;
      zone.steps.container[0].addEventListener("click", ({ target }) => {
        const button = target.closest("[data-loa-step]");
        const { children } = zone.steps;
        const place = button ? children.findIndex(({ element }) => element === button.closest("[data-streamfield-child]")) : -1;
        if (place < 0) return;
        if (button.dataset.loaStep === "merge") this.merge(place);
        else this.split(place);
      });
    }

    merge(place) {
      const { steps } = this.zone;
      const [kept, gone] = [steps.children[place - 1], steps.children[place]];
      if (!kept) return this.zone.say("Đây là bước đầu, không có bước trước để gộp.");
      const parts = [kept.block.childBlocks, gone.block.childBlocks];
      const said = hinder(...parts);
      if (said) return this.tell(gone, said);
      const changes = this.make(gone, "gộp", (doing) => {
        merge(doing, ...parts);
        doing.remove(steps, gone);
      });
      if (changes) this.done([kept], `Đã gộp bước ${place + 1} vào bước ${place}. Đọc lại phần “Nói thêm”.`, "gộp", changes);
      return undefined;
    }

    split(place) {
      const { steps } = this.zone;
      const child = steps.children[place];
      const { pictures } = child.block.childBlocks;
      const [, ...moved] = pictures.getState();
      if (!moved.length) return this.zone.say("Bước này chỉ có một hình, không tách được.");
      const added = [];
      const changes = this.make(child, "tách", (doing) => {
        for (const one of moved) added.push(doing.made(steps, this.zone.insert([one], place + 1 + added.length)));
        for (const one of pictures.children.slice(1).reverse()) doing.remove(pictures, one);
      });
      const words = `Đã tách thành ${added.length + 1} bước. Ghi việc làm cho từng bước mới.`;
      if (changes) this.done([...added, child], words, "tách", changes);
      return undefined;
    }

    /* The changes that work(changes) made, or none: then it is said at the card that it could not be. */
    make(child, verb, work) {
      const changes = new Changes();
      let before;
      try {
        before = print(this.zone.steps.children);
        work(changes);
        return changes;
      } catch (error) {
        console.error(error);
        changes.giveUp();
        this.tell(child, this.isAs(before) ? `Không ${verb} được, chưa có gì thay đổi. Hãy lưu, tải lại trang rồi thử lại.`
          : `Không ${verb} được trọn vẹn, các bước có thể đã đổi một phần. Hãy xem lại từng bước trước khi lưu.`);
        return undefined;
      }
    }

    isAs(before) {
      try {
        return before === undefined || print(this.zone.steps.children) === before;
      } catch {
        return false;
      }
    }

    /* touched: the steps that can be undone together; one goes on with the first. */
    done(touched, words, verb, changes) {
      const { steps } = this.zone;
      for (const one of steps.children) { // Draftail brings a text to the form later
        one.block.childBlocks.title.widget.input.draftailEditor.saveState();
        one.titleElement.text(one.getTextLabel({ maxLength: 70 }) || "");
      }
      const [child] = touched;
      child.element.querySelector("[data-panel-toggle]").focus();
      steps.container[0].dispatchEvent(new Event("change", { bubbles: true }));
      child.block.card.drawSoon();
      this.zone.nameFold();
      const before = print(touched);
      this.tell(child, words, changes && (() => this.undo(touched, before, verb, changes)));
    }

    /* What was written since then is not thrown away. */
    undo(touched, before, verb, changes) {
      const { children } = this.zone.steps;
      const stays = touched.at(-1);
      if (touched.some((child) => !children.includes(child)) || print(touched) !== before) {
        this.tell(stays, `Bước đã được sửa sau khi ${verb} nên không hoàn tác được, chưa có gì thay đổi.`);
      } else if (this.make(stays, "hoàn tác", (doing) => changes.takeBack(doing))) {
        this.done([stays], `Đã hoàn tác việc ${verb}.`);
      }
    }

    /* At the card too: the place that takes pictures may be far above. */
    tell(child, words, undo) {
      this.line?.remove();
      this.line = window.loaSession.element("p", { class: "loa-step__told" }, words);
      if (undo) {
        const button = window.loaSession.element("button", { type: "button", class: "button button-small button-secondary" }, "Hoàn tác");
        button.addEventListener("click", undo);
        this.line.append(button);
      }
      child.element.querySelector(".w-panel__header").after(this.line);
      this.zone.say(words);
    }
  }

  window.loaJoining = Joining;
})();
