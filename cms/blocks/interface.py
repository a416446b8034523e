"""Words on a portal's screens: its buttons and tabs by name, so that guides need not repeat them."""

from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.words import WordsBlock

__all__ = ["InterfaceLabelsBlock"]


class InterfaceLabelBlock(blocks.StructBlock):
    """Chữ trên một nút, một thẻ."""

    name = blocks.RegexBlock(
        label=_("Tên gọi trong các bước"),
        regex=r"^[a-z][a-z0-9_]{0,39}$",
        help_text=_("Chữ thường không dấu, ví dụ dang_ky; trong bước viết {{nhan.dang_ky}}."),
        error_messages={"invalid": _("Chỉ gồm chữ thường không dấu, số và gạch dưới: dang_ky.")},
    )
    text = WordsBlock(
        label=_("Chữ trên màn hình"),
        max_length=120,
        help_text=_("Viết đúng như cổng viết, cả chữ hoa: Đăng ký, NỘP HỒ SƠ TRỰC TUYẾN."),
    )

    class Meta:
        icon = "code"
        label = _("Nút, thẻ")


class InterfaceLabelsBlock(blocks.StreamBlock):
    """Chữ trên nút."""

    label = InterfaceLabelBlock()

    def clean(self, value: Any) -> Any:
        """Refuse two labels of one name: nobody could tell which is meant."""
        cleaned = super().clean(value)
        count = Counter(block.value["name"] for block in cleaned)
        doubled = [at for at, block in enumerate(cleaned) if count[block.value["name"]] > 1]
        if doubled:
            said = ValidationError(_("Tên gọi này đã dùng cho một nút khác của cổng."))
            at_name = StructBlockValidationError({"name": said})
            raise StreamBlockValidationError(block_errors=dict.fromkeys(doubled, at_name))
        return cleaned
