"""Sides: the pages of a finished PDF with everything that is painted on them."""

from collections.abc import Iterator
from dataclasses import field
from typing import TYPE_CHECKING, Any

from sitegen.documents.quick import dataclass
from sitegen.render.print.painted.items import Box, Item, Picture, Shape, Words
from sitegen.render.print.painted.walk import Walk

if TYPE_CHECKING:
    import pikepdf

__all__ = ["Side", "read_sides", "trimmed_origin"]

MM = 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One page. Boxes are in millimetres from the top left corner of its TrimBox.

    ``boxes`` holds those that the page itself names ("TrimBox"); ``page`` is the open page.
    """

    number: int
    page: "pikepdf.Page"
    boxes: dict[str, Box]
    items: list[Item] = field(default_factory=list)
    fonts: dict[str, bool] = field(default_factory=dict)
    spaces: set[str] = field(default_factory=set)
    overprint_modes: set[int] = field(default_factory=set)

    @property
    def trim(self) -> Box:
        """Return the trimmed sheet; without a TrimBox the whole page."""
        return self.boxes.get("TrimBox") or self.boxes["MediaBox"]

    def words(self) -> Iterator[Words]:
        """Yield the words that are inside the trim."""
        for item in self.items:
            if isinstance(item, Words) and item.box.meets(self.trim):
                yield item

    def shapes(self) -> Iterator[Shape]:
        """Yield the paths that are inside the trim."""
        for item in self.items:
            if isinstance(item, Shape) and item.box.meets(self.trim.grown(0.001)):
                yield item

    def pictures(self) -> Iterator[Picture]:
        """Yield the pictures that are inside the trim."""
        for item in self.items:
            if isinstance(item, Picture) and item.box.meets(self.trim):
                yield item


def read_sides(pdf: "pikepdf.Pdf") -> list[Side]:
    """Return the pages of an open PDF, read; raises ValueError for a stream that is none."""
    return [_read(page, number) for number, page in enumerate(pdf.pages, 1)]


def trimmed_origin(page: "pikepdf.Page") -> tuple[float, float]:
    """Return the top left corner of the trimmed sheet in points of the page."""
    left, _, _, top = (float(edge) for edge in page.trimbox)
    return left, top


def _read(page: "pikepdf.Page", number: int) -> Side:
    x, y = trimmed_origin(page)
    boxes = {
        name: _box(page.obj[f"/{name}"], x, y)
        for name in ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")
        if f"/{name}" in page.obj
    }
    boxes.setdefault("MediaBox", _box(page.mediabox, x, y))
    walk = Walk((1 / MM, 0, 0, -1 / MM, -x / MM, y / MM))
    walk.go(page, page.resources)
    return Side(
        number=number,
        page=page,
        boxes=boxes,
        items=walk.items,
        fonts=walk.embedded,
        spaces=walk.spaces,
        overprint_modes=walk.overprint_modes,
    )


def _box(edges: Any, x: float, y: float) -> Box:
    left, bottom, right, top = (float(edge) for edge in edges)
    return Box((left - x) / MM, (y - top) / MM, (right - x) / MM, (y - bottom) / MM)
