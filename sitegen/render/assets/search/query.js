/* Query: what was typed as words with their weights; the pages that have them together, in their order. */
const FULL_ENOUGH = 0.95, ENOUGH = 0.6, ENOUGH_OF_A_PHRASE = 0.45, LONG = 3, ALONE = 0.3, LOOKED_INTO = 5, FAR = [2, 4];
const OVER = 0.8;
const KINDS = { guide: 1.15, service_kinds: 1.05, contact: 1.05, outreach: 0.9, leaflet: 0.75 };

const LIKE_A_SYLLABLE = /^[bcdghklmnpqrstvx]{0,3}[aeiouy]{1,3}([cmnpt]|ch|ng|nh)?$/;

// A word: {said, word, gap} and later {bare, idle, ways, ...}; `gap` parts it from the word before.
function wordsOf(text) {
  const [number] = phones(text);
  if (number) { return [{ said: text.trim(), word: number, number: true, isContact: true }]; }
  const found = [];
  let gap = false;
  for (const chunk of chunks(text)) {
    const whole = code(chunk);
    const said = chunk.match(WORD) || [];
    if (whole) {
      found.push({ said: chunk, word: whole, number: true, ways: [{ words: said.map(exact) }], gap: true });
      gap = true;
      continue;
    }
    let place = 0;
    for (const word of pieces(chunk)) {
      if (!word) { gap = true; continue; }
      found.push({ said: said[place], word, gap, isContact: chunk.includes("@") });
      gap = false;
      place += 1;
    }
  }
  return found.slice(0, 24);
}

// Letters that no page has may be keys of Telex, or words without a space between them.
async function read(index, text) {
  const typed = wordsOf(text);
  const found = await Promise.all(typed.map((one, at) => one.number || index.pages(one.word, at === typed.length - 1, true)));
  const isNone = async (one, at) => !found[at].size && !(await Promise.all(numbers(index, one).map((word) => index.pages(word)))).some(({ size }) => size);
  const none = await Promise.all(typed.map(isNone));
  const odd = new Set(typed.filter((one, at) => none[at]));
  return odd.size ? (await helper()).read(index, typed, odd) : typed;
}

// The plain plural of an English word, or what it is the plural of.
function numbers({ language }, { word, number }) {
  if (language !== "en" || number || word.length < 3) { return []; }
  const isHissing = (letters) => /([sxz]|[cs]h)$/.test(letters);
  if (!/[^s]s$/.test(word)) { return [word + (isHissing(word) ? "es" : "s")]; }
  return [word.slice(0, -1), word.slice(0, -2)].filter((one, at) => !at || (/es$/.test(word) && isHissing(one)));
}

const isSame = (one, word) => one && !one.number && (one.bare ? fold(word) === fold(one.word) : word === one.word);

// Words that are one of the ways to say a term stand for the others too; the longest term first.
// One wrong mark in a long term is no other term.
function withTerms(index, words) {
  const isNearly = (one, word) => one && !one.number && fold(word) === fold(one.word);
  for (let start = 0, size; start < words.length; start += size) {
    size = 1;
    let ways = [], isOther = false, isName = false;
    for (const group of index.terms) {
      for (const way of group) {
        const said = way.words;
        const same = said.filter((word, at) => isSame(words[start + at], word)).length;
        const fits = same === said.length || (said.length > 2 && same > 1 && said.every((word, at) => isNearly(words[start + at], word)));
        if (!fits || said.length < size) { continue; }
        isOther = same < said.length;
        ways = (said.length > size ? [] : ways).concat(group.filter((other) => other !== way || same < said.length));
        isName = isName || way === group[0];
        size = said.length;
      }
    }
    if (ways.length) {
      const term = { ways, size, isOther, isName };
      words.slice(start, start + size).forEach((one) => { one.term = term; });
      words[start].ways = ways;
    }
  }
}

