"""Thống kê: one figure that matters, a chart, a table."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from cms.blocks.body import ShortBodyBlock
from cms.blocks.statistics import ColumnGroupsBlock, RowsBlock, figures
from cms.fields import StreamField
from cms.models.base import AgencyPage

__all__ = ["StatisticsPage"]


class StatisticsPage(AgencyPage):
    """Thống kê."""

    lead = models.TextField(_("lời dẫn"), blank=True)
    period_from = models.DateField(_("từ ngày"))
    period_until = models.DateField(_("đến ngày"))
    highlight_value = models.CharField(
        _("con số chính"), max_length=40, help_text=_("Một con số đáng nhớ, ví dụ 98,1%.")
    )
    highlight_label = models.CharField(_("con số ấy nói gì"), max_length=160)
    column_groups = StreamField(ColumnGroupsBlock(min_num=1), verbose_name=_("các cột"))
    rows = StreamField(RowsBlock(min_num=1), verbose_name=_("các đơn vị"))
    chart_column = models.PositiveSmallIntegerField(
        _("cột vẽ biểu đồ"), default=1, help_text=_("Đếm từ 1 theo thứ tự cột.")
    )
    chart_title = models.CharField(_("tên biểu đồ"), max_length=160, blank=True)
    source = models.CharField(_("nguồn số liệu"), max_length=200, blank=True)
    remarks = models.TextField(
        _("lưu ý về số liệu"), blank=True, help_text=_("Mỗi dòng một lưu ý cho người đọc.")
    )
    body = StreamField(ShortBodyBlock(required=False), verbose_name=_("nội dung"), blank=True)

    content_panels = [
        *AgencyPage.content_panels,
        FieldPanel("agency"),
        FieldPanel("lead"),
        FieldRowPanel([FieldPanel("period_from"), FieldPanel("period_until")]),
        MultiFieldPanel(
            [FieldPanel("highlight_value"), FieldPanel("highlight_label")],
            heading=_("Con số chính"),
        ),
        FieldPanel("column_groups"),
        FieldPanel("rows"),
        FieldRowPanel([FieldPanel("chart_column"), FieldPanel("chart_title")]),
        FieldPanel("source"),
        FieldPanel("remarks"),
        FieldPanel("body"),
    ]
    override_translatable_fields = [
        *AgencyPage.override_translatable_fields,
        SynchronizedField("highlight_value", overridable=False),
    ]
    parent_page_types = ["cms.HomePage", "cms.AgencyHomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("thống kê")
        verbose_name_plural = _("thống kê")

    def clean(self) -> None:
        """Refuse a period that runs backwards and rows whose figures do not match the columns."""
        super().clean()
        dates: tuple[Any, Any] = (self.period_from, self.period_until)
        if all(dates) and self.period_until < self.period_from:
            raise ValidationError({"period_until": _("Ngày cuối kỳ phải sau ngày đầu kỳ.")})
        expected = self.column_count()
        for row in self.rows.get_prep_value():
            value = row["value"]
            found = len(figures(value["figures"]))
            if found != expected:
                raise ValidationError(
                    {
                        "rows": _("“%(unit)s” có %(found)s số, bảng có %(expected)s cột.")
                        % {"unit": value["unit"], "found": found, "expected": expected}
                    }
                )
        if not 1 <= self.chart_column <= max(expected, 1):
            raise ValidationError({"chart_column": _("Không có cột thứ này trong bảng.")})

    def column_count(self) -> int:
        """Return the number of columns of figures, all groups together."""
        groups = self.column_groups.get_prep_value()
        return sum(len(group["value"]["columns"]) for group in groups)
