"""The front of a handout is filled before its back: read from how full the composer says they are."""

from collections.abc import Sequence

from sitegen.documents.leaflet import Imprint, LeafletSteps, PanelPart
from sitegen.documents.nodes import Contacts, Heading
from sitegen.render.print import Sheet

__all__ = ["is_left_wanting", "parts_on"]

_FULL = 75  # percent


def parts_on(sheet: Sheet) -> dict[int, tuple[PanelPart, ...]]:
    """Return the parts by place."""
    assert sheet.laid_out is not None
    return {panel.at: panel.parts for panel in sheet.laid_out.panels if panel.at is not None}


def is_left_wanting(sheet: Sheet) -> bool:
    """Tell whether the front is under three quarters full while the back begins with what fits there.

    What belongs to the foot of the back does not; a heading comes with its text.
    """
    front, back = sheet.fit
    below = parts_on(sheet).get(1, ())
    if front.fill_percent >= _FULL or _is_foot(below):
        return False
    wanted = sum(piece.height_mm for piece in back.pieces[: _count(below)]) + 2 * front.line_mm
    return front.used_mm + wanted <= front.avail_mm


def _is_foot(parts: Sequence[PanelPart]) -> bool:
    *above, last = parts or (None,)
    is_end = last is None or isinstance(last, Imprint)
    return is_end and len(above) < 2 and all(isinstance(part, Contacts) for part in above)


def _count(parts: Sequence[PanelPart]) -> int:
    """Return how many pieces stay together at the beginning."""
    if not parts:
        return 0
    first, *rest = parts
    if isinstance(first, Heading):
        return 1 + _count(rest)
    lines = [getattr(first, name, "") for name in ("title", "period", "caption")]
    is_closed = isinstance(first, LeafletSteps) and len(first.steps) < 2 and bool(first.closing)
    return 1 + sum(map(bool, lines)) + is_closed
