"""Nhóm bước: one way through, on one portal, from a shared set or written here."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.kept import KeptBlock, NotTranslated
from cms.blocks.text import CalloutBlock, ParagraphBlock
from cms.blocks.words import WordsBlock
from guides.blocks.changes import ChangesBlock, OwnPictureBlock
from guides.blocks.step import StepBlock

__all__ = ["GroupsBlock", "OwnStepsBlock"]


class ParameterBlock(blocks.StructBlock):
    """Giá trị riêng cho bộ bước dùng chung."""

    name = blocks.RegexBlock(
        label=_("Tên"),
        regex=r"^[a-z_]+$",
        error_messages={"invalid": _("Chỉ gồm chữ thường không dấu và gạch dưới: co_quan.")},
    )
    value = WordsBlock(label=_("Giá trị"), max_length=200)

    class Meta:
        icon = "tag"
        label = _("Giá trị")


class ClosingBlock(blocks.StreamBlock):
    """Điều cần nói sau các bước."""

    paragraph = ParagraphBlock()
    callout = CalloutBlock()


class StepSetBlock(NotTranslated, SnippetChooserBlock):
    """Chooser of a shared set: the set in the reader's language is found when pages are collected.

    A translated guide therefore keeps the source's choice. Were the set a part of the guide's
    translation, translating one guide would take the set's own translation offline for all.
    """


class OwnStepsBlock(blocks.ListBlock):
    """Các bước riêng: screenshots may be dropped onto them (guides/blocks/dropping.py)."""

    class Meta:
        collapsed = True  # opened one by one: each head shows its picture and its first words


class GroupBlock(blocks.StructBlock):
    """Nhóm bước."""

    title = WordsBlock(label=_("Tên cách làm"), max_length=160)
    part = WordsBlock(
        label=_("Mở đầu một phần"),
        required=False,
        max_length=160,
        help_text=_(
            "Tên phần, như “Phần A: Chuẩn bị”, ghi ở cách làm đầu tiên của phần. Các cách làm bên "
            "dưới thuộc phần ấy cho tới phần sau; trong một phần người đọc chọn một cách."
        ),
    )
    lead = WordsBlock(label=_("Câu dẫn"), required=False, max_length=255)
    relation = blocks.ChoiceBlock(
        label=_("Đi với cách làm ở trên"),
        required=False,
        choices=[("then", _("làm tiếp sau cách làm ở trên"))],
        help_text=_("Để trống: là một cách khác, người đọc chọn một."),
    )
    continues = blocks.BooleanBlock(
        label=_("Đánh số bước tiếp theo cách làm ở trên"),
        required=False,
        help_text=_(
            "Tích ở một cách là mọi cách của phần ấy cùng bắt đầu sau bước cuối của phần trước; phần "
            "trước có mấy cách thì tính theo cách dài nhất."
        ),
    )
    actor = WordsBlock(
        label=_("Ai làm"),
        required=False,
        max_length=120,
        help_text=_("Chỉ ghi khi không phải người đọc, ví dụ “Bộ phận một cửa”."),
    )
    portal = SnippetChooserBlock("cms.Portal", label=_("Trên cổng"), required=False)
    step_set = StepSetBlock(
        "guides.StepSet",
        label=_("Bộ bước dùng chung"),
        required=False,
        help_text=_(
            "Chọn thì các bước lấy từ bộ này; sửa một lần, mọi cơ quan cùng đổi. Chọn xong mới hiện "
            "các mục chỉ dùng với bộ bước. Bước riêng ở trên đứng sau các bước của bộ."
        ),
    )
    parameters = blocks.ListBlock(
        ParameterBlock(),
        label=_("Giá trị riêng"),
        default=[],
        help_text=_("Thường để trống: máy lấy tên cơ quan, tỉnh, cổng từ sổ cơ quan."),
    )
    own_pictures = blocks.ListBlock(OwnPictureBlock(), label=_("Hình riêng"), default=[])
    has_payment = blocks.BooleanBlock(label=_("Có bước nộp phí"), required=False)
    has_signature = blocks.BooleanBlock(label=_("Có bước ký số"), required=False)
    has_post = blocks.BooleanBlock(label=_("Có bước nhận kết quả qua bưu chính"), required=False)
    is_on_behalf = blocks.BooleanBlock(label=_("Có bước cho người nộp thay"), required=False)
    changes = ChangesBlock(
        label=_("Khác bản chung"),
        required=False,
        help_text=_(
            "Viết lại, bỏ hay thêm bước so với bộ bước dùng chung. Bộ bước đổi thì phần này vẫn còn, "
            "và máy hỏi bạn giữ hay bỏ."
        ),
    )
    steps = OwnStepsBlock(StepBlock(), label=_("Các bước riêng"), default=[])
    closing = ClosingBlock(label=_("Sau các bước"), required=False)
    declined = KeptBlock()

    class Meta:
        icon = "list-ol"
        label = _("Nhóm bước")
        form_classname = "struct-block loa-group"
        form_layout = blocks.BlockGroup(
            children=[
                *("title", "lead", "steps", "portal", "step_set"),
                *("has_payment", "has_signature", "has_post", "is_on_behalf"),
                *("changes", "closing", "declined"),
            ],
            settings=["part", "relation", "continues", "actor", "parameters", "own_pictures"],
        )


class GroupsBlock(blocks.StreamBlock):
    """Các cách làm."""

    group = GroupBlock()
