"""Loại hình cung cấp dịch vụ: dated vocabulary, because the law has changed it three times."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.blocks.features import FeaturesBlock
from cms.fields import StreamField
from cms.models.fact import Fact, dates_panel, labels_panel

__all__ = ["ServiceKind", "ServiceKindRegime"]


class ServiceKindRegime(Fact):
    """Quy định về loại hình: which kinds there are, by which law, from when until when."""

    legal_document = models.ForeignKey(
        "cms.LegalDocument",
        verbose_name=_("văn bản quy định"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    features = StreamField(
        FeaturesBlock(),
        verbose_name=_("bảng so sánh"),
        blank=True,
        help_text=_("Mỗi dòng một việc người dân làm được, và loại hình nào cho làm việc đó."),
    )
    note = models.TextField(_("ghi chú cho người đọc"), blank=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("legal_document"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        FieldPanel("features"),
        FieldPanel("note"),
        labels_panel,
        FieldRowPanel([FieldPanel("review_on"), FieldPanel("replaced_by")]),
    ]

    class Meta:
        verbose_name = _("quy định về loại hình")
        verbose_name_plural = _("quy định về loại hình")
        ordering = ["valid_from"]

    def clean(self) -> None:
        """Refuse a day on which another regime holds: one law at a time. Undated ones say no day."""
        super().clean()
        if not (self.valid_from or self.valid_until):
            return
        others = ServiceKindRegime.objects.filter(live=True).exclude(pk=self.pk)
        others = others.exclude(valid_from=None, valid_until=None)
        if self.valid_until:
            others = others.exclude(valid_from__gt=self.valid_until)
        if self.valid_from:
            others = others.exclude(valid_until__lt=self.valid_from)
        if (other := others.first()) is not None:
            said = _(
                "Có ngày cả quy định này và “%(other)s” (%(days)s) cùng có hiệu lực. Sửa ngày của "
                "một trong hai."
            )
            raise ValidationError({"valid_from": said % {"other": other, "days": _days(other)}})


def _days(regime: ServiceKindRegime) -> str:
    """Return "1/6/2022 – nay"."""
    first, last = (
        f"{day.day}/{day.month}/{day.year}" if day else ""
        for day in (regime.valid_from, regime.valid_until)
    )
    return f"{first or '…'} – {last or 'nay'}"


class ServiceKind(Fact):
    """Loại hình cung cấp: one level or kind of one regime."""

    regime = models.ForeignKey(
        ServiceKindRegime,
        verbose_name=_("theo quy định"),
        on_delete=models.PROTECT,
        related_name="kinds",
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=1)
    definition = models.TextField(_("định nghĩa"), help_text=_("Mỗi dòng một đoạn."))
    corresponds_to = models.ForeignKey(
        "self",
        verbose_name=_("tương ứng trước đây"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Chỉ để đối chiếu: việc xếp loại phải theo quyết định, không tự suy ra."),
    )

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("regime"), FieldPanel("order")]),
        FieldPanel("definition"),
        FieldPanel("corresponds_to"),
        labels_panel,
        dates_panel,
    ]

    class Meta:
        verbose_name = _("loại hình cung cấp")
        verbose_name_plural = _("loại hình cung cấp")
        ordering = ["regime", "order"]