// What is said around a question ("làm sao để", "ở đâu") carries no weight when other words do.
function idle(index, words) {
  const isIdle = words.map(() => false);
  for (let start = 0; start < words.length; start += 1) {
    for (let size = Math.min(4, words.length - start); size > 0; size -= 1) {
      const some = words.slice(start, start + size);
      const isAsked = some.every(({ bare }) => bare) ? index.askingBare.has(some.map(({ word }) => fold(word)).join(" "))
        : index.asking.has(some.map(({ word }) => word).join(" "));
      // Without its marks "tai" is "tại" and "tài": in "tai khoan" it is a part.
      const isPart = size === 1 && some[0].bare && [some[0], words[start + 1]].some((one) => one && one.pairs.size);
      if (isAsked && !isPart && !some.some(({ term, number }) => term || number)) {
        isIdle.fill(true, start, start + size);
        break;
      }
    }
  }
  const isShort = words.length === 2 && words.every(({ bare, isLone }) => bare && !isLone);
  if (isShort || isIdle.every(Boolean)) { isIdle.fill(false); }
  words.forEach((one, at) => { one.idle = isIdle[at]; });
}

const rarity = (index, size) => Math.log(1 + index.titles.size / (size + 0.5));
const place = (flags) => 1 + (flags & 4 ? 2 : 0) + (flags & 2 ? 0.7 : 0) + (flags & 1 ? 0.3 : 0);

async function find(index, text) {
  await index.open();
  const words = await read(index, text);
  const isOpen = !/\s$/.test(text);
  const hasMarks = words.some(({ word, number, isRead }) => !number && !isRead && word !== fold(word));
  words.forEach((one) => { one.bare = !hasMarks && !one.isRead; });
  await Promise.all(words.map(async (one, at) => {
    one.isLast = isOpen && at === words.length - 1 && !one.number && /^[^\u0300-\u036f]*$/.test(one.word) && (one.word.length > 1 || at > 0);
    one.pages = await index.pages(one.word, one.isLast, one.bare);
    const count = (form) => [...one.pages.values()].filter((hit) => hit[1] === form).length;
    one.found = count(3);
    one.begun = one.isLast ? count(1) : 0;
    one.isLone = one.number || index.language === "en" || !LIKE_A_SYLLABLE.test(bareText(one.word));
    one.terms = [];
  }));
  withTerms(index, words);
  await Promise.all(words.map(async (one, at) => {
    const before = words[at - 1];
    const parted = !before || one.gap || [before, one].some(({ word, number }) => number || index.stop.has(word));
    one.pairs = parted ? new Map() : await index.pages(`${before.word} ${one.word}`, one.isLast, one.bare || before.bare);
    one.isNext = !parted;
    const forms = new Set([...one.pairs.values()].map((hit) => hit[1]));
    const isJoined = forms.has(1) && forms.size === 1;
    one.isBegun = one.begun > 0 && (isJoined || (!one.found && parted));
    one.weight = rarity(index, one.isBegun ? one.begun : one.found);
    if (one.isSlip) { one.weight *= 0.35; }
    one.pairWeight = rarity(index, one.pairs.size);
  }));
  idle(index, words);
  words.filter((one) => !one.idle && !one.ways).forEach((one) => {
    const ways = numbers(index, one).map((word) => ({ said: word, words: [word] }));
    if (ways.length) { Object.assign(one, { ways, term: { ways, size: 1 } }); }
  });
  await Promise.all(words.filter((one) => one.ways).map((one) => askTerm(index, words, one)));
  const pages = new Set([].concat(...words.filter((one) => !one.idle)
    .map((one) => [one.pages, ...one.terms].map((hits) => [...hits.keys()]).flat())));
  const hits = [...pages].map((page) => judged(index, words, page));
  return { index, words, text, ...await chosen(index, words, hits) };
}

