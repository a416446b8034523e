"""Rà soát định kỳ của trang: when somebody last read it as a whole, and when it is due again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

__all__ = ["PageReview"]


class PageReview(models.Model):
    """Rà soát một trang; readers see ``reviewed_on``.

    It stands beside the page and not in it: a draft that waits is no less a draft for it, and who
    publishes an older draft takes no review back. Facts have their own field ``review_on``.
    """

    page = models.OneToOneField(
        Page,
        verbose_name=_("trang"),
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="periodic",
    )
    reviewed_on = models.DateField(_("rà soát ngày"), null=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người rà soát"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    review_on = models.DateField(_("rà soát lần tới"), db_index=True)

    class Meta:
        verbose_name = _("rà soát định kỳ")
        verbose_name_plural = _("rà soát định kỳ")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page_id} {self.review_on}"
