"""Withdraw: the documents of an old release without anything that has been hidden since.

A rollback brings back what was said, never what was taken away: a page that is private,
unpublished, expired or deleted by now goes, with every title, list, link and copy of it in
the pages around it; so does a fact of a registry, wherever it stands. Values are known by the
names of their fields (:mod:`sitegen.release.cleaning`), so a new kind of node is cleaned without
a line here; what that should miss all the same is found at the end, and then nothing is given
out at all.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sitegen.documents.kinds import Document, Home, IndexPage, Listing, Search, SiteMap
from sitegen.documents.site import Site
from sitegen.errors import SitegenError
from sitegen.letters import in_one_line
from sitegen.release.cleaning import NOTHING, Gone, clean, is_named, words

__all__ = ["MADE", "Remake", "Withdrawn", "without"]

MADE = (Listing, IndexPage, SiteMap, Search)
"""What no officer writes: it follows from the pages."""

Remake = Callable[[tuple[Document, ...]], tuple[Document, ...]]
"""Returns all that is made from some pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What may not come back.

    ``keys`` are documents, ``facts`` rows of registries as documents name them, ``paths`` files
    such as attachments or signs, ``digests`` pictures and attachments. The paths of the documents, and
    whatever lies below them, need not be named.
    """

    keys: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    paths: frozenset[str] = frozenset()
    digests: frozenset[str] = frozenset()


def without(
    documents: Iterable[Document],
    sites: Mapping[str, Site],
    withdrawn: Withdrawn,
    *,
    remake: Remake | None = None,
) -> tuple[tuple[Document, ...], dict[str, Site]]:
    """Return documents and sites of a release as if ``withdrawn`` had never been there.

    A page below a withdrawn one goes as well, and a language without a home page has no site
    any more. ``remake`` makes lists, indexes and the search page anew from the pages that are
    left; without it lists are only divided anew and indexes only lose lines. Raises
    SitegenError when a trace is left that nobody here knows how to remove.
    """
    given = tuple(documents)
    pages = [one for one in given if not isinstance(one, MADE)]
    gone = _gone(pages, sites, withdrawn)
    left = tuple(page for page in pages if page.head.key not in gone.keys)
    made: list[Document] = [one for one in given if isinstance(one, MADE)]
    if remake:  # a line of a list says what its page says now
        lists = remake(tuple(_cleaned(page, gone) for page in left))
    else:
        lists = tuple(_divided(made, gone))
    there = {document.head.key for document in lists}
    for document in made:
        if document.head.key not in there:
            gone.forget(document)
    found = tuple(_cleaned(document, gone) for document in (*left, *lists))
    homes = {one.head.language: one for one in found if isinstance(one, Home)}
    spoken = _sites(sites, homes, gone, {one.head.path for one in found})
    _refuse_traces(found, spoken, gone)
    return found, spoken


def _gone(pages: Iterable[Document], sites: Mapping[str, Site], withdrawn: Withdrawn) -> Gone:
    """Return what is gone: the pages named, and all pages below them.

    Keys of lists are not asked for: they are made anew from what is left.
    """
    bases = frozenset(site.base_address for site in sites.values() if site.base_address)
    waiting = list(pages)
    named = withdrawn.keys & {document.head.key for document in waiting}
    gone = Gone(
        keys=named | withdrawn.facts,
        paths=withdrawn.paths,
        digests=withdrawn.digests,
        bases=bases,
    )
    gone.nameless = frozenset(
        page.head.key
        for page in waiting
        if page.head.agency and page.head.agency.fact_key in gone.keys
    )
    while falling := [page for page in waiting if _falls(page, gone)]:
        for document in falling:
            gone.forget(document)
        waiting = [document for document in waiting if document.head.key not in gone.keys]
    return gone


def _falls(page: Document, gone: Gone) -> bool:
    """Tell whether a page goes: named, below a page that goes, or with its folder in its path."""
    head = page.head
    return head.key in gone.keys or head.parent in gone.keys or gone.has_path(head.path)


def _divided(made: list[Document], gone: Gone) -> Iterator[Document]:
    """Yield what was made without what is gone, lists on as many pages as they now need."""
    groups: dict[tuple[str, str], list[Listing]] = {}
    for one in made:
        if one.head.parent in gone.keys:
            continue
        if isinstance(one, Listing):
            groups.setdefault((one.head.language, one.item_kind), []).append(one)
        else:
            yield one
    for group in groups.values():
        group.sort(key=lambda one: one.page_number)
        yield from _repaged(group, gone)


def _repaged(pages: list[Listing], gone: Gone) -> Iterator[Listing]:
    items = [item for page in pages for item in page.items if not is_named(item, gone)]
    size = max(len(pages[0].items), 1) if len(pages) > 1 else max(len(items), 1)
    count = -(-len(items) // size)
    for number, page in enumerate(pages[:count], 1):
        yield replace(
            page,
            items=tuple(items[(number - 1) * size : number * size]),
            page_count=count,
            next_path=page.next_path if number < count else None,
        )


def _sites(
    sites: Mapping[str, Site], homes: Mapping[str, Home], gone: Gone, paths: Collection[str]
) -> dict[str, Site]:
    found: dict[str, Site] = {}
    for code, site in sites.items():
        if code in homes:
            spoken = tuple(one for one in site.languages if one in homes)
            map_path = site.map_path if site.map_path in paths else ""
            left = tuple(one for one in site.homes if one[0] in homes)
            found[code] = replace(
                clean(site, gone), languages=spoken, map_path=map_path, homes=left
            )
            if site.help_phone not in {card.phone for card in homes[code].contacts}:
                found[code] = replace(
                    found[code], help_phone="", help_phone_link="", help_note="", help_email=""
                )
    return found


def _cleaned(document: Document, gone: Gone) -> Document:
    cleaned = clean(document, gone)
    if cleaned is NOTHING:
        raise _left_over(document.head.title)
    if cleaned is document or not (document.head.untranslated or document.head.stale):
        return cleaned  # type: ignore[no-any-return]  # the walk keeps types
    said = in_one_line("\n".join(words(cleaned)))
    foreign, older = (
        tuple(text for text in texts if text in said)
        for texts in (cleaned.head.untranslated, cleaned.head.stale)
    )
    return replace(cleaned, head=replace(cleaned.head, untranslated=foreign, stale=older))  # type: ignore[no-any-return]


def _refuse_traces(documents: Iterable[Document], sites: Mapping[str, Site], gone: Gone) -> None:
    """Refuse everything when a key, a path or a digest of what is gone still stands somewhere."""
    traces = gone.keys | (gone.paths - {""}) | gone.digests
    named = [(document, document.head.title) for document in documents]
    for value, title in (*named, *((site, site.name) for site in sites.values())):
        if not traces.isdisjoint(words(value)):
            raise _left_over(title)


def _left_over(title: str) -> SitegenError:
    return SitegenError(
        "Trang này dùng nội dung đã bị gỡ theo cách chưa thể bỏ đi được.",
        page=title,
        hint="Không quay lui về bản này; hãy sửa và xuất bản lại trang cần đổi.",
        code="withdraw-incomplete",
    )
