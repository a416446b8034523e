"""Words on a share picture: which font has their letters, where lines break, how they are laid."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from PIL import Image, ImageFont

from sitegen.render.fonts import FACES, Face
from sitegen.render.formats import NBSP, title_bind
from sitegen.render.share_drawing import Tone, shade
from sitegen.render.share_shaped import needs_shaping, room_above, shaped_line, shaped_title

__all__ = ["Style", "fitted", "lay", "lay_title", "one_line"]


ELLIPSIS = "…"
_NOT_PAPER = [0] + [255] * 255
_KEPT_WORDS = 200  # about 2 MB at the sizes of titles


@dataclass(frozen=True, slots=True)
class Style:
    """How words are drawn: pixels from line to line of a solid setting, weight, colour."""

    size: int
    weight: str
    tone: Tone


MOST_LETTERS = 600
"""More stand on no picture, however narrow they are; measuring them would take minutes."""


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One word ready to be laid: its palette places, 0 where there is paper, its offset."""

    places: Image.Image
    left: int
    top: int


def fitted(
    title: str, sizes: Sequence[tuple[int, int, int]], width: int
) -> tuple[int, int, tuple[str, ...]]:
    """Return (size, step, lines) for the largest of ``sizes`` at which ``title`` fits.

    Each of ``sizes`` is (pixels, lines at most, pixels from line to line). Lines are of even
    length; a title too long for the smallest size ends in an ellipsis.
    """
    words = title_bind(" ".join(title[:MOST_LETTERS].split())).split(" ")
    for size, most, step in sizes:
        style = Style(size, "800", "ink")
        lengths = [_length(word, style) for word in words]
        breaks = _breaks(lengths, _space(style), width)
        if max(lengths) <= width and len(breaks) <= most:
            return size, step, _lines(words, _even(lengths, _space(style), width, breaks))
    size, most, step = sizes[-1]
    return size, step, _shortened(words, Style(size, "800", "ink"), most, width)


def one_line(text: str, style: Style, width: int) -> str:
    """Return ``text`` on one line, cut after a word with an ellipsis when it is too long."""
    return _cut(" ".join(text[:MOST_LETTERS].split()), style, width)


def lay(picture: Image.Image, text: str, style: Style, left: int, baseline: int) -> None:
    """Lay a line of words on a picture of palette places."""
    x, space = float(left), _space(style)
    for word in text.replace(NBSP, " ").split(" "):
        drawn = _drawn(word, style)
        place = (round(x) + drawn.left, baseline + drawn.top)
        picture.paste(drawn.places, place, drawn.places.point(_NOT_PAPER))
        x += _word_length(word, style.size, style.weight) + space


def lay_title(
    picture: Image.Image,
    title: str,
    sizes: Sequence[tuple[int, int, int]],
    width: int,
    place: tuple[int, int],
) -> None:
    """Lay a title as large as it fits, its first line below ``place``; for ``sizes`` see ``fitted``."""
    left, top = place
    if needs_shaping(title):
        covered, size = shaped_title(" ".join(title[:MOST_LETTERS].split()), sizes, width)
        places = covered.point(shade("ink"))
        picture.paste(places, (left, top - room_above(size)), places.point(_NOT_PAPER))
        return
    size, step, lines = fitted(title, sizes, width)
    style = Style(size=size, weight="800", tone="ink")
    for number, words in enumerate(lines):
        lay(picture, words, style, left, top + round(size * 0.8) + number * step)


def _breaks(lengths: Sequence[float], space: float, width: float) -> list[int]:
    """Return the place of the first word of each line, in as few lines as ``width`` allows."""
    breaks, filled = [0], lengths[0]
    for place, length in enumerate(lengths[1:], 1):
        filled += space + length
        if filled > width:
            breaks.append(place)
            filled = length
    return breaks


