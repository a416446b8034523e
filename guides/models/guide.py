"""Hướng dẫn: for whom, how long, what to prepare, then the steps."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cms.blocks.body import ShortBodyBlock
from cms.fields import StreamField
from cms.models.base import AgencyPage
from cms.models.contact import PointsBlock
from guides.blocks.group import GroupsBlock
from guides.load import chosen_sets
from guides.panels import RemarksPanel
from guides.settle import check_group, settle_group

__all__ = ["GuidePage"]


class PrepareBlock(blocks.StreamBlock):
    """Cần chuẩn bị."""

    item = blocks.CharBlock(label=_("Thứ cần có"), max_length=200, icon="tick")


class GuidePage(AgencyPage):
    """Hướng dẫn."""

    leaflet_from = "guide_leaflets:begin"
    audience = models.CharField(
        _("dành cho ai"),
        max_length=200,
        blank=True,
        help_text=_("Ví dụ: người cần đăng ký khai sinh."),
    )
    duration = models.CharField(
        _("mất bao lâu"), max_length=80, blank=True, help_text=_("Ví dụ: khoảng 20 phút.")
    )
    prepare = StreamField(PrepareBlock(required=False), verbose_name=_("cần chuẩn bị"), blank=True)
    groups = StreamField(
        GroupsBlock(required=False), verbose_name=_("các cách làm, từng bước"), blank=True
    )
    body = StreamField(
        ShortBodyBlock(required=False), verbose_name=_("sau khi nộp: kết quả, phí"), blank=True
    )
    contacts = StreamField(PointsBlock(required=False), verbose_name=_("hỏi ai"), blank=True)

    content_panels = [
        RemarksPanel(),
        *AgencyPage.content_panels,
        FieldPanel("agency"),
        FieldRowPanel([FieldPanel("audience"), FieldPanel("duration")]),
        FieldPanel("prepare"),
        FieldPanel("groups"),
        FieldPanel("body"),
        FieldPanel("contacts"),
    ]
    parent_page_types = ["cms.HomePage", "cms.AgencyHomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("hướng dẫn")
        verbose_name_plural = _("hướng dẫn")

    def clean(self) -> None:
        """Settle which shared steps are meant; refuse a guide without a single step."""
        super().clean()
        self._settle()
        if self.is_unfinished:
            return
        groups = [group["value"] for group in self.groups.get_prep_value()]
        if not groups:
            raise ValidationError(
                {"groups": _("Hướng dẫn chưa có bước nào. Hãy thêm một cách làm.")}
            )
        for group in groups:
            if not group.get("step_set") and not group.get("steps"):
                raise ValidationError(
                    {
                        "groups": _(
                            "Cách làm “%(title)s” chưa có bước nào. Hãy chọn bộ bước dùng chung "
                            "hoặc viết các bước riêng."
                        )
                        % {"title": group.get("title", "")}
                    }
                )

    def _settle(self) -> None:
        """Keep beside "bước 4" which shared step that is; raises ValidationError at the field."""
        blocks = self.groups.get_prep_value()
        sets = chosen_sets(block["value"] for block in blocks)
        settled = []
        for block in blocks:
            group = block["value"]
            shared = sets.get(group.get("step_set") or 0)
            try:
                check_group(group, shared)
                settled.append({**block, "value": settle_group(group, shared) if shared else group})
            except ValidationError as refused:
                raise ValidationError({"groups": refused.messages}) from refused
        if settled != blocks:
            self.groups = type(self).groups.field.to_python(settled)
