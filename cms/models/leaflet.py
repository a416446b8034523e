"""Tờ gấp: its two sides, and the edition that goes to the print shop."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.blocks.leaflet import PanelsBlock
from cms.fields import StreamField
from cms.models.base import AgencyPage

__all__ = ["LeafletPage"]


class LeafletPage(AgencyPage):
    """Tờ gấp 600 × 205 mm, bốn mặt gấp 150 mm, in hai mặt."""

    PANELS = 4

    outside = StreamField(
        PanelsBlock(min_num=PANELS, max_num=PANELS),
        verbose_name=_("mặt ngoài, từ trái sang phải"),
        help_text=_("Bìa là mặt gấp ngoài cùng bên phải."),
    )
    inside = StreamField(
        PanelsBlock(min_num=PANELS, max_num=PANELS),
        verbose_name=_("mặt trong, từ trái sang phải"),
    )
    edition = models.CharField(
        _("bản in"), max_length=80, blank=True, help_text=_("Ví dụ “Bản in tháng 12/2019”.")
    )
    print_run = models.PositiveIntegerField(_("số lượng in"), default=0)
    printed_size = models.CharField(
        _("khổ ghi trên bản in"), max_length=40, blank=True, help_text=_("20,5 x 60 cm")
    )
    printer = models.CharField(_("nơi in"), max_length=200, blank=True)
    licence_number = models.CharField(
        _("giấy phép xuất bản số"),
        max_length=60,
        blank=True,
        help_text=_("Chưa có thì để trống: bản in mang dòng “BẢN THẢO – CHƯA CẤP PHÉP”."),
    )
    licence_date = models.DateField(_("ngày cấp phép"), null=True, blank=True)
    licence_issuer = models.CharField(_("nơi cấp phép"), max_length=200, blank=True)
    deposit_month = models.CharField(
        _("nộp lưu chiểu"), max_length=20, blank=True, help_text=_("Tháng/năm: 12/2019")
    )

    content_panels = [
        *AgencyPage.content_panels,
        FieldPanel("agency"),
        FieldPanel("outside"),
        FieldPanel("inside"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("edition"), FieldPanel("print_run")]),
                FieldRowPanel(
                    [
                        FieldPanel("printed_size", help_text=_("Ví dụ 20,5 x 60 cm.")),
                        FieldPanel("printer"),
                    ]
                ),
                FieldRowPanel([FieldPanel("licence_number"), FieldPanel("licence_date")]),
                FieldRowPanel(
                    [
                        FieldPanel("licence_issuer"),
                        FieldPanel("deposit_month", help_text=_("Tháng và năm, ví dụ 12/2019.")),
                    ]
                ),
            ],
            heading=_("Bản in"),
        ),
    ]
    parent_page_types = ["cms.HomePage", "cms.AgencyHomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("tờ gấp")
        verbose_name_plural = _("tờ gấp")

    def clean(self) -> None:
        """Refuse a licence without its date, and one without the office that gave it."""
        super().clean()
        if self.licence_number and not (self.licence_date and self.licence_issuer):
            raise ValidationError(
                {"licence_number": _("Đã có số giấy phép thì phải ghi ngày cấp và nơi cấp.")}
            )
