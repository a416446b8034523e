"""Khác bản chung: what one office does otherwise than the shared steps say, addressed by step.

Officers say "bước 4". When they save, the machine keeps beside it which step that was, for
ever, and what it said then (:mod:`guides.origin`), so that a new version of the set loses nothing.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.kept import KeptBlock
from cms.blocks.words import WordsBlock
from guides.blocks.step import SETTINGS, StepBlock
from media.blocks import IllustrationBlock

__all__ = ["ChangesBlock", "OwnPictureBlock"]


def _place() -> blocks.IntegerBlock:
    return blocks.IntegerBlock(label=_("Bước số mấy trong bộ bước"), min_value=1)


def _layout(*first: str) -> blocks.BlockGroup:
    return blocks.BlockGroup(
        children=[*first, "title", "body", "pictures", "fields", "remarks", "origin"],
        settings=SETTINGS,
    )


class OwnPictureBlock(blocks.StructBlock):
    """Hình riêng thay cho hình chung của một bước."""

    step = _place()
    picture = IllustrationBlock(label=_("Hình"))
    origin = KeptBlock()

    class Meta:
        icon = "image"
        label = _("Hình riêng")


class ReplaceBlock(StepBlock):
    """Viết lại một bước."""

    step = _place()
    origin = KeptBlock()

    class Meta:
        icon = "edit"
        label = _("Viết lại bước")
        form_layout = _layout("step")


class LeaveOutBlock(blocks.StructBlock):
    """Bỏ một bước."""

    step = _place()
    reason = WordsBlock(
        label=_("Vì sao bỏ"),
        required=False,
        max_length=255,
        help_text=_("Cho đồng nghiệp đọc; người dân không thấy."),
    )
    origin = KeptBlock()

    class Meta:
        icon = "cross"
        label = _("Bỏ bước")


class AddBeforeBlock(StepBlock):
    """Thêm một bước ngay trước."""

    step = _place()
    origin = KeptBlock()

    class Meta:
        icon = "plus"
        label = _("Thêm trước bước")
        form_layout = _layout("step")


class AddAfterBlock(StepBlock):
    """Thêm một bước ngay sau."""

    step = _place()
    origin = KeptBlock()

    class Meta:
        icon = "plus"
        label = _("Thêm sau bước")
        form_layout = _layout("step")


class ChangesBlock(blocks.StreamBlock):
    """Khác bản chung."""

    replace = ReplaceBlock()
    leave_out = LeaveOutBlock()
    add_before = AddBeforeBlock()
    add_after = AddAfterBlock()
