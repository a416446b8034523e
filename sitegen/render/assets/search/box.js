/* Box: the form of the search page, its filters and results; what was asked stands in the address. */
const form = document.querySelector("form[data-search]");
const box = form.elements.q;
const narrow = form.querySelector("details");
const filters = narrow.querySelector("fieldset");
const spoken = document.getElementById("found");
const list = document.getElementById("results");
const more = document.getElementById("more");
const { search: root, language: own } = form.dataset;
const STEP = 10;
const indexes = {};
let turn = 0, timer = 0, shown = [], marks = [], index = null;

const say = (name, values) => form.dataset[name].replace(/\{(\w+)\}/g, (all, key) => values[key]);
const indexOf = (language) => (indexes[language] = indexes[language] || new Index(root, language));

function element(name, text, parent) {
  const made = document.createElement(name);
  made.textContent = text;
  if (parent) { parent.append(made); }
  return made;
}

// Words of the query become mark elements, neighbours one; no text is ever read as markup.
function highlight(text, parent) {
  const runs = [];
  text.replace(WORD, (word, start) => {
    const key = fold(word);
    const form = exact(word);
    const isAsked = marks.some((mark) => (key === mark.key ? mark.word === key || mark.word === form
      : mark.isOpen && key.startsWith(mark.key)));
    if (!isAsked || index.stop.has(form)) { return; }
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

function marksOf(asked, text) {
  const last = asked[asked.length - 1];
  return [].concat(...asked.map((unit) => [...pieces(unit.said), ...unit.words, ...[].concat(...unit.others)]
    .filter(Boolean)
    .map((word) => ({ word, key: fold(word), isOpen: unit === last && !/\s$/.test(text) && word.length > 1 }))));
}

async function showMore() {
  const next = shown.slice(list.children.length, list.children.length + STEP);
  const now = turn;
  const rows = await Promise.all(next.map(({ page }) => index.load(`t-${page >> 4}`)));
  if (now !== turn) { return null; }
  const items = next.map((hit, place) => result(hit, rows[place].find((row) => row[0] === hit.page)));
  list.append(...items);
  more.hidden = list.children.length >= shown.length;
  return items[0];
}

function result({ page, missing }, [, path, title, excerpt]) {
  const item = document.createElement("li");
  item.lang = index.language;
  const link = element("a", "", element("h2", "", item));
  link.href = `${root}${path}index.html`;
  highlight(title, link);
  if (excerpt) { highlight(excerpt, element("p", "", item)); }
  const about = element("p", "", item);
  about.className = "meta";
  const [kind] = index.filters.kind.filter((one) => one.pages.has(page));
  const [agency] = index.filters.agency.filter((one) => one.pages.has(page));
  element("span", kind.said, about);
  if (agency) { element("span", agency.said, about); }
  if (missing.length) {
    const lacks = element("span", say("missing", { words: missing.join(", ") }), about);
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
  narrow.hidden = filters.disabled = false;
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

async function run() {
  const text = box.value;
  form.classList.toggle("asked", Boolean(text.trim()));
  const now = (turn += 1);
  if (!text.trim()) { clear(); return; }
  const wait = setTimeout(() => { if (now === turn) { spoken.textContent = say("waiting"); } }, 500);
  try {
    const chosen = await opened(form.elements.lang.value || own);
    let found = await find(chosen, text);
    const better = found.nowhere.length ? await corrected(chosen, found) : "";
    if (better) { found = await find(chosen, better); }
    if (now !== turn) { return; }
    index = chosen;
    marks = marksOf(found.asked, better || text);
    fillFilters(found.pages);
    shown = filtered(found.pages);
    list.textContent = "";
    await showMore();
    if (now === turn) { tell(found, text, better); }
  } catch (error) {
    if (now === turn) { clear(); spoken.textContent = say("failed"); }
  } finally {
    clearTimeout(wait);
  }
}

function tell(found, text, better) {
  const count = shown.length;
  const words = { count, query: text.trim(), better };
  const said = [];
  if (better) { said.push(say("corrected", words)); }
  said.push(say(!count ? "none" : !found.isFull ? "partial" : better ? "better" : "count", words));
  if (index.language !== own && !form.elements.lang.value) { said.push(say("other")); }
  spoken.textContent = said.join(" ");
}

function clear() {
  list.textContent = spoken.textContent = "";
  shown = [];
  more.hidden = narrow.hidden = filters.disabled = true;
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
  const stops = [box, ...list.querySelectorAll("a")];
  const place = stops.indexOf(document.activeElement);
  if (!step || place < 0 || !stops[place + step]) { return; }
  event.preventDefault();
  stops[place + step].focus();
});
addEventListener("popstate", restore);
narrow.open = matchMedia("(min-width: 768px)").matches;
if (location.search) { restore(); } else if (box.value) { run(); }
