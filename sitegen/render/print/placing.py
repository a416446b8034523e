"""Placing: where on its panel each piece stands, and how the room left over is shared.

Room left over widens the gaps by half lines; steps beside each other stand in rows.
"""

import math
from collections.abc import Mapping, Sequence

from sitegen.render.print.measuring import ROUNDING_MM, PanelAt, Piece, Stack

__all__ = ["gains", "placed", "row_heights"]

_WIDEST_GAP = 2.0  # lines that a gap may gain; the rest stays white
_ROW_LINES = 3  # that a step gains at most to stand in a row; more would be a hole


def row_heights(panel: Stack, panels: Sequence[Stack], numerals: Mapping[str, int]) -> list[float]:
    """Return the heights of the pieces; steps beside each other stand in rows when they can.

    Each row is as high as its highest step on this side, where the panel can afford it.
    """
    own = [panel.height(piece, numerals) for piece in panel.pieces]
    others = [other for other in panels if other.place[0] == panel.place[0]]
    rows: dict[int, float] = {}
    for other in others:
        for piece in other.pieces:
            if piece.row is not None:
                rows[piece.row] = max(rows.get(piece.row, 0), other.height(piece, numerals))
    raised = [
        max(height, rows[piece.row]) if piece.row is not None else height
        for piece, height in zip(panel.pieces, own, strict=True)
    ]
    gaps = sum(panel.gap(piece) for piece in panel.pieces[:-1])
    # Pictures stand beside each other; of words alone even gaps are seen, and no rows.
    is_near = any(piece.pictures for other in others for piece in other.pieces) and all(
        high - low <= _ROW_LINES * panel.line for high, low in zip(raised, own, strict=True)
    )
    return raised if is_near and sum(raised) + gaps <= panel.avail + ROUNDING_MM else own


def gains(panels: Sequence[Stack], rows: Mapping[PanelAt, Sequence[float]]) -> dict[PanelAt, float]:
    """Return what each gap of a panel gains; panels with rows of steps on a side gain alike.

    Those that begin with the title of the steps stand in rows of their own.
    """
    own = {panel.place: _gain(panel, rows[panel.place]) for panel in panels}
    alike: dict[tuple[int, bool], list[PanelAt]] = {}
    for panel in panels:
        if any(piece.row for piece in panel.pieces):
            key = panel.place[0], panel.pieces[0].row == 0
            alike.setdefault(key, []).append(panel.place)
    for stepped in alike.values():
        if len({tuple(rows[place][: _common(stepped, rows)]) for place in stepped}) == 1:
            own |= dict.fromkeys(stepped, min(own[place] for place in stepped))
    return own


def placed(panel: Stack, heights: Sequence[float], extra: float) -> list[tuple[float, float]]:
    """Return top and height of each piece; pins stand at the foot, the rest from the top."""
    tall = [
        height + _inner(panel, piece, extra)
        for piece, height in zip(panel.pieces, heights, strict=True)
    ]
    stood, y = [], 0.0
    for piece, height in zip(panel.pieces, tall, strict=True):
        stood.append((y, height))
        y += height + panel.gap(piece) + (extra if piece.grows else 0.0)
    first = next((at for at, piece in enumerate(panel.pieces) if piece.pin), len(stood))
    foot = stood[-1][0] + stood[-1][1] if stood else 0.0
    down = max(0.0, panel.avail - foot)
    return [
        (round(top + (down if at >= first else 0.0), 3), round(height, 3))
        for at, (top, height) in enumerate(stood)
    ]


def _common(places: Sequence[PanelAt], rows: Mapping[PanelAt, Sequence[float]]) -> int:
    """Return how many pieces the shortest of some panels has."""
    return min(len(rows[place]) for place in places)


def _gain(panel: Stack, heights: Sequence[float]) -> float:
    room = panel.avail - sum(heights) - sum(panel.gap(piece) for piece in panel.pieces[:-1])
    half = panel.line / 2
    for halves in range(int(_WIDEST_GAP * 2), 0, -1):
        if _gained(panel, halves * half) <= room + ROUNDING_MM:
            return halves * half
    return 0.0


def _gained(panel: Stack, extra: float) -> float:
    """Return how much higher the panel becomes when its gaps gain ``extra``."""
    between = sum(extra for piece in panel.pieces[:-1] if piece.grows)
    return between + sum(_inner(panel, piece, extra) for piece in panel.pieces)


def _inner(panel: Stack, piece: Piece, extra: float) -> float:
    gained = piece.inner * min(extra, piece.inner_cap * panel.line)
    return math.ceil(gained / panel.line - 0.02) * panel.line
