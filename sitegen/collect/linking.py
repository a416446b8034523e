"""Linking: documents that speak of each other get what they need of each other.

Collectors name other pages by key; here embedded guides, lists, entries and the parts of a
leaflet are filled in, from documents only. What is not there becomes a finding, never a hole.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import get_args

from sitegen.collect.collecting import run_words
from sitegen.collect.leaflet_parts import fill_leaflet, identity_of
from sitegen.collect.shelf import Outline, Shelf, ancestors, read_in
from sitegen.derived import Graph
from sitegen.documents.inline import Inline
from sitegen.documents.kinds import (
    AgencyHome,
    Announcement,
    Contact,
    Document,
    Entry,
    Guide,
    Home,
    Outreach,
    ServiceKinds,
    Statistics,
)
from sitegen.documents.leaflet import Leaflet
from sitegen.documents.nodes import EmbeddedGuide, Node, SeeAlso
from sitegen.documents.office import About, ChannelList, Suspension
from sitegen.documents.site import Identity
from sitegen.errors import Finding

__all__ = ["ON_HOME", "linked", "named_pages"]

LATEST = 5
_DATED = ("announcement", "outreach", "leaflet", "statistics", "suspension")
ON_HOME = (*_DATED, "agency_home")
"""Of the dated kinds a home page shows the newest, of the offices all."""

_KEYS = ("guide_key", "page_key")
"""The fields by which parts of a leaflet name other pages."""

_WithBody = (
    Announcement
    | Guide
    | ServiceKinds
    | Contact
    | Statistics
    | Outreach
    | About
    | Suspension
    | ChannelList
)
"""Kinds that officers write a body of blocks for."""


def linked(graph: Graph, key: str) -> tuple[Document, tuple[Finding, ...]]:
    """Return the document ``key`` with everything filled in, and what could not be."""
    shelf, findings = Shelf(graph), list[Finding]()
    return _link(shelf[key], shelf, findings), tuple(findings)


def named_pages(document: Document) -> Iterator[str]:
    """Yield the keys of the pages that ``document`` names: in its body, entries or parts."""
    if isinstance(document, Leaflet):
        parts = [part for panel in document.panels for part in panel.parts]
        yield from (key for part in parts for name in _KEYS if (key := getattr(part, name, "")))
    if isinstance(document, Home):
        yield from (entry.key for entry in document.entries)
    for node in getattr(document, "body", ()):
        if isinstance(node, EmbeddedGuide):
            yield node.guide_key
        elif isinstance(node, SeeAlso):
            yield from node.keys


def _link(document: Document, shelf: Shelf, findings: list[Finding]) -> Document:
    match document:
        case Home():
            return _home(document, shelf, findings)
        case AgencyHome():
            return _agency_home(document, shelf, findings)
        case Leaflet():
            return fill_leaflet(document, shelf, _identity(document, shelf), findings)
        case _ if isinstance(document, _WithBody):
            body = _body(document.body, document, shelf, findings)
            return document if body is document.body else _with_body(document, body, shelf)
        case _:
            return document


def _with_body(document: Document, body: tuple[Node, ...], shelf: Shelf) -> Document:
    """Return ``document`` with ``body``, and with what came along and is not translated as it should."""
    guides = [
        (node, shelf[node.guide_key].head)
        for node in body
        if isinstance(node, EmbeddedGuide) and node.guide_key in shelf
    ]
    shown = [head for _, head in guides]
    untranslated = {text for head in (document.head, *shown) for text in head.untranslated}
    for node, head in guides:
        if head.language != document.head.language:
            untranslated.update(_words_in((node.title, node.groups)))
    stale = {text for head in (document.head, *shown) for text in head.stale}
    head = replace(
        document.head, untranslated=tuple(sorted(untranslated)), stale=tuple(sorted(stale))
    )
    return replace(document, head=head, body=body)  # type: ignore[arg-type]  # callers pass kinds with a body


_NO_WORDS = frozenset(
    {"anchor", "id", "kind", "key", "path", "digest", "relation", "tone", "target", "address"}
    | {"fact_key", "fact_keys", "portal"}
)
"""Fields that say nothing in any language; a portal is a fact with a name of its own."""


def _words_in(value: object) -> Iterator[str]:
    """Yield everything that is said in a part of a document, each run of text as one."""
    if isinstance(value, str):
        if any(map(str.isalpha, value)):
            yield " ".join(value.split())
    elif isinstance(value, tuple):
        if value and isinstance(value[0], get_args(Inline)):
            yield run_words(value)
        for one in value:
            yield from _words_in(one)
    elif is_dataclass(value):
        for one in fields(value):
            if one.name not in _NO_WORDS:
                yield from _words_in(getattr(value, one.name))


def _body(
    body: tuple[Node, ...], document: Document, shelf: Shelf, findings: list[Finding]
) -> tuple[Node, ...]:
    if not any(isinstance(node, EmbeddedGuide | SeeAlso) for node in body):
        return body
    filled = (_node(node, document, shelf, findings) for node in body)
    return tuple(node for node in filled if node is not None)


def _node(node: Node, document: Document, shelf: Shelf, findings: list[Finding]) -> Node | None:
    language = document.head.language
    if isinstance(node, EmbeddedGuide):
        page = shelf.in_language(node.guide_key, language)
        guide = page and shelf[page.place.key]
        if isinstance(guide, Guide):
            return replace(
                node,
                guide_key=guide.head.key,
                title=guide.head.title,
                path=guide.head.path,
                groups=guide.groups,
            )
        findings.append(_missing(document, "Hướng dẫn kèm theo"))
        return None
    if isinstance(node, SeeAlso):
        far, said_in = dict(node.links), dict(node.foreign)
        pages = {key: shelf.in_language(key, language) for key in node.keys}
        found = [page for page in pages.values() if page is not None]
        links = tuple(
            (page.place.path, page.place.title) if page else (key, far[key])
            for key, page in pages.items()
            if page or key in far
        )
        changed = tuple(page.place.path for page in found if page.place.changed_on)
        said_in |= {page.place.path: page.summary.language for page in found}
        here = read_in(document)
        foreign = tuple((path, said_in[path]) for path, _ in links if said_in[path] != here)
        return replace(node, links=links, changed=changed, foreign=foreign) if links else None
    return node


def _missing(document: Document, what: str) -> Finding:
    return Finding(
        code="link-unpublished",
        severity="warning",
        page=document.head.title,
        key=document.head.key,
        message=f"{what} chưa xuất bản hoặc đã bị gỡ, nên không hiện trong trang này.",
        hint="Xuất bản trang đó rồi phần này sẽ tự hiện lại.",
    )


def _shut(home: Home, entry: Entry, day: date) -> Finding:
    return Finding(
        code="door-changed",
        severity="warning",
        page=home.head.title,
        key=home.head.key,
        message=f"Lối vào “{entry.title}” dẫn tới trang nay đã khác từ ngày {day:%d/%m/%Y}.",
        hint="Mở trang chủ, chọn trang khác cho lối vào này; hoặc sửa trang đó cho đúng hiện nay.",
        is_shown=True,
    )


def _home(home: Home, shelf: Shelf, findings: list[Finding]) -> Home:
    language = home.head.language
    found = [(entry, shelf.in_language(entry.key, language)) for entry in home.entries]
    shown = [(entry, page) for entry, page in found if page or entry.path]
    entries = tuple(
        replace(
            entry,
            path=page.place.path,
            changed_on=page.place.changed_on,
            language=page.summary.language,
        )
        if page
        else entry
        for entry, page in shown
    )
    findings += [_shut(home, entry, day) for entry in entries if (day := entry.changed_on)]
    dated = [page for kind in _DATED for page in _preferred(shelf, kind, language)]
    agencies = _preferred(shelf, "agency_home", language)
    return replace(
        home,
        entries=entries,
        latest=tuple(page.summary for page in _newest(dated)[:LATEST]),
        agencies=tuple(page.summary for page in sorted(agencies, key=_by_name)),
    )


def _preferred(shelf: Shelf, kind: str, language: str) -> list[Outline]:
    """Return each page of a kind once: in ``language`` where it exists, else in the source's."""
    pages = shelf.group("kind", kind)
    own = (one for one in pages if one.place.language == language and not one.place.is_alias)
    there = {one.place.translation: one for one in own}
    sources = (one for one in pages if one.place.language == one.place.source_language)
    return [there.get(one.place.translation, one) for one in sources]


