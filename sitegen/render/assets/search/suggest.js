/* Suggest: for a word that is nowhere, the nearest word that is somewhere. */

// Steps from one word to the other: a letter more, less, another, or two that changed places.
function steps(a, b) {
  let before = [], row = [...Array(b.length + 1).keys()];
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    before = row;
    row = next;
  }
  return row[b.length];
}

async function known(index) {
  return new Map((await index.load("vocabulary")).split(" ").map((one) =>
    [fold(one.slice(0, -1)), { said: one.slice(0, -1), size: parseInt(one.slice(-1), 36) }]));
}

function candidates(words, word) {
  const near = [];
  const put = (key, cost) => near.push({ key, said: words.get(key).said, cost: cost - words.get(key).size / 20 });
  const most = word.length > 5 ? 2 : 1;
  for (const key of words.keys()) {
    const cost = Math.abs(key.length - word.length) > most ? 9 : steps(word, key);
    if (cost <= most) { put(key, cost); }
  }
  for (let end = 2; end < word.length - 1; end += 1) {
    const halves = [word.slice(0, end), word.slice(end)];
    if (halves.every((half) => words.has(half))) {
      near.push({ key: halves.join(" "), said: halves.map((half) => words.get(half).said).join(" "), cost: 1 });
    }
  }
  return near.sort((a, b) => a.cost - b.cost).slice(0, 6);
}

// The typed text with letters that are no word and stand nowhere replaced; "" when nothing is near.
async function mended({ index, words }) {
  const odd = words.filter((one) => one.isSlip && one.word.length > 2);
  if (!odd.length) { return ""; }
  const all = await known(index);
  const said = words.map((one) => one.said);
  for (const one of odd) {
    const place = words.indexOf(one);
    const [before, after] = [place - 1, place + 1].map((at) => fold(said[at] || ""));
    const near = candidates(all, fold(one.word)).filter((other) => !index.asking.has(exact(other.said)));
    for (const other of near) {
      const ends = other.key.split(" ");
      const pairs = [`${before.split(" ").pop()} ${ends[0]}`, `${ends[ends.length - 1]} ${after.split(" ")[0]}`, other.key];
      for (const pair of pairs.filter((text) => /. ./.test(text))) {
        other.cost -= (await index.pages(pair, false)).size ? 1 : 0;
      }
    }
    near.sort((a, b) => a.cost - b.cost);
    if (near.length) { said[place] = near[0].said; }
  }
  const text = said.join(" ");
  return text === words.map((one) => one.said).join(" ") ? "" : text;
}

// The address of the sheet of paper that bears what was typed; only a server tells whether there is one.
async function printed(index, text) {
  const code = text.replace(/\s/g, "");
  if (!/^\d{6}$/.test(code) || !location.protocol.startsWith("http")) { return ""; }
  const address = `${index.root}H/${code}/index.html`;
  return fetch(address, { method: "HEAD" }).then((answer) => (answer.ok ? address : ""), () => "");
}

// The pages that have all the words, but apart: where they stand nearest each other first.
async function apart({ index, words, scattered }) {
  const rows = await Promise.all(scattered.slice(0, 8).map(({ page }) => index.load(`t-${page}`)));
  const near = ([, , , passages]) => Math.max(0, ...passages.map((one) => nearest(one.slice(1).join(" · "), words).value));
  return rows.map((row) => [near(row), row]).sort((a, b) => b[0] - a[0]).slice(0, 3)
    .map(([, [path, title]]) => ({ way: "scattered", text: title, address: `${index.root}${path}index.html` }));
}

// What may be asked instead, each {way, text, address}: never taken, only offered.
async function offers(found) {
  const { index, words, text, pages } = found;
  const result = [];
  const better = await mended(found);
  const first = better ? (await find(index, `${better} `)).pages[0] : null;
  if (first && first.isJoined) { result.push({ way: "better", text: better }); }
  if (pages.length) { return result; }
  const paper = await printed(index, text);
  if (paper) { return [{ way: "paper", text: text.trim(), address: paper }]; }
  result.push(...await apart(found));
  const bare = bareText(text).trim();
  if (bare !== text.trim() && (await find(index, `${bare} `)).pages.length) { result.push({ way: "plain", text: bare }); }
  const parts = runs(words).filter((run) => run.length > 1 || run[0].isLone).filter((run) => run.every((one) => one.found));
  for (const run of parts.slice(0, 3)) {
    const part = run.map((one) => one.said).join(" ");
    if ((await find(index, `${part} `)).pages.length) { result.push({ way: "part", text: part }); }
  }
  return result;
}
