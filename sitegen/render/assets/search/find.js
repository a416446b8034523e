/* Find: loads the parts of the index that a query needs, and ranks the pages. */
const parts = {};
const waiting = {};
loa.part = (name, value) => { parts[name] = value; };

// Classic scripts: a page opened from a folder may load nothing else.
function script(address, name) {
  waiting[name] = waiting[name] || new Promise((done, failed) => {
    const element = document.createElement("script");
    element.src = address;
    element.onload = () => done(parts[name]);
    element.onerror = () => { delete waiting[name]; failed(new Error(name)); };
    document.head.append(element);
  });
  return waiting[name];
}

// What only a word needs that is nowhere, or a query without an answer.
const helper = async () => (await script(loa.more, "more"))({ exact, fold, oneI, find, runs, bareText, nearest });

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
function unpack(packed, each) {
  let number = 0, value = 0, shift = 0;
  for (const digit of packed) {
    const bits = DIGITS.indexOf(digit);
    value |= (bits & 31) << shift;
    if (bits & 32) { shift += 5; continue; }
    number += (value >> 3) + 1;
    each(number, value & 7);
    value = shift = 0;
  }
}

/* One language of the index. */
class Index {
  constructor(root, language) { this.root = root; this.language = language; this.shards = {}; }

  load(name) {
    const path = `${this.language}/${name}`;
    return script(`${this.root}search/${path}.js`, path);
  }

  async open() {
    if (this.head) { return this.head; }
    const head = await this.load("head");
    this.titles = new Map();
    unpack(head.pages, (page, length) => this.titles.set(page, length * 2 + 1));
    const choice = (said, value, packed) => {
      const pages = new Set();
      unpack(packed, (page) => pages.add(page));
      return { said, value, pages };
    };
    this.over = new Set();
    unpack(head.over, (page) => this.over.add(page));
    this.shows = new Map(head.shows.map(([guide, packed]) => {
      const pages = [];
      unpack(packed, (page) => pages.push(page));
      return [guide, pages];
    }));
    this.filters = {
      kind: head.kinds.map(([kind, said, packed]) => choice(said, kind, packed)),
      agency: head.agencies.map(([said, packed]) => choice(said, said, packed)),
      field: head.fields.map(([said, packed]) => choice(said, said, packed)),
    };
    this.kinds = new Map();
    this.filters.kind.forEach(({ value, pages }) => pages.forEach((page) => this.kinds.set(page, value)));
    this.stop = new Set(head.stop);
    this.asking = new Set([...head.stop, ...head.asking.map((said) => said.split(" ").map(exact).join(" "))]);
    this.askingBare = new Set([...head.bare, ...head.asking.filter((said) => said.includes(" ")).map(folded)]);
    this.calling = (head.calling || []).map((said) => said.split(" ").map(exact));
    this.terms = head.terms.map((ways) => ways.map((way) => ({ said: way, words: way.split(" ").map(exact) })));
    this.head = head;
    return head;
  }

  /* The lines under a folded word or pair: [key, term, packed]; all that begin so with isStart. */
  async lines(key, isStart) {
    const names = this.head.w;
    const found = [];
    let place = names.findIndex((name) => name > key);
    place = (place < 0 ? names.length : place) - 1;
    for (let next = Math.max(place, 0); next < names.length; next += 1) {
      if (next > place && !(isStart && names[next].startsWith(key))) { break; }
      found.push(names[next]);
    }
    const all = [].concat(...await Promise.all(found.slice(0, 3).map((name) => this.shard(name))));
    return all.filter((line) => line[0] === key ||
      (isStart && line[0].startsWith(key) && line[0].split(" ").length === key.split(" ").length));
  }

  shard(prefix) {
    const name = `w-${prefix.replace(/[^a-z0-9]/gu, (letter) =>
      (letter === " " ? "-" : `_${letter.codePointAt(0).toString(16)}_`))}`;
    this.shards[name] = this.shards[name] || this.load(name).then((text) => text.split("\n").map((line) => {
      const end = line.lastIndexOf(" ");
      const term = line.slice(0, end);
      return [folded(term), term, line.slice(end + 1)];
    }));
    return this.shards[name];
  }

  /* Pages with a word or a pair of neighbours: page -> [flags, form]. The form is 3 for the term as it */
  /* was typed (with isBare: whatever its marks), 2 for other marks, 1 for a longer word that begins so. */
  async pages(term, isStart, isBare) {
    const pages = new Map();
    const key = folded(term);
    for (const [found, said, packed] of await this.lines(key, isStart)) {
      const form = said === term || (isBare && found === key) ? 3 : found === key ? 2 : 1;
      unpack(packed, (page, flags) => {
        const old = pages.get(page);
        if (!old || old[1] < form) { pages.set(page, [flags, form]); } else if (old[1] === form) { old[0] |= flags; }
      });
    }
    // A home page says a little of everything: it is asked for what no other page has.
    const homes = [...pages.keys()].filter((page) => this.kinds.get(page) === "home");
    if (homes.length < pages.size) { homes.forEach((page) => pages.delete(page)); }
    return pages;
  }

  /* Pages with a whole phrase, marks and all: every pair of it, but for pairs with words that are not kept. */
  async phrase(words) {
    const isKept = (word) => word && !this.stop.has(word);
    const asked = [].concat(...words.map((word, at) => (!isKept(word) ? [] : isKept(words[at + 1]) ? [`${word} ${words[at + 1]}`]
      : isKept(words[at - 1]) ? [] : [word])));
    const found = await Promise.all(asked.map((term) => this.pages(term, false)));
    return new Map([...(found[0] || [])].map(([page]) => [page, found.map((one) => one.get(page) || [0, 0])])
      .filter(([, each]) => each.every(([, form]) => form === 3))
      .map(([page, each]) => [page, each.reduce((all, [flags]) => all & flags, 7)]));
  }
}
