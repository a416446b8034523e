"""More telephone numbers of one contact point, each with what it is for."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.kept import NotTranslated
from cms.phones import phone_link

__all__ = ["CANNOT_CALL", "PhonesBlock"]

CANNOT_CALL = _(
    "Không gọi được số này. Viết một số, đủ mã vùng: 0209.3810.777; 0277 1022, bấm 1."
    " Có nhiều số thì ghi thêm ở “Số điện thoại khác”."
)


class NumberBlock(NotTranslated, blocks.CharBlock):
    """Số điện thoại, as it is printed."""

    def clean(self, value: Any) -> Any:
        """Refuse a number that nobody could call."""
        cleaned = super().clean(value)
        if cleaned and not phone_link(cleaned):
            raise ValidationError(CANNOT_CALL)
        return cleaned


class PhoneBlock(blocks.StructBlock):
    """Một số điện thoại."""

    number = NumberBlock(
        label=_("Số"), max_length=120, help_text=_("Viết như trên giấy: 1900 1234, nhánh 2.")
    )
    words = blocks.CharBlock(
        label=_("Số này để"),
        required=False,
        max_length=120,
        help_text=_("Ví dụ: Một cửa, trong giờ hành chính."),
    )

    class Meta:
        icon = "mobile-alt"
        label = _("Số điện thoại")
        label_format = "{number} – {words}"


class PhonesBlock(blocks.StreamBlock):
    """Các số điện thoại khác."""

    phone = PhoneBlock()
