"""Giải thích loại hình: the explainer, drawn from the dated vocabulary."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.body import ShortBodyBlock
from cms.blocks.outreach import ComparisonBlock
from cms.fields import StreamField
from cms.models.base import AgencyPage

__all__ = ["ServiceKindsPage"]


class RegimesBlock(blocks.StreamBlock):
    """Các quy định, theo thời gian."""

    regime = SnippetChooserBlock("cms.ServiceKindRegime", label=_("Quy định"), icon="doc-full")


class DiagramBlock(blocks.StreamBlock):
    """Sơ đồ so sánh."""

    comparison = ComparisonBlock()


class ServiceKindsPage(AgencyPage):
    """Giải thích loại hình dịch vụ."""

    lead = models.TextField(_("lời dẫn"), blank=True)
    regimes = StreamField(RegimesBlock(min_num=1), verbose_name=_("các quy định, theo thời gian"))
    diagram = StreamField(
        DiagramBlock(required=False, max_num=1), verbose_name=_("sơ đồ so sánh"), blank=True
    )
    body = StreamField(ShortBodyBlock(required=False), verbose_name=_("nội dung"), blank=True)

    content_panels = [
        *AgencyPage.content_panels,
        FieldPanel("agency"),
        FieldPanel("lead"),
        FieldPanel("regimes"),
        FieldPanel("diagram"),
        FieldPanel("body"),
    ]
    parent_page_types = ["cms.HomePage", "cms.AgencyHomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("giải thích loại hình dịch vụ")
        verbose_name_plural = _("giải thích loại hình dịch vụ")
