"""Finishing: documents of single pages become a collection, linked, with lists, places and sites."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.conf import settings

from sitegen.artifacts import Loader
from sitegen.collect.addresses import Address
from sitegen.collect.attachments import load_attachment
from sitegen.collect.collecting import Collecting
from sitegen.collect.edition_signs import edition_signs
from sitegen.collect.elsewhere import Far
from sitegen.collect.finders import ONLY_LISTED, made, made_page, search_path
from sitegen.collect.leaflet_parts import identity_of, source_of
from sitegen.collect.linking import linked
from sitegen.collect.listings import listings
from sitegen.collect.redirects import Places, Redirect, all_places
from sitegen.collect.registry import picture_loader
from sitegen.collect.shelf import ORDER, Place, Shelf, places, put_on_shelf
from sitegen.collect.sites import pages_elsewhere
from sitegen.derived import Graph, Input
from sitegen.documents.base import Head
from sitegen.documents.collection import Collection
from sitegen.documents.editions import PrintedEdition
from sitegen.documents.kinds import Document, Home, Listing, SiteMap
from sitegen.documents.site import MenuItem, Site
from sitegen.errors import Finding
from sitegen.languages import LANGUAGES, SOURCE, all_languages

__all__ = ["Collected", "finish", "made_pages"]

LISTS_IN_MENU = 2
"""Guides and announcements: what most people come for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """A collection and where the bytes of its pictures and attachments come from."""

    collection: Collection
    load_picture: Loader
    load_attachment: Loader


LEADING: Input[None, tuple[tuple[Address, ...], tuple[Redirect, ...], Mapping[int, Far]]] = Input(
    f"{__name__}:LEADING", ((), (), {})
)
"""Addresses that once answered, redirects, and the pages of other sites that both name."""
SITE: Input[str, Any] = Input(f"{__name__}:SITE", None)
COLLECTION: Input[None, Any] = Input(f"{__name__}:COLLECTION", None)


def finish(
    documents: Iterable[Document],
    collecting: Collecting,
    addresses: Iterable[Address],
    graph: Graph | None = None,
) -> Collected:
    """Return the collection of all documents: linked to each other, with lists and sites.

    What is equal to what the call before made of ``graph`` is the very same object.
    """
    graph = Graph() if graph is None else graph
    put_on_shelf(graph, documents)
    graph.put(ONLY_LISTED, None, frozenset(collecting.only_listed))
    everything, findings = graph.get(_everything, None)
    _put_leading(graph, collecting, tuple(addresses))
    kept = graph.get(_places, None)
    collection = Collection(
        documents=everything,
        sites={
            one.language: graph.put(SITE, one.language, one) for one in _sites(graph, collecting)
        },
        findings=tuple(dict.fromkeys((*collecting.findings, *findings, *kept.findings))),
        moved=kept.moved,
        gone=kept.gone,
        editions=edition_signs(_own_editions(collecting), everything),
        terms=tuple(collecting.facts.get("terms", {}).values()),
    )
    return Collected(
        collection=graph.put(COLLECTION, None, collection),
        load_picture=picture_loader().load,
        load_attachment=partial(load_attachment, collecting.attachments.rows),
    )


def _everything(graph: Graph, _: None) -> tuple[tuple[Document, ...], tuple[Finding, ...]]:
    """Return all documents, those that nobody writes after the others, and what is not linked."""
    pages = [graph.get(linked, key) for key in graph.get(ORDER, None)]
    findings = [finding for _, found in pages for finding in found]
    return (*(page for page, _ in pages), *_made(graph)), tuple(findings)


def _made(graph: Graph) -> tuple[Document, ...]:
    return tuple(graph.get(made_page, page.head.key) for page in graph.get(made, None))


def made_pages(documents: Iterable[Document], graph: Graph | None = None) -> tuple[Document, ...]:
    """Return the pages that nobody writes: lists, indexes and the search page."""
    graph = Graph() if graph is None else graph
    put_on_shelf(graph, documents)
    return _made(graph)


def _put_leading(graph: Graph, collecting: Collecting, addresses: tuple[Address, ...]) -> None:
    asked = {pk for one in addresses for pk in (one.page, one.successor) if pk}
    asked |= {one.page for one in collecting.redirects if one.page}
    far = collecting.elsewhere.named(asked)
    graph.put(LEADING, None, (addresses, collecting.redirects, far))


def _places(graph: Graph, _: None) -> Places:
    """Return what to say at addresses of before, as long as no page stands there."""
    addresses, redirects, far = graph.get(LEADING, None)
    stand: tuple[Head | Place, ...] = (*graph.get(places, ()), *graph.get(_made_heads, None))
    return all_places(addresses, redirects, stand, far)


def _made_heads(graph: Graph, _: None) -> tuple[Head, ...]:
    return tuple(page.head for page in graph.get(made, None))


def _own_editions(collecting: Collecting) -> list[PrintedEdition]:
    """Return the printed editions but for those of the pages of other sites."""
    editions = list(collecting.facts.get("editions", {}).values())
    pages = {edition.page: int(edition.page.removeprefix("page-") or 0) for edition in editions}
    elsewhere = pages_elsewhere(pages.values()) if editions else set()
    return [edition for edition in editions if pages[edition.page] not in elsewhere]


def _sites(graph: Graph, collecting: Collecting) -> Iterator[Site]:
    homes = Shelf(graph).homes()
    rows = [row for row in all_languages() if row.code in homes]
    languages = tuple(row.code for row in rows)
    all_made = graph.get(made, None)
    maps = {page.head.language: page.head.path for page in all_made if isinstance(page, SiteMap)}
    for language, home in homes.items():
        yield replace(
            _site(home, graph.get(listings, language), languages, collecting),
            identity=identity_of(home, homes.values()),
            keeper=home.keeper or getattr(source_of(home, homes.values()), "keeper", None),
            map_path=maps.get(language, maps.get(SOURCE, "")),
            homes=tuple((code, homes[code].head.path) for code in languages),
            added=tuple(row for row in rows if row.code not in LANGUAGES),
        )


def _site(
    home: Home,
    lists: tuple[Listing, ...],
    languages: tuple[str, ...],
    collecting: Collecting,
) -> Site:
    language = home.head.language
    chosen = collecting.facts["menus"](language)
    first = [page for page in lists if page.page_number == 1]
    lists_in_menu = tuple(
        MenuItem(title=page.head.title, path=page.head.path) for page in first[:LISTS_IN_MENU]
    )
    base = Site(
        name=home.site_name or home.head.title,
        tagline=home.tagline,
        language=language,
        languages=languages,
        home_path=home.head.path,
        menu=(*lists_in_menu, *chosen),
        base_address=collecting.address,
        notice=settings.LOA_NOTICE,
        search_path=search_path(home.head) if "search" in settings.LOA_OUTPUTS else "",
        rating_address=settings.LOA_RATING_ADDRESS if collecting.address else "",
        licence=settings.LOA_DATA_LICENCE,
    )
    if not home.contacts:
        return base
    card = home.contacts[0]
    return replace(
        base,
        help_phone=card.phone,
        help_phone_link=card.phone_link,
        help_note=card.note,
        help_email=card.email,
    )
