"""Blocks about getting something done: guide, payment, result, contacts, see also."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.lines import LinesBlock
from media.blocks import PictureBlock

__all__ = [
    "ContactsBlock",
    "DownloadsBlock",
    "FigureBlock",
    "GuideBlock",
    "PaymentBlock",
    "ResultDeliveryBlock",
    "SeeAlsoBlock",
]


class GuideBlock(blocks.StructBlock):
    """Hướng dẫn kèm theo: the steps stand in the guide only, this shows them here too."""

    guide = blocks.PageChooserBlock(
        label=_("Hướng dẫn"),
        page_type="guides.GuidePage",
        help_text=_("Các bước hiện nguyên văn ở đây và trên bản in; sửa ở trang hướng dẫn."),
    )

    class Meta:
        icon = "list-ol"
        label = _("Hướng dẫn kèm theo")


class PaymentBlock(blocks.StructBlock):
    """Nộp phí, lệ phí."""

    title = blocks.CharBlock(label=_("Tiêu đề"), default="Nộp phí, lệ phí", max_length=120)
    fact = SnippetChooserBlock("cms.PaymentFact", label=_("Thông tin nộp tiền"))

    class Meta:
        icon = "placeholder"
        label = _("Nộp phí, lệ phí")


class ResultDeliveryBlock(blocks.StructBlock):
    """Nhận kết quả."""

    title = blocks.CharBlock(label=_("Tiêu đề"), default="Nhận kết quả", max_length=120)
    ways = LinesBlock(
        blocks.CharBlock(max_length=200, label=_("Cách nhận")), label=_("Các cách nhận"), min_num=1
    )
    note = blocks.CharBlock(label=_("Ghi chú"), required=False, max_length=255)

    class Meta:
        icon = "tick-inverse"
        label = _("Nhận kết quả")


class ContactsBlock(blocks.StructBlock):
    """Liên hệ."""

    title = blocks.CharBlock(label=_("Tiêu đề"), default="Cần giúp đỡ, hãy gọi", max_length=120)
    points = blocks.ListBlock(
        SnippetChooserBlock("cms.ContactPoint", label=_("Đầu mối")), label=_("Các đầu mối")
    )

    class Meta:
        icon = "mobile-alt"
        label = _("Liên hệ")


class DownloadsBlock(blocks.StructBlock):
    """Tải về."""

    title = blocks.CharBlock(label=_("Tiêu đề"), default="Tải về", max_length=120)
    files = blocks.ListBlock(DocumentChooserBlock(label=_("Tệp")), label=_("Các tệp"), min_num=1)

    class Meta:
        icon = "download"
        label = _("Tải về")


class FigureBlock(PictureBlock):
    """Hình có chú thích."""

    caption = blocks.CharBlock(label=_("Chú thích"), required=False, max_length=255)

    class Meta:
        icon = "image"
        label = _("Hình")
        form_layout = blocks.BlockGroup(
            children=["picture", "callouts", "alt", "caption"], settings=["focus", "drawn_for"]
        )


class SeeAlsoBlock(blocks.StructBlock):
    """Xem thêm."""

    pages = blocks.ListBlock(blocks.PageChooserBlock(label=_("Trang")), label=_("Các trang"))

    class Meta:
        icon = "link"
        label = _("Xem thêm")
