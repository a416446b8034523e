/* Query: what was typed, as units that a page must have; and the pages in their order. */

// A unit is {said, words, others}: all of the words, or one of the phrases in `others`.
function units(text, terms) {
  const [number] = phones(text);
  if (number) { return [{ said: text.trim(), words: [number], others: [] }]; }
  const found = [];
  for (const chunk of chunks(text)) {
    const words = pieces(chunk).filter(Boolean);
    const whole = code(chunk);
    if (whole) {
      found.push({ said: chunk, words: [whole], others: [words.map(fold)] });
    } else {
      words.forEach((word, place) => found.push({ said: chunk.match(WORD)[place], words: [word], others: [] }));
    }
  }
  return joined(found.slice(0, 12), terms);
}

// Neighbouring words that are a term of the registry become one unit, the longest term first.
function joined(list, terms) {
  const folded = list.map((unit) => fold(unit.words[0]));
  const result = [];
  for (let start = 0, length; start < list.length; start += length) {
    let others = [];
    length = 1;
    for (const ways of terms) {
      for (const way of ways) {
        const size = way.split(" ").length;
        if (size < length || folded.slice(start, start + size).join(" ") !== way) { continue; }
        others = (size > length ? [] : others).concat(ways.filter((other) => other !== way));
        length = size;
      }
    }
    const inside = list.slice(start, start + length);
    result.push(others.length ? {
      said: inside.map((unit) => unit.said).join(" "),
      words: inside.map((unit) => unit.words[0]),
      others: others.map((other) => other.split(" ")),
    } : inside[0]);
  }
  return result;
}

// Words such as "của" are not asked for, unless nothing else was typed.
function needed(index, asked) {
  const rest = asked.filter(({ words: [word, more], others }) => more || others.length ||
    !(index.stop.has(word) || (word === fold(word) && index.stopFolded.has(word))));
  return rest.length ? rest : asked;
}

async function find(index, text) {
  const { terms } = await index.open();
  const asked = units(text, terms);
  const isOpen = !/\s$/.test(text);
  const scores = new Map();
  const must = needed(index, asked);
  const results = await Promise.all(asked.map((unit, place) =>
    ask(index, unit, isOpen && place === asked.length - 1)));
  asked.forEach((unit, place) => results[place].forEach((hit, page) => {
    const sum = scores.get(page) || { page, score: 0, has: [], exact: 0, whole: true, title: 0 };
    sum.score += hit.score;
    sum.title += hit.title;
    sum.exact += hit.exact;
    sum.whole = sum.whole && hit.whole;
    if (must.includes(unit)) { sum.has.push(unit); }
    scores.set(page, sum);
  }));
  const typed = [].concat(...asked.map((unit) => unit.words));
  await addPairs(index, typed.map(fold), scores, isOpen);
  const nowhere = must.filter((unit) => !results[asked.indexOf(unit)].size);
  return { ...ranked(index, scores, typed.length, must), nowhere, asked };
}

async function ask(index, unit, isOpen) {
  const pages = new Map();
  const last = unit.words.length - 1;
  const each = await Promise.all(unit.words.map((word, place) => index.word(word, isOpen && place === last)));
  const near = last ? await index.phrase(unit.words.map(fold)) : null;
  each[0].forEach((_, page) => {
    const hits = each.map((found) => found.get(page));
    if (!hits.every(Boolean)) { return; }
    pages.set(page, {
      score: hits.reduce((sum, hit) => sum + hit[0], 0) * (!near || near.has(page) ? 1 : 0.2), // a term is one word
      exact: hits.filter((hit) => hit[1]).length,
      whole: hits.every((hit) => hit[2]),
      title: hits.filter((hit) => hit[3]).length,
    });
  });
  for (const other of unit.others) {
    (await index.phrase(other)).forEach((score, page) => {
      const old = pages.get(page);
      if (!old || !old.whole || old.score < score) {
        pages.set(page, { score, exact: unit.words.length, whole: true, title: old ? old.title : 0 });
      }
    });
  }
  return pages;
}

const addPairs = (index, folded, scores, isOpen) => Promise.all(folded.slice(1).map(async (word, place) => {
  const found = await index.pair(`${folded[place]} ${word}`, isOpen && place === folded.length - 2);
  found.forEach((score, page) => {
    if (scores.has(page)) { scores.get(page).score += 2 * score; }
  });
}));

// Pages with everything come first, then whole words before beginnings, then exact marks.
function ranked(index, scores, count, must) {
  let pages = [...scores.values()];
  for (const one of pages) {
    one.full = one.has.length === must.length;
    one.tier = 4 * one.full + 2 * one.whole + (one.exact >= count);
    one.score *= 1 + one.title / Math.max(index.titles.get(one.page), count);
    one.missing = must.filter((unit) => !one.has.includes(unit)).map((unit) => unit.said);
  }
  const isFull = pages.some((one) => one.full);
  pages = pages.filter((one) => (isFull ? one.full : one.has.length));
  pages.sort((a, b) => b.has.length - a.has.length || b.tier - a.tier || b.score - a.score || b.page - a.page);
  return { pages, isFull };
}
