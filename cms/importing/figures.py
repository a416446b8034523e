"""A pasted table of figures: its heads become columns in groups, its lines the units of statistics."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from cms.blocks.statistics import (
    LONGEST_FIGURES,
    LONGEST_NAME,
    LONGEST_UNIT,
    NOTHING,
    figures,
    is_too_long,
)
from cms.importing.grid import FORMULA, Grid, Line, UnreadableTableError, as_written, letter
from cms.importing.layout import is_total
from cms.importing.values import folded

__all__ = ["Figures", "figures_of", "put"]

_UNCLEAR = re.compile(r"^-?\d{1,3}(,\d{3})+%?$", re.ASCII)
_COUNTED = re.compile(r"^\(?\w{1,2}(?: ?=[\w ()+/*:%-]+)?\)?$")
_YEAR = re.compile(r"^(19|20)\d\d$")
_TIME = re.compile(r"^(?:\d{1,2}/){0,2}\d{4}(?: ?[-–] ?(?:\d{1,2}/){0,2}\d{2,4})?$")
"""A year, month or day, or from one to another: what heads columns."""
_NAMES_OF_TIME = frozenset({"nam", "quy", "thang", "ngay", "ky"})
_BLANKS = re.compile(r"^-?\d{1,3}(?: \d{3})+(?:,\d+)?%?$", re.ASCII)
_NO_NUMBER = re.compile(r"^[+-]?(?:nan|inf|infinity|n/a)$|^#", re.IGNORECASE)
_FAULTS_SHOWN, _LETTERS_SHOWN = 5, 40
Raw = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """``groups`` are heads with their columns, ``percents`` which columns; ``rows`` units with figures.

    ``passed`` are lines that are neither head nor row: titles, names of groups, notes, sums.
    """

    groups: tuple[tuple[str, tuple[str, ...]], ...]
    percents: frozenset[int]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    passed: tuple[str, ...]


def figures_of(grid: Grid) -> Figures:
    """Return what a table says; raises UnreadableTableError, with places, where it is no figures."""
    lines = [_texts(line, grid.width) for line in grid.lines]
    first = next((at for at, cells in enumerate(lines) if _is_row(cells)), None)
    if first is None:
        raise UnreadableTableError(
            _("Không thấy dòng nào có tên đơn vị và số. Chép cả dòng tiêu đề cột rồi dán lại.")
        )
    unit = next(at for at, text in enumerate(lines[first]) if _is_words(text))
    columns = [at for at in range(unit + 1, grid.width) if any(line[at] for line in lines[first:])]
    first = _first_row(lines[:first], unit, columns)
    below = list(zip(grid.lines[first:], lines[first:], strict=True))
    heads = [cells for cells in lines[:first] if _is_head([cells[at] for at in (unit, *columns)])]
    passed = [_said(cells) for cells in lines[:first] if cells not in heads]
    rows, faults, named = [], list[str](), dict[str, int]()
    for line, cells in below:
        said = [cells[at] for at in columns]
        is_sum = is_total([text for text in cells[: unit + 1] if not _is_figure(text)])
        if is_sum or cells in heads or not _has_figures(cells[unit], said):
            passed.append(_said(cells))
            continue
        faults += _faults(line, cells, columns, unit)
        faults += _named_before(cells[unit], line, named)
        rows.append((cells[unit], tuple("" if one in NOTHING else one for one in said)))
    if faults:
        raise UnreadableTableError(" ".join(faults[:_FAULTS_SHOWN]))
    labels = [[cells[at] for at in columns] for cells in heads]
    return Figures(
        groups=_groups(labels, columns),
        percents=_percents(labels, [said for _unit, said in rows]),
        rows=tuple(rows),
        passed=tuple(filter(None, passed)),
    )


def put(found: Figures, groups: Sequence[Raw], rows: Sequence[Raw]) -> tuple[list[Raw], list[Raw]]:
    """Return both stored forms; what is called as before keeps its id, and with it its translation."""
    of_groups = {one["value"].get("label", ""): one for one in groups}
    of_rows = {one["value"].get("unit", ""): one["id"] for one in rows}
    made, at = [], 0
    for label, names in found.groups:
        known = of_groups.get(label)
        ids = _ids(known["value"]["columns"]) if known else {}
        columns = [
            {
                "type": "item",
                "value": {
                    "label": name,
                    "unit": "percent" if at + step in found.percents else "number",
                },
                "id": ids.get(name) or str(uuid4()),
            }
            for step, name in enumerate(names)
        ]
        at += len(names)
        value = {"label": label, "columns": columns}
        made.append({"type": "group", "value": value, "id": (known or {}).get("id") or _new()})
    return made, [
        {
            "type": "row",
            "value": {"unit": unit, "figures": "; ".join(said)},
            "id": of_rows.pop(unit, None) or _new(),
        }
        for unit, said in found.rows
    ]


def _new() -> str:
    return str(uuid4())


def _ids(columns: Sequence[Raw]) -> Mapping[str, str]:
    return {one["value"]["label"]: one["id"] for one in columns if "value" in one}


def _said(cells: Sequence[str]) -> str:
    """Return what a line says, "" of one that only counts the columns."""
    said = dict.fromkeys(filter(None, cells))
    return "" if all(map(_COUNTED.match, said)) else " ".join(said)


def _texts(line: Line, width: int) -> list[str]:
    cells = [" ".join(as_written(line.at(at)).split()) for at in range(width)]
    return [one.replace(" ", ".") if _BLANKS.match(one) else one for one in cells]


def _is_figure(text: str) -> bool:
    if text in NOTHING or ";" in text or not text.isascii():
        return False
    try:
        figures(text)
    except ValueError:
        return bool(_UNCLEAR.match(text))
    return True


def _is_words(text: str) -> bool:
    """Tell whether a cell names a unit: neither a figure nor the number of a line ("I", "2.")."""
    if not any(map(str.isalpha, text)) or _is_figure(text):
        return False
    return not _COUNTED.match(text.rstrip("."))


def _is_meant_as_figure(text: str) -> bool:
    """Tell whether a cell is a figure, or one that cannot be read: "1_000", "½", "1.2.3"."""
    if _is_figure(text):
        return True
    is_bare = any(map(str.isnumeric, text)) and not any(map(str.isalpha, text))
    return is_bare and not _COUNTED.match(text) and not _TIME.match(text)


def _has_figures(unit: str, said: Sequence[str]) -> bool:
    """Tell whether a line is a unit's: it has figures, or beside a name something with digits."""
    if any(map(_is_figure, said)):
        return True
    beside = {text for text in said if text != unit}
    is_tried = any(any(map(str.isnumeric, text)) or _NO_NUMBER.match(text) for text in beside)
    return is_tried and _is_words(unit)


