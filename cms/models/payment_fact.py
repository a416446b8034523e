"""Thông tin nộp tiền: shown with its account only after a second person checked it."""

from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.models.fact import Fact, dates_panel, labels_panel
from cms.payments.guarded import HARMLESS, PEOPLE, PaymentManager, is_changed
from cms.payments.panel import ConfirmationPanel, PaymentForm
from cms.text import compose_fields

__all__ = ["PaymentFact"]


class PaymentFact(Fact):
    """Thông tin nộp tiền.

    Who entered the account and who confirmed it belong to the stored row alone: no form, draft
    or older version brings them along. A row that changed in anything but what
    ``cms.payments.guarded`` names harmless waits for a second person again.
    """

    base_form_class = PaymentForm
    objects = PaymentManager()

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
    bank_code = models.CharField(
        _("mã ngân hàng (BIN)"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^\d{6}$", _("Mã ngân hàng gồm đúng 6 chữ số."))],
        help_text=_("Sáu chữ số NAPAS cấp cho ngân hàng. Có mã này thì văn bản in có mã VietQR."),
    )
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
            [
                FieldPanel("account_holder"),
                FieldPanel("account_number"),
                FieldPanel("bank"),
                FieldPanel("bank_code"),
            ],
            heading=_("Tài khoản"),
        ),
        FieldPanel("note"),
        ConfirmationPanel(),
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

    @property
    def who_confirms(self) -> str:
        """What to do so that the account is shown, for a remark to officers."""
        if not self.account_number:
            return gettext("Ghi số tài khoản vào ô “số tài khoản”, không vào cách nộp hay ghi chú.")
        if self.entered_by is None:
            return gettext(
                "Mở mục này trong sổ, bấm lưu rồi xuất bản, sau đó nhờ người khác xác nhận."
            )
        return gettext(
            "Nhờ một người khác, không phải %(name)s, mở mục này trong sổ rồi bấm “Xác nhận”."
        ) % {"name": self.entered_by.get_full_name() or self.entered_by}

    def awaits_confirmation_by(self, user_id: int | None) -> bool:
        """Tell whether citizens would see the account if this officer confirmed it."""
        is_waiting = self.live and self.account_number and not self.is_confirmed
        return bool(is_waiting and self.entered_by_id and user_id not in (None, self.entered_by_id))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the two people with what they stand behind."""
        fields = kwargs.get("update_fields")
        if self.pk and (fields is None or set(fields) - HARMLESS | PEOPLE & set(fields)):
            self._keep_people()
            kwargs["update_fields"] = fields if fields is None else {*fields, *PEOPLE}
        super().save(*args, **kwargs)

    def _keep_people(self) -> None:
        stored = type(self)._default_manager.filter(pk=self.pk).first()
        if stored is None:
            return
        compose_fields(self)
        if is_changed(self, stored):
            self.confirmed_by = None
        else:
            self.entered_by_id = stored.entered_by_id or self.entered_by_id
            self.confirmed_by_id = stored.confirmed_by_id
