/* Box: the form of the search page, its filters and results; what was asked stands in the address. */
const form = document.querySelector("form[data-search]");
const box = form.elements.q;
const narrow = form.querySelector("details");
const filters = narrow.querySelector("fieldset");
const spoken = document.getElementById("found");
const list = document.getElementById("results");
const more = document.getElementById("more");
const instead = document.getElementById("instead");
const { search: root, language: own } = form.dataset;
loa.more = form.dataset.more;
const STEP = 5, KEPT = 12;
const indexes = {};
let turn = 0, timer = 0, shown = [], asked = [], index = null;

const say = (name, values) => form.dataset[name].replace(/\{(\w+)\}/g, (all, key) => values[key]);
const indexOf = (language) => (indexes[language] = indexes[language] || new Index(root, language));

function element(name, text, parent) {
  const made = document.createElement(name);
  made.textContent = text;
  if (parent) { parent.append(made); }
  return made;
}

// Words of the query become mark elements, neighbours one; no text is ever read as markup.
// A syllable on its own ("Sở") is no part of a phrase that the page has whole ("so dien thoai").
function highlight(text, parent, { isApart }) {
  const found = answers(text, asked);
  const runs = [];
  let place = 0;
  text.replace(WORD, (word, start) => {
    place += 1;
    const one = found[place - 1];
    if (!one || (one.isPart && !isApart && !found[place - 2] && !found[place] && fold(word) === fold(one.word))) { return; }
    const last = runs[runs.length - 1];
    if (last && !text.slice(last[1], start).trim()) { last[1] = start + word.length; return; }
    runs.push([start, start + word.length]);
  });
  let end = 0;
  for (const run of runs) {
    parent.append(text.slice(end, run[0]));
    element("mark", text.slice(...run), parent);
    [, end] = run;
  }
  parent.append(text.slice(end));
}

async function showMore() {
  const next = shown.slice(list.children.length, list.children.length + STEP);
  const now = turn;
  const rows = await Promise.all(next.map(({ page }) => index.load(`t-${page}`)));
  if (now !== turn) { return null; }
  const items = next.map((hit, place) => result(hit, rows[place]));
  list.append(...items);
  more.hidden = list.children.length >= shown.length;
  return items[0];
}

function result(hit, row) {
  const { page, has, isTitle } = hit;
  const [path, title] = row;
  const item = document.createElement("li");
  item.lang = index.language;
  const link = element("a", "", element("h2", "", item));
  const { anchor, text } = passage(row, asked);
  link.href = `${root}${path}index.html${anchor && !isTitle ? `#${anchor}` : ""}`;
  highlight(title, link, hit);
  if (text) { highlight(text, element("p", "", item), hit); }
  const [sign] = row[2].split(". "); // of a page that is over the summary begins with it
  if (index.over.has(page) && !text.startsWith(sign)) { element("span", `${sign}.`, item).className = "repealed"; }
  const about = element("p", "", item);
  about.className = "meta";
  const [kind] = index.filters.kind.filter((one) => one.pages.has(page));
  const [agency] = index.filters.agency.filter((one) => one.pages.has(page));
  element("span", kind.said, about);
  if (agency) { element("span", agency.said, about); }
  const missing = asked.filter((one) => !one.idle && !has.has(one));
  if (missing.length) {
    const lacks = element("span", say("missing", { words: missing.map((one) => one.said).join(", ") }), about);
    lacks.lang = own;
  }
  return item;
}

// The choices that these results leave, each with how many there are; a single choice is none.
function fillFilters(pages) {
  for (const [name, all] of Object.entries(index.filters)) {
    const select = form.elements[name];
    const chosen = select.value;
    const found = all.map((one) => ({ ...one, count: pages.filter(({ page }) => one.pages.has(page)).length }))
      .filter((one) => one.count || one.value === chosen);
    select.length = 1;
    found.forEach((one) => select.add(new Option(`${one.said} (${one.count})`, one.value, false, one.value === chosen)));
    select.parentNode.hidden = found.length < 2 && !chosen;
  }
  narrow.hidden = filters.disabled = !pages.length;
}

function filtered(pages) {
  return Object.entries(index.filters).reduce((rest, [name, all]) => {
    const chosen = all.find((one) => one.value === form.elements[name].value);
    return chosen ? rest.filter(({ page }) => chosen.pages.has(page)) : rest;
  }, pages);
}

async function opened(language) {
  const wanted = indexOf(language);
  const head = await wanted.open();
  return head.pages || language === form.dataset.source ? wanted : opened(form.dataset.source);
}

// Pages of a filter, when no words are asked for.
async function listed(language) {
  const wanted = await opened(language);
  const pages = [...wanted.titles.keys()].map((page) => ({ page, has: new Set(), terms: new Set(), isTitle: true }));
  return { index: wanted, words: [], pages };
}

