"""Procedures: each with its national code and a place to apply online."""

from collections.abc import Iterator

from django.urls import reverse

from cms.models import Obligation
from cms.obligations.offices import Found, Office, missing, right
from cms.usage.labels import edit_address

__all__ = ["find"]


def find(office: Office, _row: Obligation) -> Iterator[Found]:
    """Thủ tục của cơ quan trong sổ có mã quốc gia và nơi nộp trực tuyến.

    Mở thủ tục, ghi mã và địa chỉ nộp (hoặc chọn cổng cho cơ quan); chưa có thủ tục nào thì nhập từ bảng.
    """
    if not office.procedures:
        address = reverse("wagtailsnippets_cms_procedure:list")
        yield missing("Sổ chưa có thủ tục nào của cơ quan.", address)
    whole = 0
    for row in office.procedures:
        lacks = [] if row.code else ["mã quốc gia"]
        lacks += [] if row.address or office.agency.portal_id else ["nơi nộp trực tuyến"]
        if lacks:
            address = edit_address(("cms.procedure", row.pk))
            yield missing(f"“{row}” chưa có {' và '.join(lacks)}.", address)
        whole += not lacks
    if whole:
        yield right(f"{whole} thủ tục có mã và nơi nộp.")
