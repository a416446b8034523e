"""Bộ bước dùng chung: steps written once, used by the guides of many offices."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.fields import StreamField
from cms.text import compose_fields
from guides.blocks.group import ClosingBlock
from guides.blocks.step import StepsBlock
from sitegen.collation import sort_key

__all__ = ["StepSet"]


class StepSet(DraftStateMixin, RevisionMixin, TranslatableMixin, index.Indexed, models.Model):
    """Bộ bước dùng chung.

    Translatable, unlike the registries: it is prose. A guide in another language uses the
    set's translation when there is one and the source otherwise, marked with its language.
    """

    name = models.CharField(_("tên"), max_length=200)
    portal = models.ForeignKey(
        "cms.Portal",
        verbose_name=_("trên cổng"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="step_sets",
    )
    lead = models.CharField(_("câu dẫn"), max_length=255, blank=True)
    steps = StreamField(StepsBlock(min_num=1), verbose_name=_("các bước"))
    closing = StreamField(ClosingBlock(required=False), verbose_name=_("sau các bước"), blank=True)
    sort_key = models.CharField(max_length=1000, editable=False, default="", db_index=True)

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("portal")]),
        FieldPanel("lead"),
        FieldPanel("steps"),
        FieldPanel("closing"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]
    translatable_fields = [
        TranslatableField("name"),
        TranslatableField("lead"),
        TranslatableField("steps"),
        TranslatableField("closing"),
        SynchronizedField("portal"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("bộ bước dùng chung")
        verbose_name_plural = _("bộ bước dùng chung")
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Compose every text and keep the Vietnamese order beside the name."""
        compose_fields(self)
        self.sort_key = sort_key(self.name)[:1000]
        super().save(*args, **kwargs)
