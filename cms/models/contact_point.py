"""Đầu mối liên hệ: who answers, where and when."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.blocks.phones import CANNOT_CALL, PhonesBlock
from cms.fields import StreamField
from cms.models.fact import Fact, dates_panel, labels_panel
from cms.phones import phone_link

__all__ = ["ContactPoint"]


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
        max_length=120,
        blank=True,
        help_text=_("Một số, viết như trên giấy: 0277 1022, bấm 1. Máy tự tạo nút gọi."),
    )
    more_phones = StreamField(
        PhonesBlock(required=False),
        verbose_name=_("số điện thoại khác"),
        blank=True,
        help_text=_("Mỗi số một dòng, kèm lời nói số đó để làm gì."),
    )
    fax = models.CharField(_("fax"), max_length=40, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    hours = models.TextField(
        _("giờ làm việc"), blank=True, help_text=_("Dài bao nhiêu cũng được; mỗi buổi một dòng.")
    )
    note = models.CharField(_("ghi chú"), max_length=200, blank=True)

    quick_fields = ("name", "agency", "phone", "address")
    panels = [
        FieldPanel("name"),
        FieldPanel("agency"),
        FieldPanel("address"),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("fax")]),
        FieldPanel("more_phones"),
        FieldPanel("email"),
        FieldPanel("hours", widget=forms.Textarea(attrs={"rows": 3})),
        FieldPanel(
            "note",
            help_text=_("Người dân đọc trên trang và trên tờ in. Ví dụ: Gọi trước khi đến."),
        ),
        labels_panel,
        dates_panel,
    ]

    class Meta:
        verbose_name = _("đầu mối liên hệ")
        verbose_name_plural = _("đầu mối liên hệ")
        ordering = ["sort_key"]

    def clean(self) -> None:
        """Refuse a telephone number that nobody could call; the first one stands in its field."""
        super().clean()
        if self.phone and not phone_link(self.phone):
            raise ValidationError({"phone": CANNOT_CALL})
        if not self.phone and len(self.more_phones.raw_data):
            raise ValidationError({"phone": _("Ghi số chính ở đây trước, rồi mới đến số khác.")})
