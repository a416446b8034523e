// What each kind of page says, and each node of its body, in the order in which Loa says it.
import { fill, html, quoted } from "./page.mjs";

const each = (list, make) => (list || []).map(make);
const items = (list, make = (one) => one) => html`<ul>${each(list, (one) => html`<li>${make(one)}</li>`)}</ul>`;
const pair = (name, said) => said && html`<div><dt>${name}</dt> <dd>${said}</dd></div>`;
const part = (title, said, is = true) => (is ? html`<section><h2>${title}</h2>${said}</section>` : "");
const para = (said) => said && html`<p>${said}</p>`;
const link = (p, path, said) => html`<a href="${p.href(path)}">${said}</a>`, some = (list) => list.length > 0 && list;
const closedOn = (group) => group.portal?.closed?.closed_on, unknown = (one) => { throw new Error(`no such kind: ${one.kind}`); };
const nodes = (p, list) => each(list, (node) => (NODES[node.kind] || unknown(node))(node, p));
const pdf = (p, words) => p.b.pdf && html`<p><a href="${p.file(p.b.pdf)}">${words}</a></p>`;
const opening = (p, eyebrow, lead) => html`<header>${para(eyebrow)}<h1>${p.head.title}</h1>${para(lead)}</header>`;
const files = (p, list) => items(list, (one) => html`<a href="${p.file(one.path)}">${one.title}
 ${one.file_type.toUpperCase()}, ${p.size(one.size_bytes)}</a>`);
const call = (p, one) => html`<p>${p.call(one, html`${one.phone_link && p.t.phone} ${one.phone}`)} ${one.words}</p>`;
const cards = (p, list) => items(list, (one) => html`<h3>${one.name}</h3>${one.phone && call(p, one)}
${each(one.more_phones, (more) => call(p, { ...more, phone: more.number }))}${para(one.note)}<dl>${pair(p.t.hours, one.hours)}
${pair(p.t.address, one.address)}${pair(p.t.email, one.email && html`<a href="mailto:${one.email}">${one.email}</a>`)}${pair(p.t.fax, one.fax)}</dl>`);
const entries = (p, list, withKind) => items(list, (one) => html`<h3>${link(p, one.path, [one.title, p.foreign(one.language)])}</h3>
${para(one.summary)}${p.changed(one.changed_on)} <p>${withKind && p.t[`kind_${one.kind}`]} ${one.agency} ${one.published && p.day(one.published)}</p>`);
const portal = (p, one) => one && one.address && html`<p><a href="${one.address}">${p.t.open_portal} ${spoken(one.address)}</a></p>`;
const spoken = (address) => address.replace(/^https:\/\//, "").replace(/^http:\/\//, "").replace(/\/+$/, ""); // as people say it
const table = (rows) => html`<table>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell} </td>`)}</tr>`)}</table>`;
const pager = (p, d) => d.page_count > 1 && html`<nav>${d.previous_path !== null && link(p, d.previous_path, p.t.previous)}
${fill(p.t.page_of, { page: d.page_number, count: d.page_count })} ${d.next_path !== null && link(p, d.next_path, p.t.next)}</nav>`;
const named = (title, list) => html`${title && html`<h3>${title}</h3>`}${items(list)}`;
const listed = (node, p) => html`<h3>${node.title}</h3>${items(node.ways)}${node.account_number && html`<dl>
${pair(p.t.account_holder, node.account_holder || " ")}${pair(p.t.account_number, node.account_number)}${pair(p.t.bank, node.bank || " ")}</dl>`}${para(node.note)}`;
const defined = (list) => html`<dl>${list.map(([name, said]) => html`<dt>${name}</dt>${said.map((one) => html` <dd>${one}</dd>`)}`)}</dl>`;

// Steps
const which = (p, step) => (step.logic === "or" ? p.t.step_or : p.t.step_and);
const warned = (p, said, title = p.t.changed_since) => said && html`<div><p>${title}</p><p>${said}</p></div>`;
const valid = (p, one) => [warned(p, one.expired_on && fill(p.t.steps_expired, { day: p.day(one.expired_on || "") })),
  !one.expired_on && warned(p, one.begins_on && fill(p.t.steps_begin, { day: p.day(one.begins_on || "") }), p.t.note)];
