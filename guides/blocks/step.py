"""Bước: one action, one picture, what to fill in."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.text import ProseBlock

__all__ = ["FormFieldBlock", "StepBlock", "StepPictureBlock", "StepsBlock"]

TOKENS_HELP = _(
    "Bắt đầu bằng động từ: “Chọn…”, “Bấm…”. Tên nút: bôi đen rồi bấm biểu tượng hai dấu ngoặc nhọn. "
    "Trong bộ bước dùng chung có thể viết {{co_quan}}, {{co_quan_day_du}}, {{tinh}}, {{cong_tinh}}."
)


class FormFieldBlock(blocks.StructBlock):
    """Ô cần điền."""

    label = blocks.CharBlock(label=_("Tên ô trên màn hình"), max_length=160)
    value = blocks.CharBlock(label=_("Chọn hoặc điền"), max_length=255)
    example = blocks.CharBlock(label=_("Ví dụ"), required=False, max_length=255)
    condition = blocks.CharBlock(label=_("Khi nào"), required=False, max_length=255)

    class Meta:
        icon = "form"
        label = _("Ô cần điền")


class StepPictureBlock(blocks.StructBlock):
    """Hình của bước."""

    picture = ImageChooserBlock(label=_("Hình"))
    alt = blocks.CharBlock(
        label=_("Mô tả thay cho hình"),
        required=False,
        max_length=255,
        help_text=_("Để trống thì dùng mô tả của hình trong kho."),
    )

    class Meta:
        icon = "image"
        label = _("Hình")


class StepBlock(blocks.StructBlock):
    """Bước."""

    title = ProseBlock(
        label=_("Việc làm"), features=["bold", "italic", "code"], help_text=TOKENS_HELP
    )
    body = blocks.RichTextBlock(
        label=_("Nói thêm"), required=False, features=["bold", "italic", "code", "link", "ul", "ol"]
    )
    fields = blocks.ListBlock(FormFieldBlock(), label=_("Các ô cần điền"), default=[])
    pictures = blocks.ListBlock(StepPictureBlock(), label=_("Hình"), default=[])
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
        choices=[("payment", _("khi hướng dẫn có nộp phí"))],
        help_text=_("Để trống: luôn có."),
    )
    is_optional = blocks.BooleanBlock(label=_("Không bắt buộc"), required=False)

    class Meta:
        icon = "arrow-right"
        label = _("Bước")
        form_layout = blocks.BlockGroup(
            children=["title", "body", "pictures", "fields"],
            settings=["example", "condition", "only_if", "is_optional"],
        )


class StepsBlock(blocks.StreamBlock):
    """Các bước, theo thứ tự."""

    step = StepBlock()
