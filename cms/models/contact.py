"""Trang liên hệ: who answers, when, one tap to call."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.body import ShortBodyBlock
from cms.fields import StreamField
from cms.models.base import AgencyPage

__all__ = ["ContactPage"]


class PointsBlock(blocks.StreamBlock):
    """Các đầu mối."""

    point = SnippetChooserBlock("cms.ContactPoint", label=_("Đầu mối"), icon="mobile-alt")


class ContactPage(AgencyPage):
    """Liên hệ."""

    lead = models.TextField(_("lời dẫn"), blank=True)
    points = StreamField(PointsBlock(min_num=1), verbose_name=_("các đầu mối"))
    body = StreamField(ShortBodyBlock(required=False), verbose_name=_("nội dung"), blank=True)

    content_panels = [
        *AgencyPage.content_panels,
        FieldPanel("agency"),
        FieldPanel("lead"),
        FieldPanel("points"),
        FieldPanel("body"),
    ]
    parent_page_types = ["cms.HomePage", "cms.AgencyHomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("trang liên hệ")
        verbose_name_plural = _("trang liên hệ")
