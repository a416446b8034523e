"""Blocks at the head and the foot of an official text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

__all__ = ["LegalBasesBlock", "RecipientsBlock"]


class LegalBasesBlock(blocks.StreamBlock):
    """Căn cứ: chọn trong sổ văn bản, câu dẫn do máy viết."""

    legal_document = SnippetChooserBlock("cms.LegalDocument", label=_("Văn bản"), icon="doc-full")


class RecipientGroupBlock(blocks.StructBlock):
    """Nhóm nơi nhận."""

    title = blocks.CharBlock(
        label=_("Tên nhóm"),
        required=False,
        max_length=60,
        help_text=_("Ví dụ “Bản điện tử”. Để trống khi chỉ có một nhóm."),
    )
    lines = blocks.ListBlock(
        blocks.CharBlock(max_length=200, label=_("Nơi nhận")), label=_("Các nơi nhận"), min_num=1
    )

    class Meta:
        icon = "mail"
        label = _("Nhóm nơi nhận")


class RecipientsBlock(blocks.StreamBlock):
    """Nơi nhận."""

    group = RecipientGroupBlock()
