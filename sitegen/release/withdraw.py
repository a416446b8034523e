"""Withdraw: the documents of an old release without anything that has been hidden since.

A rollback brings back what was said, never what was taken away: a page that is private,
unpublished, expired or deleted by now goes, with every title, list, link and copy of it in
the pages around it. The walk knows values by the names of their fields (``key``, ``…_key``,
``path``, ``digest``), so a new kind of node is cleaned without a line here; what it should
miss all the same is found at the end, and then nothing is given out at all.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from operator import is_
from types import NoneType
from typing import Any, get_args, get_type_hints

from sitegen.documents.base import AgencyName
from sitegen.documents.inline import Inline, Link
from sitegen.documents.kinds import Document, Home, IndexPage, IndexSection, Listing, Search
from sitegen.documents.nodes import Downloads, SeeAlso
from sitegen.documents.site import Site
from sitegen.errors import SitegenError

__all__ = ["MADE", "Remake", "Withdrawn", "without"]

MADE = (Listing, IndexPage, Search)
"""What no officer writes: it follows from the pages."""

Remake = Callable[[tuple[Document, ...]], tuple[Document, ...]]
"""Returns all that is made from some pages."""

_NOTHING: Any = object()
"""Stands for a value that is gone, until somebody above can leave it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What may not come back.

    ``keys`` are documents, ``paths`` files such as attachments, ``digests`` pictures and
    attachments. The paths of the documents, and whatever lies below them, need not be named.
    """

    keys: frozenset[str] = frozenset()
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
    lists = remake(left) if remake else tuple(_divided(made, gone))
    there = {document.head.key for document in lists}
    for document in made:
        if document.head.key not in there:
            gone.forget(document)
    found = tuple(_cleaned(document, gone) for document in (*left, *lists))
    languages = {one.head.language for one in found if isinstance(one, Home)}
    spoken = _sites(sites, languages, gone)
    _refuse_traces(found, spoken, gone)
    return found, spoken


class _Gone:
    """What is gone, with everything that follows from it."""

    def __init__(self, withdrawn: Withdrawn, bases: frozenset[str]) -> None:
        self.keys = set(withdrawn.keys)
        self.paths = set(withdrawn.paths)
        self.digests = withdrawn.digests
        self._bases = bases

    def forget(self, document: Document) -> None:
        """Count ``document`` among what is gone."""
        self.keys.add(document.head.key)
        self.paths.add(document.head.path)

    def has_path(self, path: str) -> bool:
        """Tell whether ``path``, or a folder that it lies in, is gone ("" is only itself)."""
        if path in self.paths:
            return True
        parts = path.split("/")
        return any("/".join(parts[:end]) + "/" in self.paths for end in range(1, len(parts)))

    def has_link(self, link: Link) -> bool:
        """Tell whether a link leads to what is gone, also when it names our own host."""
        address = link.address.partition("#")[0]
        if link.target != "web":
            return self.has_path(address)
        bases = (base for base in self._bases if address.startswith(base))
        return any(
            self.has_path(address.removeprefix(base).removesuffix("index.html")) for base in bases
        )


def _gone(pages: Iterable[Document], sites: Mapping[str, Site], withdrawn: Withdrawn) -> _Gone:
    """Return what is gone: the pages named, and all pages below them.

    Keys of lists are not asked for: they are made anew from what is left.
    """
    bases = frozenset(site.base_address for site in sites.values() if site.base_address)
    gone = _Gone(withdrawn, bases)
    waiting = list(pages)
    gone.keys &= {document.head.key for document in waiting}
    while falling := [page for page in waiting if _falls(page, gone)]:
        for document in falling:
            gone.forget(document)
        waiting = [document for document in waiting if document.head.key not in gone.keys]
    return gone


def _falls(page: Document, gone: _Gone) -> bool:
    """Tell whether a page goes: named, below a page that goes, or with its folder in its path."""
    head = page.head
    return head.key in gone.keys or head.parent in gone.keys or gone.has_path(head.path)


def _divided(made: list[Document], gone: _Gone) -> Iterator[Document]:
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


def _repaged(pages: list[Listing], gone: _Gone) -> Iterator[Listing]:
    items = [item for page in pages for item in page.items if not _is_named(item, gone)]
    size = max(len(pages[0].items), 1) if len(pages) > 1 else max(len(items), 1)
    count = -(-len(items) // size)
    for number, page in enumerate(pages[:count], 1):
        yield replace(
            page,
            items=tuple(items[(number - 1) * size : number * size]),
            page_count=count,
            next_path=page.next_path if number < count else None,
        )


def _sites(sites: Mapping[str, Site], languages: set[str], gone: _Gone) -> dict[str, Site]:
    found: dict[str, Site] = {}
    for code, site in sites.items():
        if code in languages:
            spoken = tuple(one for one in site.languages if one in languages)
            found[code] = replace(_clean(site, gone), languages=spoken)
    return found


def _cleaned(document: Document, gone: _Gone) -> Document:
    cleaned = _clean(document, gone)
    if cleaned is _NOTHING:
        raise _left_over(document.head.title)
    if cleaned is document or not document.head.untranslated:
        return cleaned  # type: ignore[no-any-return]  # the walk keeps types
    said = "\n".join(_words(cleaned))
    texts = tuple(text for text in cleaned.head.untranslated if text in said)
    return replace(cleaned, head=replace(cleaned.head, untranslated=texts))  # type: ignore[no-any-return]


def _clean(value: Any, gone: _Gone) -> Any:
    """Return ``value`` without what is gone, itself when nothing is, _NOTHING when all is."""
    if isinstance(value, tuple):
        return _clean_items(value, gone)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    if isinstance(value, AgencyName):
        return replace(value, path="") if value.path and gone.has_path(value.path) else value
    if isinstance(value, SeeAlso):
        return _clean_see_also(value, gone)
    if _is_named(value, gone):
        return _NOTHING
    return _clean_fields(value, gone)


def _clean_items(items: tuple[Any, ...], gone: _Gone) -> tuple[Any, ...]:
    found: list[Any] = []
    for item in items:
        cleaned = _clean(item, gone)
        if cleaned is _NOTHING:
            continue
        if isinstance(cleaned, Link) and gone.has_link(cleaned):
            found.extend(cleaned.children)  # the words stay, as with a link to a draft
        else:
            found.append(cleaned)
    is_same = len(found) == len(items) and all(map(is_, found, items))
    return items if is_same else tuple(found)


def _clean_fields(value: Any, gone: _Gone) -> Any:
    changes: dict[str, Any] = {}
    for name, may_be_none in _inner_fields(value.__class__):
        old = getattr(value, name)
        new = _clean(old, gone)
        if new is _NOTHING:
            if not may_be_none:
                return _NOTHING
            new = None
        if new is not old:
            changes[name] = new
    if not changes:
        return value
    if isinstance(value, Downloads) and not changes["attachments"]:
        return _NOTHING
    if isinstance(value, IndexSection):
        lost = len(value.items) - len(changes["items"])
        return replace(value, **changes, count=value.count - lost) if changes["items"] else _NOTHING
    return replace(value, **changes)


def _clean_see_also(value: SeeAlso, gone: _Gone) -> Any:
    keys = tuple(key for key in value.keys if key not in gone.keys)
    links = tuple(link for link in value.links if not gone.has_path(link[0]))
    if (keys, links) == (value.keys, value.links):
        return value
    return replace(value, keys=keys, links=links) if links else _NOTHING


def _is_named(value: Any, gone: _Gone) -> bool:
    """Tell whether a value says by one of its fields that it belongs to what is gone."""
    keys, paths, digests = _telling_fields(value.__class__)
    return (
        any(getattr(value, name) in gone.keys for name in keys)
        or any(gone.has_path(getattr(value, name) or "-") for name in paths)
        or any(getattr(value, name) in gone.digests for name in digests)
    )


@cache
def _telling_fields(kind: Any) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    names = [field.name for field in fields(kind)]
    return (
        tuple(name for name in names if name == "key" or name.endswith("_key")),
        tuple(name for name in names if name == "path"),
        tuple(name for name in names if name == "digest"),
    )


@cache
def _inner_fields(kind: Any) -> tuple[tuple[str, bool], ...]:
    """Return the fields that hold more than one plain value, and whether each may be None."""
    hints = get_type_hints(kind)
    return tuple(
        (field.name, NoneType in get_args(hints[field.name]))
        for field in fields(kind)
        if is_dataclass(hints[field.name]) or get_args(hints[field.name])
    )


def _words(value: Any) -> Iterator[str]:
    """Yield every text of a value, running text also as the one line that readers see."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        if value and isinstance(value[0], get_args(Inline)):
            yield "".join(_run(value))
        for item in value:
            yield from _words(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            if field.name != "untranslated":
                yield from _words(getattr(value, field.name))


def _run(children: tuple[Any, ...]) -> Iterator[str]:
    for child in children:
        if hasattr(child, "children"):
            yield from _run(child.children)
        else:
            yield getattr(child, "value", " ")


def _refuse_traces(documents: Iterable[Document], sites: Mapping[str, Site], gone: _Gone) -> None:
    """Refuse everything when a key, a path or a digest of what is gone still stands somewhere."""
    traces = gone.keys | (gone.paths - {""}) | gone.digests
    named = [(document, document.head.title) for document in documents]
    for value, title in (*named, *((site, site.name) for site in sites.values())):
        if not traces.isdisjoint(_words(value)):
            raise _left_over(title)


def _left_over(title: str) -> SitegenError:
    return SitegenError(
        "Trang này dùng nội dung đã bị gỡ theo cách chưa thể bỏ đi được.",
        page=title,
        hint="Không quay lui về bản này; hãy sửa và xuất bản lại trang cần đổi.",
        code="withdraw-incomplete",
    )
