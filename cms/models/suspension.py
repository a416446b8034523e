"""Thông báo tạm ngừng: what stops, when, why, and what to do meanwhile."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from cms.blocks.body import ShortBodyBlock
from cms.blocks.office import SuspendedBlock
from cms.fields import StreamField
from cms.models.base import AgencyPage
from cms.models.contact import PointsBlock
from cms.models.obligation import Obligation
from cms.text import is_legible
from cms.working_days import earliest_after, lacks_tet
from sitegen.languages import SOURCE
from sitegen.slugs import slug

__all__ = ["SuspensionPage"]

NOTICE_DAYS = 7
"""Working days between the notice and what it tells of (NĐ 224/2026/NĐ-CP, Điều 13 khoản 1 điểm a)."""

FARTHEST = timedelta(days=731)
"""A suspension that is farther ahead has a wrong year."""


class SuspensionPage(AgencyPage):
    """Thông báo tạm ngừng."""

    suspended = StreamField(
        SuspendedBlock(min_num=1),
        verbose_name=_("tạm ngừng cái gì"),
        help_text=_("Chọn trong sổ thì mọi trang dẫn tới đó tự hiện lời nhắn, và tự hết khi xong."),
    )
    starts_at = models.DateTimeField(_("ngừng từ"), null=True)
    ends_at = models.DateTimeField(
        _("dự kiến có lại lúc"),
        null=True,
        help_text=_("Sửa được khi xong sớm hay kéo dài. Qua lúc này trang tự ghi là đã xong."),
    )
    reason = models.TextField(
        _("lý do"), help_text=_("Một hai câu, ví dụ: Nâng cấp máy chủ của cổng.")
    )
    is_force_majeure = models.BooleanField(
        _("bất khả kháng"),
        default=False,
        help_text=_("Chỉ tích khi không thể báo trước đủ 7 ngày làm việc: bão lũ, cháy, tấn công."),
    )
    force_majeure_reason = models.CharField(
        _("sự kiện bất khả kháng"),
        max_length=255,
        blank=True,
        help_text=_("Người dân đọc câu này. Ví dụ: Lũ làm mất điện trung tâm dữ liệu."),
    )
    points = StreamField(
        PointsBlock(required=False),
        verbose_name=_("trong lúc ấy hỏi ai"),
        blank=True,
        help_text=_("Đầu mối trong sổ để người dân gọi."),
    )
    body = StreamField(
        ShortBodyBlock(required=False),
        verbose_name=_("trong lúc ấy làm gì"),
        blank=True,
        help_text=_("Ví dụ: nộp tại bộ phận một cửa; hồ sơ đã nộp vẫn được giải quyết."),
    )

    content_panels = [
        *AgencyPage.content_panels,
        FieldPanel("agency"),
        FieldPanel("suspended"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("reason"),
        MultiFieldPanel(
            [FieldPanel("is_force_majeure"), FieldPanel("force_majeure_reason")],
            heading=_("Không báo trước được 7 ngày làm việc"),
        ),
        FieldPanel("body"),
        FieldPanel("points"),
    ]
    override_translatable_fields = [
        *AgencyPage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in ("starts_at", "ends_at", "is_force_majeure")
        ),
    ]
    parent_page_types = ["cms.HomePage", "cms.AgencyHomePage"]
    subpage_types: list[str] = []
    is_asked_each_time = True

    class Meta:
        verbose_name = _("thông báo tạm ngừng")
        verbose_name_plural = _("thông báo tạm ngừng")

    def refusals(self, *, is_draft: bool = False) -> dict[str, Any]:
        """Refuse an end before the beginning, and to publish too late what could have waited."""
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            return {"ends_at": __("Giờ có lại phải sau giờ ngừng.")}
        if far := self._too_far():
            return far
        if self.is_force_majeure and not is_draft and not is_legible(self.force_majeure_reason):
            return {"force_majeure_reason": __("Đã tích bất khả kháng thì ghi sự kiện gì.")}
        if is_draft or self.is_force_majeure or not self.starts_at or not self._is_new_start():
            return {}
        said = self._short_notice(timezone.localdate(self.starts_at))
        return {"starts_at": said} if said else {}

    def _too_far(self) -> dict[str, str]:
        """Return by field which hours have a year that nobody can mean."""
        latest = timezone.now() + FARTHEST
        said = __("Còn hơn hai năm nữa: xem lại năm, có lẽ gõ nhầm.")
        hours = {"starts_at": self.starts_at, "ends_at": self.ends_at}
        return {name: said for name, hour in hours.items() if hour and hour > latest}

    def _is_new_start(self) -> bool:
        """Tell whether readers learn only now that something stops at this hour.

        They know what a public notice said in time: this page, or the source that it translates.
        """
        same = SuspensionPage.objects.filter(
            live=True, starts_at=self.starts_at, is_force_majeure=False
        )
        own = same.filter(pk=self.pk).first()
        if own is not None and self._subjects() <= own._subjects():
            return False
        if self.locale.language_code == SOURCE:
            return True
        of_source = same.filter(locale__language_code=SOURCE)
        source = of_source.filter(translation_key=self.translation_key).first()
        return source is None or not self._blocks() <= source._blocks()

    def _subjects(self) -> set[tuple[str, Any]]:
        """Return what stops; other spelling is no other service."""
        return {
            (kind, slug(value) if kind == "other" else value)
            for kind, value in ((one["type"], one["value"]) for one in self._stored())
        }

    def _blocks(self) -> set[tuple[str, Any]]:
        """Return what stops, as it is the same in every language."""
        return {
            (one["type"], one["id"] if one["type"] == "other" else one["value"])
            for one in self._stored()
        }

    def _stored(self) -> list[dict[str, Any]]:
        blocks: list[dict[str, Any]] = self.suspended.get_prep_value()
        return blocks

    def _short_notice(self, start: date) -> str:
        """Return why ``start`` is too near, "" when it is not."""
        told = timezone.localdate()
        if self.go_live_at:
            told = max(told, timezone.localdate(self.go_live_at))
        days = _notice_days(told)
        earliest = earliest_after(told, days)
        if start >= earliest:
            return ""
        words: dict[str, Any] = {
            "days": days,
            "told": f"{told:%d/%m/%Y}",
            "earliest": f"{earliest:%d/%m/%Y}",
        }
        said = __(
            "Phải báo trước ít nhất %(days)s ngày làm việc. Đăng ngày %(told)s thì sớm nhất được "
            "ngừng từ ngày %(earliest)s. Lùi ngày ngừng, hoặc tích “Bất khả kháng” và ghi sự kiện."
        )
        if lacks_tet(start.year):
            said += " " + __("Máy chưa có lịch nghỉ Tết năm %(year)s nên chưa trừ những ngày ấy.")
            words["year"] = start.year
        return said % words


def _notice_days(day: date) -> int:
    """Return how many working days ahead the law wants notice: its row says so, if there is one."""
    rows = Obligation.in_force(day).filter(machine_check="suspension_notice")
    said = [one for one in rows.values_list("measure", flat=True) if one.isdecimal()]
    return max(map(int, said), default=NOTICE_DAYS)
