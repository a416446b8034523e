/* A step with several pictures is cut into one for each; a step goes into the one before it.

   Nothing that was written is dropped: texts, pictures and callouts go along with their ids, so their
   numbers, which follow the order of reading, are right by themselves. Two steps that readers do
   under different conditions stay two. */
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

  const write = (rich, content) => {
    const { EditorState, convertFromRaw } = window.DraftJS;
    const decorator = rich.getState().getDecorator();
    rich.setState(EditorState.createWithContent(convertFromRaw(content), decorator));
  };

  const hinder = (kept, gone) => {
    if (text(gone.logic) === "or") return "Bước này làm thay bước trên, nên không gộp được.";
    const differs = Object.keys(CONDITIONS).find((name) => text(kept[name]) !== text(gone[name]));
    return differs ? `Hai bước khác nhau ở mục “${CONDITIONS[differs]}”, nên không gộp được.` : "";
  };

  const merge = (kept, gone) => {
    const [title, more] = [raw(kept.title), raw(gone.title)];
    if (isWritten(title)) write(kept.body, joined([raw(kept.body), more, raw(gone.body)]));
    else {
      write(kept.title, joined([more]));
      write(kept.body, joined([raw(kept.body), raw(gone.body)]));
    }
    for (const name of WORDS) {
      const said = [...new Set([text(kept[name]), text(gone[name])])].filter(Boolean);
      if (text(gone[name])) kept[name].setState(said.join("; "));
    }
    for (const name of LISTS) {
      for (const { id, value } of gone[name].getState()) {
        kept[name].insert(value, kept[name].children.length, { id });
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
      if (said) return this.zone.say(said);
      merge(...parts);
      steps.deleteBlock(place);
      return this.done(kept, `Đã gộp bước ${place + 1} vào bước ${place}. Đọc lại phần “Nói thêm”.`);
    }

    split(place) {
      const { steps } = this.zone;
      const { pictures } = steps.children[place].block.childBlocks;
      const [, ...moved] = pictures.getState();
      if (!moved.length) return this.zone.say("Bước này chỉ có một hình, không tách được.");
      for (let last = pictures.children.length - 1; last > 0; last -= 1) pictures.deleteBlock(last);
      const made = moved.map((one, at) => this.zone.insert([one], place + 1 + at));
      return this.done(made[0], `Đã tách thành ${made.length + 1} bước. Ghi việc làm cho từng bước mới.`);
    }

    done(child, words) {
      child.element.querySelector("[data-panel-toggle]").focus();
      this.zone.steps.container[0].dispatchEvent(new Event("change", { bubbles: true }));
      child.block.card.drawSoon();
      this.zone.nameFold();
      this.zone.say(words);
    }
  }

  window.loaJoining = Joining;
})();
