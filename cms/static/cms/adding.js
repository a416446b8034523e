/* Each ⊕ of a stream or a list says what it adds: the words come from cms/blocks/adding.py.

   Other scripts make lists of their own kind from window.loaSequences. */
(() => {
  const blocks = window.wagtailStreamField?.blocks;
  if (!blocks || window.loaSequences) return; // a dialog brings its scripts along once more

  const saying = (control, words) => {
    const button = control.element.querySelector("button") ?? control.element;
    const said = Object.assign(document.createElement("span"), { className: "loa-adds", textContent: words });
    button.append(said);
    button.removeAttribute("title"); // "Thêm" alone would be read out after it
    return control;
  };

  const named = (Sequence) => class extends Sequence {
    _createInsertionControl(...given) {
      return saying(super._createInsertionControl(...given), this.blockDef.meta.adds);
    }
  };
  const NamedList = named(blocks.ListBlock);
  const NamedStream = named(blocks.StreamBlock);

  class ListDefinition extends blocks.ListBlockDefinition {
    render(...given) { return new NamedList(this, ...given); }
  }
  class StreamDefinition extends blocks.StreamBlockDefinition {
    render(...given) { return new NamedStream(this, ...given); }
  }
  window.telepath.register("loa.ListBlock", ListDefinition);
  window.telepath.register("loa.StreamBlock", StreamDefinition);
  window.loaSequences = { ListDefinition, StreamDefinition };
})();
