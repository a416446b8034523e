"""Drawing on a share picture: the mark, the arcs, and shades as places in its palette."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import hypot
from typing import Literal

from PIL import Image, ImageDraw

__all__ = ["ARC_END", "INK_END", "LACQUER_END", "Tone", "draw_arcs", "draw_mark", "shade"]

Tone = Literal["ink", "quiet", "lacquer", "arc"]

# Places of the palette: 0 is paper, then steps from paper to each colour.
INK_END, LACQUER_END, ARC_END = 6, 11, 15
_RAMPS = {
    "ink": (0, INK_END, 1.0),
    "quiet": (0, INK_END, 0.72),
    "lacquer": (INK_END, LACQUER_END, 1.0),
    "arc": (LACQUER_END, ARC_END, 1.0),
}
_FINER = 4
_RADII = (48, 94, 140, 186)
_STROKE = 13

Point = tuple[float, float]


@cache
def shade(tone: Tone) -> tuple[int, ...]:
    """Return the palette place of every coverage from 0 to 255."""
    start, end, share = _RAMPS[tone]
    steps = (round(covered * share * (end - start) / 255) for covered in range(256))
    return tuple(start + step if step else 0 for step in steps)


def draw_arcs(picture: Image.Image) -> None:
    """Draw the arcs that grow out of the lower right corner."""
    reach = _RADII[-1] + _STROKE
    drawn = Image.new("L", (reach * _FINER, reach * _FINER), 0)
    draw, corner = ImageDraw.Draw(drawn), reach * _FINER
    for radius in _RADII:
        outer = (radius + _STROKE / 2) * _FINER
        box = (corner - outer, corner - outer, corner + outer, corner + outer)
        draw.arc(box, 180, 270, fill=255, width=_STROKE * _FINER)
    _put(picture, drawn, (picture.width - reach, picture.height - reach), "arc")


def draw_mark(picture: Image.Image, left: int, top: int, size: int) -> None:
    """Draw the horn and its three arcs, ``size`` pixels wide, in strokes of one width."""
    scale = size * _FINER / 32
    drawn = Image.new("L", (size * _FINER, size * _FINER), 0)
    draw = ImageDraw.Draw(drawn)
    half = 1.25 * scale
    for line in _mark_lines():
        for x, y in _dense(line):
            spot = (x * scale - half, y * scale - half, x * scale + half, y * scale + half)
            draw.ellipse(spot, fill=255)
    _put(picture, drawn, (left, top), "lacquer")


def _put(picture: Image.Image, drawn: Image.Image, place: tuple[int, int], tone: Tone) -> None:
    covered = drawn.reduce(_FINER)
    picture.paste(covered.point(shade(tone)), place)


def _dense(line: Sequence[Point]) -> Iterator[Point]:
    """Yield points so close together that discs on them make a smooth, round-ended stroke."""
    for (x, y), (u, v) in pairwise(line):
        steps = max(1, round(10 * hypot(u - x, v - y)))
        yield from ((x + (u - x) * t / steps, y + (v - y) * t / steps) for t in range(steps + 1))


@cache
def _mark_lines() -> tuple[tuple[Point, ...], ...]:
    """Return the strokes of the mark on its grid of 32: the horn, then the arcs."""
    lower = _curve((6.5, 18.5), (10.5, 18.5), (13, 21), (14, 25.5))
    upper = _curve((14, 6.5), (13, 11), (10.5, 13.5), (6.5, 13.5))
    horn = ((3, 13.5), (3, 18.5), *lower, *upper, (3, 13.5), (3, 18.5))
    return (horn, *(_bow(x, y, height) for x, y, height in _BOWS))


# Where each arc begins, and how far down it reaches.
_BOWS = ((18.5, 12.5, 7), (22.5, 9, 14), (26.5, 5.5, 21))


def _curve(start: Point, near: Point, far: Point, end: Point, steps: int = 16) -> tuple[Point, ...]:
    """Return points along a cubic Bézier curve."""
    points = []
    for step in range(steps + 1):
        t = step / steps
        weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3)
        spots = (start, near, far, end)
        points.append(
            (
                sum(w * x for w, (x, _) in zip(weights, spots, strict=True)),
                sum(w * y for w, (_, y) in zip(weights, spots, strict=True)),
            )
        )
    return tuple(points)


def _bow(x: float, y: float, height: float, steps: int = 24) -> tuple[Point, ...]:
    """Return an arc that opens to the left; its radius is five sevenths of its height."""
    radius, half = height * 5 / 7, height / 2
    centre = x - (radius**2 - half**2) ** 0.5
    points = []
    for step in range(steps + 1):
        down = -half + height * step / steps
        points.append((centre + (radius**2 - down**2) ** 0.5, y + half + down))
    return tuple(points)
