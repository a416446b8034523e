"""Tham số: values that a step set leaves to each office, by name."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.words import WordsBlock
from guides.tokens import SOURCES

__all__ = ["DeclaredBlock"]


class DeclarationBlock(blocks.StructBlock):
    """Một tham số."""

    name = blocks.RegexBlock(
        label=_("Tên"),
        regex=r"^[a-z][a-z0-9_]{0,39}$",
        help_text=_("Chữ thường không dấu, ví dụ ten_muc; trong bước viết {{ten_muc}}."),
        error_messages={"invalid": _("Chỉ gồm chữ thường không dấu, số và gạch dưới: ten_muc.")},
    )
    meaning = WordsBlock(
        label=_("Nghĩa là"),
        max_length=200,
        help_text=_("Ví dụ: tên cơ quan trong menu của cổng."),
    )
    source = blocks.ChoiceBlock(
        label=_("Lấy ở đâu"),
        required=False,
        choices=list(SOURCES.items()),
        help_text=_("Để trống: mỗi hướng dẫn tự ghi ở mục “Giá trị riêng”."),
    )

    class Meta:
        icon = "tag"
        label = _("Tham số")


class DeclaredBlock(blocks.StreamBlock):
    """Các tham số."""

    parameter = DeclarationBlock()
