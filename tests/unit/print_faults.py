"""What must not be on a printed leaflet, found in its PDF."""

from collections.abc import Iterator

from sitegen.documents.leaflet import Leaflet
from tests.unit.print_ink import Ink, overlaps

__all__ = ["faults"]

SMALL_PT = 9.45
IMPRINT_PT = 6.5
IMPRINT_MM = 40  # the imprint stands at most this high above the foot of its panel
DEEP = (0.5568628, 0.08235294, 0.08235294)  # the arcs of the cover, which bleed off the sheet


def faults(document: Leaflet, sides: list[list[Ink]]) -> Iterator[tuple[object, ...]]:
    """Yield what is wrong on the sheet, with its place in millimetres."""
    for side, ink in enumerate(sides, 1):
        yield from (("overlap", side, *found) for found in overlaps(ink))
        yield from (("unsafe", side, *found) for found in outside(document, side, ink))
        yield from (("small", side, *found) for found in too_small(document, ink))


def outside(document: Leaflet, side: int, ink: list[Ink]) -> Iterator[tuple[object, ...]]:
    """Yield the ink nearer to trim or fold than the format allows, but 0.3 mm."""
    form = document.format
    widths = form.panel_widths_mm if side == 1 else form.panel_widths_mm[::-1]
    safe = form.safe_mm - 0.3
    for one in ink:
        if one.paint == DEEP or is_fold_line(one, form.height_mm):
            continue
        start, width = 0.0, widths[-1]
        for width in widths:
            if one.box.left < start + width - 0.5 or start + width >= form.width_mm - 0.1:
                break
            start += width
        box = one.box
        if (
            box.left < start + safe
            or box.right > start + width - safe
            or box.top < safe
            or box.bottom > form.height_mm - safe
        ):
            yield one.kind, one.words, round(box.left), round(box.top), round(box.right, 1)


def is_fold_line(one: Ink, height_mm: float) -> bool:
    return one.kind == "shape" and one.box.bottom - one.box.top > height_mm - 1


def too_small(document: Leaflet, ink: list[Ink]) -> Iterator[tuple[object, ...]]:
    foot = document.format.height_mm - IMPRINT_MM
    for one in ink:
        if one.kind == "text" and one.size < (IMPRINT_PT if one.box.top > foot else SMALL_PT):
            yield one.words, one.size
