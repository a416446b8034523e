"""Nghĩa vụ theo luật: what the law asks of the pages of an office, as dated rows, and what officers answered."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.models.agency import Agency

__all__ = ["Obligation", "ObligationAnswer"]


class Obligation(models.Model):
    """Nghĩa vụ: one demand of one article, dated; an administrator adds or ends one without code.

    ``levels`` are those of the offices it holds for ("department centre"), "" for all.
    ``machine_check`` names the check that answers, ``measure`` is what the law itself gives it: a
    number of days, a word, numbers of texts. ``compared_on`` is the day on which a person compared
    the row with the gazette; without one nobody has.
    """

    class Manner(models.TextChoices):
        """Cách kiểm tra."""

        MACHINE = "machine", _("máy kiểm tra")
        PRODUCT = "product", _("phần mềm bảo đảm")
        HAND = "hand", _("cán bộ trả lời")
        NONE = "none", _("không áp dụng")

    key = models.SlugField(_("mã"), max_length=60, unique=True)
    title = models.CharField(
        _("phải làm gì"), max_length=300, help_text=_("Một câu, bằng lời thường.")
    )
    source = models.CharField(_("văn bản"), max_length=80, help_text=_("Ví dụ 224/2026/NĐ-CP."))
    article = models.CharField(_("điều, khoản"), max_length=80, help_text=_("Ví dụ Điều 9.1a."))
    valid_from = models.DateField(_("có hiệu lực từ"), null=True, blank=True)
    valid_until = models.DateField(_("có hiệu lực đến hết"), null=True, blank=True)
    levels = models.CharField(_("cho cơ quan cấp nào"), max_length=120, blank=True)
    manner = models.CharField(_("cách kiểm tra"), max_length=10, choices=Manner.choices)
    machine_check = models.CharField(_("máy kiểm tra điều gì"), max_length=40, blank=True)
    measure = models.CharField(
        _("số, chữ mà luật cho"),
        max_length=200,
        blank=True,
        help_text=_(
            "Ví dụ 7 (ngày làm việc), “một phần”, số của các văn bản bị bãi bỏ, mã các phần phải có."
        ),
    )
    note = models.TextField(
        _("nói thêm"),
        blank=True,
        help_text=_("Vì sao phần mềm bảo đảm, hoặc cán bộ xem ở đâu để trả lời."),
    )
    compared_on = models.DateField(
        _("ngày đối chiếu với Công báo"),
        null=True,
        blank=True,
        help_text=_("Để trống thì bảng ghi “chưa đối chiếu với Công báo”."),
    )

    class Meta:
        verbose_name = _("nghĩa vụ theo luật")
        verbose_name_plural = _("nghĩa vụ theo luật")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.source}, {self.article}"

    def clean(self) -> None:
        """Refuse dates that run backwards, and a check by nobody."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            errors["valid_until"] = _("Ngày hết hiệu lực phải sau ngày bắt đầu có hiệu lực.")
        if self.manner == self.Manner.MACHINE and not self.machine_check:
            errors["machine_check"] = _("Chọn điều máy kiểm tra, hoặc chọn cách kiểm tra khác.")
        if self.manner in (self.Manner.PRODUCT, self.Manner.NONE) and not self.note.strip():
            errors["note"] = _("Nói vì sao, để người đọc bản tự đánh giá hiểu.")
        if errors:
            raise ValidationError(errors)

    @classmethod
    def in_force(cls, day: date) -> models.QuerySet["Obligation"]:
        """Return what holds on ``day``."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return cls.objects.filter(begun, Q(valid_until=None) | Q(valid_until__gte=day))

    def is_for(self, agency: Agency) -> bool:
        """Tell whether offices of this level are asked at all."""
        return not self.levels or agency.level in self.levels.split()


class ObligationAnswer(models.Model):
    """Trả lời: what an office says of one obligation in one year, and why."""

    class Answer(models.TextChoices):
        """Câu trả lời."""

        MET = "met", _("đạt")
        MISSING = "missing", _("chưa đạt")
        NONE = "none", _("không áp dụng")

    obligation = models.ForeignKey(
        Obligation, verbose_name=_("nghĩa vụ"), on_delete=models.PROTECT, related_name="answers"
    )
    agency = models.ForeignKey(
        Agency, verbose_name=_("cơ quan"), on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField(
        _("năm"), validators=[MinValueValidator(2000), MaxValueValidator(2999)]
    )
    answer = models.CharField(_("trả lời"), max_length=10, choices=Answer.choices)
    reason = models.CharField(_("vì sao, xem ở đâu"), max_length=500)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người trả lời"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("lúc"), auto_now=True)

    class Meta:
        verbose_name = _("trả lời về nghĩa vụ")
        verbose_name_plural = _("trả lời về nghĩa vụ")
        ordering = ["obligation", "year"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["obligation", "agency", "year"], name="cms_obligation_answered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.obligation.key}, {self.agency}, {self.year}"
