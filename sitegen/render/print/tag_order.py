"""Tag order: the structure and the bookmarks of a leaflet, in the order in which it is read.

Typst writes sheet by sheet, so the outside comes before the inside; whoever listens unfolds the
leaflet first. Only the order changes: what is tagged how stays Typst's.
"""

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from sitegen.documents.leaflet import LeafletFormat
from sitegen.render.print.measuring import PanelAt
from sitegen.render.print.streams import save_archival

if TYPE_CHECKING:
    import pikepdf

__all__ = ["in_reading_order"]

MM = 72 / 25.4
Rank = Callable[[PanelAt], int]


def in_reading_order(content: bytes, *, order: Iterable[PanelAt], sheet: LeafletFormat) -> bytes:
    """Return the tagged PDF with its tags and bookmarks panel by panel, as ``order`` says.

    ``order`` holds (side, panel) from 0, as in :class:`Leaflet`.
    """
    import pikepdf  # noqa: PLC0415  # 6 MB, in every process of the site, for a few that print

    ranks = {place: rank for rank, place in enumerate(order)}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        _sort_tags(pdf, lambda place: ranks.get(place, len(ranks)), sheet)
        _sort_bookmarks(pdf, lambda place: ranks.get(place, len(ranks)), sheet)
        return save_archival(pdf)


def _panel(x_mm: float, side: int, sheet: LeafletFormat) -> PanelAt:
    """Return the panel in which something begins: on the back they stand the other way round."""
    widths = sheet.panel_widths_mm[:: -1 if side % 2 else 1]
    ends = list(accumulate(widths))
    return side, next((at for at, end in enumerate(ends) if x_mm < end), len(ends) - 1)


def _sort_tags(pdf: "pikepdf.Pdf", rank: Rank, sheet: LeafletFormat) -> None:
    import pikepdf  # noqa: PLC0415

    from sitegen.render.print.painted import read_sides  # noqa: PLC0415

    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    starts: dict[PanelAt, float] = {}
    for side in read_sides(pdf):
        for item in side.items:
            starts.setdefault((side.number - 1, item.tag), (item.box.left + item.box.right) / 2)
    (document,) = _kids(pdf.Root.StructTreeRoot)
    keyed, last = [], -1
    for place, child in enumerate(_kids(document)):
        marks = (mark for mark in _marks(child, pages, None) if mark in starts)
        mark = next(marks, None)
        last = last if mark is None else rank(_panel(starts[mark], mark[0], sheet))
        keyed.append((last, place, child))
    document.K = pikepdf.Array([child for _, _, child in sorted(keyed, key=lambda one: one[:2])])


def _kids(tag: Any) -> list[Any]:
    """Return what a tag holds: the PDF writes a single one without its list."""
    import pikepdf  # noqa: PLC0415

    inside = tag.get("/K", [])
    return list(inside) if isinstance(inside, pikepdf.Array | list) else [inside]


def _marks(tag: Any, pages: dict[Any, int], outer: int | None) -> Iterator[PanelAt]:
    """Yield (page, number) of the marked content inside a tag, in order."""
    page = pages.get(tag.Pg.objgen, outer) if "/Pg" in tag else outer
    for kid in _kids(tag):
        if isinstance(kid, int):
            if page is not None:
                yield page, kid
        elif "/MCID" in kid:
            yield pages[kid.Pg.objgen] if "/Pg" in kid else page or 0, int(kid.MCID)
        elif kid.get("/Type") != "/OBJR":
            yield from _marks(kid, pages, page)


def _sort_bookmarks(pdf: "pikepdf.Pdf", rank: Rank, sheet: LeafletFormat) -> None:
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    with pdf.open_outline() as outline:
        flat = list(_flat(outline.root, 0))
        flat.sort(key=lambda one: rank(_target(one[1], pages, sheet)))
        outline.root[:] = _nested(flat)


def _flat(items: Iterable[Any], depth: int) -> Iterator[tuple[int, Any]]:
    for item in list(items):
        children = list(item.children)
        item.children.clear()
        yield depth, item
        yield from _flat(children, depth + 1)


def _target(item: Any, pages: dict[Any, int], sheet: LeafletFormat) -> PanelAt:
    page, _, left, *_ = item.destination
    return _panel(float(left) / MM, pages[page.objgen], sheet)


def _nested(flat: Iterable[tuple[int, Any]]) -> list[Any]:
    """Return the bookmarks as a tree again: none is deeper than one below the one before."""
    roots: list[Any] = []
    open_ones: list[Any] = []
    for depth, item in flat:
        del open_ones[depth:]
        (open_ones[-1].children if open_ones else roots).append(item)
        open_ones.append(item)
    return roots
