/* Passage: the place of a page where the words of a query stand, and its anchor. */
const PASSAGE = 200, NEAR = 10, MOST = 0.6;

// What the words of `text` are for the query: for each the word that it answers, or undefined; with
// `isPlain` not by another name.
function answers(text, words, isPlain) {
  const found = [];
  const said = text.match(WORD) || [];
  const numbers = words.filter((one) => one.number);
  const keys = said.map((word) => [fold(word), exact(word)]);
  keys.forEach(([key, form], at) => {
    const one = words.find((word) => !word.idle && (word.bare ? key === fold(word.word) : form === word.word)) ||
      words.find((word) => word.isBegun && key.startsWith(fold(word.word))) ||
      words.find((word) => !word.idle && !word.number && !word.found && key === fold(word.word));
    if (one) { found[at] = found[at] || one; }
    for (const word of words) {
      for (const way of (!isPlain && word.ways) || []) {
        if (way.words.every((part, next) => keys[at + next] && keys[at + next][word.number ? 0 : 1] === (word.number ? fold(part) : part))) {
          way.words.forEach((_, next) => { found[at + next] = word; });
        }
      }
    }
  });
  for (const word of numbers) {
    if (!word.ways && phones(text).includes(word.word)) { said.forEach((one, at) => { if (/\d/.test(one)) { found[at] = word; } }); }
  }
  return found;
}

// How much of the query stands near one place of the text: its weight, and the first word's number.
function nearest(text, words) {
  const found = answers(text, words);
  const places = Object.keys(found).map(Number).filter((at) => found[at]);
  let best = { value: 0, at: 0 };
  places.forEach((start, from) => {
    const inside = places.slice(from).filter((at) => at - start < NEAR + words.length);
    const each = new Set(inside.map((at) => found[at]));
    const joined = inside.filter((at) => found[at - 1]).length;
    const value = [...each].reduce((sum, one) => sum + one.weight, 0) + joined / 2;
    if (value > best.value) { best = { value, at: start }; }
  });
  return best;
}

// With `within` all the words follow each other, so far apart at most; else most of them stand in one
// passage, but for those that head the page.
function isNear([, title, summary, passages], words, hit, within) {
  const texts = passages.map((one) => one.slice(1));
  const asked = words.filter((one) => hit.has.has(one));
  if (within) { return [title, summary].concat(...texts).some((text) => isBehind(answers(text, words, within === 1), asked, within)); }
  const unit = (one) => one.term || one.word;
  const sum = (some) => some.reduce((all, one) => all + one.weight, 0);
  const inside = [...hit.inside];
  return new Set(inside.map(unit)).size < 2 || texts.some((group) => {
    const found = new Set(answers(group.join(" · "), words).filter(Boolean).map(unit));
    return sum(inside.filter((one) => found.has(unit(one)))) > sum(inside) * MOST;
  });
}

// Whether all of `asked` follow each other, each at most `within` words after the one before.
const isBehind = (found, [first, ...others], within = 2) => found.some((one, start) => one === first && others.reduce((at, word) => {
  const next = at < 0 ? -1 : found.slice(at + 1, at + 1 + within).indexOf(word);
  return next < 0 ? -1 : at + 1 + next;
}, start) >= 0);

// The best place of a page: its anchor and about as many letters as two lines hold.
function passage([, title, summary, passages], words) {
  const worth = (text, value) => value * (0.6 + Math.min(text.length, 60) / 150);
  let best = { value: worth(summary, nearest(summary, words).value), text: summary, anchor: "", at: 0 };
  for (const [anchor, ...texts] of passages) {
    texts.forEach((text, place) => {
      const { value, at } = nearest([text, ...texts.slice(place + 1, place + 2)].join(" · "), words);
      if (text !== title && worth(text, value) > best.value) {
        best = { value: worth(text, value), anchor, at, text, next: texts.slice(place + 1) };
      }
    });
  }
  return { value: best.value, anchor: best.anchor, text: excerpt(best) };
}

function excerpt({ text, at, next = [] }) {
  let said = text;
  for (const more of next) {
    if (said.length + more.length > PASSAGE) { break; }
    said += ` · ${more}`;
  }
  if (said.length <= PASSAGE * 1.3) { return said; }
  const words = [...text.matchAll(WORD)];
  const start = at < 12 ? 0 : words[at - 8].index;
  const cut = said.slice(start, start + PASSAGE);
  const end = start + PASSAGE < said.length ? cut.lastIndexOf(" ") : cut.length;
  return (start ? "… " : "") + cut.slice(0, end) + (start + end < said.length ? "…" : "");
}
