"""Nhóm bước: one way through, on one portal, from a shared set or written here."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.text import CalloutBlock, ParagraphBlock
from guides.blocks.step import StepBlock

__all__ = ["GroupsBlock"]


class ParameterBlock(blocks.StructBlock):
    """Giá trị riêng cho bộ bước dùng chung."""

    name = blocks.RegexBlock(
        label=_("Tên"),
        regex=r"^[a-z_]+$",
        error_messages={"invalid": _("Chỉ gồm chữ thường không dấu và gạch dưới: co_quan.")},
    )
    value = blocks.CharBlock(label=_("Giá trị"), max_length=200)

    class Meta:
        icon = "tag"
        label = _("Giá trị")


class OwnPictureBlock(blocks.StructBlock):
    """Hình riêng thay cho hình chung của một bước."""

    step = blocks.IntegerBlock(label=_("Bước thứ trong bộ bước"), min_value=1)
    picture = ImageChooserBlock(label=_("Hình"))

    class Meta:
        icon = "image"
        label = _("Hình riêng")


class ClosingBlock(blocks.StreamBlock):
    """Điều cần nói sau các bước."""

    paragraph = ParagraphBlock()
    callout = CalloutBlock()


class StepSetBlock(SnippetChooserBlock):
    """Chooser of a shared set: the set in the reader's language is found when pages are collected.

    A translated guide therefore keeps the source's choice. Were the set a part of the guide's
    translation, translating one guide would take the set's own translation offline for all.
    """

    def get_translatable_segments(self, value: object) -> list[object]:
        """Leave the choice alone."""
        return []

    def restore_translated_segments(self, value: object, segments: object) -> object:
        """Keep the choice."""
        return value


class GroupBlock(blocks.StructBlock):
    """Nhóm bước."""

    title = blocks.CharBlock(label=_("Tên cách làm"), max_length=160)
    lead = blocks.CharBlock(label=_("Câu dẫn"), required=False, max_length=255)
    portal = SnippetChooserBlock("cms.Portal", label=_("Trên cổng"), required=False)
    step_set = StepSetBlock(
        "guides.StepSet",
        label=_("Bộ bước dùng chung"),
        required=False,
        help_text=_("Chọn thì các bước lấy từ bộ này; sửa một lần, mọi cơ quan cùng đổi."),
    )
    parameters = blocks.ListBlock(
        ParameterBlock(),
        label=_("Giá trị riêng"),
        default=[],
        help_text=_("Thường để trống: máy lấy tên cơ quan, tỉnh, cổng từ sổ cơ quan."),
    )
    own_pictures = blocks.ListBlock(OwnPictureBlock(), label=_("Hình riêng"), default=[])
    has_payment = blocks.BooleanBlock(label=_("Có bước nộp phí"), required=False)
    steps = blocks.ListBlock(StepBlock(), label=_("Các bước riêng"), default=[])
    closing = ClosingBlock(label=_("Sau các bước"), required=False)

    class Meta:
        icon = "list-ol"
        label = _("Nhóm bước")
        form_layout = blocks.BlockGroup(
            children=["title", "lead", "portal", "step_set", "has_payment", "steps", "closing"],
            settings=["parameters", "own_pictures"],
        )


class GroupsBlock(blocks.StreamBlock):
    """Các cách làm."""

    group = GroupBlock()
