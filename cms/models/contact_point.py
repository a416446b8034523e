"""Đầu mối liên hệ: who answers, where and when."""

import re
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.models.fact import Fact, dates_panel, labels_panel

__all__ = ["ContactPoint", "phone_link"]


@lru_cache(maxsize=4096)
def phone_link(phone: str) -> str:
    """Return a Vietnamese number as E.164 ("0209.3810.777" gives "+842093810777"), or "".

    Short codes and 1800/1900 numbers have no country code; they are returned as digits.
    """
    digits = re.sub(r"\D", "", phone)
    if digits.startswith(("1800", "1900")) or 3 <= len(digits) <= 5:
        return digits
    if digits.startswith("84") and phone.strip().startswith("+"):
        return f"+{digits}"
    return f"+84{digits[1:]}" if re.fullmatch(r"0\d{9,10}", digits) else ""


class ContactPoint(Fact):
    """Đầu mối liên hệ."""

    agency = models.ForeignKey(
        "cms.Agency",
        verbose_name=_("cơ quan"),
        on_delete=models.PROTECT,
        related_name="contact_points",
    )
    address = models.CharField(_("địa chỉ"), max_length=255, blank=True)
    phone = models.CharField(
        _("điện thoại"),
        max_length=40,
        blank=True,
        help_text=_("Viết như in trên giấy: 0209.3810.777. Máy tự tạo nút gọi."),
    )
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    hours = models.CharField(_("giờ làm việc"), max_length=200, blank=True)
    note = models.CharField(_("ghi chú"), max_length=200, blank=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("agency"),
        FieldPanel("address"),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("fax")]),
        FieldRowPanel([FieldPanel("email"), FieldPanel("hours")]),
        FieldPanel("note"),
        labels_panel,
        dates_panel,
    ]

    class Meta:
        verbose_name = _("đầu mối liên hệ")
        verbose_name_plural = _("đầu mối liên hệ")
        ordering = ["sort_key"]

    def clean(self) -> None:
        """Refuse a telephone number that nobody could call."""
        super().clean()
        if self.phone and not phone_link(self.phone):
            raise ValidationError(
                {"phone": _("Không gọi được số này. Viết đủ mã vùng, ví dụ 0209.3810.777.")}
            )
