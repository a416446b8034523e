"""The drawing board of the demo's portal screens: shapes, letters and callout markers.

Screens are drawn at twice their size and scaled down, which smooths every edge. All lengths
are pixels of the finished 1366 × 860 picture. Nothing depends on the machine: the typeface
comes from a pinned package and letters are placed by Pillow's own layout.
"""

import io
from functools import cache
from typing import Literal, cast

import fontpkg
from PIL import Image, ImageDraw, ImageFont

__all__ = ["HEIGHT", "INK", "LINE", "MARK", "MUTED", "PAPER", "WIDTH", "Canvas"]

WIDTH, HEIGHT = 1366, 860
INK, MUTED, LINE, PAPER = "#1F2933", "#5B6773", "#CBD3DC", "#FFFFFF"
MARK = "#C8201B"
"""The red of callout frames and markers: brighter than any colour of the portals."""

_SCALE = 2
_COLOURS = 192


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    path = fontpkg.path("Be Vietnam Pro", weight)
    return ImageFont.truetype(str(path), size * _SCALE, layout_engine=ImageFont.Layout.BASIC)


@cache
def _length(words: str, size: int, weight: int) -> float:
    return _font(size, weight).getlength(words) / _SCALE


class Canvas:
    """One screen in the making."""

    def __init__(self, background: str) -> None:
        self._image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE), background)
        self._draw = ImageDraw.Draw(self._image)
        self.callouts: list[tuple[float, float, float, float, str]] = []

    def box(
        self,
        area: tuple[float, float, float, float],
        fill: str | None = PAPER,
        *,
        line: str | None = None,
        width: int = 2,
        radius: float = 8,
    ) -> None:
        """Draw a rounded rectangle; ``area`` is left, top, width, height."""
        left, top, wide, high = (side * _SCALE for side in area)
        self._draw.rounded_rectangle(
            (left, top, left + wide - 1, top + high - 1),
            radius * _SCALE,
            fill=fill,
            outline=line,
            width=width * _SCALE,
        )

    def disc(self, centre: tuple[float, float], radius: float, fill: str) -> None:
        """Draw a filled circle."""
        x, y = centre
        self._draw.ellipse(
            tuple(side * _SCALE for side in (x - radius, y - radius, x + radius, y + radius)), fill
        )

    def line(self, points: tuple[tuple[float, float], ...], fill: str, width: int = 3) -> None:
        """Draw a line through ``points`` with round corners."""
        scaled = [(x * _SCALE, y * _SCALE) for x, y in points]
        self._draw.line(scaled, fill=fill, width=width * _SCALE, joint="curve")

    def shape(self, points: tuple[tuple[float, float], ...], fill: str) -> None:
        """Draw a filled polygon."""
        self._draw.polygon([(x * _SCALE, y * _SCALE) for x, y in points], fill=fill)

    def text(  # noqa: PLR0913 - place, words and four looks of one line of text
        self,
        place: tuple[float, float],
        words: str,
        size: int,
        *,
        weight: int = 400,
        fill: str = INK,
        anchor: str = "lm",
    ) -> None:
        """Write one line; ``anchor`` is Pillow's ("lm": left, middle of the line)."""
        self._draw.text(
            (place[0] * _SCALE, place[1] * _SCALE),
            words,
            font=_font(size, weight),
            fill=fill,
            anchor=anchor,
        )

    def length(self, words: str, size: int, weight: int = 400) -> float:
        """Return how wide one line of text is."""
        return _length(words, size, weight)

    def wrap(self, words: str, size: int, width: float, weight: int = 400) -> tuple[str, ...]:
        """Return ``words`` broken into lines no wider than ``width``."""
        lines = [""]
        for word in words.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.length(longer, size, weight) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return tuple(lines)

    def balanced(self, words: str, size: int, width: float, weight: int = 400) -> tuple[str, ...]:
        """Return ``words`` on as few lines as :meth:`wrap` needs, of nearly equal length."""
        lines = self.wrap(words, size, width, weight)
        while True:
            width -= size / 2
            narrower = self.wrap(words, size, width, weight)
            widest = max(self.length(line, size, weight) for line in narrower)
            if len(narrower) > len(lines) or widest > width:
                return lines
            lines = narrower

    def centred(
        self,
        area: tuple[float, float, float, float],
        words: str,
        size: int,
        *,
        weight: int = 700,
        fill: str = INK,
    ) -> None:
        """Write ``words`` in the middle of ``area``, on balanced lines."""
        left, top, wide, high = area
        lines = self.balanced(words, size, wide - 24, weight)
        first = top + high / 2 - size * 0.625 * (len(lines) - 1)
        for number, line in enumerate(lines):
            place = (left + wide / 2, first + size * 1.25 * number + 1)
            self.text(place, line, size, weight=weight, fill=fill, anchor="mm")

    def greek(self, area: tuple[float, float, float], lines: int, fill: str = "#DDE3EA") -> None:
        """Stand in for text that does not matter: grey bars, the last one shorter."""
        left, top, width = area
        for number in range(lines):
            share = 0.62 if number == lines - 1 else 1 - 0.07 * (number % 3)
            self.box((left, top + number * 34, width * share, 14), fill, radius=7)

    def point_out(self, area: tuple[float, float, float, float], label: str) -> None:
        """Leave a callout to the page: it is drawn over the picture, in the reader's language."""
        left, top, wide, high = area
        shape = (left - 4, top - 4, wide + 8, high + 8)
        width, height = WIDTH / 100, HEIGHT / 100
        x, y, w, h = (
            round(part / (width if at % 2 == 0 else height), 1) for at, part in enumerate(shape)
        )
        self.callouts.append((x, y, w, h, label))

    def frame(
        self,
        area: tuple[float, float, float, float],
        number: int | None = None,
        *,
        corner: Literal["left", "right"] = "right",
    ) -> None:
        """Burn the callout frame into the picture around ``area``, and its marker on an upper corner."""
        left, top, wide, high = area
        self.box((left - 5, top - 5, wide + 10, high + 10), None, line=PAPER, width=14, radius=16)
        self.box((left - 2, top - 2, wide + 4, high + 4), None, line=MARK, width=8, radius=13)
        if number is not None:
            self.marker((left if corner == "left" else left + wide, top), number)

    def marker(self, centre: tuple[float, float], number: int) -> None:
        """Draw a numbered disc, kept inside the picture."""
        x, y = min(max(centre[0], 42), WIDTH - 42), max(centre[1], 42)
        self.disc((x, y), 38, PAPER)
        self.disc((x, y), 33, MARK)
        self.text((x, y + 1), str(number), 42, weight=800, fill=PAPER, anchor="mm")

    def png(self) -> bytes:
        """Return the finished picture with a small palette and no metadata."""
        small = self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        target = io.BytesIO()
        reduced = small.quantize(palette=_palette(small), dither=Image.Dither.NONE)
        reduced.save(target, "PNG")  # looking for the smallest takes six times as long, for 6 %
        return target.getvalue()


def _palette(picture: Image.Image) -> Image.Image:
    """Return the most frequent colours exactly: flat areas then keep their true colour."""
    counted = cast("list[tuple[int, tuple[int, ...]]]", picture.getcolors(WIDTH * HEIGHT))
    ranked = sorted(counted, key=lambda entry: (-entry[0], entry[1]))
    channels = [channel for _, colour in ranked[:_COLOURS] for channel in colour]
    palette = Image.new("P", (1, 1))
    palette.putpalette(channels)
    return palette
