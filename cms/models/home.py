"""Trang chủ: answers "what do you want to do?"."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel

from cms.fields import StreamField
from cms.models.base import BasePage

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


class HomePage(BasePage):
    """Trang chủ."""

    leads_others = True
    question = models.CharField(_("câu hỏi"), max_length=80, default="Bạn cần làm gì?")
    lead = models.CharField(_("lời dẫn"), max_length=255, blank=True)
    site_title = models.CharField(
        _("tên trang"), max_length=80, help_text=_("Hiện ở đầu mọi trang, ví dụ “Loa Bắc Kạn”.")
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

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("site_title"),
        FieldPanel("tagline"),
        FieldPanel("question"),
        FieldPanel("lead"),
        FieldPanel("entries"),
        FieldPanel("help_contact"),
    ]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "cms.AgencyHomePage",
        "cms.ServiceKindsPage",
        "cms.StatisticsPage",
        "cms.ContactPage",
        "cms.LeafletPage",
        "guides.GuidePage",
    ]

    class Meta:
        verbose_name = _("trang chủ")
        verbose_name_plural = _("trang chủ")
