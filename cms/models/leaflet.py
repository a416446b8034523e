"""Tờ gấp: what stands on it, its format, and the edition that goes to the print shop."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from cms.blocks.leaflet import LeafletBlock
from cms.blocks.leaflet_groups import settled
from cms.fields import StreamField
from cms.folding.panel import FoldPanel, LeafletForm
from cms.models.base import AgencyPage
from cms.models.print_format import PrintFormat, first_format

__all__ = ["LeafletPage"]


class LeafletPage(AgencyPage):
    """Tờ gấp."""

    IMPRINT: ClassVar = (
        "edition",
        "print_run",
        "printed_size",
        "printer",
        "licence_number",
        "licence_date",
        "licence_issuer",
        "deposit_month",
    )
    """Fields that tell of one print run, and nothing of what stands on the sheet."""

    format = models.ForeignKey(
        PrintFormat,
        verbose_name=_("khổ in"),
        on_delete=models.PROTECT,
        default=first_format,
        related_name="+",
    )
    content = StreamField(
        LeafletBlock(),
        verbose_name=_("nội dung"),
        help_text=_(
            "Theo thứ tự người ta đọc tờ đã gấp: bìa, mặt trong, mặt ngoài, bìa sau. Máy tự chia ra "
            "các mặt; muốn phần nào bắt đầu ở mặt nào thì đặt “Sang mặt gấp khác” trước phần đó."
        ),
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

    base_form_class = LeafletForm
    content_panels = [
        *AgencyPage.content_panels,
        FieldPanel("agency"),
        FieldPanel("format"),
        FoldPanel(),
        FieldPanel("content"),
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
    override_translatable_fields = [
        *AgencyPage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in ("printed_size", "licence_number", "deposit_month")
        ),
    ]
    parent_page_types = ["cms.HomePage", "cms.AgencyHomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("tờ gấp")
        verbose_name_plural = _("tờ gấp")

    def clean(self) -> None:
        """Settle which groups are meant; refuse panels that are not, a licence without date or office."""
        super().clean()
        self._settle()
        if fault := self._fault_of_panels():
            raise ValidationError({"content": fault})
        if self.licence_date and self.licence_date > timezone.localdate():
            raise ValidationError({"licence_date": _("Ngày cấp phép chưa tới. Xem lại ngày.")})
        if self.licence_number and not (self.licence_date and self.licence_issuer):
            raise ValidationError(
                {"licence_number": _("Đã có số giấy phép thì phải ghi ngày cấp và nơi cấp.")}
            )

    def _settle(self) -> None:
        """Keep beside "nhóm bước thứ 2" which group of the guide that is."""
        stored = self.content.get_prep_value() or []
        kept = [
            {**block, "value": settled(block["value"], _groups_of(block["value"]["guide"]))}
            if block["type"] == "steps" and block["value"].get("guide")
            else block
            for block in stored
        ]
        if kept != stored:
            self.content = type(self).content.field.to_python(kept)

    def _fault_of_panels(self) -> str:
        """Return why the parts cannot stand where they are put; "" when they can."""
        if not self.format_id:
            return ""
        form = self.format.as_document()
        names, has_panels = form.panel_names, form.layout == "panels"
        stored = self.content.get_prep_value() or []
        kinds = [block["type"] for block in stored]
        asked = [
            int(block["value"]["panel"])
            for block in stored
            if has_panels and block["type"] == "turn" and block["value"].get("panel")
        ]
        if kinds.count("cover") > 1:
            return str(_("Tờ gấp có hai bìa. Giữ một bìa thôi."))
        if asked and max(asked) > len(names):
            return str(
                _(
                    "Khổ này có %(count)d mặt, không có mặt thứ %(number)d. Chọn mặt khác ở “Sang mặt gấp khác”."
                )
                % {"count": len(names), "number": max(asked)}
            )
        twice = next((number for number in asked if asked.count(number) > 1), None)
        if twice:
            return str(
                _("Hai chỗ “Sang mặt gấp khác” cùng chọn mặt thứ %(number)d (%(name)s).")
                % {"number": twice, "name": names[twice - 1]}
            )
        return ""


def _groups_of(guide: int) -> list[str]:
    """Return the ids of the groups of a guide: the published ones, else those of its draft."""
    page: Any = Page.objects.filter(pk=guide).specific().first()
    if page is not None and not page.live:
        page = page.get_latest_revision_as_object()
    return [block.get("id") or "" for block in page.groups.raw_data] if page is not None else []
