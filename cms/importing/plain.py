"""Pasted text with tables in it: the blocks of a body that say the same, in the same order."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _
from selectolax.lexbor import LexborHTMLParser, LexborNode
from wagtail.rich_text import RichText

from cms.blocks.table import LONGEST_CELL, LONGEST_TITLE, MOST_COLUMNS, MOST_ROWS, TableBlock
from cms.blocks.text import ParagraphBlock
from cms.importing.grid import FORMULA, Grid, UnreadableTableError, as_written
from cms.importing.pasted import is_deep, read_html
from sitegen.collect.richtext import plain_text

__all__ = ["blocks_of", "cells_of", "table_of", "with_tables"]

_MOST_LETTERS = 2_000_000
_MOST_TABLES = 20
_MARK = "\ue000"
_SILENT = "style, script, head, title, meta, xml, colgroup"
Raw = dict[str, Any]


def blocks_of(html: str) -> tuple[list[Raw], list[str]]:
    """Return the states of paragraphs and tables for the form, and what must be said of them.

    Raises UnreadableTableError where a table would lose something.
    """
    if len(html) > _MOST_LETTERS:
        raise UnreadableTableError(_("Đoạn vừa chép quá dài. Chép từng phần rồi dán."))
    page = LexborHTMLParser(html.replace(_MARK, ""))
    if page.root is None or is_deep(page.root):
        raise UnreadableTableError(_("Bảng lồng nhau quá sâu. Chép riêng từng bảng rồi dán."))
    for one in page.css(_SILENT):
        one.decompose()
    tables = [one for one in page.css("table") if not _is_layout(one)]
    if len(tables) > _MOST_TABLES:
        raise UnreadableTableError(_("Có quá nhiều bảng. Chép từng phần rồi dán."))
    if any(one.css("table")[1:] for one in tables):
        raise UnreadableTableError(_("Trong một ô lại có bảng. Tách thành hai bảng rồi dán lại."))
    made, notes = [], list[str]()
    for one in tables:
        value, said = _table(one.html or "")
        made.append({"type": "table", "value": value})
        notes += said
        one.replace_with(_MARK)
    texts = (page.body.inner_html or "" if page.body else "").split(_MARK)
    found: list[Raw] = []
    for at, text in enumerate(texts):
        found += _paragraph(text)
        found += made[at : at + 1]
    return found, list(dict.fromkeys(notes))


def cells_of(grid: Grid) -> tuple[str, list[list[str]], list[str]]:
    """Return the name of a table, "" for none, its rows, and what was done that was not asked for.

    The first row names the columns. What was merged stands in each of its cells; across all
    columns it stands once, above them as the name and further down as a row of its own. Of two
    rows of names the columns have both.
    """
    rows = [[as_written(line.at(at)) for at in range(grid.width)] for line in grid.lines]
    title, notes = "", list(grid.notes)
    if len(rows) > 1 and _is_across(rows[0]) and len(rows[0][0]) <= LONGEST_TITLE:
        title = " ".join(rows.pop(0)[0].split())
        notes.append(_("Dòng đầu thành tên bảng: “%s”.") % title)
    while len(rows) > 2 and _is_over(rows[0], rows[1]):
        above, below = rows[:2]
        rows[:2] = [
            [
                f"{one}: {other}" if one and other and one != other else one or other
                for one, other in zip(above, below, strict=True)
            ]
        ]
        notes.append(_("Hai dòng tên cột ghép làm một: “%s”.") % max(rows[0], key=len))
    head, *others = rows
    if across := sum(map(_is_across, others)):
        notes.append(_("%s dòng gộp hết các cột thành dòng tên nhóm.") % across)
    return title, [head, *(row[:1] if _is_across(row) else row for row in others)], notes


def _is_layout(table: LexborNode) -> bool:
    """Tell whether a table is one cell: how pages and Excel hand over plain words."""
    return len(table.css("td, th")) < 2


def _is_across(row: list[str]) -> bool:
    return len(row) > 1 and bool(row[0]) and len(set(row)) == 1


def _is_over(above: list[str], below: list[str]) -> bool:
    """Tell whether ``above`` names groups of what ``below`` names: merged to the right and down."""
    is_wide = any(one and one == other for one, other in pairwise(above))
    return is_wide and any(one and one == other for one, other in zip(above, below, strict=True))


def _table(html: str) -> tuple[Raw, list[str]]:
    grids = [one for one in read_html(html) if one.lines]
    if not grids:
        raise UnreadableTableError(_("Bảng vừa chép không có chữ nào."))
    raw, notes = table_of(grids[0])
    block = TableBlock()
    return block.get_form_state(block.to_python(raw)), notes


def table_of(grid: Grid) -> tuple[Raw, list[str]]:
    """Return a table as its block stores it, and what was done that was not asked for.

    Raises UnreadableTableError where the block cannot hold it.
    """
    title, cells, notes = cells_of(grid)
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
    for grid in grids:
        try:
            raw, said = table_of(grid)
        except UnreadableTableError as error:
            place = {"name": grid.name, "fault": error}
            notes.append(_("Trang tính “%(name)s” chưa lấy. %(fault)s") % place)
            continue
        raw["title"] = raw["title"] or grid.name
        named = (at for at, one in enumerate(made) if _is_called(one, raw["title"]))
        at = next(named, len(made))
        kept = made[at]["id"] if at < len(made) else str(uuid4())
        made[at : at + 1] = [{"type": "table", "value": raw, "id": kept}]
        notes.append(_("“%s” thành khối “Bảng” ở nội dung.") % raw["title"])
        notes += said
    return made, list(dict.fromkeys(notes))


def _is_called(block: Raw, title: str) -> bool:
    return bool(block["type"] == "table" and block["value"].get("title") == title)


def _are_names(cells: list[list[str]]) -> bool:
    """Tell whether the first column names the rows: words, each its own."""
    names = [row[0] for row in cells[1:] if len(row) > 1]
    return bool(names) and len(set(names)) == len(names) and all(map(_is_name, names))


def _is_name(cell: str) -> bool:
    return any(map(str.isalpha, cell)) and len(cell) > 2  # "IV" and "a)" number


def _paragraph(html: str) -> Iterator[Raw]:
    if plain_text(html):
        yield {"type": "paragraph", "value": ParagraphBlock().get_form_state(RichText(html))}