const inside = (p, step) => html`${(step.is_optional || step.condition) && html`<p><b>${step.condition ? p.t.condition : p.t.optional}</b>
 ${step.condition}</p>`}${step.example && html`<p><b>${p.t.example}</b> ${step.example}</p>`}<dl>${pair(p.t.duration, step.duration)}
${pair(p.t.prepare, some(step.prepare) && items(step.prepare))}</dl>${nodes(p, step.body)}<dl>${each(step.fields, (one) => pair(one.label, html`${one.value}
${one.example && html` <small>${p.t.example}: ${one.example}</small>`}${one.condition && html` <small>${p.t.condition} ${one.condition}</small>`}`))}</dl>`;
const numeral = (p, step) => (step.logic === "number" ? html`${p.t.step} ${step.number}: <b aria-hidden="true">${step.number}</b> `
  : html`${p.t.step} ${step.number}, <b>${which(p, step)}</b>: `);
const small = (p, steps) => html`<ol>${each(steps, (step) => html`<li>${step.logic === "number" && html`<b aria-hidden="true">${step.number}</b>`}
<p>${p.t.step} ${step.number}${step.logic === "number" ? ": " : html`, <b>${which(p, step)}</b> `}${p.inline(step.title)}</p>${inside(p, step)}</li>`)}</ol>`;
const big = (p, step) => html`<li id="${step.anchor}"><h3>${numeral(p, step)}${p.inline(step.title)}</h3>${each(step.pictures, p.picture)}
${inside(p, step)}<label>${p.t.step_done} ${step.number}${step.logic !== "number" && html` (${which(p, step)})`}</label></li>`;
function passable(p, group) { // can any of the ways between which one chooses be gone?
  const groups = p.d.groups && p.d.groups.includes(group) ? p.d.groups : [group].filter((one) => one.way === 1);
  const first = groups.findLastIndex((one, at) => one.way === 1 && at <= groups.indexOf(group));
  const at = first < 0 ? groups.indexOf(group) : first, end = groups.findIndex((one, place) => place > at && one.way <= 1);
  return groups.slice(at, end < 0 ? undefined : end).some((one) => !closedOn(one));
}
function group(node, p) {
  const way = node.way > 0 && html`${fill(p.t.way_number, { number: node.way })}: `, closed = closedOn(node);
  const ahead = closed && !(node.way && passable(p, node)), title = html`<h2>${way}${node.title || p.t.steps}${p.changed(closed)}</h2>`;
  const said = html`<section id="${node.anchor}">${!(node.way || closed) && title}${para(node.lead)}${!ahead && portal(p, node.portal)}
${node.actor && html`<p>${p.t.actor}: <b>${node.actor}</b></p>`}${!ahead && warned(p, node.notice)}${valid(p, node)}
${node.steps.length > 1 && html`<nav><p>${p.t.step}</p><ol>${each(node.steps.filter((one) => one.logic === "number"), (one) => html`<li>
<a href="#${one.anchor}"><b>${one.number}</b> ${p.plain(one.title)}</a></li>`)}</ol></nav>`}<ol>${each(node.steps, (one) => big(p, one))}</ol>
${nodes(p, node.closing)}</section>`;
  return [ahead && [portal(p, node.portal), warned(p, node.notice)],
    node.way || closed ? html`<details open><summary>${title} <small>${p.t.not_printed}</small></summary>${said}</details>` : said];
}
function questions(p, { questions: asked, all }) {
  const answer = (one, at) => (one.answers.length ? p.plain(one.answers[at - 1]) : at === 1 ? p.t.yes : p.t.no);
  const words = (given) => given.map(([number, at]) => [asked[number - 1], at]).map(([one, at]) => (one.answers.length ? "" : `${one.about}: `) + answer(one, at)).join(" · ");
  const anchor = (given) => `#truong-hop${given.map(([number, at]) => `-q${number}a${at}`).join("")}`;
  return html`<form id="truong-hop"><h2>${p.t.case}</h2>${asked.map((one) => html`<fieldset ${one.within.length > 0 && "hidden"}><legend>
${one.kind === "when" ? fill(p.t.case_when, { condition: one.about }) : html`${one.about && `${one.about}: `}${one.kind === "way" ? p.t.case_way : p.t.case_instead}`}
</legend>${(one.answers.length ? one.answers : [1, 2]).map((_, at) => html`<label><input type="radio" name="q${one.number}">${answer(one, at + 1)} </label>`)}</fieldset>`)}
<details><summary>${p.t.case_links}</summary><ul><li><a href="#truong-hop">${p.t.case_all}</a></li>
${all.map((given) => html`<li id="${anchor(given).slice(1)}"><a href="${anchor(given)}">${words(given)}</a></li>`)}</ul></details></form>`;
}

const inlineItems = (node, p) => items(node.items, p.inline), grid = (node) => named(node.title, node.items || node.names);
const NODES = {
  heading: (node) => html`<h2 id="${node.anchor}">${node.number && `${node.number} `}${node.text}</h2>`,
  paragraph: (node, p) => html`<p>${p.inline(node.children)}</p>`,
  bullet_list: inlineItems, numbered_list: inlineItems, catalogue, step_group: group, payment: listed, result_delivery: listed, benefits: grid, agency_grid: grid,
  callout: (node, p) => html`<div><p>${node.title || p.t[node.tone]}</p>${nodes(p, node.body)}</div>`,
  quotation: (node) => html`<blockquote>${node.text}</blockquote> ${node.source}`,
  figure: (node, p) => p.picture(node.picture),
  downloads: (node, p) => html`<h3>${node.title || p.t.download}</h3>${files(p, node.attachments)}`,
  table: (node) => html`<p>${node.title}</p>${table([node.head, ...node.rows.map((row) => row.map((cell, at) =>
    (node.head.length > 2 && row.length === node.head.length && !(at === 0 && node.has_row_heads) ? html`${node.head[at]} ${cell}` : cell)))])}`,
  embedded_guide: (node, p) => html`<section><h2>${node.title}</h2>${each(node.groups, (one) => html`${one.part && html`<h3>${one.part}</h3>`}
${one.title && html`<h3>${one.way > 0 && html`${fill(p.t.way_number, { number: one.way })}: `}${one.title}${p.changed(closedOn(one))}</h3>`}${para(one.lead)}
${portal(p, one.portal)}${warned(p, one.notice)}${valid(p, one)}${para(closedOn(one) && p.t.old_way)}${small(p, one.steps)}${nodes(p, one.closing)}`)}
${node.path && html`<p>${link(p, node.path, `${p.t.with_pictures}: ${node.title}`)}</p>`}</section>`,
  comparison: (node) => html`<h3>${node.title}</h3>${[node.left, node.right].map((one) => named(one.title, one.stations))}${para(node.caption)}`,
  contacts: (node, p) => html`<h3>${node.title || p.t.contact}</h3>${cards(p, node.cards)}`,
  channels: (node) => each(node.items, (one) => html`<h3>${one.name}</h3>${each(one.body, para)}`),
  assignments: (node) => defined(node.items.map((one) => [one.unit, one.duties])),
  source_line: (node, p) => html`<p>${p.t.source}: ${node.text}</p>`,
  see_also: (node, p) => some(node.links) && html`<h3>${p.t.see_also}</h3>${items(node.links, ([path, title]) => link(p, path,
    [title, p.foreign(Object.fromEntries(node.foreign)[path]), node.changed.includes(path) && ` (${p.t.changed_since})`]))}`,
  cover: (node) => [node.statement, node.subtitle, ...node.agencies, node.foot].map(para),
  leaflet_steps: (node, p) => [node.title && html`<h3>${node.title}</h3>`, small(p, node.steps), para(p.inline(node.closing))],
  leaflet_kinds: (node) => html`<h3>${node.title}</h3>${defined(node.kinds)}`,
  leaflet_statistics: (node, p) => html`<h3>${node.title}</h3>${para(node.period)}${table([[p.t.unit, ...node.labels],
    ...node.rows.map(([unit, values]) => [unit, ...values.map((one) => (one ? p.number(one) : "–"))])])}`,
  portal_line: (node, p) => { const { closed, address, name } = node.portal; return html`<h3>${node.title}</h3>
${(address || !closed) && para(name)}${closed && html`<p>${closed.name}${p.changed(closed.closed_on)}</p>`}${portal(p, node.portal)}${items(node.features)}`; },
  imprint: (node, p) => html`<h3>${p.t.imprint}</h3>${node.print_run > 0 && node.printed_size && node.printer && para(fill(p.t.print_run,
    { count: p.number(node.print_run), size: node.printed_size, printer: node.printer }))}${para(node.licence_number && node.licence_date
    ? fill(p.t.licence, { number: node.licence_number, date: p.longDay(node.licence_date), issuer: node.licence_issuer }) : p.t.licence_draft)}
${node.deposit_month && para(fill(p.t.deposit, { month: node.deposit_month }))}`,
};

function catalogue(node, p) {
  const name = (fact) => p.t[fact === "address" ? "apply_at" : fact];
  const fact = (said, at) => said && html`${name(node.facts[at])} ${node.facts[at] === "address" ? html`<a href="${said}">${p.t.open_portal}</a>` : said}`;
  const code = (row) => row.code && !node.facts.includes("code") && html` ${p.t.code} ${row.code}`;
  return html`<p>${node.title}</p>${table([[p.t.ordinal, p.t.procedure, ...node.facts.map(name), ...node.columns.map((one) => one.label)],
    [p.t.total, ...node.columns.map((one) => `${one.label} ${one.total}`)], ...node.groups.flatMap((group) => [[group.numeral, group.title,
      (group.title || group.numeral) && node.has_counts && fill(p.t.procedure_count, { count: group.rows.length })], ...group.rows.map((row) => [row.number,
      html`${row.name}${code(row)} ${row.partly && fill(p.t.partly_because, { reason: row.partly })}`, ...row.facts.map(fact),
      ...row.marks.map((mark, at) => `${node.columns[at].label} ${mark ? p.t.yes : p.t.no}`)])])])}
${node.source && html`<p>${p.t.source}: ${node.source}</p>`}`;
}

// Official texts
const number = (p, one) => html`<p>${one.issuing_agency}</p><p>${p.t.number}: ${one.number || "…"}/${one.symbol} ${!one.number && p.t.number_waiting}</p>
<p>${one.place && `${one.place}, `}${p.partialDay(one.signed_on)}</p>`;
const addressed = (p, one) => some(one.addressees) && html`<p>${p.t.addressed_to}: ${one.addressees.join("; ")}.</p>`;
const ending = (p, { closing, signatory: by, recipients }) => [para(closing), by && [para(`${by.authority} ${by.authority_post}`), para(by.post), para(by.name)],
  recipients.length > 0 && html`<h2>${p.t.recipients}</h2>${recipients.map((one) => named(one.title, one.lines))}`];
const bases = (p, { legal_bases: all }) => some(all) && html`<details><summary>${p.t.legal_bases} (${all.length})</summary>
${items(all, (one) => html`${one.citation} ${one.repealed_note}`)}</details>`;
const sign = (p, items, at = (one) => link(p, one.path, one.title)) => html`<ul>${each(items, (one) => html`<li>${at(one)}${p.changed(one.changed_on)}</li>`)}</ul>`;

