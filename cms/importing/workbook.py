"""Reading .xlsx: values as Excel last calculated them, merged cells given to all their places."""

import re
import warnings
import zipfile
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any

from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from cms.importing.grid import (
    FORMULA,
    MOST_COLUMNS,
    MOST_LINES,
    Cell,
    Grid,
    UnreadableTableError,
    bounded,
    layout_notes,
    too_many,
)
from cms.text import clean_text

__all__ = ["read_workbook"]

_MOST_UNPACKED, _MOST_PARTS = 60_000_000, 2_000
_MOST_ASKED = 50_000
"""Lines looked at, empty ones among them: a formatted sheet may have a million of those."""

_MOST_MERGED = 5_000
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?:[A-Za-z]+\d*|\$[^\]]*)\]')
_CONDITION = re.compile(r"\[[<>=]")
_PLACES = re.compile(r"[-+(\s]*[#0?,]*[#0?](?:\.([#0?]+))?\s*(%)?[-+)\s]*")
"""The whole of a format of numbers without its words, colours, currencies: the places behind the
comma, and whether hundredths are meant. Of any other the number is taken as it is."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read_workbook(content: bytes) -> list[Grid]:
    """Return the sheets that have something in them; hidden ones are left out.

    Raises UnreadableTableError with the reason. A part's unpacked size is known before it is
    unpacked, and Python unpacks no more than that.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            _check(parts)
            return _sheets(content, parts)
    except UnreadableTableError:
        raise
    except Exception as error:  # a broken part is told of in a dozen ways
        raise UnreadableTableError(
            _("Không đọc được tệp này. Mở bằng Excel, lưu lại thành .xlsx rồi thử lần nữa.")
        ) from error


def _check(parts: zipfile.ZipFile) -> None:
    names = set(parts.namelist())
    if "word/document.xml" in names:
        raise UnreadableTableError(_("Đây là tệp Word. Mở ra, chép bảng rồi dán vào ô bên dưới."))
    if "xl/workbook.xml" not in names:
        raise UnreadableTableError(_("Đây không phải tệp .xlsx. Mở ra và lưu lại thành .xlsx."))
    known = parts.infolist()
    if len(known) > _MOST_PARTS or sum(one.file_size for one in known) > _MOST_UNPACKED:
        raise UnreadableTableError(
            _(
                "Tệp quá lớn. Chép riêng danh mục sang một tệp mới, hoặc dán các dòng vào ô bên dưới."
            )
        )
    for one in known:
        if one.filename.endswith((".xml", ".rels")):
            part = parts.read(one)
            if b"<!DOCTYPE" in part or b"\x00" in part[:4]:  # no program writes either
                raise UnreadableTableError(_("Tệp có phần lạ nên máy không đọc."))


def _sheets(content: bytes, parts: zipfile.ZipFile) -> list[Grid]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what it does not read: colours, lists to choose from
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        paths = _paths(parts)
        found: list[Grid] = []
        refused: list[str] = []
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible" and sheet.title in paths:
                try:
                    found.append(_sheet(sheet, _looks(parts, paths[sheet.title])))
                except UnreadableTableError as error:
                    refused.append(str(error))
    found = [one for one in found if one.lines]
    if refused and not found:
        raise UnreadableTableError(refused[0])
    return [replace(one, notes=(*one.notes, *refused)) for one in found]


def _paths(parts: zipfile.ZipFile) -> dict[str, str]:
    """Return in which part of the file each sheet stands."""
    targets = {
        one.get("Id"): one.get("Target", "")
        for _event, one in iterparse(parts.open("xl/_rels/workbook.xml.rels"), forbid_dtd=True)
    }
    paths = {}
    for _event, one in iterparse(parts.open("xl/workbook.xml"), forbid_dtd=True):
        if one.tag == f"{_MAIN}sheet":
            marks = [value for name, value in one.items() if name.endswith("}id")]
            target = targets.get(marks[0] if marks else None, "") or ""
            path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            if path in parts.namelist():
                paths[one.get("name", "")] = path
    return paths


@dataclass(slots=True)
class _Looks:
    """What openpyxl does not tell while it streams."""

    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    unseen: set[int] = field(default_factory=set)
    unknown: set[tuple[int, int]] = field(default_factory=set)


