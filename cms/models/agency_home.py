"""Trang cơ quan: everything one office publishes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from cms.blocks.body import ShortBodyBlock
from cms.fields import StreamField
from cms.forms import OfficePageForm
from cms.models.rating import AsksReaders

__all__ = ["AgencyHomePage"]


class AgencyHomePage(AsksReaders):
    """Trang cơ quan."""

    leads_others = True
    agency = models.ForeignKey(
        "cms.Agency", verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="+"
    )
    lead = models.TextField(
        _("giới thiệu"), blank=True, help_text=_("Một hai câu: cơ quan này giúp người dân việc gì.")
    )
    body = StreamField(ShortBodyBlock(required=False), verbose_name=_("nội dung"), blank=True)

    content_panels = [
        *AsksReaders.content_panels,
        FieldPanel("agency"),
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("asks_readers"),
    ]
    parent_page_types = ["cms.HomePage", "cms.AgencyHomePage"]

    base_form_class = OfficePageForm
    override_translatable_fields = [
        *AsksReaders.override_translatable_fields,
        SynchronizedField("agency", overridable=False),
    ]

    class Meta:
        verbose_name = _("trang cơ quan")
        verbose_name_plural = _("trang cơ quan")
