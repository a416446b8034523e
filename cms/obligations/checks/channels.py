"""Channels: a portal that is open, and a number that people call."""

from collections.abc import Iterator

from django.urls import reverse

from cms.models import Obligation
from cms.obligations.offices import Found, Office, missing, right
from cms.usage.labels import edit_address

__all__ = ["find"]


def find(office: Office, _row: Obligation) -> Iterator[Found]:
    """Cơ quan có cổng đang mở và có số điện thoại để hỏi.

    Chọn cổng ở dòng của cơ quan trong sổ; ghi đầu mối có số điện thoại.
    """
    portal = office.agency.portal
    if portal is None:
        yield missing("Chưa chọn cổng dịch vụ công cho cơ quan.", office.own_row)
    elif portal.closed_on and portal.closed_on <= office.day:
        yield missing(f"{portal} đã đóng.", office.own_row)
    else:
        yield right(f"Cổng: {portal}.", portal.address)
    called = [row for row in office.contacts if row.phone]
    if not called:
        address = reverse("wagtailsnippets_cms_contactpoint:list")
        yield missing("Sổ chưa có số điện thoại nào của cơ quan.", address)
    for row in called[:1]:
        said = f"Điện thoại: {row.phone}."
        yield right(said, edit_address(("cms.contactpoint", row.pk)))
