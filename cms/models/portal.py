"""Cổng dịch vụ công: where files are handed in, and since when it is closed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.blocks.interface import InterfaceLabelsBlock
from cms.fields import StreamField
from cms.models.fact import Fact, dates_panel, labels_panel

__all__ = ["Portal"]


class Portal(Fact):
    """Cổng dịch vụ công."""

    short_name = models.CharField(_("tên ngắn"), max_length=120)
    address = models.URLField(_("địa chỉ"), help_text=_("Viết đủ, ví dụ https://dichvucong.gov.vn"))
    closed_on = models.DateField(
        _("ngừng giao diện từ ngày"),
        null=True,
        blank=True,
        help_text=_("Ngày người dân không còn vào được cổng này."),
    )
    closed_note = models.TextField(
        _("nhắn người đọc khi cổng đã đóng"),
        blank=True,
        help_text=_("Nói nay phải vào đâu, ví dụ “Nay nộp tại Cổng Dịch vụ công quốc gia”."),
    )
    interface_labels = StreamField(
        InterfaceLabelsBlock(required=False),
        verbose_name=_("chữ trên nút"),
        blank=True,
        help_text=_("Nút và thẻ mà các bước nhắc tới. Cổng đổi tên nút thì chỉ sửa ở đây."),
    )

    quick_fields = ("name", "short_name", "address")
    panels = [
        FieldPanel("name"),
        FieldPanel("short_name"),
        FieldPanel("address"),
        FieldRowPanel([FieldPanel("closed_on"), FieldPanel("closed_note")]),
        FieldPanel("interface_labels"),
        labels_panel,
        dates_panel,
    ]

    class Meta:
        verbose_name = _("cổng dịch vụ công")
        verbose_name_plural = _("cổng dịch vụ công")
        ordering = ["sort_key"]

    def clean(self) -> None:
        """Refuse a portal that closed before it opened."""
        super().clean()
        if self.closed_on and self.valid_from and self.closed_on < self.valid_from:
            raise ValidationError({"closed_on": _("Cổng không thể đóng trước ngày bắt đầu.")})
