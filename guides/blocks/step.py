"""Bước: one action, its pictures, what to prepare and to fill in."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.lines import LinesBlock
from cms.blocks.text import MARKS, SHORT_FEATURES, CalloutBlock, ProseBlock
from cms.blocks.words import WordsBlock
from guides.conditions import ONLY_IF
from media.blocks import PictureBlock

__all__ = ["SETTINGS", "FormFieldBlock", "StepBlock", "StepPictureBlock", "StepsBlock"]

TOKENS_HELP = _(
    "Bắt đầu bằng động từ: “Chọn…”, “Bấm…”. Tên nút: bôi đen rồi bấm biểu tượng hai dấu ngoặc nhọn, "
    "hoặc viết {{nhan.dang_ky}} để lấy chữ trên nút từ sổ cổng. "
    "Trong bộ bước dùng chung có thể viết {{co_quan}}, {{co_quan_day_du}}, {{tinh}}, {{cong_tinh}}."
)


class FormFieldBlock(blocks.StructBlock):
    """Ô cần điền."""

    label = WordsBlock(label=_("Tên ô trên màn hình"), max_length=160)
    value = WordsBlock(label=_("Chọn hoặc điền"), max_length=255)
    example = WordsBlock(label=_("Ví dụ"), required=False, max_length=255)
    condition = WordsBlock(label=_("Khi nào"), required=False, max_length=255)

    class Meta:
        icon = "form"
        label = _("Ô cần điền")


class StepPictureBlock(PictureBlock):
    """Hình của bước."""

    class Meta:
        icon = "image"
        label = _("Hình")


SETTINGS = ["logic", "condition", "is_optional", "only_if", "duration", "prepare", "example"]
"""What most steps do without: shown when asked for."""


class StepBlock(blocks.StructBlock):
    """Bước."""

    title = ProseBlock(label=_("Việc làm"), features=[*MARKS, "fact"], help_text=TOKENS_HELP)
    body = blocks.RichTextBlock(
        label=_("Nói thêm"), required=False, features=[*SHORT_FEATURES, "ul", "ol"]
    )
    fields = blocks.ListBlock(FormFieldBlock(), label=_("Các ô cần điền"), default=[])
    pictures = blocks.ListBlock(StepPictureBlock(), label=_("Hình"), default=[])
    remarks = blocks.ListBlock(CalloutBlock(), label=_("Lưu ý, cảnh báo"), default=[])
    logic = blocks.ChoiceBlock(
        label=_("Đi với bước trên"),
        required=False,
        choices=[("or", _("hoặc: làm thay bước trên")), ("and", _("và: làm cùng bước trên"))],
        help_text=_("Để trống: là một bước có số riêng."),
    )
    example = blocks.CharBlock(label=_("Ví dụ"), required=False, max_length=255)
    condition = blocks.CharBlock(
        label=_("Chỉ làm khi"),
        required=False,
        max_length=255,
        help_text=_("Ví dụ: thủ tục có phí."),
    )
    only_if = blocks.ChoiceBlock(
        label=_("Có mặt trong hướng dẫn"),
        required=False,
        choices=[(name, words) for name, (_switch, words) in ONLY_IF.items()],
        help_text=_("Để trống: luôn có."),
    )
    is_optional = blocks.BooleanBlock(label=_("Không bắt buộc"), required=False)
    duration = WordsBlock(
        label=_("Mất bao lâu"), required=False, max_length=80, help_text=_("Ví dụ: khoảng 5 phút.")
    )
    prepare = LinesBlock(
        WordsBlock(label=_("Thứ cần có"), max_length=200),
        label=_("Cần chuẩn bị cho bước này"),
        default=[],
    )

    class Meta:
        icon = "arrow-right"
        label = _("Bước")
        form_layout = blocks.BlockGroup(
            children=["title", "body", "pictures", "fields", "remarks"],
            settings=SETTINGS,
        )


class StepsBlock(blocks.StreamBlock):
    """Các bước, theo thứ tự."""

    step = StepBlock()

    class Meta:
        collapsed = True  # opened one by one: each head shows its picture and its first words
