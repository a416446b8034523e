"""Reading what was pasted from Excel or Word, and .csv files."""

import csv
import io
import re

from django.utils.translation import gettext as _
from selectolax.lexbor import LexborHTMLParser, LexborNode

from cms.importing.grid import (
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

__all__ = ["is_deep", "read_csv", "read_html", "read_text"]

_MARKS = ("\t", ";", ",")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_LONGEST_SPAN = 200
_DEEPEST, _MOST_LETTERS_OF_HTML = 64, 20_000_000


def read_csv(content: bytes) -> list[Grid]:
    """Return the one table of a .csv file; raises UnreadableTableError."""
    is_utf_16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        text = content.decode("utf-16" if is_utf_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableTableError(
            _("Tệp không ghi bằng UTF-8 nên mất dấu. Trong Excel, chọn lưu thành .xlsx.")
        ) from error
    if "\x00" in text:
        raise UnreadableTableError(_("Đây không phải bảng. Đưa tệp .xlsx hoặc .csv."))
    return read_text(text, marks=_MARKS)


def read_text(text: str, *, marks: tuple[str, ...] = ("\t",)) -> list[Grid]:
    """Return the table of a text with one line for each row; raises UnreadableTableError.

    Of ``marks``, which part the cells, the one is taken that is found most in the first lines.
    """
    start = "\n".join([line for line in text.splitlines() if line.strip()][:10])
    mark = max(marks, key=start.count)
    name = _("Bảng đã dán") if marks == ("\t",) else _("Tệp .csv")
    rows: dict[int, list[Cell]] = {}
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=mark), 1):
            if any(one.strip() for one in cells):
                rows[number] = [clean_text(one).strip() for one in cells]
            if len(rows) > MOST_LINES:
                raise UnreadableTableError(too_many(name))
    except csv.Error as error:
        raise UnreadableTableError(_("Không đọc được các dòng này: có ô quá dài.")) from error
    return [bounded(name, rows, [])] if rows else []


def read_html(html: str) -> list[Grid]:
    """Return the largest table of what another program put on the clipboard.

    Raises UnreadableTableError where there is too much of it, or tables stand too deep in tables.
    """
    if len(html) > _MOST_LETTERS_OF_HTML:
        raise UnreadableTableError(
            _("Bảng đã dán quá lớn. Chia thành nhiều phần rồi đưa từng phần.")
        )
    parsed = LexborHTMLParser(html)
    if parsed.root is not None and is_deep(parsed.root):
        raise UnreadableTableError(
            _("Bảng lồng nhau quá sâu. Chỉ chép bảng có số liệu rồi dán lại.")
        )
    tables = parsed.css("table")
    if not tables:
        return []
    table = max(tables, key=lambda one: len(one.css("tr")))
    rows: dict[int, list[Cell]] = {}
    below: dict[tuple[int, int], str] = {}
    merged = hidden = 0
    for number, line in enumerate(table.css("tr"), 1):
        if _HIDDEN.search(line.attributes.get("style") or ""):
            hidden += 1
            continue
        row, spans = _row(line, number, below)
        merged += spans
        rows[number] = row
        if len(rows) > MOST_LINES * 2:
            raise UnreadableTableError(too_many(_("Bảng đã dán")))
    return [bounded(_("Bảng đã dán"), rows, layout_notes(merged, hidden))]


def is_deep(root: LexborNode) -> bool:
    """Tell whether elements stand so deep in one another that reading them would take for ever."""
    node: LexborNode | None = root
    depth = 0
    while node is not None:
        if node.child is not None:
            node, depth = node.child, depth + 1
            if depth > _DEEPEST:
                return True
            continue
        while node is not None and node.next is None:
            node, depth = node.parent if depth else None, depth - 1
        node = node.next if node is not None else None
    return False


def _row(
    line: LexborNode, number: int, below: dict[tuple[int, int], str]
) -> tuple[list[Cell], int]:
    """Return the cells of a line with what reaches into it from above, and how many are merged."""
    row: list[Cell] = []
    merged = 0
    for cell in line.css("td, th"):
        while (number, len(row)) in below:
            row.append(below.pop((number, len(row))))
        across, down = _span(cell, "colspan"), _span(cell, "rowspan")
        said = _said(cell)
        merged += bool(said) and (across > 1 or down > 1)
        for at in range(len(row), min(len(row) + across, MOST_COLUMNS + 1)):
            row.append(said)
            below.update({(number + step, at): said for step in range(1, down)})
    while (number, len(row)) in below:
        row.append(below.pop((number, len(row))))
    return row, merged


def _span(cell: LexborNode, name: str) -> int:
    said = (cell.attributes.get(name) or "1").strip()
    return max(1, min(int(said), _LONGEST_SPAN)) if said.isdecimal() and len(said) < 9 else 1


def _said(cell: LexborNode) -> str:
    """Return what stands in a cell, a line for each of its paragraphs."""
    for end in cell.css("br"):
        end.replace_with("\n")
    paragraphs = cell.css("p, li, div") or [cell]
    lines = [
        " ".join(part.split())
        for one in paragraphs
        for part in (one.text(deep=True) or "").split("\n" if len(paragraphs) == 1 else "\x00")
    ]
    return clean_text("\n".join(line for line in lines if line)).strip()
