"""Texts: where letters stand, how large, and which they are."""

from dataclasses import replace
from math import hypot
from typing import Any

from sitegen.render.print.painted.fonts import Font, read_font
from sitegen.render.print.painted.items import Words
from sitegen.render.print.painted.matrix import (
    SAME,
    Matrix,
    around,
    as_matrix,
    is_array,
    numbers,
    placed,
    scale,
    times,
)
from sitegen.render.print.painted.pens import POINTS_PER_MM, Pens

__all__ = ["Texts"]

_ASCENT, _DESCENT = 0.75, 0.22  # of the size: capitals without marks, and tails
_LETTERS, _WORDS, _ACROSS, _RISE = range(4)


class Texts(Pens):
    """The text state: font, size, spacing and the place of the next letter."""

    def __init__(self, matrix: Matrix) -> None:
        super().__init__(matrix)
        self._text = self._line = SAME
        self._leading, self._mode = 0.0, 0
        self._spacing = [0.0, 0.0, 1.0, 0.0]  # of letters, of words, across, rise
        self._fonts: dict[tuple[int, str], Font] = {}

    def begin(self, _: list[Any]) -> None:
        self._text = self._line = SAME

    def font(self, operands: list[Any]) -> None:
        name = str(operands[0])
        place = (id(self._resources), name)
        if place not in self._fonts:
            font = read_font(self._resources["/Font"][name])
            self._fonts[place] = font
            self.embedded[font.name] = self.embedded.get(font.name, True) and font.is_embedded
        self._font, self._size = self._fonts[place], float(operands[1])

    def spacing(self, operands: list[Any], place: int) -> None:
        self._spacing[place] = float(operands[0]) / (100 if place == _ACROSS else 1)

    def mode(self, operands: list[Any]) -> None:
        self._mode = int(operands[0])

    def leading(self, operands: list[Any]) -> None:
        self._leading = float(operands[0])

    def place_text(self, operands: list[Any]) -> None:
        self._text = self._line = as_matrix(operands)

    def next_line(self, operands: list[Any]) -> None:
        x, y = numbers(operands)
        self._text = self._line = times((1, 0, 0, 1, x, y), self._line)

    def next_line_leading(self, operands: list[Any]) -> None:
        self._leading = -float(operands[1])
        self.next_line(operands)

    def new_line(self, _: list[Any]) -> None:
        self.next_line([0, -self._leading])

    def show_next(self, operands: list[Any]) -> None:
        self.new_line([])
        self.show(operands[-1:])

    def show(self, operands: list[Any]) -> None:
        if self._font is None:
            return
        pieces = list(operands[0]) if is_array(operands[0]) else operands
        letters, advance = self._read(self._font, pieces)
        rise = self._spacing[_RISE]
        place = times(self._text, self._here)
        low, high = (rise + part * self._size for part in (-_DESCENT, _ASCENT))
        corners = [(0.0, low), (advance, low), (advance, high), (0.0, high)]
        box = around([placed(place, x, y) for x, y in corners])
        width = self._line_width * scale(self._here) * POINTS_PER_MM
        self._keep(
            Words(
                box=box.within(self._clip),
                pen=replace(self._pen, width_pt=width),
                tag=self._tag,
                text=letters,
                size_pt=self._size * hypot(place[2], place[3]) * POINTS_PER_MM,
                font=self._font.name,
                is_outlined=self._mode in {1, 2, 5, 6},
                is_unseen=self._mode in {3, 7},
            )
        )
        self._text = times((1, 0, 0, 1, advance, 0), self._text)

    def _read(self, font: Font, pieces: list[Any]) -> tuple[str, float]:
        """Return the letters of a line and how far it goes, in units of text."""
        of_letter, of_word, across, _ = self._spacing
        text, advance = "", 0.0
        for piece in pieces:
            try:
                advance -= float(piece) * self._size / 1000 * across
            except (TypeError, ValueError):
                more, wide, count = font.read(bytes(piece))
                text += more
                spaces = more.count(" ") if font.bytes_per_code == 1 else 0
                gaps = of_letter * count + of_word * spaces
                advance += (wide * self._size / 1000 + gaps) * across
        return text, advance