async function searched(text) {
  const chosen = form.elements.lang.value;
  const mine = await opened(chosen || own);
  const others = [...form.elements.lang.options].map((one) => one.lang).filter((code) => code !== mine.language && code !== own);
  return findAnywhere([mine, ...(chosen ? [] : others).map(indexOf)], text);
}
loa.find = searched;

async function run() {
  const text = box.value;
  const isListing = !text.trim() && [...filters.querySelectorAll("select")].some((one) => one.name !== "lang" && one.value);
  form.classList.toggle("asked", Boolean(text.trim()));
  const now = (turn += 1);
  if (!text.trim() && !isListing) { clear(); return; }
  const wait = setTimeout(() => { if (now === turn) { spoken.textContent = say("waiting"); } }, 500);
  try {
    const found = isListing ? await listed(form.elements.lang.value || own) : await searched(text);
    const near = isListing || (found.pages.length && !found.words.some((one) => one.isSlip)) ? [] : await (await helper()).offers(found);
    if (now !== turn) { return; }
    ({ index, words: asked } = found);
    fillFilters(found.pages);
    shown = filtered(found.pages);
    list.textContent = "";
    if (shown.length) { await showMore(); } else { more.hidden = true; }
    if (now === turn) { tell(found, text, near); }
  } catch (error) {
    if (now === turn) { clear(); fail(); }
  } finally {
    clearTimeout(wait);
    if (now === turn) { delete document.documentElement.dataset.asked; }
  }
}

// Without the index: whom to call, and the pages that lie on this device.
function fail() {
  const isServed = location.protocol.startsWith("http");
  spoken.textContent = say(isServed ? "offline" : "failed");
  instead.hidden = false;
  instead.querySelector("ul").textContent = "";
  instead.querySelectorAll("p").forEach((one) => { one.hidden = false; });
  const worker = isServed && navigator.serviceWorker;
  if (worker && worker.controller) { worker.controller.postMessage({ loa: "list" }); }
}

