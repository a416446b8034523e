"""The demo as a searchable folder: its documents with the search page, the indexes, the index."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from sitegen.collect.finders import Finders, search_path
from sitegen.documents.collection import Collection
from sitegen.documents.kinds import Document, Home, IndexPage, Listing, Search
from sitegen.documents.site import MenuItem, Site
from sitegen.documents.terms import Term
from sitegen.plan.surroundings import Surroundings
from sitegen.render import json_api, search
from sitegen.render.assets import assets
from sitegen.render.html import render

__all__ = ["documents_of", "searchable", "write_site"]


def documents_of(mirror: Path) -> tuple[Document, ...]:
    """Return the documents of a released mirror, without what the generator made."""
    found = [json_api.read(path.read_bytes()) for path in sorted(mirror.rglob("index.json"))]
    return tuple(one for one in found if not isinstance(one, Listing | IndexPage | Search))


def searchable(documents: Iterable[Document], terms: Iterable[Term] = ()) -> Collection:
    """Return the collection with finders and a search box on every page."""
    pages = tuple(documents)
    homes = [page.head for page in pages if isinstance(page, Home)]
    languages = tuple(home.language for home in homes)
    sites = {
        home.language: Site(
            name="Loa Bắc Kạn",
            tagline="Hướng dẫn dịch vụ công",
            language=home.language,
            languages=languages,
            home_path=home.path,
            menu=tuple(_menu(pages, home.language)),
            search_path=search_path(home),
        )
        for home in homes
    }
    return Collection(documents=(*pages, *Finders().made(pages)), sites=sites, terms=tuple(terms))


def write_site(collection: Collection, folder: Path) -> Mapping[str, bytes]:
    """Write pages, assets and the search index of every language; return the index files."""
    around = Surroundings(collection)
    files = {artifact.path: artifact.content for artifact in assets()}
    for document in collection.documents:
        files[f"{document.head.path}index.html"] = render(document, around.view(document))
    index: dict[str, bytes] = {}
    for language in collection.sites:
        index |= search.build(language, _tokens(collection, language), collection.terms)
    for path, content in (files | index).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return index


def _tokens(collection: Collection, language: str) -> list[search.Tokens]:
    found = [
        tokens
        for document in collection.documents
        if document.head.language == language and (tokens := search.tokens(document))
    ]
    return sorted(found, key=lambda tokens: tokens.number)


def _menu(pages: tuple[Document, ...], language: str) -> list[MenuItem]:
    kinds = ("service_kinds", "contact")
    return [
        MenuItem(title=page.head.title[:20], path=page.head.path)
        for page in pages
        if page.kind in kinds and page.head.language == language
    ]
