"""Blocks at the head and the foot of an official text."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.lines import LinesBlock

__all__ = ["LegalBasesBlock", "RecipientsBlock"]


class LegalBasesBlock(blocks.StreamBlock):
    """Căn cứ: chọn trong sổ văn bản, câu dẫn do máy viết."""

    legal_document = SnippetChooserBlock("cms.LegalDocument", label=_("Văn bản"), icon="doc-full")


class RecipientGroupBlock(blocks.StructBlock):
    """Nhóm nơi nhận: its lines, and a name where there are several groups."""

    title = blocks.CharBlock(
        label=_("Tên nhóm"),
        required=False,
        max_length=60,
        help_text=_("Chỉ ghi khi có hai nhóm, ví dụ “Bản điện tử”, “Bản giấy”."),
    )
    lines = LinesBlock(
        blocks.CharBlock(max_length=200, label=_("Nơi nhận")),
        label=_("Các nơi nhận"),
        min_num=1,
        help_text=_("Dấu + ở ngay dưới dòng: mỗi lần bấm thêm một nơi nhận."),
    )

    class Meta:
        icon = "mail"
        label = _("Nhóm nơi nhận")
        form_layout = blocks.BlockGroup(children=["lines"], settings=["title"])


class RecipientsBlock(blocks.StreamBlock):
    """Nơi nhận: most texts have one group, which stands open from the beginning."""

    group = RecipientGroupBlock()

    class Meta:
        max_num = 4

    def get_form_state(self, value: Any) -> Any:
        """Return what the form shows: an open line where there is none yet."""
        return super().get_form_state(value) or [
            {"type": "group", "value": self.child_blocks["group"].get_form_state(_ONE_LINE)}
        ]

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> blocks.StreamValue:
        """Return the groups in which anything was written."""
        sent = super().value_from_datadict(data, files, prefix)
        written = [
            (one.block_type, one.value, one.id)
            for one in sent
            if one.value["lines"] or one.value["title"]
        ]
        return blocks.StreamValue(self, written)


_ONE_LINE = {"title": "", "lines": [""]}
