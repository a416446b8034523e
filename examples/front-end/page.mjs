// One page in the making: addresses, words, dates, running text, pictures.

class Markup { constructor(text) { this.text = text; } toString() { return this.text; } }
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const WHOLE = { x: 0, y: 0, w: 100, h: 100 };
const TAGS = { strong: "strong", emphasis: "em", subscript: "sub", superscript: "sup" };

function safe(value) {
  if (Array.isArray(value)) { return value.map(safe).join(""); }
  return value instanceof Markup ? value.text : String(value === false ? "" : value ?? "").replace(/[&<>"]/g, (one) => ESCAPED[one]);
}

export const html = (parts, ...values) => new Markup(String.raw({ raw: parts }, ...values.map(safe)));
export const fill = (text, values) =>
  new Markup(text.split(/\{(\w+)\}/).map((one, at) => safe(at % 2 ? values[one] : one)).join(""));
export const quoted = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`).replace(/%2F/g, "/");

const month = (number) => new Date(2000, number - 1).toLocaleString("en", { month: "long" });
const two = (value) => String(value).padStart(2, "0"), even = (x) => (x % 1 === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));

// Dates, numbers and sizes, as the readers of a language expect them ("forms" in site.json).
function formats(forms) {
  const split = (value) => value.slice(0, 10).split("-").map(Number);
  const joined = (y, m, d) => (forms === "zh" ? `${y}年${m}月${d}日` : forms === "en" ? `${d} ${m > 0 ? month(m) : m} ${y}` : `${d}/${m}/${y}`);
  const day = (value) => joined(...split(value));
  const number = (value, unit) => {
    if (!/^-*\d+(\.\d+)?$/.test(value)) { return String(value); }
    const [whole, rest = ""] = String(value).split("."), [mark, point] = ["en", "zh"].includes(forms) ? ",." : ".,";
    return whole.replace(/\B(?=(\d{3})+$)/g, mark) + (rest && point + rest) + (unit === "percent" ? "%" : "");
  };
  return {
    day,
    number,
    longDay: (value) => { const [y, m, d] = split(value); return forms === "vi" ? `ngày ${d} tháng ${m} năm ${y}` : day(value); },
    moment(value) {
      const [hour, minute] = [value.slice(11, 13), value.slice(14, 16)];
      return forms === "vi" ? `${Number(hour)} giờ${minute === "00" ? "" : ` ${minute}`} ngày ${day(value)}` : `${hour}:${minute}, ${day(value)}`;
    },
    partialDay({ year = "…", month: m, day: d }) {
      if (forms !== "vi") { return joined(year || "…", m || "…", d || "…"); }
      return `ngày ${d ? two(d) : "…"} tháng ${m && m <= 2 ? two(m) : m || "…"} năm ${year || "…"}`;
    },
    size: (bytes) => (bytes < 1e6 ? `${Math.max(1, even(bytes / 1000))} kB`
      : `${number(bytes % 1e6 === 250000 ? `${Math.floor(bytes / 1e6)}.2` : (bytes / 1e6).toFixed(1))} MB`),
  };
}

export function make({ document: d, beside: b }, api) {
  const { head } = d, said = head.is_alias ? head.source_language : head.language;
  const look = api.sites[head.language], { site } = look, [t, chrome] = [api.words[said], api.words[head.language]];
  const root = "../".repeat(head.path.split("/").length - 1);
  const [href, file] = [(path) => (/^https?:\/\//.test(path) ? path : `${root}${path}index.html`), (path) => root + path];
  const form = formats(api.languages[said].forms);
  const pictures = new Map(b.pictures.flatMap((one) => one.at.map((at) => [find(d, at), one])));
  const languageName = (code) => api.languages[code][head.language === "en" ? "name_english" : "name"];
  const foreign = (code) => code && code !== said && html` (${fill(t.in_language, { language: languageName(code) })})`;
  const changed = (day) => day && html` <span>${fill(t.notice_from, { day: form.day(day) })}</span>`;
  const web = (address, words) =>
    /^(https?:\/\/|mailto:|tel:)/i.test(address) ? html`<a href="${address}">${words}</a>` : words;
  const call = (one, name = one.phone) => (one.phone_link ? html`<a href="tel:${one.phone_link}">${name}</a>` : name);
  const source = b.translations.find((one) => one.language === head.source_language);

  function inline(children) {
    return children.map((one) => (TAGS[one.kind] ? [new Markup(`<${TAGS[one.kind]}>`), inline(one.children), new Markup(`</${TAGS[one.kind]}>`)] : INLINE[one.kind](one)));
  }
  const INLINE = { // a kind that is not here stops the program: nothing is left out in silence
    text: (one) => one.value, button_name: (one) => html`<b>${one.value}</b>`, line_break: () => html`<br>`, fact_value: fact,
    link: (one) => (one.target === "web" ? web(one.address, inline(one.children))
      : html`<a href="${one.target === "page" ? href(one.address) : file(one.address)}">${inline(one.children)}</a>`),
  };
  function fact(one) {
    const value = one.address ? web(one.address, one.value) : one.value;
    const at = one.now && one.now_address ? one.remark.lastIndexOf(one.now) : -1;
    if (at < 0) { return [value, one.remark]; }
    return [value, one.remark.slice(0, at), web(one.now_address, one.now), one.remark.slice(at + one.now.length)];
  }

  function picture(image) {
    const shown = pictures.get(image), { part } = shown;
    const whole = screen(image, shown.files, shown.callouts);
    const listed = shown.callouts.filter((one) => one.number && one.label).sort((a, c) => a.number - c.number);
    return html`<figure>${part && screen(image, shown.part_files, shown.callouts, part)}${whole}
${part && html`<details><summary>${t.whole_screen}</summary>${whole}</details>`}<figcaption>
${listed.length > 0 && html`<ol>${listed.map((one) => html`<li value="${one.number}"><b>${one.number}</b> ${one.label}</li>`)}</ol>`}
${image.caption} ${shown.larger && html`<a href="${file(shown.larger)}">${t.larger}</a>`}</figcaption></figure>`;
  }

  function screen(image, files = pictures.get(image).files, callouts = [], part = WHOLE) {
    const plain = files.find((one) => one.format === "png");
    const set = (kind) => files.filter((one) => one.format === kind).map((one) => `${file(one.path)} ${one.width}w`).join(", ");
    return html`<div><picture><source type="image/avif" srcset="${set("avif")}"><source type="image/webp" srcset="${set("webp")}">
<img src="${file(plain.path)}" width="${plain.width}" height="${plain.height}" alt="${image.alt}"></picture>
<svg viewBox="0 0 100 100" preserveAspectRatio="none">${callouts.map((one) => callout(one, part))}</svg></div>`;
  }

  const canonical = site.base_address + b.canonical;
  return {
    canonical, d, b, head, t, chrome, site, look, href, file, ...form, foreign, changed, call, inline, picture, screen, languages: api.languages,
    plain: (children) => children.map(words).join(""),
    // What stands above the content: not translated, not true any more.
    above() {
      const language = languageName(head.source_language);
      const told = head.is_alias ? [chrome.alias_notice] : [head.untranslated.length > 0 && chrome.partial_notice];
      const stale = !head.is_alias && (head.stale.length > 0 || head.lacks > 0) && html`<p>${fill(chrome.stale_notice, { language })}
${source && html` <a href="${href(source.path)}">${api.languages[source.language].name_own}</a>`}</p>`;
      const { notices } = head, pause = notices.every((one) => one.kind === "suspend");
      return [told.filter(Boolean).map((one) => html`<p>${fill(one, { language })}</p>`), stale, notices.length > 0 &&
        html`<section><p>${pause ? t.notice_title_suspend : t.notice_title}</p>
${notices.map((one, at) => html`<p>${b.notices[at]} ${one.path && html`<a href="${href(one.path)}">${t.notice_more}</a>`}</p>`)}
${notices.some((one) => ["close", "merge", "repeal"].includes(one.kind)) && html`<p>${t.notice_review}</p>`}</section>`];
    },
    // And below it: was it of help, whose page it is and of when, the telephone.
    below() {
      const days = b.days.map(([name, day]) => html` <span>${t[name]} ${form.day(day)}</span>`);
      const [last, ...before] = head.changes.map((one) => html`${form.day(one.day)}: ${one.text}`);
      const first = (d.contacts || []).find((one) => one.phone_link);
      const link = first || (b.help.phone_link && b.help);
      return [head.key.startsWith("page-") && this.rating(),
        (b.office || days.length > 0) && html`<p>${b.office && b.office.name}${days}</p>`,
        last && html`<p>${t.updated} ${last}</p>`, before.length > 0 &&
        html`<details><summary>${t.changes_before} (${before.length})</summary><ul>${before.map((one) => html`<li>${one}</li>`)}</ul></details>`,
        site.base_address && html`<p>${canonical}</p>`, d.kind === "guide" && link &&
        html`<p>${call(link, html`${t.call_us} <b>${link.phone}</b>`)} ${first && html`${first.name} ${first.note}`}</p>`];
    },
    rating() {
      const { help } = b, address = head.asks && site.rating_address;
      const mail = help.email || (site.keeper && site.keeper.card.email), subject = quoted(head.title);
      if (!(address || mail || help.phone_link)) { return ""; }
      const steps = (d.groups || []).flatMap((group) => group.steps.filter((one) => one.logic === "number").map((one) => {
        const step = `${t.step} ${one.number}`;
        return [one.anchor, group.way ? `${fill(t.way_number, { number: group.way })}, ${step.toLowerCase()}` : step];
      }));
      const button = (answer) => html`<button name="answer" value="${answer}">${t[`rate_${answer}`]}</button> `;
      return html`<section><h2>${t.rate}</h2>${address && html`<form method="post" action="${address}">
<input type="hidden" name="page" value="${head.path}">${steps.length > 0 && html`<label>${t.rate_about} <select name="step">
<option value="">${t.rate_page}</option>${steps.map(([at, one]) => html`<option value="${at}">${one}</option> `)}</select></label>`}
${button("yes")}<fieldset><legend>${t.rate_no}</legend>${["unclear", "missing", "wrong", "stuck"].map(button)}</fieldset>
<p>${t.rate_private}</p></form>`}${(mail || help.phone_link) && html`<p>${address ? t.rate_more : t.rate_tell}
${mail && html`<a href="mailto:${mail}?subject=${subject}">${t.rate_write}</a> `}
${help.phone_link && html`<a href="tel:${help.phone_link}">${t.call_us} ${help.phone}</a>`}</p>`}
${mail && !address && steps.length > 0 && html`<details><summary>${t.rate_step}</summary>
${steps.map(([, one]) => html`<a href="mailto:${mail}?subject=${subject}%20%E2%80%93%20${quoted(one)}">${one}</a> `)}</details>`}</section>`;
    },
  };
}

// A JSON Pointer leads to the picture in the document.
const find = (value, at) => at.split("/").slice(1).reduce((inner, name) => inner[name], value);

const words = (one) => (one.children ? one.children.map(words).join("") : one.kind === "line_break" ? " " : one.value + (one.remark || ""));

// A callout over a picture, or over a part of it; places are percent of the whole picture.
function callout(one, part) {
  const percent = (value, whole) => Number(((value / whole) * 100).toFixed(2)), is = one.shape;
  const [x, y, w, h] = [percent(one.x - part.x, part.w), percent(one.y - part.y, part.h), percent(one.w, part.w), percent(one.h, part.h)];
  const line = is === "arrow" ? html`<line x1="${x}" y1="${y}" x2="${x + w}" y2="${y + h}"/>` : is !== "marker" && html`<rect x="${x}" y="${y}" width="${w}" height="${h}"/>`;
  return html`<g fill="none" stroke="#a61c1c">${line}${one.number > 0 && html`<text x="${x}" y="${y}" fill="#a61c1c" font-size="6">${one.number}</text>`}</g>`;
}
