"""Bản in đang phát: what a leaflet said when it went to the print shop."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["PrintEdition"]


class PrintEdition(models.Model):
    """Bản in: frozen on the day it was handed to the print shop.

    ``frozen`` holds, for the page and for everything that it shows, its words of that day:
    ``[{"kind", "id", "title", "said": {place: [line, ...]}}, ...]``. ``digest`` is theirs.
    """

    class Status(models.TextChoices):
        """Tình trạng."""

        CIRCULATING = "circulating", _("đang phát")
        WITHDRAWN = "withdrawn", _("đã thu hồi")

    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("tờ gấp"),
        null=True,  # a run that is out there does not end with its page
        on_delete=models.SET_NULL,
        related_name="print_editions",
    )
    name = models.CharField(_("bản in"), max_length=80)
    print_run = models.PositiveIntegerField(_("số lượng in"), default=0)
    printed_on = models.DateField(_("ngày giao nhà in"))
    status = models.CharField(
        _("tình trạng"), max_length=12, choices=Status.choices, default=Status.CIRCULATING
    )
    frozen = models.JSONField(_("nội dung lúc in"), editable=False)
    digest = models.CharField(max_length=64, editable=False)
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người giao"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    overtaken_on = models.DateField(_("bị vượt qua từ ngày"), null=True, editable=False)

    class Meta:
        verbose_name = _("bản in")
        verbose_name_plural = _("bản in")
        ordering = ["-printed_on", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="cms_printedition_once",
                fields=["page", "name"],
                condition=models.Q(status="circulating"),
            )
        ]

    def __str__(self) -> str:
        return self.name