// A term is asked for by its name and its short forms; by all other ways only where these say nothing.
async function askTerm(index, words, one) {
  const phrases = async (ways) => {
    one.terms.push(...await Promise.all(ways.map(async (way) => Object.assign(await index.phrase(way.words), { said: way.said }))));
  };
  const its = one.term ? words.filter((other) => other.term === one.term) : [one];
  const isFirst = (way, at) => one.ways.length < 5 || way.words.length === 1 || (at === 0 && !(one.term && one.term.isName));
  await phrases(one.ways.filter(isFirst));
  const isKnown = one.terms.some((found) => found.size) ||
    its.every((other, at) => other.found && (!at || other.pairs.size || !other.isNext));
  if (!isKnown) { await phrases(one.ways.filter((way, at) => !isFirst(way, at))); }
  const pages = new Set([one.pages, ...one.terms].map((found) => [...found.keys()]).flat());
  its.forEach((other) => { other.weight = Math.min(other.weight, rarity(index, pages.size)); });
}

// How well one page answers: `cover` is the share of what was asked that it has, from 0 to 1.
function judged(index, words, page) {
  const hit = { page, score: 0, cover: 0, run: 0, has: new Set(), inside: new Set(), terms: new Set() };
  Object.assign(hit, { isPhrase: true, isFolded: false, isApart: false });
  let joined = 0, joints = 0, run = 0;
  const form = words.map((one) => (one.pages.get(page) || [0, 0])[1]).map((at, place) => (at === 1 && !words[place].isBegun ? 0 : at));
  const link = words.map((one) => (one.pairs.get(page) || [0, 0])[1]).map((at, place) => (at === 1 && !words[place].isBegun ? 0 : at));
  const isThere = (at) => form[at] === 3 || form[at] === 1 || (words[at].isBegun && link[at] === 1);
  let all = 0, inTitle = 0;
  const terms = new Map();
  words.forEach((one, at) => {
    const flags = Math.max(0, ...one.terms.map((found) => (found.has(page) ? found.get(page) + 8 : 0)));
    if (flags) { terms.set(one.term || one, flags & 7); }
  });
  words.forEach((one, at) => {
    const [flags] = one.pages.get(page) || [0];
    const next = words[at + 1];
    const joins = [link[at], next ? link[at + 1] : 0];
    if (link[at] > 1 || (link[at] === 1 && one.isBegun)) {
      const rests = [one, words[at - 1]].filter((word) => word.idle).length;
      hit.score += one.pairWeight * place(one.pairs.get(page)[0]) * (link[at] === 2 ? 0.6 : 1) * [1, 0.4, 0.1][rests];
    }
    if (one.idle) { return; }
    const term = one.term || one;
    const isTerm = terms.has(term);
    const counts = (other) => !other.idle && !other.isSlip;
    const hasNeighbour = (one.isNext && counts(words[at - 1])) || (next && next.isNext && counts(next));
    one.isPart = hasNeighbour && !one.isLone;
    let credit = 0;
    if (isThere(at)) {
      const isWhole = (one.isLone && form[at] === 3) || !hasNeighbour || joins.some((way) => way === 3 || way === 1);
      credit = isWhole ? 1 : form[at] === 3 ? ALONE : 0;
    }
    if (form[at] === 2 && isAnchored(words, form, link, at)) { credit = 0.8; hit.isFolded = true; }
    if (isTerm && credit < 1) {
      credit = 1;
      if (!one.number) { hit.terms.add(term); }
      hit.isFolded = hit.isFolded || Boolean(one.term && one.term.isOther);
    }
    if (credit === ALONE) { hit.isApart = true; }
    if (one.isNext) { joints += 1; joined += link[at] > 1 || (link[at] && one.isBegun) || (isTerm && words[at - 1].term === term) ? 1 : 0; }
    if (one.isNext && !words[at - 1].idle && link[at] !== 3 && one.pairs.size && !(isTerm && at && words[at - 1].term === term)) {
      hit.isPhrase = false;
    }
    all += one.weight;
    hit.cover += credit * one.weight;
    hit.score += credit * one.weight * place(isTerm ? Math.max(flags, terms.get(term)) : flags);
    if (credit) { hit.has.add(one); }
    const isStrong = isTerm || one.isLone || (credit > ALONE && joins.some(Boolean));
    if (isStrong && credit && !((flags | (terms.get(term) || 0)) & 6)) { hit.inside.add(one); } // not in the title or a heading
    run = link[at] > 1 && credit > ALONE ? run + 1 : 1;
    hit.run = Math.max(hit.run, isTerm && one.term && one.term.size > 1 ? LONG : run);
    if (credit > ALONE && (flags | (terms.get(term) || 0)) & 4) { inTitle += 1; }
  });
  const asked = words.filter((one) => !one.idle).length;
  hit.cover /= all || 1;
  hit.isJoined = joined === asked - 1;
  hit.isPhrase = hit.isPhrase && hit.cover > FULL_ENOUGH;
  hit.isTitle = inTitle === asked;
  hit.score *= hit.cover ** 2 * (KINDS[index.kinds.get(page)] || 1) *
    (index.kinds.get(page) === "guide" && words.some((one) => one.idle && !index.stop.has(one.word)) ? 1.3 : 1) *
    (index.over.has(page) ? OVER : 1) * (1 + inTitle / Math.max(index.titles.get(page), asked)) *
    (1 + (joints ? 0.4 * joined / joints : 0)) * (words[0].isContact && index.kinds.get(page) === "contact" ? 2 : 1);
  return hit;
}

