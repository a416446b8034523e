"""Linking: documents that speak of each other get what they need of each other.

Collectors name other pages by key; here embedded guides, lists, entries and the parts of a
leaflet are filled in, from documents only. What is not there becomes a finding, never a hole.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from operator import is_
from typing import get_args

from sitegen.collation import sort_key
from sitegen.collect.ancestors import home_above
from sitegen.collect.collecting import run_words
from sitegen.collect.leaflet_parts import fill_leaflet
from sitegen.documents.base import Summary
from sitegen.documents.changed import changed_on
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
from sitegen.documents.leaflet import Leaflet, PanelPart
from sitegen.documents.nodes import EmbeddedGuide, Node, SeeAlso
from sitegen.documents.office import About, ChannelList, Suspension
from sitegen.documents.replaced import Replacement, replaced
from sitegen.errors import Finding

__all__ = ["ON_HOME", "LinkMemory", "Shelf", "link", "named_pages", "summary"]

LATEST = 5
_DATED = (Announcement, Outreach, Leaflet, Statistics, Suspension)
ON_HOME = (*_DATED, AgencyHome)
"""Of the dated kinds a home page shows the newest, of the offices all."""

FEW = 100
"""More documents than these are quicker put on a new shelf than into the places of others."""

_KEYS = ("guide_key", "page_key")
"""The fields by which parts of a leaflet name other pages."""


class Summaries:
    """The summary of each document: an equal one of before is the very same."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Document, Summary]] = {}

    def of(self, document: Document) -> Summary:
        """Return the summary of ``document``."""
        key = document.head.key
        known = self._known.get(key)
        if known is not None and known[0] is document:
            return known[1]
        made = summary(document)
        if known is not None and known[1] == made:
            made = known[1]
        self._known[key] = (document, made)
        return made


@dataclass(slots=True)
class LinkMemory:
    """What an earlier linking made, so that only what differs is made again.

    ``shelf`` held the documents, and ``linked`` has each of them before and after it was
    linked, with everything that it was given of others, in the same order.
    """

    summaries: Summaries = field(default_factory=Summaries)
    shelf: "Shelf | None" = None
    linked: "tuple[_Linked, ...]" = ()


_Name = tuple[str, bool]
"""The key of a page that a body names, and whether the page itself is shown as well."""


@dataclass(frozen=True, slots=True)
class _Linked:
    """``names`` are what the body of ``before`` names, None where something else is shown."""

    before: Document
    names: tuple[_Name, ...] | None
    given: tuple[Document | None, ...]
    after: Document
    findings: tuple[Finding, ...]


class Shelf:
    """All documents by key, and by translation and language."""

    def __init__(self, documents: Iterable[Document], summaries: Summaries | None = None) -> None:
        self.documents = tuple(documents)
        self.summaries = summaries or Summaries()
        self.by_key = {document.head.key: document for document in self.documents}
        self._by_language = {
            (document.head.translation, document.head.language): document
            for document in self.documents
            if not document.head.is_alias
        }
        self.children: dict[str, list[Document]] = defaultdict(list)
        for document in self.documents:
            self.children[document.head.parent].append(document)

    def replace(self, documents: tuple[Document, ...], changes: Iterable[Replacement]) -> None:
        """Put ``documents`` into the place of those of before, from which they differ thus."""
        self.documents = documents
        for _, was, now in changes:
            head = now.head
            if self.by_key.get(head.key) is was:
                self.by_key[head.key] = now
            in_language = (head.translation, head.language)
            if self._by_language.get(in_language) is was:
                self._by_language[in_language] = now
            siblings = self.children[head.parent]
            siblings[next(place for place, one in enumerate(siblings) if one is was)] = now

    def source_of(self, page: Document) -> Document:
        """Return ``page`` in its source language, itself when it is not there."""
        head = page.head
        return self._by_language.get((head.translation, head.source_language), page)

    def in_language(self, key: str, language: str) -> Document | None:
        """Return the document ``key`` in ``language`` if it exists there, else as it is."""
        document = self.by_key.get(key)
        if document is None or document.head.language == language:
            return document
        return self._by_language.get((document.head.translation, language), document)


