"""Cơ quan: a public office as it names itself, and as the head of its documents names it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.models.fact import Fact, dates_panel, labels_panel

__all__ = ["Agency"]


class Agency(Fact):
    """Cơ quan."""

    class Level(models.TextChoices):
        """Cấp: only used to group lists; the law of the day decides what exists."""

        PROVINCE = "province", _("cấp tỉnh")
        DEPARTMENT = "department", _("sở, ban, ngành")
        CENTRE = "centre", _("đơn vị trực thuộc")
        DISTRICT = "district", _("cấp huyện")
        COMMUNE = "commune", _("cấp xã")

    short_name = models.CharField(
        _("tên ngắn"),
        max_length=120,
        help_text=_("Dùng trong câu và trong danh sách: “Sở Nội vụ”."),
    )
    document_name = models.CharField(
        _("tên trên văn bản"),
        max_length=200,
        help_text=_("Dòng cơ quan ban hành ở đầu văn bản, ví dụ “Sở Nội vụ”; máy tự viết hoa."),
    )
    parent_document_name = models.CharField(
        _("cơ quan chủ quản trên văn bản"),
        max_length=200,
        blank=True,
        help_text=_("Dòng phía trên, ví dụ “UBND tỉnh Bắc Kạn”. Để trống nếu không có."),
    )
    level = models.CharField(_("cấp"), max_length=20, choices=Level.choices)
    province = models.CharField(
        _("tỉnh"), max_length=120, help_text=_("Ví dụ “tỉnh Bắc Kạn”, dùng trong các bước.")
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("trực thuộc"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    portal = models.ForeignKey(
        "cms.Portal",
        verbose_name=_("cổng dịch vụ công"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="agencies",
        help_text=_("Cổng mà người dân dùng để nộp hồ sơ đến cơ quan này."),
    )
    help_contact = models.ForeignKey(
        "cms.ContactPoint",
        verbose_name=_("đầu mối giúp đỡ"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_(
            "Số gọi ở chân mọi trang của cơ quan này. Để trống thì là số của cơ quan cấp trên, rồi số "
            "của trang chủ."
        ),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("short_name"), FieldPanel("level")],
            heading=_("Cơ quan"),
        ),
        MultiFieldPanel(
            [FieldPanel("document_name"), FieldPanel("parent_document_name")],
            heading=_("Trên đầu văn bản"),
        ),
        FieldRowPanel([FieldPanel("province"), FieldPanel("parent")]),
        FieldRowPanel(
            [
                FieldPanel("portal"),
                FieldPanel(
                    "help_contact",
                    help_text=_(
                        "Số gọi ở chân mọi trang của cơ quan này; để trống thì là số của cơ quan cấp "
                        "trên, rồi số của trang chủ. Cơ quan mới và đầu mối của nó: lập cùng lúc ở "
                        "“Lập cơ quan mới” trên trang đầu."
                    ),
                ),
            ]
        ),
        labels_panel,
        dates_panel,
    ]

    class Meta:
        verbose_name = _("cơ quan")
        verbose_name_plural = _("cơ quan")
        ordering = ["sort_key"]
