"""The shelf: all documents of one collection, and of each what the others may show of it.

    DOCUMENT --> outline --> groups ==> GROUP
        |           |                     |
        +-----------+-------> linked <----+

An outline stays the same while only the body of its page is edited. Groups of outlines are made by
a rule and then put: whoever shows a group is in doubt when that one differs, not whenever one of
all pages was edited.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from sitegen.collation import first_letter, sort_parts
from sitegen.derived import Graph, Input
from sitegen.documents.base import Summary
from sitegen.documents.changed import changed_on
from sitegen.documents.kinds import Document, Home
from sitegen.documents.nodes import Catalogue

__all__ = [
    "DOCUMENT",
    "GROUP",
    "ORDER",
    "Outline",
    "Place",
    "Shelf",
    "ancestors",
    "homes",
    "outline",
    "places",
    "put_on_shelf",
    "read_in",
    "summary",
]


class Place(NamedTuple):
    """Where a page stands and what it is called.

    ``order`` and ``letter`` are its place by name.
    """

    key: str
    kind: str
    translation: str
    language: str
    path: str
    parent: str
    title: str
    source_language: str
    is_alias: bool
    order: tuple[str, str]
    letter: str
    agency: str
    changed_on: date | None


class Outline(NamedTuple):
    """What a page is to all others: its place, what lists show of it, and if it lists procedures."""

    place: Place
    summary: Summary
    has_procedures: bool

    @property
    def day(self) -> str:
        """The day on which it was published, "" where nobody knows."""
        return self.summary.published.isoformat() if self.summary.published else ""


Group = tuple[str, ...]
"""What pages have in common: ("kind", "guide"), ("language", "vi"), ("procedures", "vi"),
("parent", a key), ("translation", a key) where there is more than one; () is common to all."""

DOCUMENT: Input[str, Document | None] = Input(f"{__name__}:DOCUMENT", None)
ORDER: Input[None, tuple[str, ...]] = Input(f"{__name__}:ORDER", ())
GROUP: Input[Group, tuple[Outline, ...]] = Input(f"{__name__}:GROUP", ())


def put_on_shelf(graph: Graph, documents: Iterable[Document]) -> None:
    """Let exactly these documents, in this order, stand in ``graph``."""
    by_key = {document.head.key: document for document in documents}
    graph.put_all(DOCUMENT, by_key)
    graph.put(ORDER, None, tuple(by_key))
    graph.put_all(GROUP, graph.get(_groups, None))


def outline(graph: Graph, key: str) -> Outline | None:
    """Return the outline of a page, None where there is no page."""
    document = graph.get(DOCUMENT, key)
    if document is None:
        return None
    head, shown = document.head, summary(document)
    place = Place(
        key=head.key,
        kind=document.kind,
        translation=head.translation,
        language=head.language,
        path=head.path,
        parent=head.parent,
        title=head.title,
        source_language=head.source_language,
        is_alias=head.is_alias,
        order=sort_parts(head.title),
        letter=first_letter(head.title),
        agency=shown.agency,
        changed_on=shown.changed_on,
    )
    has_procedures = any(isinstance(node, Catalogue) for node in getattr(document, "body", ()))
    return Outline(place, shown, has_procedures)


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


def _groups(graph: Graph, _: None) -> dict[Group, tuple[Outline, ...]]:
    found: defaultdict[Group, list[Outline]] = defaultdict(list)
    for key in graph.get(ORDER, None):
        one = graph.get(outline, key)
        if one is not None:
            found[()].append(one)
            found["kind", one.place.kind].append(one)
            found["language", one.place.language].append(one)
            found["parent", one.place.parent].append(one)
            found["translation", one.place.translation].append(one)
            if one.has_procedures:
                found["procedures", one.place.language].append(one)
    return {
        name: tuple(pages)
        for name, pages in found.items()
        if len(pages) > 1 or name[:1] != ("translation",)
    }


def places(graph: Graph, name: Group) -> tuple[Place, ...]:
    """Return the places of a group of pages: they stay when only what lists show differs."""
    return tuple(one.place for one in graph.get(GROUP, name))


def homes(graph: Graph) -> dict[str, Place]:
    """Return the home pages by language."""
    return {one.language: one for one in graph.get(places, ("kind", "home"))}


def ancestors(page: Place, look: Callable[[str], Place | None]) -> tuple[Place, ...]:
    """Return what stands above ``page``, the nearest first; nothing when the line is a ring."""
    line, passed = [page], {page.key}
    while (above := look(line[-1].parent)) is not None:
        if above.key in passed:
            return ()
        passed.add(above.key)
        line.append(above)
    return tuple(line[1:])


class Shelf(Mapping[str, Document]):
    """The documents by key, as rules of ``graph`` read them: all that is looked up is noted."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def __getitem__(self, key: str) -> Document:
        found = self._graph.get(DOCUMENT, key)
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._graph.get(ORDER, None))

    def __len__(self) -> int:
        return len(self._graph.get(ORDER, None))

    def place(self, key: str) -> Place | None:
        """Return where a page stands, None where there is no page."""
        found = self._graph.get(outline, key)
        return found and found.place

    def group(self, *name: str) -> tuple[Outline, ...]:
        """Return the pages that have ``name`` in common, in their order."""
        return self._graph.get(GROUP, name)

    def in_language(self, key: str, language: str) -> Outline | None:
        """Return the page ``key`` in ``language`` if it exists there, else as it is."""
        page = self._graph.get(outline, key)
        if page is None or page.place.language == language:
            return page
        others = self.group("translation", page.place.translation)
        there = (one for one in others if one.place.language == language)
        return next((one for one in there if not one.place.is_alias), page)

    def homes(self) -> dict[str, Home]:
        """Return the home pages by language."""
        pages = ((language, self[one.key]) for language, one in homes(self._graph).items())
        return {language: page for language, page in pages if isinstance(page, Home)}