// Other marks than those typed count only beside a word with the right ones, or three in a row.
function isAnchored(words, form, link, at) {
  let start = at, end = at;
  while (link[start]) { start -= 1; }
  while (link[end + 1]) { end += 1; }
  return end - start > 1 || form.slice(start, end + 1).includes(3);
}

async function chosen(index, words, hits) {
  hits.sort((a, b) => b.score - a.score || b.page - a.page);
  const best = Math.max(0, ...hits.map(({ cover }) => cover));
  const isEnough = (hit) => hit.cover >= best * 0.85 && hit.cover >= (hit.run >= LONG ? ENOUGH_OF_A_PHRASE : ENOUGH);
  const pages = hits.filter(isEnough);
  // What stands apart must stand near: single syllables beside each other, phrases in one passage.
  const asked = words.filter((one) => !one.idle);
  const looked = (pages.length ? pages : hits.filter((hit) => hit.isApart && hit.has.size === asked.length)).slice(0, LOOKED_INTO);
  const near = await Promise.all(looked.map(async (hit) => hit.isJoined ||
    isNear(await index.load(`t-${hit.page}`), words, hit, pages.length ? 0 : 2)));
  const rest = near.includes(true) ? pages.slice(LOOKED_INTO) : [];
  const kept = holding(index, [...looked.filter((_, at) => near[at]), ...rest]);
  if (kept.length < LOOKED_INTO) {
    // Without marks letters that stand apart are hardly ever the words that were meant.
    const steps = kept.length || asked.some((one) => one.bare && !one.isLone) ? [1, 2] : FAR;
    const others = hits.filter((hit) => (!kept.length || (hit.isApart && !looked.includes(hit))) && hit.has.size === asked.length)
      .slice(0, LOOKED_INTO - kept.length);
    const beside = await Promise.all(others.map(async (hit) => {
      const row = await index.load(`t-${hit.page}`);
      return steps.find((within) => isNear(row, words, hit, within));
    }));
    const found = others.map((hit, at) => ({ ...hit, isPhrase: beside[at] === 1, isBeside: beside[at] })).filter((hit) => hit.isBeside);
    kept.push(...(kept.length ? found : found.sort((a, b) => a.isBeside - b.isBeside)));
  }
  const all = [...kept, ...await shownElsewhere(index, words, kept)];
  // Offered, not given: pages that have all the words as they were typed, apart.
  const isScattered = (hit) => asked.length > 1 && hit.has.size === asked.length && !hit.isFolded && asked.every((one) => !one.bare || one.isLone);
  return { pages: withContact(index, words, hits, all), best, scattered: all.length ? [] : hits.filter(isScattered) };
}

