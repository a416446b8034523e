"""Giới thiệu cơ quan: who the office is, part by part, as the law asks of it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from cms.blocks.body import ShortBodyBlock
from cms.blocks.office import LeadersBlock
from cms.fields import StreamField
from cms.models.base import AgencyPage

__all__ = ["AboutPage"]

COMMITTEE_PARTS = ("administration", "boundaries", "nature", "culture")
PARTS = ("functions", "organisation", "history", *COMMITTEE_PARTS)


def _part(name: Any, says: Any) -> StreamField:
    return StreamField(
        ShortBodyBlock(required=False), verbose_name=name, blank=True, help_text=says
    )


class AboutPage(AgencyPage):
    """Giới thiệu cơ quan."""

    lead = models.TextField(
        _("lời mở đầu"), blank=True, help_text=_("Một hai câu: cơ quan này là ai, lo việc gì.")
    )
    functions = _part(
        _("chức năng, nhiệm vụ, quyền hạn"),
        _("Theo văn bản quy định; dẫn số văn bản ở cuối phần."),
    )
    organisation = _part(
        _("cơ cấu tổ chức"),
        _("Sơ đồ là một khối Hình; viết thêm tên các đơn vị để máy đọc và tìm được."),
    )
    history = _part(_("lịch sử hình thành và phát triển"), _("Ngắn thôi: mốc năm và việc."))
    administration = _part(
        _("tổ chức hành chính"), _("Số thôn, buôn, tổ dân phố; sáp nhập từ đơn vị nào.")
    )
    boundaries = _part(
        _("bản đồ địa giới hành chính"), _("Một khối Hình, mô tả nói giáp những đâu.")
    )
    nature = _part(_("điều kiện tự nhiên"), _("Vị trí, diện tích, địa hình, khí hậu."))
    culture = _part(
        _("lịch sử, văn hoá, di tích"), _("Truyền thống, lễ hội, di tích, danh thắng ở địa phương.")
    )
    leaders = StreamField(
        LeadersBlock(required=False),
        verbose_name=_("lãnh đạo và nhiệm vụ"),
        blank=True,
        help_text=_("Mỗi người một khối, theo thứ bậc. Chức vụ và nhiệm vụ là phần cần có."),
    )

    content_panels = [
        *AgencyPage.content_panels,
        FieldPanel("agency"),
        FieldPanel("lead"),
        FieldPanel("functions"),
        FieldPanel("organisation"),
        FieldPanel("history"),
        MultiFieldPanel(
            [FieldPanel(name) for name in COMMITTEE_PARTS],
            heading=_("Riêng uỷ ban nhân dân tỉnh, xã"),
            help_text=_("Sở, ban, ngành bỏ qua các phần này."),
            classname="collapsed",
        ),
        FieldPanel("leaders"),
    ]
    parent_page_types = ["cms.AgencyHomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("trang giới thiệu cơ quan")
        verbose_name_plural = _("trang giới thiệu cơ quan")

    def refusals(self, *, is_draft: bool = False) -> dict[str, Any]:
        """Refuse a second page about one office, be it a draft, and name the first."""
        above = self.get_parent() if self.path else self.new_parent
        others = AboutPage.objects.child_of(above).exclude(pk=self.pk) if above else None
        if not others or not (first := others.first()):
            return {}
        said = __("Cơ quan này đã có trang giới thiệu: “%(title)s”. Hãy mở trang ấy mà sửa.")
        return {"title": said % {"title": first.title}}

    def filled_parts(self) -> set[str]:
        """Return the names of the parts that say something: those of ``PARTS``, and "leaders".

        Leaders say something when each has tasks and a short biography.
        """
        filled = {name for name in PARTS if len(getattr(self, name))}
        leaders = [block.value for block in self.leaders]
        told = all(one["tasks"] and one["biography"].strip() for one in leaders)
        return filled | ({"leaders"} if leaders and told else set())