function tellOfKept(pages) {
  const lines = instead.querySelector("ul");
  const here = location.href.split(/[?#]/)[0];
  const others = pages.filter(({ address }) => address !== here);
  if (instead.hidden || lines.children.length || spoken.textContent !== say("offline") || !others.length) { return; }
  const ending = ` – ${document.title.split(" – ").pop()}`;
  const titled = (title) => new DOMParser().parseFromString(title, "text/html").documentElement.textContent;
  element("li", say("kept"), lines);
  others.slice(0, KEPT).forEach(({ address, title }) => {
    const said = titled(title);
    element("a", said.endsWith(ending) ? said.slice(0, -ending.length) : said, element("li", "", lines)).href = address;
  });
}

const quoted = (some) => some.map((words) =>
  `“${words.map((one) => one.said).join(" ")}${words.some((one) => one.isBegun) ? "…" : ""}”`).join(", ");

// What was found, in words that hold for every page that is counted.
function tell({ words, pages }, text, near) {
  const all = runs(words);
  const first = pages[0];
  const isThere = (one) => one.found || pages.some((hit) => hit.has.has(one));
  // Words of a run that no page has beside each other are joined by a term: another of its names is there.
  const isBeside = (page) => (one) => (first && first.terms.has(one.term)) || one.pairs.has(page);
  const having = ([one, ...others]) => [...one.pages].filter(([page, [, form]]) => form === 3 && others.every(isBeside(page)));
  const has = all.filter((run) => run.every(isThere) && run.some((one) => one.found) && (run.length < 2 || having(run).length));
  const lacks = all.filter((run) => !run.every(isThere));
  const said = { words: quoted(all), has: quoted(has), lacks: quoted(lacks), query: text.trim() };
  const lines = [];
  const tellOf = (name, isSo, more) => {
    const count = shown.filter(isSo).length;
    if (count) { lines.push(say(name, { ...said, count, ...more })); }
    return count;
  };
  const isFull = (hit) => (hit.cover > FULL_ENOUGH || hit.isBeside) && !hit.isFolded;
  if (!words.length) {
    lines.push(say("listed", { count: shown.length }));
  } else if (near.some(({ way }) => way === "paper")) {
    lines.push(say("printed", { words: `“${said.query}”` }));
  } else if (!shown.length) {
    if (pages.length) {
      lines.push(say("outside", { words: `“${said.query}”`, count: pages.length }));
    } else {
      lines.push(say("none", { words: `“${said.query}”` }));
    }
    if (said.has && !pages.length) {
      const each = has.map((run) => `${quoted([run])} ${having(run).length}`).join(", ");
      lines.push(said.lacks ? say("has", said) : say("loose", { each }));
    }
  } else {
    let told = tellOf("count", (hit) => isFull(hit) && hit.isPhrase && !hit.terms.size);
    for (const one of words.filter(({ ways, term }) => ways && term && !term.isOther)) {
      const others = one.terms.filter((found) => shown.some(({ page }) => found.has(page))).map((found) => `“${found.said}”`).join(", ");
      told += tellOf("same", (hit) => isFull(hit) && hit.terms.has(one.term),
        { words: quoted([words.filter(({ term }) => term === one.term)]), others });
    }
    told += tellOf("apart", (hit) => isFull(hit) && !hit.isPhrase && !hit.terms.size);
    if (told && told < shown.length) { lines.push(say("rest", { count: shown.length - told })); }
    if (!told) { tellOf(first.isFolded ? "bare" : "partial", () => true, { words: `“${said.query}”` }); }
    if (!told && !first.isFolded && said.has && said.lacks) { lines.push(say("has", said)); }
  }
  if (index.language !== own && !form.elements.lang.value) {
    lines.push(say("other", { language: form.querySelector(`option[lang="${index.language}"]`).textContent }));
  }
  spoken.textContent = lines.join(" ");
  offer(near, !pages.length && words.length);
}

// Links to what may be asked instead, the nearest fields, and whom to call.
function offer(near, isNothing) {
  instead.hidden = !isNothing && !near.length;
  const lines = instead.querySelector("ul");
  lines.textContent = "";
  near.forEach(({ way, text, address }, at) => line(lines, at && near[at - 1].way === way ? "" : way,
    [[text, address || `?${new URLSearchParams({ q: text })}`]]));
  instead.querySelectorAll("p").forEach((one) => { one.hidden = !isNothing; });
  if (!isNothing) { return; }
  // One syllable that both have is chance: neighbours, a term or a word that few pages have must be there.
  const isRare = (found) => found.size * 3 <= index.titles.size;
  const weights = [];
  asked.forEach((word, at) => {
    if (word.idle) { return; }
    const pairs = new Map(word.isNext && !asked[at - 1].idle ? [...word.pairs].filter(([, [, form]]) => form === 3) : []);
    if (isRare(pairs)) { weights.push([pairs, word.pairWeight]); }
    if (word.isLone && !word.number && isRare(word.pages)) { weights.push([word.pages, word.weight]); }
    weights.push(...word.terms.map((found) => [found, word.weight]));
  });
  const fields = index.filters.field.map((one) => [one, weights.reduce((sum, [found, weight]) =>
    sum + [...found.keys()].filter((page) => one.pages.has(page)).length * weight, 0)])
    .filter(([, near]) => near).sort((a, b) => b[1] - a[1]).slice(0, 3).map(([one]) => [one.said, `?${new URLSearchParams({ field: one.value })}`]);
  if (fields.length) { line(lines, "near", fields); }
}

function line(parent, way, links) {
  const item = element("li", way && say(way), parent);
  links.forEach(([text, address], at) => {
    item.append(at ? ", " : " ");
    element("a", text, item).href = address;
  });
}

function clear() {
  list.textContent = spoken.textContent = "";
  shown = [];
  more.hidden = narrow.hidden = filters.disabled = instead.hidden = true;
}

function remember(isNew) {
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  const address = `${location.pathname}${asked.toString() ? `?${asked}` : ""}`;
  try { history[isNew ? "pushState" : "replaceState"](null, "", address); } catch (error) { /* the box still works */ }
}

function restore() {
  const asked = new URLSearchParams(location.search);
  box.value = asked.get("q") || "";
  for (const select of filters.querySelectorAll("select")) {
    const value = asked.get(select.name) || "";
    if (value && ![...select.options].some((one) => one.value === value)) { select.add(new Option(value, value)); }
    select.value = value;
    narrow.open = narrow.open || value !== "";
  }
  run();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  remember(true);
  run();
  if (matchMedia("(pointer: coarse)").matches) { box.blur(); }
});
box.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => { remember(false); run(); }, 250);
});
filters.addEventListener("change", () => { remember(false); run(); });
more.addEventListener("click", async () => {
  const first = await showMore();
  if (first) { first.querySelector("a").focus(); }
});
// Arrows lead from the box through the results and back.
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [box, ...instead.querySelectorAll("li a"), ...list.querySelectorAll("a")];
  const place = stops.indexOf(document.activeElement);
  if (!step || place < 0 || !stops[place + step]) { return; }
  event.preventDefault();
  stops[place + step].focus();
});
addEventListener("popstate", restore);
if (navigator.serviceWorker) {
  navigator.serviceWorker.addEventListener("message", ({ data }) => { if (data.loa === "list") { tellOfKept(data.pages); } });
}
narrow.open = matchMedia("(min-width: 768px)").matches;
if (location.search) { restore(); } else if (box.value) { run(); }
