"""Notices of suspension: published early enough, unless nobody could know."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from cms.models import Obligation, SuspensionPage
from cms.obligations.offices import Found, Office, missing, right
from cms.usage.labels import edit_address
from cms.working_days import days_between

__all__ = ["find"]


def find(office: Office, row: Obligation) -> Iterator[Found]:
    """Thông báo tạm ngừng dịch vụ đăng trước đủ số ngày làm việc và ghi ngày hoạt động lại.

    Đăng sớm hơn, hoặc đánh dấu bất khả kháng nếu đúng thế. Máy không tính thứ Bảy, Chủ nhật và ngày lễ; lịch nghỉ Tết biết tới năm nào thì trừ năm ấy.
    """
    least = int(row.measure)
    for page in office.of_kind(SuspensionPage):
        starts, ends = _day(page.starts_at), _day(page.ends_at)
        posted = _day(page.first_published_at) or office.day
        days = days_between(posted, starts) if starts else 0
        is_early = page.is_force_majeure or days >= least
        said = f"“{page.title}” đăng trước {days} ngày làm việc"
        said += ", bất khả kháng" if page.is_force_majeure else ""
        said += "." if ends else ", chưa ghi ngày hoạt động lại."
        yield (right if is_early and starts and ends else missing)(
            said, edit_address(("page", page.pk))
        )


def _day(moment: Any) -> date | None:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment
