"""Blocks of the pages that every office owes: its leaders, its channels, what it suspends.

Optional words are "" by default: None, where a script left them out, breaks translating.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.kept import NotTranslated
from cms.blocks.lines import LinesBlock
from cms.blocks.phones import NumberBlock
from media.blocks import IllustrationBlock

__all__ = ["ChannelsBlock", "LeadersBlock", "SuspendedBlock"]


class _Optional:
    """Words that a row may lack, or hold as null where a script wrote it."""

    def to_python(self, value: str | None) -> str:
        """Return the words, "" for none."""
        return value or ""


class _LineBlock(_Optional, blocks.CharBlock):
    pass


class _ProseBlock(_Optional, blocks.TextBlock):
    pass


class _AddressBlock(_Optional, blocks.URLBlock):
    pass


class _PhoneBlock(_Optional, NumberBlock):
    pass


class NameBlock(NotTranslated, _LineBlock):
    """Họ tên: the same in every language, and nothing for the files of translators."""


class LeaderBlock(blocks.StructBlock):
    """Một người lãnh đạo: the post is needed, the person is the office's decision."""

    post = blocks.CharBlock(
        label=_("Chức vụ"), max_length=160, help_text=_("Ví dụ: Phó Chủ tịch phụ trách kinh tế.")
    )
    name = NameBlock(
        label=_("Họ tên"),
        required=False,
        default="",
        max_length=120,
        help_text=_(
            "Ai cũng đọc được, máy tìm kiếm cũng vậy. Chỉ ghi khi cơ quan đã quyết định công khai; "
            "để trống thì trang chỉ ghi chức vụ."
        ),
    )
    portrait = IllustrationBlock(
        label=_("Chân dung"), required=False, help_text=_("Không bắt buộc. Ảnh đứng, rõ mặt.")
    )
    biography = _ProseBlock(
        label=_("Tiểu sử tóm tắt"),
        required=False,
        default="",
        max_length=1000,
        help_text=_("Vài câu về quá trình công tác. Không ghi địa chỉ nhà, số điện thoại riêng."),
    )
    tasks = LinesBlock(
        blocks.TextBlock(label=_("Nhiệm vụ")),
        label=_("Các nhiệm vụ được phân công"),
        min_num=1,
    )

    class Meta:
        icon = "user"
        label = _("Lãnh đạo")
        label_format = "{post}"


class LeadersBlock(blocks.StreamBlock):
    """Lãnh đạo."""

    leader = LeaderBlock()


class SuspendedBlock(blocks.StreamBlock):
    """Cổng, dịch vụ tạm ngừng."""

    portal = SnippetChooserBlock("cms.Portal", label=_("Cổng trong sổ"), icon="globe")
    procedure = SnippetChooserBlock("cms.Procedure", label=_("Thủ tục trong sổ"), icon="list-ul")
    other = blocks.CharBlock(label=_("Dịch vụ khác"), max_length=200, icon="edit")


class ChannelBlock(blocks.StructBlock):
    """Một kênh: of the registries where they have it, else in the officer's own words."""

    form = blocks.ChoiceBlock(
        label=_("Loại kênh"),
        choices=[
            ("portal", _("cổng, trang thông tin điện tử")),
            ("vneid", _("VNeID")),
            ("social", _("mạng xã hội")),
            ("app", _("ứng dụng")),
            ("phone", _("tổng đài, điện thoại")),
            ("loudspeaker", _("loa truyền thanh")),
            ("other", _("kênh khác")),
        ],
        default="portal",
    )
    name = _LineBlock(
        label=_("Tên kênh"),
        required=False,
        default="",
        max_length=200,
        help_text=_("Chọn cổng hay đầu mối trong sổ thì để trống được: trang lấy tên ở đó."),
    )
    portal = SnippetChooserBlock("cms.Portal", label=_("Cổng trong sổ"), required=False)
    contact = SnippetChooserBlock("cms.ContactPoint", label=_("Đầu mối trong sổ"), required=False)
    address = _AddressBlock(
        label=_("Địa chỉ trên mạng"),
        required=False,
        default="",
        help_text=_("Viết đủ, ví dụ https://zalo.me/ten-co-quan."),
    )
    phone = _PhoneBlock(label=_("Điện thoại"), required=False, default="", max_length=120)
    place = _LineBlock(
        label=_("Nơi, phạm vi"),
        required=False,
        default="",
        max_length=200,
        help_text=_("Ví dụ: loa ở nhà văn hoá 12 buôn; tìm “Tên ứng dụng” trong kho ứng dụng."),
    )
    run_by = _LineBlock(
        label=_("Đơn vị quản lý"),
        required=False,
        default="",
        max_length=200,
        help_text=_(
            "Bộ phận chịu trách nhiệm, ví dụ: Văn phòng HĐND và UBND. Không ghi tên người."
        ),
    )
    since = blocks.DateBlock(label=_("Hoạt động từ ngày"), required=False)

    class Meta:
        icon = "radio-full"
        label = _("Kênh")
        label_format = "{name}"

    def clean(self, value: Any) -> Any:
        """Refuse to publish a channel that nothing names."""
        cleaned = super().clean(value)
        named = cleaned["name"] or cleaned["portal"] or cleaned["contact"]
        if not named and not self.is_deferred_validation:
            message = _("Ghi tên kênh, hoặc chọn cổng hay đầu mối trong sổ.")
            raise StructBlockValidationError({"name": ValidationError(message)})
        return cleaned


class ChannelsBlock(blocks.StreamBlock):
    """Các kênh."""

    channel = ChannelBlock()
