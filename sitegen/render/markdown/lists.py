"""Pages that lead to others, as markdown: home, offices, lists and indexes."""

from sitegen.documents.base import Summary
from sitegen.documents.kinds import (
    AgencyHome,
    Home,
    IndexItem,
    IndexPage,
    Listing,
    MapOffice,
    Search,
    SiteMap,
)
from sitegen.render import formats
from sitegen.render.markdown.blocks import blocks, bullets, heading
from sitegen.render.markdown.escaping import one_line, words
from sitegen.render.markdown.nodes import nodes
from sitegen.render.markdown.parts import part
from sitegen.render.markdown.sheet import Sheet
from sitegen.render.markdown.steps import changed_words

__all__ = ["agency", "home", "index", "listing", "search", "site_map"]


def home(document: Home, sheet: Sheet) -> list[str]:
    """Return the doors, what is new, whom to call, the offices, the sites beside this one."""
    doors = bullets(
        blocks(
            (
                sheet.link(entry.title, sheet.href(entry.path)),
                one_line(entry.text),
                changed_words(entry.changed_on, sheet),
            )
        )
        for entry in document.entries
    )
    offices, sites = (
        bullets(sheet.link(one.title, sheet.href(one.path)) for one in some)
        for some in (document.agencies, document.sites)
    )
    return [
        doors,
        *part(sheet.w.latest, entries(document.latest, sheet, has_kind=True)),
        *part(sheet.w.call, sheet.cards(document.contacts)),
        *part(sheet.w.agencies, offices),
        *part(sheet.w.sites, sites),
    ]


def agency(document: AgencyHome, sheet: Sheet) -> list[str]:
    """Return what an office says and has, and how to reach it."""
    is_empty = not (document.guides or document.announcements or document.others)
    return [
        nodes(document.body, sheet),
        *part(sheet.w.guides, entries(document.guides, sheet)),
        *part(sheet.w.announcements, entries(document.announcements, sheet)),
        *part(sheet.w.others, entries(document.others, sheet, has_kind=True)),
        sheet.w.agency_empty if is_empty else "",
        *part(sheet.w.contact, sheet.cards(document.contacts)),
    ]


def listing(document: Listing, sheet: Sheet) -> list[str]:
    """Return one page of a list."""
    items = entries(document.items, sheet, has_kind=not document.item_kind)
    pages = (document.page_number, document.page_count)
    return [
        items or sheet.w.listing_empty,
        *_pager(document.previous_path, document.next_path, pages, sheet),
    ]


def index(document: IndexPage, sheet: Sheet) -> list[str]:
    """Return an index with its letters, fields or offices; those of other pages as links."""
    parts = []
    is_whole = len(document.sections) > 1
    for section in document.sections:
        is_counted = document.form != "letters" or section.path
        title = f"{section.title} ({section.count})" if is_counted else section.title
        said = sheet.link(title, sheet.href(section.path)) if section.path else one_line(title)
        items = bullets(_item(item, sheet) for item in section.items)
        parts += [f"## {said}" if is_whole else "", items]
    pages = (document.page_number, document.page_count)
    return [*parts, *_pager(document.previous_path, document.next_path, pages, sheet)]


def site_map(document: SiteMap, sheet: Sheet) -> list[str]:
    """Return the site as a tree: offices as headings, kinds and pages as lists in lists."""
    top = bullets(sheet.link(one.title, sheet.href(one.path)) for one in document.top)
    parts = ["" if document.is_whole else sheet.w.map_counted, *part(sheet.w.map_top, top)]
    for office in document.offices:
        title = sheet.link(office.title, sheet.href(office.path))
        parts += [heading(min(2 + office.depth, 4), title), _map_groups(office, sheet)]
    return parts


def _map_groups(office: MapOffice, sheet: Sheet) -> str:
    kinds = ((getattr(sheet.w, f"kind_{one.item_kind}"), one) for one in office.groups)
    return bullets(
        blocks(
            (
                one_line(f"{kind} ({group.count})"),
                bullets(_item(item, sheet) for item in group.items),
            )
        )
        for kind, group in kinds
    )


def search(document: Search, sheet: Sheet) -> list[str]:
    """Return the ways by which everything can be found without a script."""
    return part(sheet.w.search_ways, entries(document.ways, sheet, is_short=True))


def _item(item: IndexItem, sheet: Sheet) -> str:
    kind: str = getattr(sheet.w, f"kind_{item.item_kind}") if item.item_kind else ""
    remarks = ", ".join(filter(None, (kind, words(item.note))))
    remarks = ", ".join(filter(None, (remarks, changed_words(item.changed_on, sheet))))
    link = sheet.link(item.title, sheet.href(item.path))
    return f"{link} – {remarks}" if remarks else link


def _pager(
    previous: str | None, following: str | None, pages: tuple[int, int], sheet: Sheet
) -> list[str]:
    if pages[1] == 1:
        return []
    before = sheet.link(sheet.w.previous, sheet.href(previous)) if previous is not None else ""
    after = sheet.link(sheet.w.next, sheet.href(following)) if following is not None else ""
    return [before, sheet.w.page_of.format(page=pages[0], count=pages[1]), after]


def entries(
    items: tuple[Summary, ...], sheet: Sheet, *, has_kind: bool = False, is_short: bool = False
) -> str:
    """Return pages with what is said of each; ``is_short`` leaves office and day out."""
    if is_short:
        return bullets(
            blocks((sheet.link(one.title, sheet.href(one.path)), one_line(one.summary)))
            for one in items
        )
    return bullets(_entry(item, sheet, has_kind=has_kind) for item in items)


def _entry(item: Summary, sheet: Sheet, *, has_kind: bool) -> str:
    kind: str = getattr(sheet.w, f"kind_{item.kind}") if has_kind else ""
    day = formats.day(item.published, sheet.language) if item.published else ""
    changed = changed_words(item.changed_on, sheet)
    remarks = ", ".join(filter(None, (kind, words(item.agency), day, changed)))
    link = sheet.link(item.title, sheet.href(item.path))
    return blocks((link, one_line(item.summary), remarks))
