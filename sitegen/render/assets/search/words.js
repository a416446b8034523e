/* Words: the same rules as sitegen/render/search/normalise.py and words.py; tests keep them alike. */
const loa = (window.loa = window.loa || {});
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;
const WORD = /[\p{L}\p{N}]+(?:[\u0300-\u036f]+[\p{L}\p{N}]*)*/gu;
const GAP = "[ .()\\-\u00a0]*";
const PHONE = new RegExp(
  `(^|[^\\p{L}\\p{N}_])((?:\\+84|84|0)${GAP}(?:2(?:${GAP}\\d){9}|[35789](?:${GAP}\\d){8})` +
  `|1[89]00(?:${GAP}\\d){4,6})(?![\\p{L}\\p{N}_])`, "gu");

const oneI = (letters) => letters.replace(/^([hklmst]|qu)y$/, "$1i");
// A page says the same words again and again: each is worked out once.
const once = (make, known = new Map()) => (word) => {
  if (!known.has(word)) { known.set(word, make(word)); }
  return known.get(word);
};
const fold = once((word) => oneI(word.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "")
  .replace(/[đðƀłø]/g, (letter) => "ddblo"["đðƀłø".indexOf(letter)])));

const exact = once((word) => {
  const parts = word.toLowerCase().normalize("NFD");
  const tones = parts.match(TONE) || [""];
  return oneI(parts.replace(TONE, "").normalize("NFC")) + tones[tones.length - 1];
});

const folded = (term) => term.split(" ").map(fold).join(" ");

const prepared = (text) => text.normalize("NFC").toLowerCase().replace(/['\u2018\u2019\u02bc]/g, "");
const chunks = (text) => prepared(text).split(/\s+/).filter(Boolean);

// What stands between two spaces, as words; "" stands where neighbours are parted.
function pieces(chunk) {
  const found = chunk.match(WORD);
  if (!found) { return [""]; }
  const words = found.filter((word) => word.length < 41).map(exact);
  if (/^[(“"[–]/.test(chunk)) { words.unshift(""); }
  if (/[.,;:!?)”"\]…–]$/.test(chunk)) { words.push(""); }
  return words;
}

const stream = (text) => [].concat(...chunks(text).map(pieces));

function code(chunk) {
  const found = chunk.match(WORD) || [];
  const whole = found.map(fold).join("");
  const isCode = found.length > 1 && /\p{N}/u.test(chunk) && whole.length > 3 && whole.length < 41;
  return isCode ? whole : "";
}

const codes = (text) => chunks(text).map(code).filter(Boolean);

function phones(text) {
  const found = [];
  prepared(text).replace(PHONE, (all, before, number) => {
    const digits = number.replace(/^\+?84/, "0").replace(/\D/g, "");
    found.push(digits);
    if (digits.startsWith("02")) { found.push(digits.slice(/^02[48]/.test(digits) ? 3 : 4)); }
  });
  return found;
}

loa.words = { exact, fold, stream, codes, phones };
