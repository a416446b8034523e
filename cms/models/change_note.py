"""Đã sửa gì: what a new version of a page changed, in a sentence for readers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

__all__ = ["MOST_LETTERS", "ChangeNote"]

MOST_LETTERS = 200


class ChangeNote(models.Model):
    """Lời ghi kèm một lần xuất bản lại.

    It waits without ``published_at`` beside the draft, and goes out with the next publication,
    whoever makes it. Where ``only_wording`` nothing is new for readers: the day that they see
    stays ``before``, when they last found something new.
    """

    page = models.ForeignKey(
        Page, verbose_name=_("trang"), on_delete=models.CASCADE, related_name="change_notes"
    )
    text = models.CharField(_("đã sửa gì"), max_length=MOST_LETTERS, blank=True)
    only_wording = models.BooleanField(_("chỉ sửa lỗi chữ"), default=False)
    before = models.DateTimeField(_("bản trước"), null=True)
    published_at = models.DateTimeField(_("xuất bản lúc"), null=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người ghi"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("lời ghi đã sửa gì")
        verbose_name_plural = _("lời ghi đã sửa gì")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["page"],
                condition=models.Q(published_at=None),
                name="one_waiting_note_of_a_page",
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.text}"
