"""Thủ tục hành chính and the field it belongs to."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.models.fact import Fact, dates_panel, labels_panel

__all__ = ["Procedure", "ProcedureField"]


class ProcedureField(Fact):
    """Lĩnh vực: ``numeral`` is its place in the parent decision's catalogue, gaps kept."""

    numeral = models.CharField(
        _("số La Mã trong danh mục gốc"), max_length=8, blank=True, help_text=_("Ví dụ II, VIII.")
    )

    panels = [FieldPanel("name"), FieldPanel("numeral"), labels_panel, dates_panel]

    class Meta:
        verbose_name = _("lĩnh vực")
        verbose_name_plural = _("lĩnh vực")
        ordering = ["sort_key"]


class Procedure(Fact):
    """Thủ tục hành chính.

    ``partial_reason`` and ``partial_basis`` say why it is offered only in part, which the law wants
    published.
    """

    class PartialReason(models.TextChoices):
        """Vì sao chỉ một phần."""

        PRESENCE = "presence", _("phải có mặt")
        ON_SITE = "on-site", _("phải kiểm tra tại chỗ")
        TECHNICAL = "technical", _("chưa đủ điều kiện kỹ thuật")
        LAW = "law", _("luật chuyên ngành quy định khác")

    code = models.CharField(
        _("mã thủ tục"), max_length=40, blank=True, help_text=_("Mã quốc gia, ví dụ 1.004888.")
    )
    field = models.ForeignKey(
        ProcedureField,
        verbose_name=_("lĩnh vực"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="procedures",
    )
    agency = models.ForeignKey(
        "cms.Agency",
        verbose_name=_("cơ quan giải quyết"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="procedures",
    )
    service_kind = models.ForeignKey(
        "cms.ServiceKind",
        verbose_name=_("loại hình cung cấp"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="procedures",
        help_text=_("Theo quyết định công bố danh mục; danh mục lấy theo đây."),
    )
    is_online_only = models.BooleanField(_("chỉ tiếp nhận trực tuyến"), default=False)
    time_limit = models.CharField(
        _("thời hạn giải quyết"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("Viết như trong quyết định: 15 ngày làm việc."),
    )
    fee = models.CharField(
        _("phí, lệ phí"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("Ví dụ: 50.000 đồng; Không."),
    )
    address = models.URLField(
        _("nộp trực tuyến tại"),
        max_length=500,
        blank=True,
        default="",
        db_default="",
        help_text=_("Địa chỉ nộp hồ sơ của riêng thủ tục này, nếu có."),
    )
    partial_reason = models.CharField(
        _("vì sao chỉ một phần"),
        max_length=10,
        choices=PartialReason.choices,
        blank=True,
        default="",
        db_default="",
        help_text=_("Chỉ ghi khi thủ tục là một phần; luật đòi công khai lý do."),
    )
    partial_basis = models.CharField(
        _("theo văn bản nào"),
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text=_("Điều, luật chuyên ngành quy định như thế."),
    )

    quick_fields = ("name", "code", "field", "agency", "service_kind")
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("code"), FieldPanel("field")]),
        FieldPanel("agency"),
        FieldRowPanel([FieldPanel("service_kind"), FieldPanel("is_online_only")]),
        FieldRowPanel([FieldPanel("time_limit"), FieldPanel("fee")]),
        FieldPanel("address"),
        FieldRowPanel([FieldPanel("partial_reason"), FieldPanel("partial_basis")]),
        labels_panel,
        dates_panel,
    ]

    class Meta:
        verbose_name = _("thủ tục hành chính")
        verbose_name_plural = _("thủ tục hành chính")
        ordering = ["sort_key"]

    @property
    def partly(self) -> str:
        """Return why it is offered only in part, and by which text: "phải có mặt (Luật Hộ tịch)"."""
        reason = str(self.get_partial_reason_display()) if self.partial_reason else ""
        basis = self.partial_basis
        return f"{reason} ({basis})" if reason and basis else reason or basis