const KINDS = {
  home: (d, p) => html`<h1>${d.question}</h1>${para(d.lead)}${p.site.search_path && html`<form action="${p.href(p.site.search_path)}"><label>${p.t.search_box}
<input name="q"></label><button>${p.t.search_button}</button></form>`}${items(d.entries, (one) => link(p, one.path, html`${one.title}${p.foreign(one.language)}
 ${one.text}${p.changed(one.changed_on)}`))}${part(p.t.latest, entries(p, d.latest, true), d.latest.length)}${part(p.t.call, cards(p, d.contacts), d.contacts.length)}
${[[p.t.agencies, d.agencies], [p.t.sites, d.sites]].map(([said, all]) => part(said, items(all, (one) => link(p, one.path, [one.title, p.foreign(one.language)])), all.length))}`,
  agency_home: (d, p) => html`${opening(p, p.t.kind_agency_home, d.lead)}${nodes(p, d.body)}${["guides", "announcements", "others"].map((name) =>
    part(p.t[name], entries(p, d[name], name === "others"), d[name].length))}${!(d.guides.length || d.announcements.length || d.others.length)
    && para(p.t.agency_empty)}${part(p.t.contact, cards(p, d.contacts), d.contacts.length)}`,
  announcement(d, p) {
    const { official } = d, lead = d.head.summary || official.summary_line;
    return html`${opening(p, official.type_name, lead !== d.head.title && lead)}${number(p, official)}${pdf(p, p.t.official_pdf)}${para(p.b.effect)}
${part(p.t.means_for_you, items(d.means_for_you), d.means_for_you.length)}${addressed(p, official)}${para(official.lead)}${nodes(p, d.body)}${ending(p, official)}
${part(p.t.attachments, files(p, d.attachments), d.attachments.length)}${bases(p, official)}`;
  },
  outreach: (d, p) => { const { official } = d, { published, updated } = d.head; return html`${opening(p, d.form === "plan" ? p.t.form_plan : p.t.form_article, d.lead)}
${official ? number(p, official) : html`<p>${published && html`${p.t.published}: ${p.day(published)}`} ${updated && updated !== published && html`${p.t.updated}: ${p.day(updated)}`}</p>`}
${pdf(p, p.t.official_pdf)}${official && [addressed(p, official), para(official.lead)]}${nodes(p, d.body)}${official && ending(p, official)}
${d.source && para(`${p.t.source}: ${d.source}`)}${part(p.t.attachments, files(p, d.attachments), d.attachments.length)}${official && bases(p, official)}`; },
  guide,
  service_kinds: (d, p) => [opening(p, p.t.kind_service_kinds, d.lead), d.regimes.map((one) => regime(one, p)), nodes(p, [d.comparison].filter(Boolean)), nodes(p, d.body)],
  contact: (d, p) => [opening(p, "", d.lead), d.cards.length ? cards(p, d.cards) : para(p.t.contacts_empty), nodes(p, d.body)],
  statistics,
  about: (d, p) => [opening(p, p.t.kind_about, d.lead), nodes(p, d.body), d.leaders.length ? part(p.t.leaders, items(d.leaders, (one) => html`<h3>${one.post}</h3>
${para(one.name)}${one.portrait && html`${p.screen(one.portrait)} ${one.portrait.caption}`}${para(one.biography)}${one.tasks.length > 0 && defined([[p.t.tasks, one.tasks]])}`))
    : !d.body.length && para(p.t.about_empty)],
  suspension: (d, p) => html`${opening(p, p.t.kind_suspension, d.head.summary)}<p>${d.state === "over" ? fill(p.t.state_over, { until: p.moment(d.until) })
    : d.state === "now" ? p.t.state_now : p.t.state_coming}</p><dl>${p.t.suspended} ${d.subjects.map((one) => html`<dd>${one.address ? html`<a href="${one.address}">
${one.name}</a>` : one.name}</dd>`)}${pair(p.t.starts, d.starts && p.moment(d.starts))}${pair(p.t.until, d.until && p.moment(d.until))}${pair(p.t.reason, d.reason)}
${pair(p.t.forced_by, d.forced_by)}</dl>${part(p.t.meanwhile, nodes(p, d.body), d.body.length)}${part(p.t.whom_to_call, cards(p, d.contacts), d.contacts.length)}`,
  channel_list: (d, p) => [opening(p, p.t.kind_channel_list, d.lead), d.channels.length ? items(d.channels, (one) => html`<h2>${one.name}</h2>${para(p.t[`form_${one.form}`])}
${one.phone && call(p, { ...one, words: "" })}<dl>${pair(p.t.website, one.address && html`<a href="${one.address}">${spoken(one.address)}</a>`)}${pair(p.t.place, one.place)}
${pair(p.t.run_by, one.run_by)}${pair(p.t.since, one.since && p.day(one.since))}</dl>`) : para(p.t.channels_empty), nodes(p, d.body)],
  leaflet: (d, p) => html`${opening(p, p.t.kind_leaflet, d.head.summary)}${para(d.edition)}${pdf(p, p.t.leaflet_pdf)}${part(p.t.sheet_sides, p.b.sheets.map((one) => html`
<img src="${p.file(one.path)}" width="${one.width}" height="${one.height}" alt="${one.alt}"> <a href="${p.file(one.path)}">${p.t.larger}</a>`), p.b.sheets.length)}
${part(p.t.sheet_text, d.panels.map((one) => html`<h3>${one.name}</h3>${nodes(p, one.parts)}`))}${part(p.t.whom_to_call, cards(p, d.contacts), d.contacts.length)}
${!d.panels.some((one) => one.parts.some((inner) => inner.kind === "imprint")) && nodes(p, [d.imprint])}`,
  listing: (d, p) => [opening(p, "", d.head.summary), d.items.length ? entries(p, d.items, d.item_kind === "") : para(p.t.listing_empty), pager(p, d)],
  index_page: (d, p) => html`${opening(p, "", d.head.summary)}${d.sections.length > 1 && items(d.sections, (one) => html`<a href="${one.path ? p.href(one.path) : `#${one.anchor}`}">
${one.title} ${(d.form !== "letters" || one.path) && one.count}</a>`)}${d.sections.map((one) => one.items.length > 0 && html`${d.sections.length > 1 && html`<h2 id="${one.anchor}">
${one.title}</h2>`}${items(one.items, (item) => html`${link(p, item.path, item.title)}${p.changed(item.changed_on)} ${item.item_kind && p.t[`kind_${item.item_kind}`]} ${item.note}`)}`)}
${pager(p, d)}`,
  site_map: (d, p) => html`${opening(p, "", d.head.summary)}${!d.is_whole && para(p.t.map_counted)}${part(p.t.map_top, sign(p, d.top), d.top.length)}${d.offices.map((one) =>
    html`<h2>${link(p, one.path, one.title)}</h2>${items(one.groups, (group) => html`${p.t[`kind_${group.item_kind}`]} (${group.count})${sign(p, group.items)}`)}`)}`,
  search: (d, p) => html`${opening(p, "", "")}<form><label>${p.t.search_box} <input name="q"></label><button>${p.t.search_button}</button></form>${para(p.t.search_hint)}${para(p.t.search_no_script)}
${part(p.t.search_ways, items(d.ways, (one) => html`<h3>${link(p, one.path, [one.title, p.foreign(one.language)])}</h3>${para(one.summary)}`), d.ways.length)}`,
};

