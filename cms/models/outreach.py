"""Bài tuyên truyền, kế hoạch: articles for readers and plans for those who carry them out."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.blocks.body import BodyBlock
from cms.fields import StreamField
from cms.models.base import AgencyPage
from cms.models.official import NOT_TRANSLATED, OfficialText, closing_panels, opening_panels

__all__ = ["OutreachPage"]


class OutreachPage(OfficialText, AgencyPage):  # type: ignore[django-manager-missing]  # Wagtail is untyped
    """Bài tuyên truyền hoặc kế hoạch."""

    class Form(models.TextChoices):
        """Hình thức."""

        ARTICLE = "article", _("bài tuyên truyền")
        PLAN = "plan", _("kế hoạch")

    form = models.CharField(_("hình thức"), max_length=10, choices=Form.choices)
    opening = models.TextField(
        _("lời mở đầu"), blank=True, help_text=_("Một đoạn nói ngay điều chính.")
    )
    posted_on = models.DateField(_("ngày đăng"), null=True, blank=True)
    source = models.CharField(
        _("nguồn"), max_length=200, blank=True, help_text=_("Ví dụ “VP HĐND-UBND”.")
    )
    body = StreamField(BodyBlock(required=False), verbose_name=_("nội dung"), blank=True)

    content_panels = [
        *AgencyPage.content_panels,
        FieldRowPanel([FieldPanel("form"), FieldPanel("agency")]),
        FieldRowPanel([FieldPanel("posted_on"), FieldPanel("source")]),
        FieldPanel("opening"),
        FieldPanel("body"),
        # An article needs none of what follows; a plan is read from the top of its page.
        *opening_panels,
        *closing_panels,
    ]
    override_translatable_fields = [*AgencyPage.override_translatable_fields, *NOT_TRANSLATED]
    parent_page_types = ["cms.AgencyHomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("bài tuyên truyền, kế hoạch")
        verbose_name_plural = _("bài tuyên truyền, kế hoạch")