def _first_row(lines: Sequence[Sequence[str]], unit: int, columns: Sequence[int]) -> int:
    """Return at which of ``lines``, which lack figures, the units begin for all that.

    Where all columns have their heads, whatever has another name than theirs is a unit.
    """
    names, headed = set[str](), set[int]()
    for at, cells in enumerate(lines):
        said = [cells[column] for column in columns]
        if not _is_head([cells[unit], *said]):
            continue
        is_named = _is_words(cells[unit]) and cells[unit] not in names
        is_time = folded(cells[unit]) in _NAMES_OF_TIME
        is_below = is_named and not is_time and len(headed) == len(columns)
        if is_below and (names or _has_figures(cells[unit], said)):
            return at
        names |= {cells[unit]} - {""}
        headed |= {column for column in columns if cells[column]}
    return len(lines)


def _named_before(unit: str, line: Line, named: dict[str, int]) -> list[str]:
    """Return that another line has the name, and note the name."""
    before = named.setdefault(unit.casefold(), line.number)
    if not unit or before == line.number:
        return []
    place = {"unit": unit, "before": before, "line": line.number}
    return [_("“%(unit)s” có hai lần, ở dòng %(before)s và dòng %(line)s.") % place]


def _is_row(cells: Sequence[str]) -> bool:
    """Tell whether a line names a unit and has a figure after it; years alone are heads."""
    unit = next((at for at, text in enumerate(cells) if _is_words(text)), None)
    if unit is None:
        return False
    found = [text for text in cells[unit + 1 :] if _is_meant_as_figure(text)]
    return bool(found) and not all(map(_YEAR.match, found))


