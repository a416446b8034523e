"""Bỏ qua khi soát lời văn: words of a page that somebody has looked at and leaves as they are."""

from django.conf import settings
from django.db import models
from wagtail.models import Page

__all__ = ["PassedOver"]


class PassedOver(models.Model):
    """Bỏ qua: one rule no longer speaks of these words in this page, and why not.

    ``digest`` stands for the words. Other words are looked at anew, and so are these in another
    page.
    """

    page = models.ForeignKey(Page, verbose_name="trang", on_delete=models.CASCADE, related_name="+")
    rule = models.CharField("quy tắc", max_length=40)
    digest = models.CharField(max_length=64)
    words = models.CharField("chữ", max_length=200)
    reason = models.CharField("vì sao", max_length=200)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="người bỏ qua",
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField("lúc", auto_now_add=True)

    class Meta:
        verbose_name = "chữ đã bỏ qua"
        verbose_name_plural = "chữ đã bỏ qua"
        ordering = ["-at", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["page", "rule", "digest"], name="cms_passedover_once")
        ]

    def __str__(self) -> str:
        return f"{self.words}: {self.reason}"
