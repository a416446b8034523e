"""What a citizen can do online, kind by kind."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

__all__ = ["FeaturesBlock"]


class FeatureBlock(blocks.StructBlock):
    """Một việc người dân làm được."""

    label = blocks.CharBlock(label=_("Việc làm được"), max_length=160)
    label_english = blocks.CharBlock(label=_("Bằng tiếng Anh"), required=False, max_length=160)
    offered_by = blocks.RegexBlock(
        label=_("Thứ tự các loại hình cho làm"),
        regex=r"^\d+( \d+)*$",
        help_text=_("Số thứ tự, cách nhau một khoảng trắng: 2 3 4"),
        error_messages={"invalid": _("Chỉ ghi số thứ tự, cách nhau một khoảng trắng: 2 3 4")},
    )

    class Meta:
        icon = "tick"
        label = _("Việc làm được")


class FeaturesBlock(blocks.StreamBlock):
    """Bảng so sánh."""

    feature = FeatureBlock()
