"""Bản in: one run of a leaflet, from its draft to the day when its last sheet is taken back."""

import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext_lazy as _

__all__ = ["CODE_LENGTH", "EditionFile", "Handout", "PrintEdition", "new_code"]

CODE_SIGNS = "23456789"
CODE_LENGTH = 6


def new_code() -> str:
    """Return a code for the address of an edition: six digits, neither 0 nor 1.

    Digits alone have no capitals, are typed on any telephone and said over one; nobody takes
    one of these for a letter.
    """
    return "".join(secrets.choice(CODE_SIGNS) for _ in range(CODE_LENGTH))


class _KeptForEver(models.QuerySet[Any]):
    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse: raises ProtectedError, as long as there is anything to delete."""
        rows = set(self)
        if rows:
            raise ProtectedError(str(_("Bản in không xoá được: mã của nó còn trên giấy.")), rows)
        return 0, {}


class PrintEdition(models.Model):
    """Bản in: frozen on the day it was handed to the print shop.

    ``frozen`` holds, for the page and for everything that it shows, its words of that day:
    ``[{"kind", "id", "title", "said": {place: [line, ...]}}, ...]``. ``digest`` is theirs.
    ``printed`` holds under "lines" the lines of words on the paper, as ``SheetLine``, and under
    "licence" the number that it was printed under; either is missing for what was recorded before
    it was kept. An edition that was not handed over yet has none of this. ``code`` stands on the paper: it is never given again, so no edition is deleted.
    """

    class Status(models.TextChoices):
        """Tình trạng."""

        DRAFT = "draft", _("bản thảo")
        LICENSED = "licensed", _("đã có giấy phép")
        PRINTING = "printing", _("đang in")
        CIRCULATING = "circulating", _("đang phát")
        WITHDRAWN = "withdrawn", _("đã thu hồi")

    OPEN: ClassVar = (Status.DRAFT, Status.LICENSED)
    """Not handed over yet: what it says may still change."""

    OUT: ClassVar = (Status.PRINTING, Status.CIRCULATING)
    """On paper: what it says is compared with what holds today."""

    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("tờ gấp"),
        null=True,  # a run that is out there does not end with its page
        on_delete=models.SET_NULL,
        related_name="print_editions",
    )
    code = models.CharField(
        _("mã bản in"), max_length=12, unique=True, default=new_code, editable=False
    )
    name = models.CharField(_("bản in"), max_length=80)
    print_run = models.PositiveIntegerField(_("số lượng in"), default=0)
    printed_on = models.DateField(_("ngày giao nhà in"), null=True)
    withdrawn_on = models.DateField(_("ngày thu hồi"), null=True, editable=False)
    status = models.CharField(
        _("tình trạng"), max_length=12, choices=Status.choices, default=Status.CIRCULATING
    )
    frozen = models.JSONField(_("nội dung lúc in"), editable=False, default=list)
    printed = models.JSONField(_("tờ gấp lúc in"), editable=False, default=dict)
    digest = models.CharField(max_length=64, editable=False, blank=True)
    hides_old_words = models.BooleanField(_("không nhắc lại chữ đã in"), default=False)
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người giao"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    overtaken_on = models.DateField(_("bị vượt qua từ ngày"), null=True, editable=False)

    objects = _KeptForEver.as_manager()

    class Meta:
        verbose_name = _("bản in")
        verbose_name_plural = _("bản in")
        ordering = ["-printed_on", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="cms_printedition_once",
                fields=["page", "name"],
                condition=~models.Q(status="withdrawn"),
            ),
            models.UniqueConstraint(
                name="cms_printedition_one_open",
                fields=["page"],
                condition=models.Q(status__in=["draft", "licensed"]),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: raises ProtectedError, because the code stands on paper."""
        return type(self)._default_manager.filter(pk=self.pk).delete()

    @property
    def printed_licence(self) -> str | None:
        """Return the licence that it was printed under; None where that was not kept."""
        kept = self.printed.get("licence") if isinstance(self.printed, dict) else None
        return kept if isinstance(kept, str) else None

    @property
    def is_open(self) -> bool:
        """Tell whether it was not handed over yet."""
        return self.status in self.OPEN

    @property
    def is_out(self) -> bool:
        """Tell whether it is on paper and was not taken back."""
        return self.status in self.OUT


class EditionFile(models.Model):
    """Tệp của bản in: its bytes lie in the private folder under their sha256."""

    edition = models.ForeignKey(PrintEdition, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(_("tên tệp"), max_length=120)
    digest = models.CharField("sha256", max_length=64)
    size_bytes = models.PositiveIntegerField(_("cỡ tệp"))

    class Meta:
        verbose_name = _("tệp của bản in")
        verbose_name_plural = _("tệp của bản in")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="cms_editionfile_once", fields=["edition", "name"])
        ]

    def __str__(self) -> str:
        return self.name


class Handout(models.Model):
    """Phát bản in: who got how many sheets, and when."""

    edition = models.ForeignKey(PrintEdition, on_delete=models.PROTECT, related_name="handouts")
    office = models.CharField(_("nơi nhận"), max_length=200)
    copies = models.PositiveIntegerField(_("số tờ"))
    day = models.DateField(_("ngày phát"))

    class Meta:
        verbose_name = _("lần phát")
        verbose_name_plural = _("lần phát")
        ordering = ["day", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.office
