"""Bảng: a plain table. Its cells are one value, written in a grid (static/cms/cells.js)."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter
from wagtail_localize.segments import StringSegmentValue

from cms.blocks.words import WordsBlock
from cms.text import clean_text

__all__ = ["LONGEST_CELL", "LONGEST_TITLE", "MOST_COLUMNS", "MOST_ROWS", "CellsBlock", "TableBlock"]

MOST_COLUMNS, MOST_ROWS, LONGEST_CELL, LONGEST_TITLE = 10, 200, 1_000, 200
"""Columns that are still read on A4; rows; letters of a cell and of the name."""

Cells = list[list[str]]


def _parsed(value: Any) -> Cells:
    """Return the rows of what a form sent or of what is stored; [] where it is none."""
    try:
        rows = json.loads(value) if isinstance(value, str) else value or []
    except (ValueError, RecursionError):
        return []
    is_table = isinstance(rows, list) and all(isinstance(row, list) for row in rows)
    if not is_table or not all(isinstance(cell, str) for row in rows for cell in row):
        return []
    return _even([[_tidy(cell) for cell in row] for row in rows])


def _tidy(cell: str) -> str:
    return "\n".join(" ".join(line.split()) for line in clean_text(cell).strip().split("\n"))


def _even(rows: Cells) -> Cells:
    """Return rows of one width without the empty ones at the end; a row of one cell reaches across."""
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((at + 1 for row in rows for at, one in enumerate(row) if one), default=0)
    return [
        row if at and len(row) == 1 and row[0] else (row + [""] * width)[:width]
        for at, row in enumerate(rows)
    ]


class CellsWidget(forms.Textarea):
    """The cells as JSON, which the grid keeps out of sight."""

    class Media:
        js = ["cms/cells.js"]
        css = {"all": ["cms/cells.css"]}


class CellsWidgetAdapter(WidgetAdapter):
    """Makes the grid."""

    js_constructor = "loa.Cells"


register(CellsWidgetAdapter(), CellsWidget)


class CellsBlock(blocks.FieldBlock):
    """Rows of cells, all of them text; the first row names the columns."""

    @cached_property
    def field(self) -> forms.Field:
        """Return the field that carries the cells as JSON."""
        return forms.CharField(
            widget=CellsWidget(),
            help_text=getattr(self.meta, "help_text", ""),
            error_messages={"required": _("Bảng chưa có chữ nào. Điền, hoặc xoá khối này.")},
        )

    def get_default(self) -> Cells:
        """Return a small empty table."""
        return [["", ""], ["", ""]]

    def value_from_form(self, value: Any) -> Cells:
        """Return the rows."""
        return _parsed(value)

    def value_for_form(self, value: Any) -> str:
        """Return the JSON; "" of a table that says nothing."""
        return json.dumps(value, ensure_ascii=False) if any(map(any, value or ())) else ""

    def get_form_state(self, value: Any) -> str:
        """Return what the grid begins with, an empty table too."""
        return json.dumps(value or self.get_default(), ensure_ascii=False)

    def clean(self, value: Any) -> Cells:
        """Refuse what cannot be shown as a table, saying where."""
        rows: Cells = super().clean(value)
        if fault := next(_faults(rows, is_draft=self.is_deferred_validation), None):
            raise ValidationError(fault)
        return rows

    def render_basic(self, value: Cells, context: Any = None) -> str:
        """Return a line for each row, by which Wagtail compares two versions."""
        return format_html_join("\n", "{}", ((" | ".join(row),) for row in value or ()))

    def get_searchable_content(self, value: Cells) -> list[str]:
        """Return the words of all cells."""
        return list(_texts(value))

    def get_translatable_segments(self, value: Cells) -> list[StringSegmentValue]:
        """Return each text once; a cell without letters is the same in every language.

        Named by what it says: rows may be moved and added, and the others stay translated.
        """
        texts = dict.fromkeys(_texts(value))
        return [StringSegmentValue(_name(one), one) for one in texts if any(map(str.isalpha, one))]

    def restore_translated_segments(
        self, value: Cells, segments: Iterable[StringSegmentValue]
    ) -> Cells:
        """Return the cells with what is translated in its place."""
        said = {one.path: one.render_text() for one in segments}
        return [[said.get(_name(cell), cell) for cell in row] for row in value]


def _texts(rows: Cells) -> Iterator[str]:
    yield from (cell for row in rows or () for cell in row if cell)


def _name(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def _faults(rows: Cells, *, is_draft: bool) -> Iterator[Any]:
    """Yield what is amiss; a draft may lack something."""
    width = max(map(len, rows), default=0)
    if width > MOST_COLUMNS or len(rows) > MOST_ROWS:
        yield _(
            "Bảng có %(columns)s cột, %(rows)s dòng; nhiều nhất %(most_columns)s cột, %(most_rows)s "
            "dòng. Tách thành nhiều bảng, hoặc đính kèm tệp."
        ) % {
            "columns": width,
            "rows": len(rows),
            "most_columns": MOST_COLUMNS,
            "most_rows": MOST_ROWS,
        }
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            if len(cell) > LONGEST_CELL:
                place = {"row": number, "column": column, "most": LONGEST_CELL}
                yield _("Dòng %(row)s, cột %(column)s: dài quá %(most)s chữ.") % place
    if is_draft or not rows:
        return
    if len(rows) == 1:
        yield _("Bảng mới có dòng tên cột. Thêm ít nhất một dòng bên dưới.")
    for column, name in enumerate(rows[0], 1):
        if not name:
            yield _("Cột %(column)s chưa có tên ở dòng đầu.") % {"column": column}


class TableBlock(blocks.StructBlock):
    """Bảng."""

    title = WordsBlock(label=_("Tên bảng"), required=False, max_length=LONGEST_TITLE)
    cells = CellsBlock(
        label=_("Các ô"),
        help_text=_(
            "Dòng đầu là tên các cột. Chép bảng trong Word, Excel rồi dán vào một ô: máy điền từ ô ấy."
        ),
    )
    has_row_heads = blocks.BooleanBlock(
        label=_("Cột đầu là tên của dòng"),
        required=False,
        help_text=_("Người nghe máy đọc được nghe tên ấy trước từng ô; cột số thứ tự thì không."),
    )

    class Meta:
        icon = "table"
        label = _("Bảng")
