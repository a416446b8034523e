"""A table as it was given: lines of cells, where they stood, and what must be said about them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sitegen.limits import grouped

__all__ = [
    "FORMULA",
    "MOST_COLUMNS",
    "MOST_LETTERS",
    "MOST_LINES",
    "Area",
    "Cell",
    "Grid",
    "Line",
    "UnreadableTableError",
    "as_text",
    "as_written",
    "bounded",
    "layout_notes",
    "letter",
    "packed",
    "too_many",
    "unpacked",
]

Cell = str | int | float
"""Dates are written as officers write them, "31/12/2026"; numbers stay numbers."""

FORMULA = "#FORMULA"
"""Stands for a formula whose result nobody has calculated."""

MOST_LINES, MOST_COLUMNS, MOST_LETTERS = 1_000, 40, 1_000_000
KEPT_SECONDS = 24 * 60 * 60


Area = tuple[int, int, int, int]
"""Merged cells: from which line and column to which, both included; lines by their numbers."""


class UnreadableTableError(Exception):
    """What was given is no table that can be taken; the message tells the officer why."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``number`` counts as the program does in which it was made, from 1."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, column: int) -> Cell:
        """Return a cell; beyond the last one it is empty."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: a sheet of a workbook, or what was pasted."""

    name: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()
    """What was merged; a form does not carry it."""

    @property
    def width(self) -> int:
        """Return how many columns it has."""
        return max((len(line.cells) for line in self.lines), default=0)


def letter(column: int) -> str:
    """Return what a program calls a column: 0 is "A", 26 is "AA"."""
    said = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(ord("A") + rest) + said
    return said


def as_text(cell: Cell) -> str:
    """Return a cell in words; of a whole number no ".0"."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return " ".join(str(cell).split()) if "\n" not in str(cell) else str(cell).strip()


def as_written(cell: Cell) -> str:
    """Return a cell as officers write it: Excel's numbers with a decimal comma, 9 places at most."""
    if isinstance(cell, float):
        return as_text(round(cell, 9)).replace(".", ",")
    return as_text(cell)


def too_many(name: str) -> str:
    """Return why a longer table is refused."""
    return _("“%(name)s” có hơn %(most)s dòng. Chia thành nhiều phần rồi đưa từng phần.") % {
        "name": name,
        "most": grouped(MOST_LINES),
    }


def bounded(
    name: str,
    rows: dict[int, list[Cell]],
    notes: list[str],
    areas: Iterable[Area] = (),
    unseen: frozenset[int] = frozenset(),
) -> Grid:
    """Return a table of the rows that have something in them, without the ``unseen`` columns.

    Raises UnreadableTableError when it is larger than a form can carry.
    """
    if unseen:
        rows = {
            number: [one for at, one in enumerate(row) if at not in unseen]
            for number, row in rows.items()
        }
    filled = {number: row for number, row in rows.items() if any(one != "" for one in row)}
    if len(filled) > MOST_LINES:
        raise UnreadableTableError(too_many(name))
    width = max(
        (at + 1 for row in filled.values() for at, one in enumerate(row) if one != ""), default=0
    )
    if width > MOST_COLUMNS:
        raise UnreadableTableError(
            _("“%(name)s” có hơn %(most)s cột. Chỉ chép những cột cần dùng.")
            % {"name": name, "most": MOST_COLUMNS}
        )
    if sum(len(str(one)) for row in filled.values() for one in row) > MOST_LETTERS:
        raise UnreadableTableError(
            _("“%(name)s” có quá nhiều chữ. Chia thành nhiều phần rồi đưa từng phần.")
            % {"name": name}
        )
    lines = tuple(Line(number, tuple(row[:width])) for number, row in filled.items())
    return Grid(name, lines, tuple(notes), tuple(_narrowed(areas, unseen)))


def _narrowed(areas: Iterable[Area], unseen: frozenset[int]) -> Iterator[Area]:
    for top, left, down, right in areas:
        before = sum(at < left for at in unseen)
        inside = sum(left <= at <= right for at in unseen)
        if inside <= right - left:
            yield top, left - before, down, right - before - inside


def layout_notes(merged: int, hidden: int, columns: int = 0) -> list[str]:
    """Return what is said about merged cells, and about lines and columns that nobody saw."""
    said = []
    if merged:
        words = ngettext(
            "%(count)s vùng ô gộp: chữ trong đó dùng cho mọi dòng, mọi cột của vùng.",
            "%(count)s vùng ô gộp: chữ trong đó dùng cho mọi dòng, mọi cột của vùng.",
            merged,
        )
        said.append(words % {"count": merged})
    if hidden:
        words = ngettext("Bỏ qua %(count)s dòng đang ẩn.", "Bỏ qua %(count)s dòng đang ẩn.", hidden)
        said.append(words % {"count": hidden})
    if columns:
        words = ngettext("Bỏ qua %(count)s cột đang ẩn.", "Bỏ qua %(count)s cột đang ẩn.", columns)
        said.append(words % {"count": columns})
    return said


def packed(grids: list[Grid], salt: str) -> str:
    """Return the tables as a form can carry them: nothing is remembered between two requests."""
    told = [
        [one.name, [[line.number, *line.cells] for line in one.lines], one.notes] for one in grids
    ]
    return signing.dumps(told, salt=salt, compress=True)


def unpacked(said: str, salt: str) -> list[Grid]:
    """Return what ``packed`` made.

    Raises UnreadableTableError when it is older than a day, or made for somebody else.
    """
    try:
        told: Any = signing.loads(said, salt=salt, max_age=KEPT_SECONDS)
    except signing.BadSignature as error:
        raise UnreadableTableError(
            _("Bảng đã để quá một ngày, hoặc bạn vừa đăng nhập lại. Hãy đưa bảng vào lần nữa.")
        ) from error
    return [
        Grid(name, tuple(Line(number, tuple(cells)) for number, *cells in lines), tuple(notes))
        for name, lines, notes in told
    ]
