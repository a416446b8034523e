/* Screenshots become steps: the lists and streams of a guide's form that take pictures (zone.js), and
   the page around them. The form waits for what is on its way (loa:before-submit). */
(() => {
  const { ListDefinition, StreamDefinition } = window.loaSequences ?? {};
  const { Zone, zones, hasFiles } = window.loaZones ?? {};
  if (!ListDefinition || window.loaDrops) return; // a dialog brings its scripts along once more
  window.loaDrops = true;

  const newId = () => crypto.randomUUID?.() ?? window.loaPictures.newId();

  /* The state of a new step with pictures, each of them {id, value}. */
  const stepOf = (initial, pictures) => ({ ...initial, pictures });

  const taking = (steps, area, step, insert) => {
    const { initialChildState } = step.childBlockDefsByName.pictures;
    const shown = (picture) => ({ id: newId(), value: { ...initialChildState, picture } });
    steps.zone = new Zone(steps.container[0], area, { ...steps.blockDef.meta, shown }, steps, insert);
    new window.loaJoining(steps.zone); // listens
    return steps;
  };

  class OwnStepsDefinition extends ListDefinition {
    render(...given) {
      const list = super.render(...given);
      const area = list.container[0].closest("[data-contentpath]") ?? list.container[0];
      return taking(list, area, this.childBlockDef, (pictures, place) => list.insert(
        stepOf(this.initialChildState, pictures), place, { id: newId(), collapsed: true }));
    }
  }

  class StepsDefinition extends StreamDefinition {
    render(...given) {
      const stream = super.render(...given);
      const step = this.childBlockDefsByName.step;
      return taking(stream, stream.container[0].parentElement, step, (pictures, place) => stream.insert(
        { type: "step", value: stepOf(this.initialChildStates.step, pictures), id: newId() }, place, { collapsed: true }));
    }
  }

  /* Where a guide has no group yet, pictures make the first one, which takes them. */
  class FirstZone extends Zone {
    take(files) {
      const stream = this.steps;
      const group = stream.children[0]
        ?? stream.insert({ type: "group", value: stream.blockDef.initialChildStates.group, id: newId() }, 0);
      const { zone } = group.block.childBlocks.steps;
      zone.take(files);
      zone.choose.focus();
    }
  }

  /* The name of a part stays where the part begins: neither deleting nor moving its first way takes it away. */
  const keepParts = (stream) => {
    const { deleteBlock, moveBlock } = stream;
    const partOf = (child) => child?.block.childBlocks.part;
    const nameOf = (child) => String(partOf(child)?.getState() ?? "").trim();
    let said = null;
    const give = (from, to) => {
      said?.remove();
      const name = nameOf(from);
      if (!name || !to || nameOf(to)) return;
      partOf(to).setState(name);
      partOf(from).setState("");
      window.loaTables.say(to.element, `Tên phần “${name}” nay ghi ở cách làm này. Muốn đổi: biểu tượng bánh răng, “Mở đầu một phần”.`);
      said = to.element.previousElementSibling;
    };
    stream.deleteBlock = (at, ...given) => {
      give(stream.children[at], stream.children[at + 1]);
      deleteBlock.call(stream, at, ...given);
    };
    stream.moveBlock = (from, to) => {
      const moved = stream.children[from];
      const [next, first] = [stream.children[from + 1], stream.children[to]];
      moveBlock.call(stream, from, to);
      if (to > from) give(moved, next);
      else give(first, moved);
    };
  };

  class GroupsDefinition extends StreamDefinition {
    render(...given) {
      const stream = super.render(...given);
      keepParts(stream);
      stream.zone = new FirstZone(stream.container[0], stream.container[0].parentElement, this.meta, stream);
      stream.zone.element.classList.add("loa-drop--first"); // seen while there is no group
      return stream;
    }
  }

  window.telepath.register("guides.OwnSteps", OwnStepsDefinition);
  window.telepath.register("guides.Steps", StepsDefinition);
  window.telepath.register("guides.Groups", GroupsDefinition);

  /* ---- the page around them ---- */

  document.addEventListener("paste", (event) => {
    const pasted = [...(event.clipboardData?.files ?? [])].filter(({ type }) => type.startsWith("image/"));
    const open = [...zones].filter((zone) => zone.isOpen);
    if (!pasted.length || !open.length || document.querySelector(".modal.in, dialog[open]")) return;
    const { target } = event;
    const around = open.find((zone) => zone.place.contains(target) || zone.element.contains(target));
    const types = [...event.clipboardData.types];
    const isText = types.some((type) => type.startsWith("text/")); // from Word: words with their picture
    if (isText && target.closest("input, textarea, [contenteditable=true]")) return;
    const near = around ?? open.find((zone) => zone.element.closest("[data-streamfield-child]")?.contains(target)) ?? open.at(-1);
    event.preventDefault();
    event.stopPropagation();
    near.element.scrollIntoView({ block: "nearest" });
    near.take(pasted);
  }, true);

  /* A picture that falls beside the place must not take the form away. */
  for (const name of ["dragover", "drop"]) {
    document.addEventListener(name, (event) => {
      if (!zones.size || event.defaultPrevented || !hasFiles(event)) return;
      if (event.target.closest?.("input[type=file], .modal")) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "none";
    });
  }

  document.addEventListener("loa:before-submit", ({ detail }) => {
    for (const zone of zones) {
      if (zone.isBusy && detail.form.contains(zone.element)) detail.waitFor(zone.settled());
    }
  });

  window.addEventListener("beforeunload", (event) => {
    if ([...zones].some((zone) => zone.isBusy)) event.preventDefault();
  });
})();