def _even(lengths: Sequence[float], space: float, width: float, breaks: list[int]) -> list[int]:
    """Return as many lines, as narrow as they can be: none is left with one short word."""
    low, high = max(lengths), float(width)
    while high - low > 8:
        middle = (low + high) / 2
        tried = _breaks(lengths, space, middle)
        if len(tried) <= len(breaks):
            high, breaks = middle, tried
        else:
            low = middle
    return breaks


def _lines(words: Sequence[str], breaks: list[int]) -> tuple[str, ...]:
    ends = [*breaks[1:], len(words)]
    return tuple(" ".join(words[a:b]) for a, b in zip(breaks, ends, strict=True))


def _shortened(words: Sequence[str], style: Style, most: int, width: int) -> tuple[str, ...]:
    """Return at most ``most`` lines; the last one ends in an ellipsis where words are left over."""
    loose = " ".join(words).replace(NBSP, " ").split(" ")
    breaks = _breaks([_length(word, style) for word in loose], _space(style), width)
    lines = _lines(loose, breaks[:most])
    return tuple(_cut(line, style, width) for line in lines)


def _cut(line: str, style: Style, width: float) -> str:
    """Return ``line``, or as many of its words as fit with an ellipsis."""
    if _length(line, style) <= width:
        return line
    words = line.split(" ")
    while len(words) > 1 and _length(" ".join(words) + ELLIPSIS, style) > width:
        words.pop()
    shown = " ".join(words).rstrip(",;:–- ")
    if _length(shown + ELLIPSIS, style) > width:
        fits = bisect_right(
            range(len(shown)), width, key=lambda end: _length(shown[:end] + ELLIPSIS, style)
        )
        shown = shown[: max(1, fits - 1)]
    return shown + ELLIPSIS


def _length(text: str, style: Style) -> float:
    words = text.replace(NBSP, " ").split(" ")
    inked = sum([_word_length(word, style.size, style.weight) for word in words])
    return inked + _space(style) * (len(words) - 1)


def _space(style: Style) -> float:
    return style.size * (0.24 if style.weight == "800" else 0.26)


@lru_cache(maxsize=16_384)
def _word_length(word: str, size: int, weight: str) -> float:
    if needs_shaping(word):
        return float(shaped_line(word, size, weight)[0].width)
    return _font(_face(word, weight), size, weight).getlength(word)


@lru_cache(maxsize=_KEPT_WORDS)
def _drawn(word: str, style: Style) -> _Drawn:
    if needs_shaping(word):
        line, baseline = shaped_line(word, style.size, style.weight)
        return _Drawn(line.point(shade(style.tone)), 0, -baseline)
    font = _font(_face(word, style.weight), style.size, style.weight)
    covered, (left, top) = font.getmask2(word, mode="L", anchor="ls")
    if 0 in covered.size:
        return _Drawn(Image.new("L", (1, 1)), 0, 0)
    places = Image.frombytes("L", covered.size, bytes(covered)).point(shade(style.tone))
    return _Drawn(places, left, top)


def _face(word: str, weight: str) -> Face:
    """Return the face that has all letters of a word; Noto Sans has what ours lacks."""
    own = next(f for f in FACES if f.weight == weight and not f.tabular)
    return own if _letters(own).issuperset(word) else FACES[-1]


@cache
def _letters(face: Face) -> frozenset[str]:
    return frozenset(face.characters)


@cache
def _font(face: Face, size: int, weight: str) -> ImageFont.FreeTypeFont:
    """Return a font; the plain layout, because the other one is not on every machine."""
    font = ImageFont.truetype(str(face.source), size, layout_engine=ImageFont.Layout.BASIC)
    if face.weight != weight:
        font.set_variation_by_axes([_axis(axis, weight) for axis in font.get_variation_axes()])
    return font


def _axis(axis: Any, weight: str) -> float:
    """Return the wanted place on an axis of a variable font: its default, but for the weight."""
    return float(weight) if axis["name"] == b"Weight" else float(axis["default"])
