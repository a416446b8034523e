"""A pasted table of figures: its heads become columns in groups, its lines the units of statistics."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

from cms.blocks.statistics import figures
from cms.importing.grid import Grid, Line, UnreadableTableError, as_text, letter
from cms.importing.layout import is_total
from cms.importing.values import folded

__all__ = ["Figures", "figures_of", "put"]

_NOTHING = frozenset({"", "-", "–", "—", "…"})
_UNCLEAR = re.compile(r"^-?\d{1,3}(,\d{3})+%?$")
_COUNTED = re.compile(r"^\(?\w{1,2}\)?$")
_YEAR = re.compile(r"^(19|20)\d\d$")
_FAULTS_SHOWN = 5
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
    below = list(zip(grid.lines[first:], lines[first:], strict=True))
    columns = [at for at in range(unit + 1, grid.width) if any(cells[at] for _line, cells in below)]
    heads = [cells for cells in lines[:first] if _is_head([cells[at] for at in (unit, *columns)])]
    passed = [_said(cells) for cells in lines[:first] if cells not in heads]
    rows, faults = [], list[str]()
    for line, cells in below:
        said = [cells[at] for at in columns]
        is_sum = is_total([text for text in cells[: unit + 1] if not _is_figure(text)])
        if is_sum or not any(map(_is_figure, said)):
            passed.append(_said(cells))
            continue
        faults += _faults(line, cells, columns, unit)
        rows.append((cells[unit], tuple("" if one in _NOTHING else one for one in said)))
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
    return [" ".join(as_text(line.at(at)).split()) for at in range(width)]


def _is_figure(text: str) -> bool:
    if text in _NOTHING or ";" in text:
        return False
    try:
        figures(text)
    except ValueError:
        return bool(_UNCLEAR.match(text))
    return True


def _is_words(text: str) -> bool:
    """Tell whether a cell names a unit: neither a figure nor the number of a line ("I", "2.")."""
    return bool(text) and not _is_figure(text) and not _COUNTED.match(text.rstrip("."))


def _is_row(cells: Sequence[str]) -> bool:
    """Tell whether a line names a unit and has a figure after it; years alone are heads."""
    unit = next((at for at, text in enumerate(cells) if _is_words(text)), None)
    if unit is None:
        return False
    found = [text for text in cells[unit + 1 :] if _is_figure(text)]
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
    for at in columns:
        text = cells[at]
        place = {"line": line.number, "column": letter(at), "text": text}
        if _UNCLEAR.match(text):
            found.append(
                _(
                    "Dòng %(line)s, cột %(column)s: “%(text)s” là số nghìn hay số lẻ? Ngăn hàng "
                    "nghìn bằng dấu chấm, như 1.234."
                )
                % place
            )
        elif text not in _NOTHING and not _is_figure(text):
            found.append(_("Dòng %(line)s, cột %(column)s: “%(text)s” không phải là số.") % place)
    return found
