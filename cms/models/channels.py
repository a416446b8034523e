"""Kênh cung cấp thông tin: by which channels an office speaks, so that nobody falls for another."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.blocks.body import ShortBodyBlock
from cms.blocks.office import ChannelsBlock
from cms.fields import StreamField
from cms.models.base import AgencyPage

__all__ = ["ChannelsPage"]


class ChannelsPage(AgencyPage):
    """Kênh cung cấp thông tin."""

    lead = models.TextField(
        _("lời dẫn"),
        blank=True,
        help_text=_("Ví dụ: Cơ quan chỉ đưa tin qua các kênh dưới đây; nơi khác là giả mạo."),
    )
    channels = StreamField(
        ChannelsBlock(min_num=1),
        verbose_name=_("các kênh"),
        help_text=_(
            "Cổng và số máy đã có trong sổ thì chọn trong sổ: đổi một lần, ở đây đổi theo."
        ),
    )
    body = StreamField(ShortBodyBlock(required=False), verbose_name=_("nội dung"), blank=True)

    content_panels = [
        *AgencyPage.content_panels,
        FieldPanel("agency"),
        FieldPanel("lead"),
        FieldPanel("channels"),
        FieldPanel("body"),
    ]
    parent_page_types = ["cms.HomePage", "cms.AgencyHomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("trang kênh cung cấp thông tin")
        verbose_name_plural = _("trang kênh cung cấp thông tin")
