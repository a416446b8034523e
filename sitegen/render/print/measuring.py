"""Measuring: how high the pieces of a leaflet are, as the layout says, and how they stack.

Heights and places are millimetres from the top of a panel's own room. The layout is asked with
:data:`Ask`; each part is asked about once for each width and setting that matters to it.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sitegen.documents.quick import dataclass

__all__ = [
    "ROUNDING_MM",
    "Ask",
    "Asks",
    "Measurer",
    "PanelAt",
    "Piece",
    "Setting",
    "Stack",
]

PanelAt = tuple[int, int]
"""Side and panel, from 0, as they stand on the sheet."""
Asks = Sequence[tuple[int, float, Mapping[str, Any]]]
Ask = Callable[[Asks], Sequence[Mapping[str, Any]]]
"""Measures parts: (their number, width in mm, setting) each; one report each, in order."""

ROUNDING_MM = 0.02
_PLAIN_PT = 12  # text that is larger stands where there is plenty of room


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the fit decides: ``body`` in points, pictures from 0.5 to 1, gaps as a part.

    ``room`` is the part of a panel that may be filled: less where there is plenty.
    """

    body: float
    picture: float
    gaps: float = 1.0
    room: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What is set in one, as leaflet_parts.typ explains; ``part`` and ``item`` say what it is of.

    ``keep`` is True for what stays with the piece after it; ``head`` is the level of a heading,
    0 for the rest.
    """

    height: float
    after: float
    grows: bool
    pin: bool
    row: int | None
    list: str
    inner: int
    inner_cap: float
    name: str
    part: int
    item: int | None
    keep: bool
    head: int
    pictures: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Measured pieces in a room ``avail`` high; ``boxes`` are those of a cover."""

    setting: Setting
    avail: float
    line: float
    characters: int
    pieces: tuple[Piece, ...]
    boxes: tuple[Mapping[str, Any], ...] = ()
    place: PanelAt = (0, 0)

    @property
    def has_pictures(self) -> bool:
        """Tell whether a picture is in it, so that the width of pictures matters."""
        return any(piece.pictures for piece in self.pieces)

    @property
    def room(self) -> float:
        """Return how high what stands in it may be, in millimetres."""
        return self.avail * self.setting.room

    def is_held_by_one(self, pieces: Sequence[Piece]) -> bool:
        """Tell whether one panel holds ``pieces``, in text of 12 pt where this is larger."""
        plain = min(1.0, _PLAIN_PT / self.setting.body)
        return replace(self, pieces=tuple(pieces)).used({}) * plain <= self.avail + ROUNDING_MM

    def height(self, piece: Piece, numerals: Mapping[str, int]) -> float:
        """Return the height of ``piece`` in whole lines, its numeral beside it.

        What is pinned stands as it is, but for its heading.
        """
        lines = max(piece.height / self.line, numerals.get(piece.list, 0))
        return (
            lines * self.line
            if piece.pin and not piece.head
            else math.ceil(lines - 0.02) * self.line
        )

    def gap(self, piece: Piece) -> float:
        """Return the least gap below ``piece``, in half lines when gaps are tight.

        Of a heading it is what its own whole lines have not left below its words already.
        """
        halves = math.ceil(piece.after * self.setting.gaps * 2)
        if piece.head:
            spare = math.ceil(piece.height / self.line - 0.02) - piece.height / self.line
            halves = max(0, halves - round(spare * 2))
        return halves / 2 * self.line

    def used(self, numerals: Mapping[str, int]) -> float:
        """Return the height of all with the least gaps between."""
        heights = sum(self.height(piece, numerals) for piece in self.pieces)
        return heights + sum(self.gap(piece) for piece in self.pieces[:-1])

    def fits(self, numerals: Mapping[str, int]) -> bool:
        """Tell whether all is inside; of a cover, whether its words are as well."""
        boxes = all(box["used"] <= box["avail"] + ROUNDING_MM for box in self.boxes)
        words = all(box["widest"] <= box["room"] + ROUNDING_MM for box in self.boxes)
        return boxes and words and self.used(numerals) <= self.room + ROUNDING_MM


class Measurer:
    """Asks the layout, and remembers what it said."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self._known: dict[tuple[int, float, float, float], Stack] = {}
        self._plain: set[int] = set()

    def stacks(self, wanted: Iterable[tuple[int, float]], setting: Setting) -> list[Stack]:
        """Return the stack of each (parts, width in mm) that is ``wanted``, in order."""
        wanted = list(wanted)
        asked = [one for one in dict.fromkeys(wanted) if self._key(one, setting) not in self._known]
        if asked:
            said = {"body": setting.body, "picture": setting.picture}
            answers = self.ask([(*one, said) for one in asked])
            for one, answer in zip(asked, answers, strict=True):
                stack = _stack(setting, answer)
                if not stack.has_pictures:
                    self._plain.add(one[0])
                self._known[self._key(one, setting)] = stack
        return [self._with(one, setting) for one in wanted]

    def _with(self, one: tuple[int, float], setting: Setting) -> Stack:
        stack = self._known[self._key(one, setting)]
        return stack if stack.setting == setting else replace(stack, setting=setting)

    def _key(self, one: tuple[int, float], setting: Setting) -> tuple[int, float, float, float]:
        return *one, setting.body, 0.0 if one[0] in self._plain else setting.picture


def _stack(setting: Setting, answer: Mapping[str, Any]) -> Stack:
    pieces = tuple(
        Piece(**piece | {"pictures": tuple((alt, mm) for alt, mm in piece["pictures"])})
        for piece in answer["pieces"]
    )
    return Stack(
        setting=setting,
        avail=answer["avail"],
        line=answer["line"],
        characters=answer["characters"],
        pieces=pieces,
        boxes=tuple(answer["boxes"]),
    )
