"""Văn bản căn cứ: a law, decree, decision or letter that other texts rest on."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.models.fact import Fact, dates_panel, labels_panel

__all__ = ["LegalDocument", "long_date"]

# Laws and ordinances are cited by kind and name only (NĐ 30/2020/NĐ-CP, Phụ lục I, II.6).
CITED_BY_NAME = ("Luật", "Pháp lệnh", "Bộ luật")


def long_date(day: date) -> str:
    """Return "ngày 04 tháng 8 năm 2023": a zero before days under 10 and months 1 and 2."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


class LegalDocument(Fact):
    """Văn bản căn cứ."""

    type_name = models.CharField(
        _("loại văn bản"), max_length=60, help_text=_("Nghị định, Quyết định, Nghị quyết…")
    )
    number = models.CharField(_("số, ký hiệu"), max_length=80, help_text=_("42/2022/NĐ-CP"))
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200)
    address = models.URLField(_("địa chỉ xem toàn văn"), blank=True)

    quick_fields = ("type_name", "number", "issued_on", "issuer", "name", "address")
    panels = [
        FieldRowPanel(
            [FieldPanel("type_name"), FieldPanel("number", help_text=_("Ví dụ 42/2022/NĐ-CP."))]
        ),
        FieldRowPanel([FieldPanel("issued_on"), FieldPanel("issuer")]),
        FieldPanel("name", heading=_("Trích yếu")),
        FieldPanel("address"),
        labels_panel,
        dates_panel,
    ]

    class Meta:
        verbose_name = _("văn bản căn cứ")
        verbose_name_plural = _("văn bản căn cứ")
        ordering = ["-issued_on", "number"]

    def known_as(self) -> str:
        """Return kind and number, as it is cited; until they are written, its summary."""
        return f"{self.type_name} {self.number}".strip() or self.name

    @property
    def symbol(self) -> str:
        """How running text names it: kind and number, of a law its name."""
        if self.type_name in CITED_BY_NAME:
            return f"{self.type_name} {self.name}"
        return f"{self.type_name} {self.number}"

    @property
    def citation(self) -> str:
        """The first citation in full, as an official text writes it, without "Căn cứ"."""
        if self.type_name in CITED_BY_NAME:
            return f"{self.type_name} {self.name}"
        day = f" {long_date(self.issued_on)}" if self.issued_on else ""
        return f"{self.type_name} số {self.number}{day} của {self.issuer} {self.name}"
