"""Pasted text with tables in it: the blocks of a body that say the same, in the same order."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _
from selectolax.lexbor import LexborHTMLParser, LexborNode
from wagtail.rich_text import RichText

from cms.blocks.table import LONGEST_CELL, LONGEST_TITLE, MOST_COLUMNS, MOST_ROWS, TableBlock
from cms.blocks.text import ParagraphBlock
from cms.importing.grid import Grid, UnreadableTableError, as_text
from cms.importing.pasted import is_deep, read_html
from sitegen.collect.richtext import plain_text

__all__ = ["blocks_of", "cells_of"]

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
    rows = [[as_text(line.at(at)) for at in range(grid.width)] for line in grid.lines]
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
    title, cells, notes = cells_of(grids[0])
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
    block = TableBlock()
    value = block.to_python({"title": title, "cells": cells, "has_row_heads": False})
    return block.get_form_state(value), notes


def _paragraph(html: str) -> Iterator[Raw]:
    if plain_text(html):
        yield {"type": "paragraph", "value": ParagraphBlock().get_form_state(RichText(html))}