def _looks(parts: zipfile.ZipFile, path: str) -> _Looks:
    looks = _Looks()
    for _event, one in iterparse(parts.open(path), forbid_dtd=True):
        if one.tag == f"{_MAIN}row":
            number = int(one.get("r") or 0)
            if one.get("hidden") in {"1", "true"}:
                looks.hidden.add(number)
            looks.unknown |= set(_uncalculated(one))
            one.clear()
        elif one.tag == f"{_MAIN}col" and one.get("hidden") in {"1", "true"}:
            first, last = int(one.get("min") or 1), int(one.get("max") or 1)
            looks.unseen |= set(range(first - 1, min(last, MOST_COLUMNS + 1)))
        elif one.tag == f"{_MAIN}mergeCell" and len(looks.merged) < _MOST_MERGED:
            looks.merged.append(_area(one.get("ref", "")))
    return looks


def _uncalculated(row: Any) -> list[tuple[int, int]]:
    """Return the places of formulas without a result."""
    cells = [one for one in row if one.find(f"{_MAIN}f") is not None]
    empty = [one for one in cells if not (one.findtext(f"{_MAIN}v") or "")]
    return [_area(one.get("r", ""))[:2] for one in empty if one.get("r")]


def _area(reference: str) -> tuple[int, int, int, int]:
    left, top, right, down = (int(one or 1) for one in range_boundaries(reference))
    return top, left - 1, down, right - 1


def _sheet(sheet: Any, looks: _Looks) -> Grid:
    rows: dict[int, list[Cell]] = {}
    sheet.reset_dimensions()  # some programs write a wrong size
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = [_shown(one) for one in cells[: MOST_COLUMNS + 1]]
        for top, left in looks.unknown & {(number, at) for at in range(len(row))}:
            row[left] = FORMULA if top else ""
        if any(one != "" for one in row):
            rows[number] = row
        if number > _MOST_ASKED or len(rows) > MOST_LINES + len(looks.hidden):
            raise UnreadableTableError(too_many(sheet.title))
    for area in looks.merged:
        _spread(rows, *area)
    hidden = looks.hidden & rows.keys()
    shown = {number: row for number, row in rows.items() if number not in hidden}
    unseen = frozenset(
        at
        for at in looks.unseen
        if any(row[at : at + 1] not in ([], [""]) for row in shown.values())
    )
    notes = layout_notes(len(looks.merged), len(hidden), len(unseen))
    return bounded(sheet.title, shown, notes, looks.merged, frozenset(looks.unseen))


def _spread(rows: dict[int, list[Cell]], top: int, left: int, down: int, right: int) -> None:
    """Give the value of a merged cell to all its places in rows that have something in them."""
    first = rows.get(top, [])
    value, last = first[left] if left < len(first) else "", min(right, MOST_COLUMNS)
    if value == "":
        return
    for number in [one for one in rows if top <= one <= down]:
        row = rows[number]
        row.extend("" for _place in range(len(row), last + 1))
        row[left : last + 1] = [value] * (last + 1 - left)


def _shown(cell: Any) -> Cell:
    """Return a cell as Excel shows it: 0.9551 as "95,5%", a fraction with as many places as asked for."""
    value, form = cell.value, cell.number_format or ""
    if isinstance(value, datetime | date):
        letters = _LITERAL.sub("", form).lower()
        has_day = "d" in letters or "y" not in letters
        return value.strftime("%d/%m/%Y" if has_day else "%m/%Y" if "m" in letters else "%Y")
    if not isinstance(value, int | float) or isinstance(value, bool):
        return _cell(value)
    sections = [""] if _CONDITION.search(form) else form.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    asked = _PLACES.fullmatch(_LITERAL.sub("", section))
    if asked and asked[2]:
        return f"{_rounded(100 * Decimal(repr(value)), asked[1])}%".replace(".", ",")
    if asked and isinstance(value, float):
        return _cell(float(_rounded(Decimal(repr(value)), asked[1])))
    return _cell(value)


def _rounded(number: Decimal, places: str | None) -> Decimal:
    """Return a number with as many places as its format has, a half upwards as Excel does."""
    return number.quantize(Decimal(1).scaleb(-len(places or "")), ROUND_HALF_UP)


def _cell(value: Any) -> Cell:
    """Return a value of Excel as a cell."""
    said: Cell
    match value:
        case None:
            said = ""
        case bool():
            said = "x" if value else ""
        case int():
            said = value if abs(value) < 10**15 else str(value)
        case float():
            said = value if abs(value) < 10**15 else str(value)
        case time():
            said = value.strftime("%H:%M")
        case timedelta():
            said = str(value)
        case _:
            said = clean_text(str(value)).strip()
    return said
