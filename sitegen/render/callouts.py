"""Callouts drawn over a picture: one SVG for pages, paper and baked pictures alike.

Places are percent of the picture and sizes are pixels of the screen, so one drawing serves
every width: a numeral is as large on a phone as on a desk. Colours are dark red with a white
casing, which stands out on any screenshot and, in shades of grey, for any eye.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from math import atan2, degrees

from sitegen.documents.base import Picture, PictureCallout, Region
from sitegen.documents.callouts import drawable

__all__ = ["NOMINAL_PX", "RADIUS_PX", "marks"]

NOMINAL_PX = 720
"""The width of the column of a page, in CSS pixels: sizes on paper follow from it."""
RADIUS_PX = 14
"""Of the disc behind a numeral, in CSS pixels at any width."""

_WHOLE = Region(x=0, y=0, w=100, h=100)
_RED, _WHITE, _SHADE = "#a61c1c", "#fff", "#1c1917"
_LINE, _CASING, _RING = 4, 8, 2.5
_NUMERAL_SIZES = {1: 17, 2: 15}
_LONG_NUMERAL = 11
_BESIDE = 6  # a disc at a frame leaves the corner's content free
_NARROW_PX = 350  # the narrowest screen on which a disc at the edge still lies inside


@lru_cache(maxsize=1024)
def marks(picture: Picture, region: Region | None = None) -> str:
    """Return what stands inside the SVG, to be stretched over the picture or its ``region``."""
    part = region or _WHOLE
    callouts = [_seen_in(part, callout) for callout in drawable(picture)]
    shape = _shape(picture, region)
    lines = "".join(_lines(callouts, shape))
    return "".join((_shades(callouts), _cased(lines), *_discs(callouts, shape)))


def _shape(picture: Picture, region: Region | None) -> float:
    """Return width to height of what is seen."""
    part = region or _WHOLE
    return max(1, picture.width) * part.w / (max(1, picture.height) * part.h)


def _seen_in(part: Region, callout: PictureCallout) -> PictureCallout:
    return replace(
        callout,
        x=(callout.x - part.x) / part.w * 100,
        y=(callout.y - part.y) / part.h * 100,
        w=callout.w / part.w * 100,
        h=callout.h / part.h * 100,
    )


def _cased(lines: str) -> str:
    if not lines:
        return ""
    wide = f'<g stroke="{_WHITE}" stroke-width="{_CASING}">{lines}</g>'
    fine = f'<g stroke="{_RED}" stroke-width="{_LINE}">{lines}</g>'
    return f'<g fill="none" stroke-linecap="round" stroke-linejoin="round">{wide}{fine}</g>'


def _lines(callouts: Iterable[PictureCallout], shape: float) -> Iterator[str]:
    for one in callouts:
        if one.shape == "box":
            yield (
                f'<rect x="{_short(one.x)}%" y="{_short(one.y)}%" width="{_short(one.w)}%"'
                f' height="{_short(one.h)}%" rx="4"/>'
            )
        elif one.shape == "arrow":
            yield _arrow(one, shape)


def _arrow(arrow: PictureCallout, shape: float) -> str:
    """Return a shaft and, in a place of its own at the tip, a head that keeps its size."""
    x, y = _short(arrow.x + arrow.w), _short(arrow.y + arrow.h)
    angle = degrees(atan2(arrow.h / shape, arrow.w))
    return (
        f'<line x1="{_short(arrow.x)}%" y1="{_short(arrow.y)}%" x2="{x}%" y2="{y}%"/>'
        f'<svg x="{x}%" y="{y}%" overflow="visible">'
        f'<path transform="rotate({_short(angle)})" d="M-15-9L0 0L-15 9"/></svg>'
    )


def _shades(callouts: Iterable[PictureCallout]) -> str:
    """Return a shade over all that is not highlighted, and a fine edge around what is."""
    lit = [one for one in callouts if one.shape == "highlight"]
    if not lit:
        return ""
    edges = "".join(
        f'<rect x="{_short(one.x)}%" y="{_short(one.y)}%" width="{_short(one.w)}%"'
        f' height="{_short(one.h)}%"/>'
        for one in lit
    )
    dark = "".join(_dark(lit))
    return (
        '<svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">'
        f'<path fill="{_SHADE}" fill-opacity=".45" d="{dark}"/></svg>'
        f'<g fill="none" stroke="{_WHITE}" stroke-width="2">{edges}</g>'
    )


def _dark(lit: list[PictureCallout]) -> Iterator[str]:
    """Yield what lies outside all of ``lit`` as rectangles of one path, in bands.

    One path has no seams, and highlights that overlap stay bright where they do.
    """
    heights = {0.0, 100.0, *(one.y for one in lit), *(one.y + one.h for one in lit)}
    bands = sorted(height for height in heights if 0 <= height <= 100)
    for top, bottom in pairwise(bands):
        x = 0.0
        for left, right in sorted(
            (o.x, o.x + o.w) for o in lit if o.y < bottom and o.y + o.h > top
        ):
            if left > x:
                yield _rectangle(x, top, left, bottom)
            x = max(x, right)
        if x < 100:
            yield _rectangle(x, top, 100, bottom)


def _rectangle(left: float, top: float, right: float, bottom: float) -> str:
    return f"M{_short(left)} {_short(top)}H{_short(right)}V{_short(bottom)}H{_short(left)}z"


def _discs(callouts: Iterable[PictureCallout], shape: float) -> Iterator[str]:
    """Yield the discs: on the marker, at the corner of a frame, at the tail of an arrow."""
    shown = [one for one in callouts if one.shape == "marker" or one.number > 0]
    if shown:
        yield (
            f'<g fill="{_WHITE}" font-family="Be Vietnam Pro, sans-serif" font-weight="800"'
            ' text-anchor="middle">'
        )
        for one in shown:
            yield _disc(one, shape)
        yield "</g>"


def _disc(one: PictureCallout, shape: float) -> str:
    x, y = _short(one.x), _short(one.y)
    corner = -_BESIDE if one.shape in ("box", "highlight") else 0.0
    dx, dy = _shift(one.x, 1.0, corner), _shift(one.y, shape, corner)
    moved = f' transform="translate({_short(dx)} {_short(dy)})"' if dx or dy else ""
    disc = (
        f'<circle cx="{x}%" cy="{y}%" r="{RADIUS_PX if one.number else RADIUS_PX / 2:g}"'
        f' fill="{_RED}" stroke="{_WHITE}" stroke-width="{_RING}"/>'
    )
    if not one.number:
        return f"<g{moved}>{disc}</g>"
    size = _NUMERAL_SIZES.get(len(str(one.number)), _LONG_NUMERAL)
    words = (
        f'<text x="{x}%" y="{y}%" dy="{_short(size * 0.36)}" font-size="{size}">{one.number}</text>'
    )
    return f"<g{moved}>{disc}{words}</g>"


def _shift(place: float, stretch: float, wanted: float) -> float:
    """Return by how many pixels a disc moves along one axis: ``wanted``, but never outside.

    ``stretch`` is the width of the picture to its length along this axis.
    """
    room = RADIUS_PX + _RING / 2
    near = (room - wanted) / _NARROW_PX * 100 * stretch
    if place < near:
        return wanted + (room - wanted) * (1 - place / near)
    far = (room + wanted) / _NARROW_PX * 100 * stretch
    if 100 - place < far:
        return wanted - (room + wanted) * (1 - (100 - place) / far)
    return wanted


def _short(value: float) -> str:
    """Return a number with at most two decimals, as short as it can be written."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
