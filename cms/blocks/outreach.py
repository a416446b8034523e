"""Blocks of plans, articles and leaflets."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.lines import LinesBlock

__all__ = [
    "AgencyGridBlock",
    "AssignmentsBlock",
    "BenefitsBlock",
    "ChannelsBlock",
    "ComparisonBlock",
]


class BenefitsBlock(blocks.StructBlock):
    """Lợi ích."""

    title = blocks.CharBlock(label=_("Tiêu đề"), max_length=160)
    items = LinesBlock(
        blocks.CharBlock(max_length=200, label=_("Lợi ích")), label=_("Các lợi ích"), min_num=1
    )

    class Meta:
        icon = "pick"
        label = _("Lợi ích")


class ComparisonSideBlock(blocks.StructBlock):
    """Một cách làm."""

    title = blocks.CharBlock(label=_("Tên"), max_length=80)
    stations = LinesBlock(
        blocks.CharBlock(max_length=120, label=_("Chặng")), label=_("Các chặng"), min_num=1
    )


class ComparisonBlock(blocks.StructBlock):
    """Sơ đồ so sánh: hai cách đi cạnh nhau, vẽ từ chữ."""

    title = blocks.CharBlock(label=_("Tiêu đề"), max_length=160)
    left = ComparisonSideBlock(label=_("Cách thứ nhất"))
    right = ComparisonSideBlock(label=_("Cách thứ hai"))
    caption = blocks.CharBlock(label=_("Chú thích"), required=False, max_length=255)

    class Meta:
        icon = "resubmit"
        label = _("Sơ đồ so sánh")


class AgencyGridBlock(blocks.StructBlock):
    """Lưới cơ quan."""

    title = blocks.CharBlock(label=_("Tiêu đề"), max_length=160)
    names = LinesBlock(
        blocks.CharBlock(max_length=80, label=_("Cơ quan")), label=_("Các cơ quan"), min_num=1
    )

    class Meta:
        icon = "grip"
        label = _("Lưới cơ quan")


class ChannelBlock(blocks.StructBlock):
    """Một hình thức."""

    name = blocks.CharBlock(label=_("Hình thức"), max_length=200)
    body = LinesBlock(blocks.TextBlock(label=_("Việc làm")), label=_("Các việc"))


class ChannelsBlock(blocks.StructBlock):
    """Hình thức tuyên truyền."""

    items = blocks.ListBlock(ChannelBlock(), label=_("Các hình thức"), min_num=1)

    class Meta:
        icon = "comment"
        label = _("Hình thức tuyên truyền")


class AssignmentBlock(blocks.StructBlock):
    """Một đơn vị."""

    unit = blocks.CharBlock(label=_("Đơn vị, người chịu trách nhiệm"), max_length=200)
    duties = LinesBlock(blocks.TextBlock(label=_("Nhiệm vụ")), label=_("Các nhiệm vụ"))


class AssignmentsBlock(blocks.StructBlock):
    """Tổ chức thực hiện."""

    items = blocks.ListBlock(AssignmentBlock(), label=_("Phân công"), min_num=1)

    class Meta:
        icon = "group"
        label = _("Tổ chức thực hiện")
