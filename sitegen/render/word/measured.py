"""Measured words: how wide capitals are in Times New Roman, and where a centred name breaks."""

from functools import cache
from typing import Any

from fontTools.ttLib import TTFont

from sitegen.render.print.fonts import font_files

__all__ = ["even_lines", "width_mm"]


def width_mm(words: str, size_pt: float, *, is_bold: bool = True) -> float:
    """Return the width of words in the widths of Times New Roman."""
    widths, letters, em = _face("-Bold" if is_bold else "-Regular")
    units = sum(widths[letters[ord(letter)]][0] for letter in words if ord(letter) in letters)
    return float(units / em * size_pt * 25.4 / 72)


def even_lines(
    words: str, room_mm: float, size_pt: float, *, is_bold: bool = True
) -> tuple[str, ...]:
    """Return lines of even length, as few as fit: the same as on the printed text."""
    wanted = len(_lines(words, room_mm, size_pt, is_bold=is_bold))
    low, high = room_mm * 0.3, room_mm
    for _ in range(8):
        middle = (low + high) / 2
        if len(_lines(words, middle, size_pt, is_bold=is_bold)) > wanted:
            low = middle
        else:
            high = middle
    return _lines(words, high, size_pt, is_bold=is_bold)


def _lines(words: str, room_mm: float, size_pt: float, *, is_bold: bool) -> tuple[str, ...]:
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_mm(longer, size_pt, is_bold=is_bold) <= room_mm:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


@cache
def _face(name: str) -> tuple[Any, dict[int, str], int]:
    file = next(file for _, file in font_files("official") if file.stem.endswith(name))
    font = TTFont(file)
    return font["hmtx"].metrics, font.getBestCmap(), font["head"].unitsPerEm
