// A second front end: makes every page of a Loa mirror from its JSON, and from nothing else.
//
//     node front.mjs FROM TO [--pages]     FROM: the address of a mirror, or a folder
//
// It reads api/v1 and the documents that it names, writes a page for each into TO, and copies what
// pages show (--pages leaves that out). Node 20, no package. What it does not know stops it.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { content } from "./kinds.mjs";
import { html, make } from "./page.mjs";
const [from, to, only] = process.argv.slice(2);

async function bytes(path) {
  if (!/^https?:/.test(from)) { return readFile(join(from, path)); }
  const answer = await fetch(from.replace(/\/?$/, "/") + path.split("/").map(encodeURIComponent).join("/"));
  if (!answer.ok) { throw new Error(`${path}: ${answer.status}`); }
  return Buffer.from(await answer.arrayBuffer());
}

const read = async (path) => JSON.parse(await bytes(path));

const write = (path, made) => mkdir(dirname(join(to, path)), { recursive: true }).then(() => writeFile(join(to, path), made));

// The site, once for all pages: by language, its words and what the languages are called.
async function about() {
  const [site, words] = [await read("api/v1/site.json"), await read("api/v1/words.json")];
  if (site.schema !== 1) { throw new Error(`schema ${site.schema} is not 1`); }
  const by = (list, code, value) => Object.fromEntries(list.map((one) => [code(one), value(one)]));
  return { sites: by(site.sites, (one) => one.site.language, (one) => one), languages: by(site.languages, (one) => one.code, (one) => one),
    words: by(words.languages, (one) => one.language, (one) => Object.fromEntries(one.words)) };
}

function* shown({ document, beside }) {
  for (const one of beside.pictures) { yield* [...one.files, ...one.part_files].map((file) => file.path); }
  yield* [beside.pdf, ...beside.sheets.map((one) => one.path)].filter(Boolean);
  for (const stack = [document]; stack.length;) {
    const value = stack.pop();
    if (value && value.size_bytes !== undefined) { yield value.path; }
    if (value && value.kind === "link" && value.target === "file") { yield value.address; }
    if (value && typeof value === "object") { stack.push(...Object.values(value)); }
  }
}

function whole(page) {
  const { head, site, chrome, b, look } = page, { keeper } = site;
  const own = (code) => page.languages[code].name_own, there = [head.language, ...b.translations.map((one) => one.language)];
  const back = site.homes.filter(([code]) => !there.includes(code));
  return html`<!doctype html>
<html lang="${head.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${head.title} – ${site.name}</title><link rel="icon" href="${page.file(look.icon)}"><style>figure div{position:relative}figure img,figure svg{display:block;width:100%;height:auto}
figure svg{position:absolute;inset:0;height:100%;overflow:visible}figure{margin:0;max-width:720px}</style></head><body><header><a href="${page.href(site.home_path)}"><b>${site.name}</b> ${site.tagline}</a>
<nav><ul>${site.menu.map((one) => html`<li><a href="${page.href(one.path)}">${one.title}</a></li>`)}</ul></nav>
<nav><ol>${b.crumbs.map((one) => html`<li><a href="${page.href(one.path)}">${one.title}</a></li>`)}</ol></nav>
<nav><ul>${b.translations.map((one) => html`<li><a href="${page.href(one.path)}">${own(one.language)}</a></li>`)}
${back.map(([code, path]) => html`<li><a href="${page.href(path)}">${own(code)}</a></li>`)}</ul></nav></header>
<main>${page.above()}${content(page)}${page.below()}</main>
<footer>${b.help.phone && html`<p>${chrome.help} ${page.call(b.help)}</p>`}
<p>${site.name} ${site.tagline}</p>${keeper && html`<p>${keeper.agency} ${keeper.card.address}</p>`}
<p>${site.notice}</p></footer></body></html>
`;
}

const api = await about();
const paths = new Set();
for (const part of (await read("api/v1/pages.json")).parts) {
  for (const { path } of (await read(part)).pages) {
    const envelope = await read(`${path}index.json`);
    await write(`${path}index.html`, String(whole(make(envelope, api))));
    for (const one of shown(envelope)) { paths.add(one); }
  }
}
for (const path of only ? [] : paths) { await write(path, await bytes(path)); }
