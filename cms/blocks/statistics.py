"""Figures: columns under a two-level heading, one row a unit. Never a table block."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.kept import NotTranslated

__all__ = [
    "LONGEST_FIGURES",
    "LONGEST_NAME",
    "LONGEST_UNIT",
    "NOTHING",
    "ColumnGroupsBlock",
    "RowsBlock",
    "are_figures",
    "figures",
    "is_too_long",
]

NOTHING = frozenset({"", "-", "–", "—", "…"})
"""What stands in a table where there is no figure."""

LONGEST_NAME, LONGEST_UNIT, LONGEST_FIGURES = 80, 160, 500
"""Letters: of a column or group of columns, of a unit, of all figures of a unit."""
_MOST_DIGITS = 15  # what a float holds

_FIGURE = re.compile(r"^-?\d{1,3}(\.\d{3})+(,\d+)?%?$|^-?\d+([.,]\d+)?%?$|^$")


def figures(line: str) -> tuple[str, ...]:
    """Return the figures of "1.160; 95,0%; " as plain decimals: ("1160", "95.0", "")."""
    return tuple(_plain(part.strip()) for part in line.split(";"))


def are_figures(texts: Iterable[str]) -> bool:
    """Tell whether texts are numbers as officers write them, at least one, and else nothing."""
    said = [text for text in texts if text not in NOTHING]
    return bool(said) and all(map(_FIGURE.match, said))


def is_too_long(figure: str) -> bool:
    """Tell whether a number has more digits than can be kept."""
    return sum(map(str.isdecimal, figure)) > _MOST_DIGITS


def _plain(figure: str) -> str:
    if not _FIGURE.match(figure):
        raise ValueError(figure)
    figure = figure.rstrip("%")
    if re.match(r"^-?\d{1,3}(\.\d{3})+(,\d+)?$", figure):
        figure = figure.replace(".", "")
    return figure.replace(",", ".")


class ColumnBlock(blocks.StructBlock):
    """Cột số liệu."""

    label = blocks.CharBlock(label=_("Tên cột"), max_length=LONGEST_NAME)
    unit = blocks.ChoiceBlock(
        label=_("Loại số"),
        choices=[("number", _("số")), ("percent", _("phần trăm"))],
        default="number",
    )


class ColumnGroupBlock(blocks.StructBlock):
    """Nhóm cột: dòng trên của tiêu đề bảng."""

    label = blocks.CharBlock(label=_("Tên nhóm cột"), required=False, max_length=LONGEST_NAME)
    columns = blocks.ListBlock(ColumnBlock(), label=_("Các cột"), min_num=1)

    class Meta:
        icon = "table"
        label = _("Nhóm cột")


class ColumnGroupsBlock(blocks.StreamBlock):
    """Các nhóm cột."""

    group = ColumnGroupBlock()


class FiguresBlock(NotTranslated, blocks.CharBlock):
    """Các số của một dòng, cách nhau bằng dấu chấm phẩy."""

    def clean(self, value: str) -> str:
        """Refuse, naming it, the first figure that is not a number."""
        cleaned: str = super().clean(value)
        try:
            figures(cleaned)
            if not cleaned.isascii():  # digits of other scripts
                raise ValueError(cleaned)
        except ValueError as error:
            raise ValidationError(
                _(
                    "“%(figure)s” không phải là số. Viết 1.234 hoặc 95,5%%; cách nhau dấu chấm phẩy."
                ),
                params={"figure": str(error)},
            ) from error
        if long := next(filter(is_too_long, cleaned.split(";")), None):
            raise ValidationError(
                _("“%(figure)s” dài quá 15 chữ số."), params={"figure": long.strip()}
            )
        return cleaned


class RowBlock(blocks.StructBlock):
    """Một đơn vị."""

    unit = blocks.CharBlock(label=_("Đơn vị"), max_length=LONGEST_UNIT)
    figures = FiguresBlock(
        label=_("Số liệu"),
        max_length=LONGEST_FIGURES,
        help_text=_("Theo thứ tự cột, cách nhau dấu chấm phẩy: 10; 0; 1.160; 100,0%"),
    )

    class Meta:
        icon = "list-ul"
        label = _("Đơn vị")


class RowsBlock(blocks.StreamBlock):
    """Các đơn vị."""

    row = RowBlock()
