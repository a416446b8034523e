"""Emblems of the made-up provinces: plain signs, each marked as a sample on its own face."""

import io
from math import cos, pi, sin

import fontpkg
from PIL import Image, ImageDraw, ImageFont

__all__ = ["draw_emblem"]

_SIDE, _FINER = 800, 2
_GOLD, _SILVER = "#e3b23c", "#dfe6ee"


def draw_emblem(name: str, accent: str) -> bytes:
    """Return the emblem ``name`` ("non-xanh", "song-bac") as PNG on white."""
    side = _SIDE * _FINER
    picture = Image.new("RGB", (side, side), "white")
    draw = ImageDraw.Draw(picture)
    for inset, colour in ((0.01, accent), (0.05, "white"), (0.07, accent)):
        draw.ellipse((side * inset, side * inset, side * (1 - inset), side * (1 - inset)), colour)
    _SIGNS[name](draw, side)
    font = ImageFont.truetype(
        str(fontpkg.path("Be Vietnam Pro", 800)),
        round(side * 0.11),
        layout_engine=ImageFont.Layout.BASIC,
    )
    draw.text((side / 2, side * 0.85), "MẪU", "white", font, anchor="mm")
    out = io.BytesIO()
    picture.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()


def _mountains(draw: ImageDraw.ImageDraw, side: int) -> None:
    draw.ellipse(_box(side, 0.5, 0.3, 0.11), _GOLD)
    for points in (
        ((0.16, 0.68), (0.38, 0.36), (0.6, 0.68)),
        ((0.4, 0.68), (0.6, 0.44), (0.84, 0.68)),
    ):
        draw.polygon([(x * side, y * side) for x, y in points], "white")


def _river(draw: ImageDraw.ImageDraw, side: int) -> None:
    star = [
        (0.5 + size * sin(turn * pi / 5), 0.33 - size * cos(turn * pi / 5))
        for turn, size in enumerate((0.19, 0.075) * 5)
    ]
    draw.polygon([(x * side, y * side) for x, y in star], _GOLD)
    for level in (0.6, 0.7):
        wave = [(x / 100, level + 0.025 * sin(x / 100 * 6 * pi)) for x in range(17, 84)]
        draw.line([(x * side, y * side) for x, y in wave], _SILVER, round(side * 0.035), "curve")


def _box(side: int, x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    left, top, right, bottom = (x - radius, y - radius, x + radius, y + radius)
    return side * left, side * top, side * right, side * bottom


_SIGNS = {"non-xanh": _mountains, "song-bac": _river}