def link(
    documents: Iterable[Document], memory: LinkMemory | None = None
) -> tuple[tuple[Document, ...], tuple[Finding, ...]]:
    """Return the documents with everything filled in, and what could not be."""
    known = memory or LinkMemory()
    now = tuple(documents)
    changes = None if known.shelf is None else replaced(known.shelf.documents, now)
    if changes is None or known.shelf is None or len(changes) > FEW:
        shelf = Shelf(now, known.summaries)
        before = {one.before.head.key: one for one in known.linked}
        linked = [_remembered(one, shelf, before.get(one.head.key)) for one in now]
    else:
        shelf = known.shelf
        shelf.replace(now, changes)
        gone = {id(was) for _, was, _ in changes}
        linked = [
            one
            if one.before is document and gone.isdisjoint(map(id, one.given))
            else _remembered(document, shelf, one)
            for document, one in zip(now, known.linked, strict=True)
        ]
    known.shelf, known.linked = shelf, tuple(linked)
    findings = tuple([finding for one in linked for finding in one.findings])
    return tuple([one.after for one in linked]), findings


def _remembered(document: Document, shelf: Shelf, known: _Linked | None) -> _Linked:
    """Return the linked document, ``known`` when it would be given the very same again."""
    is_known = known is not None and known.before is document
    names = known.names if known is not None and is_known else _names(document)
    given = _given(document, shelf) if names is None else _named(names, shelf, document)
    if known is not None and is_known and known.given == given:  # the same objects, mostly
        is_very_same = all(map(is_, known.given, given))
        return known if is_very_same else replace(known, given=given)  # told by identity later
    findings: list[Finding] = []
    after = _link(document, shelf, findings)
    return _Linked(document, names, given, after, tuple(findings))


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


def _names(document: Document) -> tuple[_Name, ...] | None:
    """Return the pages that a document names in its body, None when it shows others as well."""
    match document:
        case Home() | AgencyHome() | Leaflet():
            return None
        case _ if isinstance(document, _WithBody):
            return _names_in(document.body)
        case _:
            return ()


def _names_in(body: tuple[Node, ...]) -> tuple[_Name, ...]:
    found: list[_Name] = []
    for node in body:
        if isinstance(node, EmbeddedGuide):
            found.append((node.guide_key, True))
        elif isinstance(node, SeeAlso):
            found += [(key, False) for key in node.keys]
    return tuple(found)


def _given(document: Document, shelf: Shelf) -> tuple[Document | None, ...]:
    """Return every other document of which a home page or a leaflet shows something."""
    match document:
        case Home():
            return shelf.documents
        case AgencyHome():
            nodes = _named(_names_in(document.body), shelf, document)
            return (*shelf.children[document.head.key], *_of_source(document, shelf), *nodes)
        case Leaflet():
            keys = (getattr(part, name, "") for part in _parts(document) for name in _KEYS)
            named = (shelf.by_key.get(key) for key in keys if key)
            return (home_above(document, shelf.by_key), *named)
        case _:
            return ()


def named_pages(document: Document) -> Iterator[str]:
    """Yield the keys of the pages that ``document`` names: in its body, entries or parts."""
    if isinstance(document, Leaflet):
        parts = _parts(document)
        yield from (key for part in parts for name in _KEYS if (key := getattr(part, name, "")))
    if isinstance(document, Home):
        yield from (entry.key for entry in document.entries)
    yield from (key for key, _ in _names_in(getattr(document, "body", ())))


def _named(
    names: tuple[_Name, ...], shelf: Shelf, document: Document
) -> tuple[Document | None, ...]:
    """Return the pages of these names in the language of ``document``."""
    language = document.head.language
    found: list[Document | None] = []
    for key, is_shown in names:
        found.append(shelf.in_language(key, language))
        if is_shown:
            found.append(shelf.by_key.get(key))
    return tuple(found)


def _parts(leaflet: Leaflet) -> Iterator[PanelPart]:
    return (part for panel in leaflet.panels for part in panel.parts)


