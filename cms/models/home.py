"""Trang chủ: answers "what do you want to do?"."""

from math import floor
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from cms.fields import StreamField
from cms.models.rating import AsksReaders
from cms.widgets import ColourInput
from sitegen.documents.colours import (
    LEAST_CONTRAST,
    LIGHT,
    accent_of,
    contrast,
    is_readable,
    nearest,
)
from sitegen.preview import live_address

__all__ = ["HomePage"]


class EntryBlock(blocks.StructBlock):
    """Lối vào."""

    title = blocks.CharBlock(
        label=_("Việc cần làm"), max_length=80, help_text=_("Bắt đầu bằng động từ: “Nộp hồ sơ…”.")
    )
    text = blocks.CharBlock(label=_("Nói thêm"), required=False, max_length=160)
    page = blocks.PageChooserBlock(label=_("Trang"))

    class Meta:
        icon = "arrow-right"
        label = _("Lối vào")


class EntriesBlock(blocks.StreamBlock):
    """Các lối vào."""

    entry = EntryBlock()


class HomePage(AsksReaders):
    """Trang chủ."""

    leads_others = True
    question = models.CharField(_("câu hỏi"), max_length=80, default="Bạn cần làm gì?")
    lead = models.CharField(_("lời dẫn"), max_length=255, blank=True)
    site_title = models.CharField(
        _("tên trang"),
        max_length=80,
        help_text=_("Tên đầy đủ ở đầu mọi trang, ví dụ “Dịch vụ công tỉnh Bắc Kạn”."),
    )
    tagline = models.CharField(_("dòng giới thiệu"), max_length=160, blank=True)
    entries = StreamField(EntriesBlock(min_num=0, max_num=6), verbose_name=_("lối vào"), blank=True)
    help_contact = models.ForeignKey(
        "cms.ContactPoint",
        verbose_name=_("số điện thoại giúp đỡ"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    accent = models.CharField(
        _("màu nhấn"),
        max_length=9,
        blank=True,
        default="",
        db_default="",
        help_text=_(
            "Một màu đậm, viết như #1d5c8f: màu của liên kết, con số, mặt bìa tờ gấp. Để trống thì là "
            "màu đỏ sẵn có. Màu cho nền tối và màu mực in do máy tính ra."
        ),
    )
    emblem = models.ForeignKey(
        "media.Illustration",
        verbose_name=_("biểu trưng"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_(
            "Ảnh PNG, JPEG hoặc WebP nền trắng, gần vuông, cạnh từ 400 điểm ảnh trở lên để in được. "
            "Không nhận SVG: hãy xuất SVG thành PNG. Để trống thì là hình chiếc loa sẵn có."
        ),
    )
    responsible = models.CharField(
        _("người chịu trách nhiệm nội dung"),
        max_length=160,
        blank=True,
        default="",
        db_default="",
        help_text=_("Chức vụ, kèm tên nếu cơ quan muốn, ví dụ “Giám đốc Sở Thông tin”."),
    )
    keeper_contact = models.ForeignKey(
        "cms.ContactPoint",
        verbose_name=_("cơ quan ở chân trang"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_(
            "Đầu mối của cơ quan chủ quản: tên cơ quan, địa chỉ, điện thoại, thư điện tử hiện ở chân "
            "mọi trang."
        ),
    )
    least_translated = models.PositiveSmallIntegerField(
        _("bản dịch hiện ra khi đã dịch được (%)"),
        default=80,
        db_default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_(
            "Trang dịch chưa tới mức này thì không hiện ở tiếng ấy; người đọc được dẫn tới trang "
            "tiếng Việt. Áp dụng cho mọi trang của cả trang web, trừ trang chủ."
        ),
    )

    content_panels = [
        *AsksReaders.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("site_title"),
                FieldPanel("tagline"),
                FieldPanel("emblem"),
                FieldPanel("accent", widget=ColourInput),
            ],
            heading=_("Bộ nhận diện: đầu trang, tờ gấp, ảnh chia sẻ"),
        ),
        MultiFieldPanel(
            [FieldPanel("question"), FieldPanel("lead"), FieldPanel("entries")],
            heading=_("Trang chủ"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("keeper_contact"),
                FieldPanel("responsible"),
                FieldPanel("help_contact"),
                FieldPanel("asks_readers"),
            ],
            heading=_("Chân trang và số giúp đỡ"),
        ),
        FieldPanel("least_translated"),
    ]
    override_translatable_fields = [
        *AsksReaders.override_translatable_fields,
        SynchronizedField("accent"),
        SynchronizedField("least_translated", overridable=False),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "cms.AgencyHomePage",
        "cms.ServiceKindsPage",
        "cms.StatisticsPage",
        "cms.ContactPage",
        "cms.SuspensionPage",
        "cms.ChannelsPage",
        "cms.LeafletPage",
        "guides.GuidePage",
    ]

    def get_url(self, request: Any = None, current_site: Any = None) -> str | None:
        """Return where citizens read it: on the editor's host its address is the editor's first page."""
        routed = super().get_url(request, current_site)
        return live_address(self) if routed is not None else None

    url = property(get_url)

    def clean(self) -> None:
        """Refuse a colour that is none, or in which nobody could read words."""
        super().clean()
        if not self.accent:
            return
        accent = accent_of(self.accent)
        if not accent:
            raise ValidationError(
                {"accent": _("Viết màu bằng sáu chữ số sau dấu thăng, ví dụ #1d5c8f.")}
            )
        if not is_readable(accent):
            raise ValidationError({"accent": _too_light(accent)})
        self.accent = accent

    class Meta:
        verbose_name = _("trang chủ")
        verbose_name_plural = _("trang chủ")


def _too_light(accent: str) -> str:
    """Return in words why ``accent`` cannot be, and which one can."""
    reached = min(contrast(accent, paper) for paper in LIGHT)
    return _(
        "Màu %(accent)s quá nhạt: chữ màu này trên nền trang chỉ tương phản %(reached)s, cần ít nhất "
        "%(least)s. Màu gần nhất đọc được là %(nearest)s."
    ) % {
        "accent": accent,
        "reached": _decimal(reached),
        "least": _decimal(LEAST_CONTRAST),
        "nearest": nearest(accent),
    }


def _decimal(number: float) -> str:
    """Return ``number`` as it is written, never rounded up to what it has not reached."""
    return f"{floor(number * 10) / 10:.1f}".replace(".", ",")
