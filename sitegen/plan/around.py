"""Around: what each page shows of the pages around it, derived from where all of them stand."""

from collections import defaultdict
from typing import NamedTuple

from sitegen.derived import Graph, Input
from sitegen.documents.collection import Collection
from sitegen.documents.kinds import Document
from sitegen.documents.site import Crumb, Site, Translation
from sitegen.documents.view import View
from sitegen.errors import SitegenError
from sitegen.languages import SOURCE

__all__ = [
    "COLLECTION",
    "DOCUMENT",
    "KEYS",
    "put_collection",
    "sites_of",
    "source_site",
    "view_in",
    "view_of",
]

DOCUMENT: Input[str, Document | None] = Input(f"{__name__}:DOCUMENT", None)
"""The documents of the collection, by key."""

KEYS: Input[None, tuple[str, ...]] = Input(f"{__name__}:KEYS", ())
"""The keys of all documents, in the order of the collection."""

TRANSLATIONS: Input[str, tuple[Translation, ...]] = Input(f"{__name__}:TRANSLATIONS", ())
"""Each page in all its languages, in the order of the sites. It is made from where all documents
stand, and put again: doubt that went through such a table would reach every page."""

SITE: Input[str, Site | None] = Input(f"{__name__}:SITE", None)
LANGUAGES: Input[None, tuple[str, ...]] = Input(f"{__name__}:LANGUAGES", ())

COLLECTION: Input[None, Collection | None] = Input(f"{__name__}:COLLECTION", None)
"""The collection but for what stands in the other inputs, and for its findings and terms."""


class _Standing(NamedTuple):
    """What a document is to all others: it stays the same while only its content is edited."""

    key: str
    translation: str
    language: str
    parent: str
    path: str
    title: str
    is_alias: bool


def put_collection(graph: Graph, collection: Collection) -> None:
    """Let the documents and sites of ``collection`` stand in the graph, and no others."""
    documents = {document.head.key: document for document in collection.documents}
    graph.put_all(DOCUMENT, documents)
    graph.put(KEYS, None, tuple(documents))
    graph.put_all(SITE, dict(collection.sites))
    graph.put(LANGUAGES, None, tuple(collection.sites))
    rest = Collection(
        documents=(),
        sites={},
        moved=collection.moved,
        gone=collection.gone,
        editions=collection.editions,
    )
    graph.put(COLLECTION, None, rest)
    graph.put_all(TRANSLATIONS, graph.get(_all_translations, None))


def view_in(collection: Collection, document: Document) -> View:
    """Return the view of one page of ``collection``; see :func:`view_of`."""
    graph = Graph()
    put_collection(graph, collection)
    return view_of(graph, document)


def view_of(graph: Graph, document: Document) -> View:
    """Return the view of a page, without what is printed of it and stands beside it.

    Raises SitegenError when its language has no home page.
    """
    head = document.head
    site = graph.get(SITE, head.language)
    if site is None:
        raise SitegenError(
            f"Chưa có trang chủ cho ngôn ngữ “{head.language}”.",
            page=head.title,
            hint="Tạo và xuất bản trang chủ của ngôn ngữ này trước.",
            code="site-missing",
        )
    return View(
        site=site,
        crumbs=graph.get(_trail, head.parent),
        translations=graph.get(TRANSLATIONS, head.translation),
    )


def sites_of(graph: Graph) -> tuple[Site, ...]:
    """Return the sites of all languages, in their order."""
    found = (graph.get(SITE, language) for language in graph.get(LANGUAGES, None))
    return tuple(site for site in found if site is not None)


def source_site(graph: Graph) -> Site | None:
    """Return the site of the source language, any site if it has none, None for nothing."""
    return graph.get(SITE, SOURCE) or next(iter(sites_of(graph)), None)


def _standing(graph: Graph, key: str) -> _Standing | None:
    document = graph.get(DOCUMENT, key)
    if document is None:
        return None
    head = document.head
    return _Standing(
        head.key, head.translation, head.language, head.parent, head.path, head.title, head.is_alias
    )


def _trail(graph: Graph, parent: str) -> tuple[Crumb, ...]:
    """Return the way from the home page down to the document ``parent``."""
    way: dict[str, Crumb] = {}
    key = parent
    while key not in way and (one := graph.get(_standing, key)) is not None:
        way[key] = Crumb(title=one.title, path=one.path)
        key = one.parent
    return tuple(reversed(way.values()))


def _all_translations(graph: Graph, _: None) -> dict[str, tuple[Translation, ...]]:
    rank = {language: place for place, language in enumerate(graph.get(LANGUAGES, None))}
    found: defaultdict[str, list[_Standing]] = defaultdict(list)
    for one in graph.get_all(_standing, graph.get(KEYS, None)).values():
        if one is not None:
            found[one.translation].append(one)
    for same in found.values():
        same.sort(key=lambda one: (rank.get(one.language, len(rank)), one.key))
    return {name: tuple(map(_translation, same)) for name, same in found.items()}


def _translation(one: _Standing) -> Translation:
    return Translation(language=one.language, path=one.path, title=one.title, is_alias=one.is_alias)