def _is_head(cells: Sequence[str]) -> bool:
    """Tell whether a line heads columns: not a title over all of them, nor "(1) (2) (3)"."""
    said = {text for text in cells if text}
    return len(said) > 1 and not all(map(_COUNTED.match, said))


def _groups(
    labels: Sequence[Sequence[str]], columns: Sequence[int]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not labels:
        raise UnreadableTableError(_("Không thấy dòng tiêu đề cột. Chép cả dòng ấy rồi dán lại."))
    made: list[tuple[str, list[str]]] = []
    for at, column in enumerate(columns):
        names = list(dict.fromkeys(filter(None, (line[at] for line in labels))))
        if not names:
            raise UnreadableTableError(
                _("Cột %(column)s chưa có tiêu đề. Ghi tiêu đề rồi dán lại.")
                % {"column": letter(column)}
            )
        group = ", ".join(names[:-1])
        if not made or made[-1][0] != group:
            made.append((group, []))
        made[-1][1].append(names[-1])
    for name in (name for group, names in made for name in (group, *names)):
        if len(name) > LONGEST_NAME:
            raise UnreadableTableError(
                _("Tiêu đề “%(name)s…” dài quá %(most)s chữ. Rút ngắn rồi dán lại.")
                % {"name": name[:_LETTERS_SHOWN], "most": LONGEST_NAME}
            )
    return tuple((group, tuple(names)) for group, names in made)


def _percents(labels: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> frozenset[int]:
    return frozenset(
        at
        for at in range(len(labels[0]))
        if any(row[at].endswith("%") for row in rows)
        or any("%" in line[at] or folded(line[at]).startswith("ty-le") for line in labels)
    )


def _faults(line: Line, cells: Sequence[str], columns: Sequence[int], unit: int) -> list[str]:
    """Return what keeps a line from being taken, each with its place."""
    found = []
    if not cells[unit]:
        found.append(_("Dòng %(line)s chưa có tên đơn vị.") % {"line": line.number})
    place: dict[str, Any] = {"line": line.number, "most": LONGEST_UNIT}
    if len(cells[unit]) > LONGEST_UNIT:
        found.append(_("Dòng %(line)s: tên đơn vị dài quá %(most)s chữ.") % place)
    if len("; ".join(cells[at] for at in columns)) > LONGEST_FIGURES:
        place["most"] = LONGEST_FIGURES
        found.append(_("Dòng %(line)s: các số cộng lại dài quá %(most)s chữ.") % place)
    for at in columns:
        text = cells[at]
        place |= {"column": letter(at), "text": text[:_LETTERS_SHOWN]}
        if isinstance(line.at(at), str) and _UNCLEAR.match(text):
            found.append(
                _(
                    "Dòng %(line)s, cột %(column)s: “%(text)s” là số nghìn hay số lẻ? Ngăn hàng "
                    "nghìn bằng dấu chấm, như 1.234."
                )
                % place
            )
        elif text == FORMULA:
            found.append(
                _(
                    "Dòng %(line)s, cột %(column)s: công thức chưa tính. Mở tệp trong Excel rồi lưu lại."
                )
                % place
            )
        elif text not in NOTHING and not _is_figure(text):
            found.append(_("Dòng %(line)s, cột %(column)s: “%(text)s” không phải là số.") % place)
        elif is_too_long(text):
            found.append(_("Dòng %(line)s, cột %(column)s: “%(text)s” dài quá 15 chữ số.") % place)
    return found
