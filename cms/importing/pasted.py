"""Reading what was pasted from Excel or Word, and .csv files."""

import csv
import io

from django.utils.translation import gettext as _
from selectolax.lexbor import LexborHTMLParser, LexborNode

from cms.importing.fragments import Left, Line, is_hidden, lines_of, parts_of, rows_of
from cms.importing.grid import (
    MOST_COLUMNS,
    MOST_LINES,
    Area,
    Cell,
    Grid,
    UnreadableTableError,
    bounded,
    layout_notes,
    too_many,
)
from cms.text import clean_text

__all__ = ["grid_of", "is_deep", "read_csv", "read_html", "read_text"]

_MARKS = ("\t", ";", ",")
_LONGEST_SPAN = 200
_DEEPEST, _MOST_LETTERS_OF_HTML = 64, 20_000_000
_Seen = str | None
"""What a cell says, None where nobody saw it."""


def read_csv(content: bytes) -> list[Grid]:
    """Return the one table of a .csv file; raises UnreadableTableError."""
    is_utf_16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    if b"\x00\x00" in content:  # a picture, or whatever else is no text
        raise UnreadableTableError(_("Đây không phải bảng. Đưa tệp .xlsx hoặc .csv."))
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
    return [grid_of(max(tables, key=lambda one: len(list(rows_of(one)))))] if tables else []


def grid_of(table: LexborNode) -> Grid:
    """Return the table of an element; raises UnreadableTableError where there is too much of it."""
    rows: dict[int, list[_Seen]] = {}
    below: dict[tuple[int, int], _Seen] = {}
    areas: list[Area] = []
    left, hidden = Left(), 0
    for number, line in enumerate(rows_of(table), 1):
        is_seen = not is_hidden(line)
        row = _row(line, number, below, areas, left if is_seen else Left())
        hidden += not is_seen
        if is_seen:
            rows[number] = row
        if len(rows) > MOST_LINES * 2:
            raise UnreadableTableError(too_many(_("Bảng đã dán")))
    unseen = _unseen(table, list(rows.values()))
    filled: dict[int, list[Cell]] = {
        number: [one or "" for one in row] for number, row in rows.items()
    }
    notes = [*layout_notes(len(areas), hidden, len(unseen)), *left.notes()]
    return bounded(_("Bảng đã dán"), filled, notes, areas, unseen)


def _unseen(table: LexborNode, rows: list[list[_Seen]]) -> frozenset[int]:
    """Return the columns that are hidden as such, and those of which every cell is."""
    at, found = 0, set[int]()
    for group in parts_of(table, "colgroup"):
        for column in parts_of(group, "col"):
            wide = _span(column, "span")
            found |= set(range(at, at + wide)) if is_hidden(column) else set()
            at += wide
    width = max(map(len, rows), default=0)
    kept = {at for row in rows for at, one in enumerate(row) if one is not None}
    return frozenset(at for at in range(width) if at in found or at not in kept)


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
    line: LexborNode,
    number: int,
    below: dict[tuple[int, int], _Seen],
    areas: list[Area],
    left: Left,
) -> list[_Seen]:
    """Return the cells of a line with what reaches into it from above, and note what is merged."""
    row: list[_Seen] = []
    for cell in parts_of(line, "td", "th"):
        while (number, len(row)) in below:
            row.append(below.pop((number, len(row))))
        start, across, down = len(row), _span(cell, "colspan"), _span(cell, "rowspan")
        end = min(start + across, MOST_COLUMNS + 1)
        said = None if is_hidden(cell) else _said(cell, left)
        if said and (across > 1 or down > 1):
            areas.append((number, start, number + down - 1, end - 1))
        for at in range(start, end):
            row.append(said)
            below.update({(number + step, at): said for step in range(1, down)})
    while (number, len(row)) in below:
        row.append(below.pop((number, len(row))))
    return row


def _span(cell: LexborNode, name: str) -> int:
    said = (cell.attributes.get(name) or "1").strip()
    return max(1, min(int(said), _LONGEST_SPAN)) if said.isdecimal() and len(said) < 9 else 1


def _said(cell: LexborNode, left: Left) -> str:
    """Return what stands in a cell, a line for each of its paragraphs."""
    lines = lines_of(cell, left, has_tables=False)
    return "\n".join(one.text for one in lines if isinstance(one, Line))
