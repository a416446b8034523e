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

// Keys of the Telex and VNI ways of typing that were left in a word: "ddawng", "d9a8ng".
const unkeyed = (word) => word.replace(/[0-9]/g, "").replace(/dd/g, "d").replace(/([aeo])\1/g, "$1")
  .replace(/w/g, "").replace(/[sfrxj]$/, "");

async function known(index) {
  return new Map((await index.load("vocabulary")).split(" ").map((one) =>
    [fold(one.slice(0, -1)), { said: one.slice(0, -1), size: parseInt(one.slice(-1), 36) }]));
}

function candidates(words, word) {
  const near = [];
  const put = (key, cost) => near.push({ key, said: words.get(key).said, cost: cost - words.get(key).size / 20 });
  if (words.has(unkeyed(word))) { put(unkeyed(word), 0); }
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

// The typed text with words that are nowhere replaced; "" when there is nothing near.
async function corrected(index, { asked, nowhere }) {
  const words = await known(index);
  const said = asked.map((unit) => unit.said);
  let isBetter = false;
  for (const unit of nowhere.filter((one) => one.words.length === 1)) {
    const place = asked.indexOf(unit);
    const [before, word, after] = [place - 1, place, place + 1].map((at) => fold(said[at] || ""));
    const together = words.get(before + word);
    if (before && together) {
      said.splice(place - 1, 2, "", together.said);
      isBetter = true;
      continue;
    }
    const near = candidates(words, word);
    for (const one of near) {
      const ends = one.key.split(" ");
      const pairs = [`${before.split(" ").pop()} ${ends[0]}`, `${ends.pop()} ${after.split(" ")[0]}`, one.key];
      for (const pair of pairs.filter((text) => /. ./.test(text))) {
        one.cost -= (await index.pair(pair, false)).size ? 1 : 0;
      }
    }
    near.sort((a, b) => a.cost - b.cost);
    if (near.length) { said[place] = near[0].said; isBetter = true; }
  }
  return isBetter ? said.filter(Boolean).join(" ") : "";
}