def _agency_home(page: AgencyHome, shelf: Shelf, findings: list[Finding]) -> AgencyHome:
    head = page.head
    children = list(shelf.group("parent", head.key))
    source = shelf.in_language(head.key, head.source_language)
    if source is not None and source.place.key != head.key:
        seen = {child.place.translation for child in children}
        # what is not translated yet is offered in the source language
        more = shelf.group("parent", source.place.key)
        children += [child for child in more if child.place.translation not in seen]
    children.sort(key=_by_name)
    newest = _newest(children)
    return replace(
        page,
        body=_body(page.body, page, shelf, findings),
        guides=tuple(one.summary for one in children if one.place.kind == "guide"),
        announcements=tuple(one.summary for one in newest if one.place.kind == "announcement"),
        others=tuple(
            one.summary for one in newest if one.place.kind not in {"guide", "announcement"}
        ),
    )


def _identity(leaflet: Leaflet, shelf: Shelf) -> Identity | None:
    """Return the identity of the home page above ``leaflet``."""
    page = shelf.place(leaflet.head.key)
    above = ancestors(page, shelf.place) if page else ()
    home = next((shelf[one.key] for one in above if one.kind == "home"), None)
    return identity_of(home, shelf.homes().values()) if isinstance(home, Home) else None


def _newest(pages: list[Outline]) -> list[Outline]:
    return sorted(pages, key=lambda page: (page.day, page.place.key), reverse=True)


def _by_name(page: Outline) -> tuple[str, str]:
    return page.place.order
