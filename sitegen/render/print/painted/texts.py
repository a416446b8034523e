"""Texts: where letters stand, how large, and which they are."""

from math import hypot
from typing import Any

from sitegen.render.print.painted.fonts import Font, read_font
from sitegen.render.print.painted.items import Words
from sitegen.render.print.painted.matrix import (
    SAME,
    Matrix,
    Number,
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
_CORE = 0.5  # of the size: low letters without their marks
_LETTERS, _WORDS, _ACROSS, _RISE = range(4)


class Texts(Pens):
    """The text state: font, size, spacing and the place of the next letter."""

    def __init__(self, matrix: Matrix) -> None:
        super().__init__(matrix)
        self._text = self._line = SAME
        self._leading, self._mode = 0.0, 0
        self._spacing = [0.0, 0.0, 1.0, 0.0]  # of letters, of words, across, rise
        self._fonts: dict[tuple[int, str], Font] = {}
        self._meant: list[
            str
        ] = []  # of the marks around: the letters that are drawn ("ActualText")

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
        if self._meant and self._meant[-1]:  # several shapes for one letter, or one that has others
            letters = self._meant[-1]
        seen = advance - self._blank_end(self._font, pieces)
        rise = self._spacing[_RISE]
        place = times(self._text, self._here)
        low, high = (rise + part * self._size for part in (-_DESCENT, _ASCENT))
        box, core = (
            around([placed(place, x, y) for x in (0.0, seen) for y in edges])
            for edges in ((low, high), (rise, rise + _CORE * self._size))
        )
        width = self._line_width * scale(self._here) * POINTS_PER_MM
        self._keep(
            Words(
                box=box.within(self._clip),
                core=core.within(self._clip),
                pen=self._pen._replace(width_pt=width),
                tag=self._tag,
                text=letters,
                size_pt=self._size * hypot(place[2], place[3]) * POINTS_PER_MM,
                font=self._font.name,
                is_outlined=self._mode in {1, 2, 5, 6},
                is_unseen=self._mode in {3, 7},
            )
        )
        self._text = times((1, 0, 0, 1, advance, 0), self._text)

    def _blank_end(self, font: Font, pieces: list[Any]) -> float:
        """Return how far the spaces at the end of a line go: they hang out and print nothing."""
        if not pieces or isinstance(pieces[-1], Number):
            return 0.0
        return font.blank_end(bytes(pieces[-1])) * self._size / 1000 * self._spacing[_ACROSS]

    def _read(self, font: Font, pieces: list[Any]) -> tuple[str, float]:
        """Return the letters of a line and how far it goes, in units of text."""
        of_letter, of_word, across, _ = self._spacing
        text, advance = "", 0.0
        for piece in pieces:
            if isinstance(piece, Number):
                advance -= float(piece) * self._size / 1000 * across
            else:
                more, wide, count = font.read(bytes(piece))
                text += more
                spaces = more.count(" ") if font.bytes_per_code == 1 else 0
                gaps = of_letter * count + of_word * spaces
                advance += (wide * self._size / 1000 + gaps) * across
        return text, advance