// Who asks for a telephone finds whom to call first: only a page that has just what was asked, and more
// was asked than that, goes before.
function withContact(index, words, hits, pages) {
  const said = index.calling.find((some) => words.some((_, at) => some.every((word, next) => isSame(words[at + next], word))));
  const contact = index.filters.kind.find(({ value }) => value === "contact");
  if (!said || !contact) { return pages; }
  const isContact = ({ page }) => contact.pages.has(page);
  const first = pages.find(isContact) || hits.find(isContact) || judged(index, words, [...contact.pages][0]);
  const others = pages.filter((hit) => hit !== first);
  const isMore = words.filter((one) => !one.idle).length > said.length;
  others.splice(isMore && others.length && others[0].isPhrase && others[0].isJoined && !first.isPhrase ? 1 : 0, 0, first);
  return others;
}

// Where all that comes first is over, the best guide that has as much and still holds stands third.
function holding(index, pages) {
  const isOver = ({ page }) => index.over.has(page);
  const at = pages.findIndex((hit) => !isOver(hit) && index.kinds.get(hit.page) === "guide" && hit.cover >= pages[0].cover);
  if (at > 2 && pages.slice(0, 3).every(isOver)) { pages.splice(2, 0, ...pages.splice(at, 1)); }
  return pages;
}

// A guide stands on other pages word for word: they have what was asked where one of their texts has it.
async function shownElsewhere(index, words, pages) {
  const asked = words.filter((one) => !one.idle);
  const known = new Set(pages.map(({ page }) => page));
  const found = [];
  for (const hit of pages.slice(0, LOOKED_INTO).filter(({ cover }) => cover > FULL_ENOUGH)) {
    const others = (index.shows.get(hit.page) || []).filter((page) => !known.has(page));
    others.forEach((page) => { known.add(page); found.push({ ...hit, page, isTitle: false }); });
  }
  const looked = found.slice(0, LOOKED_INTO);
  const rows = await Promise.all(looked.map(({ page }) => index.load(`t-${page}`)));
  return looked.filter((_, at) => [].concat(...rows[at][3].map((one) => one.slice(1))).some((text) => isBehind(answers(text, words), asked)));
}

// What has no answer in the first language may have one in another: only all of it together. With the marks
// of Vietnamese it is no English: what most of it answers there goes before what a word of it names here.
async function findAnywhere([first, ...others], text) {
  const found = await find(first, text);
  if (found.best > FULL_ENOUGH) { return found; }
  for (const index of others) {
    if (index.language === "en" && found.words.every((one) => !one.isLone)) { continue; }
    const more = await index.open().then((head) => head.pages && find(index, text)).catch(() => null);
    const isForeign = first.language === "en" && bareText(text) !== text.normalize("NFD") && more && more.pages.length && more.best > found.best;
    if (isForeign || (more && more.pages.some((hit) => hit.isPhrase && hit.isJoined))) { return more; }
  }
  return found;
}

const bareText = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").replace(/Đ/g, "D");

// Neighbours that one page has beside each other are said together: “nộp hồ sơ”, “sở nội vụ”.
function runs(words) {
  const found = [];
  let pages = null;
  words.forEach((one, at) => {
    if (one.idle) { return; }
    const isOn = at && !words[at - 1].idle && one.isNext;
    const shared = isOn ? [...one.pairs].filter(([page, [, form]]) => (form === 3 || one.isBegun) && (!pages || pages.has(page))).map(([page]) => page) : [];
    if (shared.length || (isOn && one.term && one.term === words[at - 1].term)) {
      found[found.length - 1].push(one);
      pages = shared.length ? new Set(shared) : pages;
    } else {
      found.push([one]);
      pages = null;
    }
  });
  return found;
}
