"""Thông tin nộp tiền: shown with its account only after a second person checked it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.models.fact import Fact, dates_panel, labels_panel

__all__ = ["PaymentFact"]


class PaymentFact(Fact):
    """Thông tin nộp tiền."""

    agency = models.ForeignKey(
        "cms.Agency",
        verbose_name=_("cơ quan"),
        on_delete=models.PROTECT,
        related_name="payment_facts",
    )
    ways = models.TextField(
        _("cách nộp"), help_text=_("Mỗi dòng một cách, ví dụ “Nộp qua PayGov”.")
    )
    account_holder = models.CharField(_("chủ tài khoản"), max_length=200, blank=True)
    account_number = models.CharField(_("số tài khoản"), max_length=40, blank=True)
    bank = models.CharField(_("ngân hàng, chi nhánh"), max_length=200, blank=True)
    note = models.CharField(_("ghi chú"), max_length=255, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người nhập"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người kiểm tra"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Người thứ hai đã đối chiếu. Chưa có thì số tài khoản không hiện ra."),
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("agency"),
        FieldPanel("ways"),
        MultiFieldPanel(
            [FieldPanel("account_holder"), FieldPanel("account_number"), FieldPanel("bank")],
            heading=_("Tài khoản"),
        ),
        FieldPanel("note"),
        MultiFieldPanel(
            [FieldPanel("entered_by"), FieldPanel("confirmed_by")], heading=_("Hai người kiểm tra")
        ),
        labels_panel,
        dates_panel,
    ]

    class Meta:
        verbose_name = _("thông tin nộp tiền")
        verbose_name_plural = _("thông tin nộp tiền")
        ordering = ["sort_key"]

    @property
    def is_confirmed(self) -> bool:
        """Tell whether two different people stand behind the account."""
        return bool(
            self.entered_by_id
            and self.confirmed_by_id
            and self.entered_by_id != self.confirmed_by_id
        )

    def clean(self) -> None:
        """Refuse one person in both roles."""
        super().clean()
        if self.confirmed_by_id and self.confirmed_by_id == self.entered_by_id:
            raise ValidationError({"confirmed_by": _("Người kiểm tra phải khác người nhập.")})