def summary(document: Document) -> Summary:
    """Return what lists show of ``document``."""
    head = document.head
    return Summary(
        key=head.key,
        kind=document.kind,
        path=head.path,
        title=head.title,
        summary=head.summary,
        language=read_in(document),
        agency=head.agency.short_name if head.agency else "",
        published=head.published,
        changed_on=changed_on(document),
    )


def read_in(document: Document) -> str:
    """Return the language in which a page is read: an alias only repeats its source."""
    head = document.head
    return head.source_language if head.is_alias else head.language


def _link(document: Document, shelf: Shelf, findings: list[Finding]) -> Document:
    match document:
        case Home():
            return _home(document, shelf, findings)
        case AgencyHome():
            return _agency_home(document, shelf, findings)
        case Leaflet():
            return fill_leaflet(document, shelf.by_key, findings)
        case _ if isinstance(document, _WithBody):
            body = _body(document.body, document, shelf, findings)
            return document if body is document.body else _with_body(document, body, shelf)
        case _:
            return document


def _with_body(document: Document, body: tuple[Node, ...], shelf: Shelf) -> Document:
    """Return ``document`` with ``body``, and with what came along and is not translated as it should."""
    guides = [
        (node, shelf.by_key[node.guide_key].head)
        for node in body
        if isinstance(node, EmbeddedGuide) and node.guide_key in shelf.by_key
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
        guide = shelf.in_language(node.guide_key, language)
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
            (page.head.path, page.head.title) if page else (key, far[key])
            for key, page in pages.items()
            if page or key in far
        )
        changed = tuple(page.head.path for page in found if changed_on(page))
        said_in |= {page.head.path: read_in(page) for page in found}
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
        replace(entry, path=page.head.path, changed_on=changed_on(page), language=read_in(page))
        if page
        else entry
        for entry, page in shown
    )
    findings += [_shut(home, entry, day) for entry in entries if (day := entry.changed_on)]
    dated = _preferred(shelf, language, _DATED)
    dated.sort(key=lambda document: (_newness(document), document.head.key), reverse=True)
    agencies = _preferred(shelf, language, (AgencyHome,))
    agencies.sort(key=lambda page: sort_key(page.head.title))
    return replace(
        home,
        entries=entries,
        latest=tuple(shelf.summaries.of(document) for document in dated[:LATEST]),
        agencies=tuple(shelf.summaries.of(page) for page in agencies),
    )


def _preferred(shelf: Shelf, language: str, kinds: tuple[type, ...]) -> list[Document]:
    """Return each page of some kinds once: in ``language`` where it exists, else in the source's."""
    chosen = (
        shelf.in_language(document.head.key, language)
        for document in shelf.documents
        if isinstance(document, kinds) and document.head.language == document.head.source_language
    )
    return [document for document in chosen if document is not None]


def _newness(document: Document) -> str:
    return document.head.published.isoformat() if document.head.published else ""


def _agency_home(page: AgencyHome, shelf: Shelf, findings: list[Finding]) -> AgencyHome:
    children = list(shelf.children[page.head.key])
    seen = {child.head.translation for child in children}
    # what is not translated yet is offered in the source language
    more = _of_source(page, shelf)
    children += [child for child in more if child.head.translation not in seen]
    children.sort(key=lambda child: sort_key(child.head.title))
    newest = sorted(children, key=lambda child: (_newness(child), child.head.key), reverse=True)
    body = _body(page.body, page, shelf, findings)
    shown = shelf.summaries.of
    return replace(
        page,
        body=body,
        guides=tuple(shown(child) for child in children if isinstance(child, Guide)),
        announcements=tuple(shown(child) for child in newest if isinstance(child, Announcement)),
        others=tuple(
            shown(child) for child in newest if not isinstance(child, Guide | Announcement)
        ),
    )


def _of_source(page: AgencyHome, shelf: Shelf) -> list[Document]:
    """Return the pages under the same office in the source language; none for that itself."""
    source = shelf.source_of(page)
    return [] if source is page else shelf.children[source.head.key]
