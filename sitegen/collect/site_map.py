"""Sơ đồ cổng: the site as a tree, office by office, from what the indexes know of the pages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import get_args

from sitegen.collect.shelf import Place, ancestors
from sitegen.documents.base import Head, Summary
from sitegen.documents.kinds import Document, IndexItem, MapGroup, MapOffice, SiteMap

__all__ = ["site_map"]

_ORDER = {one.__dataclass_fields__["kind"].default: at for at, one in enumerate(get_args(Document))}


def site_map(head: Head, pages: Iterable[Place], top: Iterable[Summary], *, most: int) -> SiteMap:
    """Return the map of ``pages``, all of one language, with the pages ``top`` named first.

    More than ``most`` pages are counted under their offices, each of which has a list of its own:
    so the map grows with the offices only.
    """
    by_key = {page.key: page for page in pages}
    below: dict[str, list[Place]] = defaultdict(list)
    for page in by_key.values():
        if page.kind != "home":
            below[_branch_above(page, by_key)].append(page)
    is_whole = sum(map(len, below.values())) <= most
    roots = [page for page in by_key.values() if page.kind == "home"]
    offices = [
        office for root in roots for office in _offices(root, below, depth=0, is_whole=is_whole)
    ]
    named = tuple(_item(page) for page in top)
    return SiteMap(head=head, top=named, offices=tuple(offices), is_whole=is_whole)


def _branch_above(page: Place, by_key: dict[str, Place]) -> str:
    """Return the key of the office, or the home page, under which ``page`` stands."""
    for above in ancestors(page, by_key.get):
        if above.kind in {"agency_home", "home"}:
            return above.key
    # What stands above has no words in this language: the page is the home's.
    return next((key for key, one in by_key.items() if one.kind == "home"), "")


def _offices(
    branch: Place, below: dict[str, list[Place]], *, depth: int, is_whole: bool
) -> Iterator[MapOffice]:
    """Yield a branch and all below it; the offices of the home page stand beside it."""
    mine = sorted(below[branch.key], key=_by_name)
    inner = [page for page in mine if page.kind == "agency_home"]
    others = [page for page in mine if page.kind != "agency_home"]
    yield MapOffice(
        title=branch.title,
        path=branch.path,
        depth=depth,
        groups=tuple(_groups(others, is_whole=is_whole)),
    )
    for office in inner:
        deeper = depth if branch.kind == "home" else depth + 1
        yield from _offices(office, below, depth=deeper, is_whole=is_whole)


def _groups(pages: Iterable[Place], *, is_whole: bool) -> Iterator[MapGroup]:
    by_kind: dict[str, list[Place]] = defaultdict(list)
    for page in pages:
        by_kind[page.kind].append(page)
    for kind in sorted(by_kind, key=_ORDER.__getitem__):
        items = tuple(map(_item, by_kind[kind])) if is_whole else ()
        yield MapGroup(item_kind=kind, count=len(by_kind[kind]), items=items)


def _item(page: Place | Summary) -> IndexItem:
    return IndexItem(title=page.title, path=page.path, changed_on=page.changed_on)


def _by_name(page: Place) -> tuple[tuple[str, str], str]:
    return page.order, page.key