function guide(d, p) {
  const { head, groups } = d, { help, cases } = p.b, parts = groups.filter((one) => one.part).length;
  const count = parts ? parts + !groups[0].part : groups.length, inOrder = groups.slice(1).some((one) => one.relation === "then");
  const led = [...new Set(groups.map((one) => one.portal && one.portal.address).filter(Boolean))], mail = `${quoted(head.title)}%0A${quoted(p.canonical)}`;
  return html`${opening(p, p.t.kind_guide, head.summary)}<dl>${pair(p.t.for_whom, d.audience)}${pair(p.t.duration, d.duration)}${pair(p.t.prepare, some(d.prepare) && items(d.prepare))}</dl>
${groups.length > 1 && html`<nav><h2>${fill(inOrder ? p.t.parts : p.t.ways, { count })}</h2>${items(groups, (one) => html`${one.part && html`<a href="#phan-${one.anchor}">${one.part}</a> `}
<a href="#${one.anchor}">${one.way > 0 && html`${fill(p.t.way_number, { number: one.way })}: `}${one.title}${closedOn(one) && ` (${p.t.changed_since})`}</a>`)}</nav>`}
${cases && questions(p, cases)}${!groups.length && para(p.t.guide_empty)}${groups.map((one) => html`${one.part && html`<h2 id="phan-${one.anchor}">${one.part}</h2>`}${group(one, p)}`)}
${groups.length > 0 && part(p.t.end, (led.length > 0 || help.phone) && html`<p>${p.t.follow}: ${led.map((one) => html`<a href="${one}">${spoken(one)}</a> `)}
${help.phone_link ? html`<a href="tel:${help.phone_link}">${p.t.call_us} ${help.phone}</a>` : help.phone}</p>`)}${nodes(p, d.body)}${part(p.t.whom_to_call, cards(p, d.contacts), d.contacts.length)}
${head.agency && head.agency.path && para(link(p, head.agency.path, fill(p.t.more_guides, { agency: head.agency.name })))}${groups.length > 0 && p.site.base_address && part(p.t.send, html`
${pair(p.t.page_address, p.canonical)}<a href="mailto:?subject=${quoted(head.title)}&body=${mail}">${p.t.send_mail}</a> <a href="sms:?&body=${mail}">${p.t.send_text}</a>`)}`;
}

