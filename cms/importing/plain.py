"""Pasted text with tables in it: the blocks of a body that say the same, in the same order."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _
from selectolax.lexbor import LexborHTMLParser, LexborNode
from wagtail.rich_text import RichText

from cms.blocks.table import LONGEST_CELL, LONGEST_TITLE, MOST_COLUMNS, MOST_ROWS, TableBlock
from cms.blocks.text import HeadingBlock, ParagraphBlock
from cms.importing.fragments import Left, Line, is_layout, lines_of, parts_of
from cms.importing.grid import FORMULA, Area, Grid, UnreadableTableError, as_written
from cms.importing.pasted import grid_of, is_deep

__all__ = ["blocks_of", "cells_of", "table_of", "with_tables"]

_MOST_LETTERS = 2_000_000
_MOST_TABLES = 20
Raw = dict[str, Any]


def blocks_of(html: str) -> tuple[list[Raw], list[str]]:
    """Return the states of paragraphs and tables for the form, and what must be said of them.

    Raises UnreadableTableError where a table would lose something.
    """
    if len(html) > _MOST_LETTERS:
        raise UnreadableTableError(_("Đoạn vừa chép quá dài. Chép từng phần rồi dán."))
    page = LexborHTMLParser(html)
    if page.root is None or page.body is None or is_deep(page.root):
        raise UnreadableTableError(_("Bảng lồng nhau quá sâu. Chép riêng từng bảng rồi dán."))
    found, notes, around = list[Raw](), list[str](), list[Line]()
    left = Left()
    for one in lines_of(page.body, left, has_tables=True):
        if isinstance(one, Line):
            around.append(one)
            continue
        raw, said, above = _table(one)
        found += [*_texts([*around, *above]), raw]
        around.clear()
        notes += said
        if sum(one["type"] == "table" for one in found) > _MOST_TABLES:
            raise UnreadableTableError(_("Có quá nhiều bảng. Chép từng phần rồi dán."))
    left.addresses.clear()  # paragraphs keep them
    return [*found, *_texts(around)], list(dict.fromkeys([*notes, *left.notes()]))


def cells_of(grid: Grid) -> tuple[str, list[list[str]], list[str]]:
    """Return the name of a table, "" for none, its rows, and what was done that was not asked for.

    The first row names the columns. What was merged stands in each of its cells; across all
    columns it stands once, above them as the name and further down as a row of its own. Of several
    rows of names the columns have all.
    """
    rows = list(_rows_of(grid))
    notes, names = list(grid.notes), list[str]()
    while len(rows) > 1 and rows[0].is_across:
        names.append(" ".join(rows.pop(0).cells[0].split()))
    if title := " – ".join(names):
        notes.append(_("Dòng đầu thành tên bảng: “%s”.") % title)
    count = 1
    while count < len(rows) - 1 and rows[count - 1].names_groups_of(rows[count]):
        count += 1
    heads, others = rows[:count], rows[count:]
    over = zip(*(one.cells for one in heads), strict=True)
    head = [": ".join(dict.fromkeys(filter(None, column))) for column in over]
    if count > 1:
        said = {"count": count, "name": max(head, key=len)}
        notes.append(_("%(count)s dòng tên cột ghép làm một: “%(name)s”.") % said)
    if across := sum(one.is_across for one in others):
        notes.append(_("%s dòng gộp hết các cột thành dòng tên nhóm.") % across)
    return title, [head, *(one.cells[:1] if one.is_across else one.cells for one in others)], notes


@dataclass(frozen=True, slots=True)
class _Row:
    """``areas`` are the merged ones that reach into it."""

    number: int
    cells: list[str]
    areas: list[Area]

    @property
    def is_across(self) -> bool:
        """Tell whether its one cell reaches across all columns."""
        last = len(self.cells) - 1
        return last > 0 and any(
            left == 0 and right >= last for _top, left, _down, right in self.areas
        )

    def names_groups_of(self, below: "_Row") -> bool:
        """Tell whether its cells that are merged to the right are named one by one in ``below``."""
        wide = [(left, right) for _top, left, _down, right in self.areas if right > left]
        down = [(left, right) for _top, left, end, right in self.areas if end >= below.number]
        if not wide or below.is_across:
            return False
        return all(
            not said or any(left <= at <= right for left, right in (*wide, *down))
            for at, said in enumerate(below.cells)
        )


def _rows_of(grid: Grid) -> Iterator[_Row]:
    """Yield the rows; what reaches across all columns and down as well stands in the first alone."""
    numbers = [line.number for line in grid.lines]
    areas: dict[int, list[Area]] = {number: [] for number in numbers}
    for one in grid.areas:
        for number in numbers[bisect_left(numbers, one[0]) : bisect_right(numbers, one[2])]:
            areas[number].append(one)
    whole = set[Area]()
    for line in grid.lines:
        cells = [as_written(line.at(at)) for at in range(grid.width)]
        row = _Row(line.number, cells, areas[line.number])
        if row.is_across:
            if whole & set(row.areas):
                continue
            whole |= set(row.areas)
        yield row


def _table(node: LexborNode) -> tuple[Raw, list[str], list[Line]]:
    """Return a block, what must be said of it, and its caption where it cannot be its name."""
    if any(not is_layout(one) for one in node.css("table")[1:]):
        raise UnreadableTableError(_("Trong một ô lại có bảng. Tách thành hai bảng rồi dán lại."))
    grid = grid_of(node)
    if not grid.lines:
        raise UnreadableTableError(_("Bảng vừa chép không có chữ nào."))
    raw, notes = table_of(grid)
    above = [
        one
        for part in parts_of(node, "caption")
        for one in lines_of(part, Left(), has_tables=False)
        if isinstance(one, Line)
    ]
    said = " ".join(" ".join(one.text for one in above).split())
    if said and not raw["title"] and len(said) <= LONGEST_TITLE:
        raw["title"], above = said, []
    block = TableBlock()
    return {"type": "table", "value": block.get_form_state(block.to_python(raw))}, notes, above


def table_of(grid: Grid) -> tuple[Raw, list[str]]:
    """Return a table as its block stores it, and what was done that was not asked for.

    Raises UnreadableTableError where the block cannot hold it.
    """
    title, cells, notes = cells_of(grid)
    if len(title) > LONGEST_TITLE:
        raise UnreadableTableError(
            _("Dòng đầu gộp hết các cột, dài quá %s chữ. Để dòng ấy ra ngoài bảng rồi dán lại.")
            % LONGEST_TITLE
        )
    if len(cells[0]) > MOST_COLUMNS or len(cells) > MOST_ROWS:
        place = {"columns": len(cells[0]), "rows": len(cells)}
        raise UnreadableTableError(
            _("Bảng có %(columns)s cột, %(rows)s dòng, nhiều quá. Tách ra, hoặc đính kèm tệp.")
            % place
        )
    if any(len(cell) > LONGEST_CELL for row in cells for cell in row):
        raise UnreadableTableError(
            _("Trong bảng có ô dài quá %(most)s chữ. Để chữ ấy ra ngoài bảng rồi dán lại.")
            % {"most": LONGEST_CELL}
        )
    if any(cell == FORMULA for row in cells for cell in row):
        raise UnreadableTableError(_("Có ô công thức chưa tính. Mở tệp trong Excel rồi lưu lại."))
    return {"title": title, "cells": cells, "has_row_heads": _are_names(cells)}, notes


def with_tables(body: list[Raw], grids: Iterable[Grid]) -> tuple[list[Raw], list[str]]:
    """Return a stored body with a block for each table, in the place of the one of its name.

    What cannot be taken is told of, with the name of its sheet.
    """
    made, notes = list(body), list[str]()
    taken = set[str]()  # two sheets may have one name
    for grid in grids:
        try:
            if len(grid.lines) < 2:
                raise UnreadableTableError(_("Chỉ có một dòng, không phải bảng."))
            raw, said = table_of(grid)
        except UnreadableTableError as error:
            place = {"name": grid.name, "fault": error}
            notes.append(_("Trang tính “%(name)s” chưa lấy. %(fault)s") % place)
            continue
        raw["title"] = raw["title"] or grid.name
        named = (at for at, one in enumerate(made) if _is_called(one, raw["title"], taken))
        at = next(named, len(made))
        kept = made[at]["id"] if at < len(made) else str(uuid4())
        taken.add(kept)
        made[at : at + 1] = [{"type": "table", "value": raw, "id": kept}]
        notes.append(_("“%s” thành khối “Bảng” ở nội dung.") % raw["title"])
        notes += said
    return made, list(dict.fromkeys(notes))


def _is_called(block: Raw, title: str, taken: set[str]) -> bool:
    is_named = block["type"] == "table" and block["value"].get("title") == title
    return is_named and block["id"] not in taken


def _are_names(cells: list[list[str]]) -> bool:
    """Tell whether the first column names the rows: words, each its own."""
    names = [row[0] for row in cells[1:] if len(row) > 1]
    return bool(names) and len(set(names)) == len(names) and all(map(_is_name, names))


def _is_name(cell: str) -> bool:
    return any(map(str.isalpha, cell)) and len(cell) > 2  # "IV" and "a)" number


def _texts(lines: list[Line]) -> Iterator[Raw]:
    """Yield headings and, of what stands between them, paragraphs."""
    for is_heading, found in groupby(lines, key=_is_heading):
        if not is_heading:
            html = "".join(map(_html, found))
            yield {"type": "paragraph", "value": ParagraphBlock().get_form_state(RichText(html))}
            continue
        for one in found:
            value = {"number": "", "text": one.text.replace("\n", " "), "level": one.kind[1]}
            block = HeadingBlock()
            yield {"type": "heading", "value": block.get_form_state(block.to_python(value))}


def _is_heading(line: Line) -> bool:
    return line.kind in ("h2", "h3") and len(line.text) <= LONGEST_TITLE


def _html(line: Line) -> str:
    """Return a line as it is stored: of an item its depth tells, not what stands around it."""
    if not line.depth:
        return f"<p>{line.html}</p>"
    start, end = f"<{line.kind}>" * line.depth, f"</{line.kind}>" * line.depth
    return f"{start}<li>{line.html}</li>{end}"
