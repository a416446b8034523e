"""Kế thừa: a portal closes, an office is merged, a text is repealed; and what must be read again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["Review", "Succession"]


class Succession(models.Model):
    """Việc đóng cổng, sáp nhập cơ quan, bãi bỏ văn bản: who did it, and how to undo it.

    ``before`` keeps what the action changed: the fields of the fact and the pages it moved.
    """

    class Action(models.TextChoices):
        """Việc."""

        CLOSE = "close", _("đóng cổng")
        MERGE = "merge", _("sáp nhập cơ quan")
        REPEAL = "repeal", _("bãi bỏ văn bản")

    action = models.CharField(_("việc"), max_length=8, choices=Action.choices)
    fact_kind = models.CharField(max_length=40)
    fact_id = models.BigIntegerField()
    successor_id = models.BigIntegerField(null=True)
    day = models.DateField(_("từ ngày"))
    note = models.TextField(_("nhắn người đọc"), blank=True)
    source = models.CharField(_("theo"), max_length=255, blank=True)
    before = models.JSONField(default=dict, editable=False)
    at = models.DateTimeField(_("lúc"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người làm"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("mở lại lúc"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người mở lại"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("kế thừa")
        verbose_name_plural = _("kế thừa")
        ordering = ["-at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(name="cms_succession_fact", fields=["fact_kind", "fact_id"])]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.fact_kind} {self.fact_id}"


class Review(models.Model):
    """Một trang cần rà soát: readers see a dated notice on it until somebody has looked."""

    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("trang"),
        on_delete=models.CASCADE,
        related_name="reviews",
    )
    cause = models.ForeignKey(
        Succession, verbose_name=_("vì"), on_delete=models.CASCADE, related_name="reviews"
    )
    by_hand = models.BooleanField(_("viết tay"), default=False)
    due = models.DateField(_("hạn"), db_index=True)
    done_at = models.DateTimeField(_("xem xong lúc"), null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người xem"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("trang cần rà soát")
        verbose_name_plural = _("trang cần rà soát")
        ordering = ["due", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="cms_review_once", fields=["page", "cause"]),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.cause_id}"
