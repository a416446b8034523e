/* Find: loads the parts of the index that a query needs, and ranks the pages. */
const parts = {};
const waiting = {};
loa.part = (name, value) => { parts[name] = value; };

// Classic scripts: a page opened from a folder may load nothing else.
function load(root, name) {
  waiting[name] = waiting[name] || new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = `${root}search/${name}.js`;
    script.onload = () => done(parts[name]);
    script.onerror = () => { delete waiting[name]; failed(new Error(name)); };
    document.head.append(script);
  });
  return waiting[name];
}

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

const weight = (flags) => 1 + (flags & 4 ? 9 : 0) + (flags & 2 ? 3 : 0) + (flags & 1);

/* One language of the index. */
class Index {
  constructor(root, language) { this.root = root; this.language = language; this.shards = {}; }

  load(name) { return load(this.root, `${this.language}/${name}`); }

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
    this.filters = {
      kind: head.kinds.map(([kind, said, packed]) => choice(said, kind, packed)),
      agency: head.agencies.map(([said, packed]) => choice(said, said, packed)),
      field: head.fields.map(([said, packed]) => choice(said, said, packed)),
    };
    this.stop = new Set(head.stop);
    this.stopFolded = new Set(head.stop.map(fold));
    this.head = head;
    return head;
  }

  /* The lines under a folded word or pair: [key, term, packed]; all that begin so with isStart. */
  async lines(table, key, isStart) {
    const names = this.head[table];
    const found = [];
    let place = names.findIndex((name) => name > key);
    place = (place < 0 ? names.length : place) - 1;
    for (let next = Math.max(place, 0); next < names.length; next += 1) {
      if (next > place && !(isStart && names[next].startsWith(key))) { break; }
      found.push(names[next]);
    }
    const wanted = found.slice(0, 4).map((name) => this.shard(table, name));
    const all = [].concat(...await Promise.all(wanted));
    return all.filter((line) => line[0] === key || (isStart && line[0].startsWith(key)));
  }

  shard(table, prefix) {
    const file = prefix.replace(/[^a-z0-9]/gu, (letter) =>
      letter === " " ? "-" : `_${letter.codePointAt(0).toString(16)}_`);
    const name = `${table}-${file}`;
    this.shards[name] = this.shards[name] || this.load(name).then((text) => text.split("\n").map((line) => {
      const end = line.lastIndexOf(" ");
      const term = line.slice(0, end);
      return [table === "w" ? fold(term) : term, term, line.slice(end + 1)];
    }));
    return this.shards[name];
  }

  /* Pages with a word: page -> [score, has the exact form, is whole, stands in the title]. */
  async word(word, isStart) {
    const key = fold(word);
    const plain = word === key;
    const pages = new Map();
    const lines = await this.lines("w", key, isStart);
    for (const [found, term, packed] of lines) {
      const hits = [];
      unpack(packed, (page, flags) => hits.push([page, flags]));
      const rare = Math.log(1 + this.titles.size / hits.length);
      const whole = found === key;
      const same = plain ? whole : term === word;
      for (const [page, flags] of hits) {
        const score = rare * weight(flags) * (whole ? 1 : 0.5);
        const old = pages.get(page) || [0, false, false, false];
        pages.set(page, [Math.max(old[0], score), old[1] || same, old[2] || whole, old[3] || flags > 3]);
      }
    }
    return pages;
  }

  /* Pages with a pair of neighbours: page -> score. */
  async pair(pair, isStart) {
    const pages = new Map();
    for (const [, , packed] of await this.lines("p", pair, isStart)) {
      const hits = [];
      unpack(packed, (page, flags) => hits.push([page, flags]));
      const rare = Math.log(1 + this.titles.size / hits.length);
      for (const [page, flags] of hits) {
        pages.set(page, Math.max(pages.get(page) || 0, rare * weight(flags)));
      }
    }
    return pages;
  }

  /* Pages with a whole phrase: every pair of it, but for pairs with words that are not kept. */
  async phrase(words) {
    if (words.length === 1) {
      return new Map([...await this.word(words[0], false)].map(([page, [score]]) => [page, score]));
    }
    let pages = null;
    const pairs = words.slice(1).map((word, place) => [words[place], word]);
    const found = await Promise.all(pairs.map((pair) => this.pair(pair.join(" "), false)));
    found.forEach((hits, place) => {
      if (!hits.size && pairs[place].some((word) => this.stopFolded.has(word))) { return; }
      pages = new Map([...hits].filter(([page]) => !pages || pages.has(page))
        .map(([page, score]) => [page, score + (pages ? pages.get(page) : 0)]));
    });
    return pages || new Map();
  }
}