function regime(one, p) {
  const { valid_from: from, valid_until: until, kinds, features } = one, [start, end] = [from && p.day(from), until && p.day(until)];
  const added = (at) => features.filter((row) => row.offered[at] && !(at && row.offered[at - 1])).map((row) => row.label);
  return html`<section><h2>${one.name}</h2><p>${(from || until) && fill(p.t[from && until ? "valid_between" : from ? "valid_from" : "valid_until"], { start, end })}
 ${one.legal_basis && html`${p.t.legal_basis} ${one.legal_basis}`}</p>${para(one.note)}${features.length > 0 && kinds.length > 0 && html`${kinds.map((kind, at) => html`<h3>${kind.name}</h3>
${added(at).length ? html`<p>${p.t.adds}:</p>${items(added(at))}` : para(p.t.adds_nothing)}`)}<h3>${p.t.compare_kinds}</h3>${table([[p.t.feature, ...kinds.map((kind) => kind.name)],
    ...features.map((row) => [row.label, ...row.offered.map((has) => (has ? p.t.yes : p.t.no))])])}`}${kinds.length > 0 && html`<h3>${p.t.definitions}</h3>
${defined(kinds.map((kind) => [kind.name, [...kind.definition, kind.corresponds_to && `${p.t.corresponds}: ${kind.corresponds_to}`].filter(Boolean)]))}`}</section>`;
}

function statistics(d, p) {
  const columns = d.column_groups.flatMap((one) => one.columns), at = d.chart_column, charted = columns[at];
  const values = d.rows.map((row) => row.values[at]).filter(Boolean).map(Number).filter((one) => !Number.isNaN(one)), least = Math.min(...values);
  const begin = charted && charted.unit === "percent" && least >= 80 && Math.max(...values) <= 100 && new Set(values).size > 1 && Math.floor((least - 1) / 5) * 5;
  const chart = () => html`${begin > 0 && para(fill(p.t.bars_begin, { value: p.number(begin, charted.unit) }))}${table([[p.t.unit, charted.label],
    ...d.rows.map((row) => [row.unit, (row.values[at] && p.number(row.values[at], charted.unit)) || p.t.unknown])])}`;
  return html`${opening(p, p.t.kind_statistics, d.lead)}<p>${d.highlight_value}</p><p>${d.highlight_label}</p><p>${fill(p.t.period, { start: p.day(d.period_from), end: p.day(d.period_until) })}</p>
${d.rows.length > 0 && charted && [part(d.chart_title || charted.label, chart()), part(p.t.table, [para(p.t.scroll), table([[p.t.unit, ...d.column_groups.map((one) => one.label)],
    columns.map((one) => one.label), ...d.rows.map((row) => [row.unit, ...row.values.map((one, place) => (one ? p.number(one, columns[place].unit) : "–"))])])])]}
${part(p.t.remarks, items(d.remarks), d.remarks.length)}${nodes(p, d.body)}${d.source && para(`${p.t.source}: ${d.source}`)}`;
}

export const content = (p) => (KINDS[p.d.kind] || unknown(p.d))(p.d, p);
