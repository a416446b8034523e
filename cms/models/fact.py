"""Dữ kiện dùng chung: what every registry has in common."""

from functools import cache
from typing import Any, ClassVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, RevisionMixin
from wagtail.search import index

from cms.blocks.labels import LabelsBlock
from cms.days import refuse_unthinkable
from cms.fields import StreamField
from cms.models.state import KeepsState
from cms.session.forms import RegistryForm
from cms.text import compose_fields
from cms.unnamed import shown_name
from sitegen.collation import sort_key
from sitegen.languages import SOURCE

__all__ = ["Fact", "dates_panel", "labels_panel", "leads_back", "registries"]


@cache
def registries() -> tuple[type["Fact"], ...]:
    """Return every registry there is: the models of facts."""
    return tuple(one for one in apps.get_models() if issubclass(one, Fact))


class Fact(KeepsState, DraftStateMixin, RevisionMixin, index.Indexed, models.Model):
    """A fact is written once and used by reference; it has dates and a review day.

    ``name`` is its official Vietnamese name; other languages stand in ``labels``, so that a
    changed fact needs no new translation of the pages that use it.
    """

    quick_fields: ClassVar[tuple[str, ...]] = ()
    """What is asked of a new row where one is chosen; without any it is made in its list."""

    base_form_class = RegistryForm
    name = models.CharField(_("tên"), max_length=255)
    labels = StreamField(
        LabelsBlock(),
        verbose_name=_("tên bằng tiếng khác"),
        blank=True,
        help_text=_("Chỉ cần khi trang có bản dịch. Không có thì người đọc thấy tên tiếng Việt."),
    )
    valid_from = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    valid_until = models.DateField(_("có hiệu lực đến hết"), null=True, blank=True)
    review_on = models.DateField(
        _("ngày rà soát"), null=True, blank=True, help_text=_("Ngày cần kiểm tra lại dữ kiện này.")
    )
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("được thay bằng"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaces",
    )
    sort_key = models.CharField(max_length=1000, editable=False, default="", db_index=True)

    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("id"),
    ]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """Return what officers know it by: never empty, for Wagtail then shows class and id."""
        return shown_name(self.known_as())

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the Vietnamese order beside the name: databases do not know it."""
        compose_fields(self)
        self.sort_key = sort_key(self.name)[:1000]
        super().save(*args, **kwargs)

    def known_as(self) -> str:
        """Return the words officers know it by, empty where nothing is written yet."""
        return self.name

    def clean(self) -> None:
        """Refuse dates that run backwards and a fact that replaces itself."""
        super().clean()
        compose_fields(self)
        refuse_unthinkable(self)
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError(
                {"valid_until": _("Ngày hết hiệu lực phải sau ngày bắt đầu có hiệu lực.")}
            )
        if self.pk and self.replaced_by_id == self.pk:
            raise ValidationError({"replaced_by": _("Không thể tự thay bằng chính mình.")})
        if self.pk and leads_back(type(self), self.replaced_by_id, self.pk):
            said = _("“%(name)s” lại được thay bằng “%(row)s”: vòng tròn không có lối ra.")
            raise ValidationError({"replaced_by": said % {"name": self.replaced_by, "row": self}})

    def label(self, language: str, field: str = "name") -> str | None:
        """Return ``field`` in ``language``, or None when nobody has translated it."""
        if language == SOURCE:
            return str(getattr(self, field))
        for row in self.labels.raw_data:
            if row["value"]["language"] == language and row["value"].get(field):
                return str(row["value"][field])
        return None


def leads_back(model: type[models.Model], start: int | None, end: int) -> bool:
    """Tell whether following successors from ``start`` comes to ``end``, or never ends."""
    passed, here = set[int](), start
    while here is not None and here not in {end, *passed}:
        passed.add(here)
        rows = model._default_manager.filter(pk=here)
        here = rows.values_list("replaced_by_id", flat=True).first()
    return here is not None


labels_panel = FieldPanel("labels")
dates_panel = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        FieldRowPanel([FieldPanel("review_on"), FieldPanel("replaced_by")]),
    ],
    heading=_("Hiệu lực và rà soát"),
    classname="collapsed",
)
