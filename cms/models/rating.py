"""Có giúp được không: what an office asks its readers, and how many answered what."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.models.base import BasePage

__all__ = ["AsksReaders", "PageRating"]


class AsksReaders(BasePage):
    """A page that decides, for itself and for all below it, whether readers are asked."""

    asks_readers = models.BooleanField(
        _("đếm câu trả lời của người đọc"),
        default=False,
        db_default=False,
        help_text=_(
            "Cuối mỗi trang hỏi “Trang này có giúp được bạn không?” bằng nút bấm và đếm câu trả lời, "
            "không ghi ai trả lời. Chưa bật thì trang chỉ mời gọi điện, viết thư. Số đếm: “Báo cáo → "
            "Người đọc đánh giá”."
        ),
    )

    class Meta:
        abstract = True


class PageRating(models.Model):
    """Số câu trả lời: how many readers in one month said this of a page, or of one step of it.

    Nothing is kept of who answered: a count is all there is. ``month`` is its first day.
    """

    class Answer(models.TextChoices):
        """Câu trả lời."""

        YES = "yes", _("có giúp")
        UNCLEAR = "unclear", _("khó hiểu")
        MISSING = "missing", _("thiếu điều cần biết")
        WRONG = "wrong", _("không còn đúng")
        STUCK = "stuck", _("làm theo mà không được")

    page = models.ForeignKey(
        Page, verbose_name=_("trang"), on_delete=models.CASCADE, related_name="ratings"
    )
    step = models.CharField(_("bước"), max_length=255, blank=True)
    month = models.DateField(_("tháng"))
    answer = models.CharField(_("câu trả lời"), max_length=8, choices=Answer.choices)
    count = models.PositiveIntegerField(_("số lần"), default=0)

    class Meta:
        verbose_name = _("số câu trả lời của người đọc")
        verbose_name_plural = _("số câu trả lời của người đọc")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["page", "step", "month", "answer"], name="cms_rating_counted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.step} {self.month:%Y-%m} {self.answer}: {self.count}"
