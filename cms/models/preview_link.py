"""Đường xem trước: an address at which somebody without an account sees one draft for a while."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["PreviewAnswer", "PreviewLink"]


class PreviewLink(models.Model):
    """Đường xem trước: made by an officer for one page; of its token only the digest is kept.

    ``revision`` is the version that it shows for as long as it lives; without one it shows the
    draft as it stands. ``was_live`` tells whether citizens saw the page when the link was made: one
    that is taken down later takes its links along.
    """

    wagtail_reference_index_ignore = True  # a page is not "used" by who may look at it

    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("trang"), on_delete=models.CASCADE, related_name="+"
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("phiên bản"),
        null=True,
        on_delete=models.CASCADE,  # never the draft of today in the place of a version that is gone
        related_name="+",
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    note = models.CharField(_("gửi cho ai"), max_length=120, blank=True)
    was_live = models.BooleanField(editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người tạo"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("tạo lúc"))
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True)

    class Meta:
        verbose_name = _("đường xem trước")
        verbose_name_plural = _("đường xem trước")
        ordering = ["-made_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.note or str(self.page)


class PreviewAnswer(models.Model):
    """Câu trả lời: what whoever got the address says of the page; ``revision`` is what they saw."""

    class Verdict(models.TextChoices):
        """Kết luận."""

        RIGHT = "right", _("Đúng")
        WRONG = "wrong", _("Sai ở chỗ này")

    wagtail_reference_index_ignore = True

    link = models.ForeignKey(PreviewLink, on_delete=models.CASCADE, related_name="answers")
    revision = models.ForeignKey(
        "wagtailcore.Revision", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    verdict = models.CharField(_("kết luận"), max_length=5, choices=Verdict.choices)
    words = models.TextField(_("nội dung"), blank=True)
    name = models.CharField(_("người trả lời"), max_length=100)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("câu trả lời")
        verbose_name_plural = _("câu trả lời")
        ordering = ["-at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.name}"
