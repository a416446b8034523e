"""Blocks of running text."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText

from sitegen.collect.richtext import plain_text

__all__ = [
    "MARKS",
    "RICH_FEATURES",
    "SHORT_FEATURES",
    "AppendixBlock",
    "CalloutBlock",
    "HeadingBlock",
    "OfficialHeadingBlock",
    "ParagraphBlock",
    "ProseBlock",
    "QuotationBlock",
]

MARKS = ["bold", "italic", "subscript", "superscript", "code"]
RICH_FEATURES = [*MARKS, "link", "document-link", "fact", "ul", "ol"]
SHORT_FEATURES = [*MARKS, "link", "fact"]
"""The feature "code" is a button name: the portal's own word, shown as a key to press; "fact" is
a value of the registries."""


_NUMBER = r"^(Phụ lục( [IVX]+)?|[0-9IVX]+(\.[0-9]+)*\.?)$"


class HeadingBlock(blocks.StructBlock):
    """Đề mục."""

    number = blocks.RegexBlock(
        label=_("Số"),
        required=False,
        regex=_NUMBER,
        help_text=_("Như 1, 2.1 hoặc II. Có thể để trống."),
        error_messages={"invalid": _("Chỉ ghi số như 1, 2.1 hoặc số La Mã như II.")},
    )
    text = blocks.CharBlock(label=_("Đề mục"), max_length=200)
    level = blocks.ChoiceBlock(
        label=_("Bậc"), choices=[("2", _("mục lớn")), ("3", _("mục nhỏ"))], default="2"
    )

    class Meta:
        icon = "title"
        label = _("Đề mục")
        form_classname = "struct-block loa-heading"


class OfficialHeadingBlock(HeadingBlock):
    """Đề mục of an official text, where it may begin an appendix."""

    number = blocks.RegexBlock(
        label=_("Số"),
        required=False,
        regex=_NUMBER,
        help_text=_(
            "Như in trên văn bản: 1, 2.1 hoặc II. Có thể để trống. Phụ lục có khối riêng, ở cuối "
            "danh sách khối."
        ),
        error_messages={"invalid": _("Chỉ ghi số như 1, 2.1, số La Mã như II, hoặc “Phụ lục I”.")},
    )


class AppendixBlock(blocks.StructBlock):
    """Phụ lục: what stands below goes on a page of its own, after the signature."""

    text = blocks.CharBlock(
        label=_("Tên phụ lục"),
        max_length=200,
        help_text=_(
            "Viết nội dung ở các khối bên dưới: bản in sang trang mới, sau chữ ký. Máy tự ghi "
            "“Phụ lục” (I, II… khi có nhiều) và dòng “(Kèm theo …)”."
        ),
    )

    class Meta:
        icon = "doc-full"
        label = _("Phụ lục")


class ProseBlock(blocks.RichTextBlock):
    """Rich text that says something: an empty paragraph does not count as written."""

    def clean(self, value: RichText) -> RichText:
        """Refuse prose without a word where prose is required."""
        cleaned = super().clean(value)
        if self.required and not plain_text(cleaned.source):
            raise ValidationError(self.field.error_messages["required"], code="required")
        return cleaned


class ParagraphBlock(ProseBlock):
    """Đoạn văn: paragraphs and lists."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": RICH_FEATURES, **kwargs})

    class Meta:
        icon = "pilcrow"
        label = _("Đoạn văn")


class CalloutBlock(blocks.StructBlock):
    """Lưu ý, cảnh báo."""

    tone = blocks.ChoiceBlock(
        label=_("Loại"),
        choices=[("note", _("Lưu ý")), ("warning", _("Cảnh báo"))],
        default="note",
    )
    title = blocks.CharBlock(label=_("Tiêu đề"), required=False, max_length=120)
    text = ProseBlock(label=_("Nội dung"), features=RICH_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Lưu ý")


class QuotationBlock(blocks.StructBlock):
    """Trích dẫn văn bản."""

    text = blocks.TextBlock(label=_("Lời trích"))
    source = blocks.CharBlock(label=_("Trích từ"), max_length=255)

    class Meta:
        icon = "openquote"
        label = _("Trích dẫn")
