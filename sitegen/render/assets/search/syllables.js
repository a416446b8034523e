/* Syllables (loaded when needed): which letters are a word of Vietnamese, by its own rules: onset, rime, tone. */
/* What is a word is never "corrected"; what is none may be keys of Telex or VNI, or words without a space. */
const ONSETS = " b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split(" ");
const RIMES = ("a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng " +
  "eo ep et ê êch êm ên ênh êp êt êu êc êng i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach " +
  "oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong op ot ô ôc " +
  "ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông " +
  "uôt uơ up ut uy uya uych uyên uyêt uyn uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt " +
  "ươu y yêm yên yêng yêt yêu").split(" ");
const BARE = [new Set(ONSETS.map(fold)), new Set(RIMES.map((rime) => fold(`b${rime}`).slice(1)).concat("y"))];
const FULL = [new Set(ONSETS), new Set(RIMES)];
// Words of other languages that people here type: not to be mended into our own.
const BORROWED = new Set(("account app atm bank blog bluetooth bus camera card casino chat code covid download email " +
  "excel facebook fax file form game gmail google hotel hotline icloud internet iphone karaoke laptop license link " +
  "login messenger mobile momo netflix offline online otp passport password pdf pin qr scan shop sms spa taxi tiktok " +
  "usb user video viettel virus visa vnpay web website wifi word youtube zalo zoom").split(" "));

// Takes an exact form, or letters without marks.
function isSyllable(word) {
  const end = word.search(/[\u0300\u0301\u0303\u0309\u0323]$/);
  const letters = end < 0 ? word : word.slice(0, end);
  const [onsets, rimes] = word === fold(word) ? BARE : FULL;
  if (end >= 0 && /(ch|[cpt])$/.test(letters) && !/[\u0301\u0323]$/.test(word)) { return false; }
  return [0, 1, 2, 3].some((size) => {
    const [onset, rime] = [letters.slice(0, size), letters.slice(size)];
    const isSoft = /^[eêiy]/.test(rime);
    return onsets.has(onset) && rimes.has(rime) && !(/^(c|ng)$/.test(onset) && isSoft) &&
      !(/^(k|gh|ngh)$/.test(onset) && !isSoft);
  });
}

const isWord = (word) => isSyllable(word) || BORROWED.has(word) || /\d/.test(word);

// "ddawng", "ddangw", "d9a8ng" are "đăng"; "" for what no such keys make.
function unkeyed(typed) {
  if (/[^a-z0-9]/.test(typed)) { return ""; }
  let letters = typed, tone = "";
  const taken = (pattern, keys) => {
    letters = letters.replace(pattern, (all, before, key, after) => {
      tone = "\u0301\u0300\u0309\u0303\u0323"[keys.indexOf(key)];
      return before + after;
    });
  };
  if (/\d/.test(letters)) {
    taken(/^(.*[aeiouy].*)([1-5])(.*)$/, "12345");
    letters = letters.replace(/^d(.*)9/, "đ$1").replace(/([aeo])([a-z]*)6/, (all, a, rest) => "âêô"["aeo".indexOf(a)] + rest)
      .replace(/u7?o([a-z]*)7/, "ươ$1").replace(/([ou])([a-z]*)7/, (all, a, rest) => "ơư"["ou".indexOf(a)] + rest)
      .replace(/a([a-z]*)8/, "ă$1");
  } else {
    taken(/^(.*[aeiouyw].*?)([sfrxj])([a-z]*)$/, "sfrxj");
    letters = letters.replace(/^d(.*)d/, "đ$1")
      .replace(/([aeo])((?:ng|nh|ch|[cmnptiu])?)\1/, (all, a, rest) => "âêô"["aeo".indexOf(a)] + rest)
      .replace(/uw?o((?:ng|[cimnptu])?)w/, "ươ$1")
      .replace(/([aou])([a-z]*)w/, (all, a, rest) => "ăơư"["aou".indexOf(a)] + rest).replace(/^([^aeiouy]*)w/, "$1ư");
  }
  const made = oneI(letters) + tone;
  return made !== typed && /^[a-zăâđêôơư]+[\u0300\u0301\u0303\u0309\u0323]?$/.test(made) && isSyllable(made) ? made : "";
}

// An exact form as people write it: the tone stands on its vowel.
function written(form) {
  const tone = /[\u0300\u0301\u0303\u0309\u0323]$/.test(form) ? form.slice(-1) : "";
  const letters = (tone ? form.slice(0, -1) : form).replace(/^([hklmst]|qu)i$/, "$1y");
  const start = /^(qu|gi)[aăâeêioôơuưy]/.test(letters) ? 2 : 0;
  const vowels = [...letters].map((letter, at) => (at >= start && /[aăâeêioôơuưy]/.test(letter) ? at : -1)).filter((at) => at >= 0);
  const marked = vowels.filter((at) => /[ăâêôơư]/.test(letters[at]));
  const isOpen = vowels[vowels.length - 1] === letters.length - 1;
  const at = marked.length ? marked.pop() : vowels[vowels.length - (isOpen && vowels.length > 1 ? 2 : 1)];
  return (letters.slice(0, at + 1) + tone + letters.slice(at + 1)).normalize("NFC");
}

// Keys of Telex and VNI are read as the letters that they mean, and letters without a space as words.
async function read(index, typed, odd) {
  const isStrange = (one) => odd.has(one) && !one.number && !isSyllable(one.word) && !BORROWED.has(one.word);
  const isBare = typed.every(({ word }) => word === fold(word));
  const isKeyed = isBare && typed.every((one) => !isStrange(one) || unkeyed(one.word)); // "car registration" is not "cả ..."
  const result = [];
  for (const one of typed) {
    const isNone = index.language !== "en" && isStrange(one);
    const before = result[result.length - 1];
    const keyed = isNone && isKeyed ? unkeyed(one.word) : "";
    const parts = isNone && isBare && !keyed && one.word.length > 3 ? await parted(index, one.word) : [];
    if (isNone && before && !one.gap && (await index.pages(fold(before.word) + one.word, false, true)).size) {
      result.push({ ...result.pop(), word: fold(before.word) + one.word, said: `${before.said} ${one.said}` });
    } else if (keyed) {
      result.push({ ...one, word: keyed, said: written(keyed), isRead: true });
    } else if (parts.length) {
      parts.forEach((part, at) => result.push({ said: part, word: part, gap: at ? false : one.gap }));
    } else { result.push({ ...one, isSlip: odd.has(one) && !isWord(one.word) }); }
  }
  return result;
}

async function parted(index, letters) {
  for (let end = 1; end < letters.length; end += 1) {
    const [start, rest] = [letters.slice(0, end), letters.slice(end)];
    if (!isSyllable(start)) { continue; }
    const more = isSyllable(rest) ? [rest] : rest.length > 3 ? await parted(index, rest) : [];
    if (more.length && (await index.pages(`${start} ${more[0]}`, false, true)).size) { return [start, ...more]; }
  }
  return [];
}
