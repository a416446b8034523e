"""The menu: the home page, about the office, services online, a map of the site."""

from collections.abc import Iterator

from cms.models import AboutPage, Obligation
from cms.obligations.offices import Found, Office, missing, right

__all__ = ["find"]


def find(office: Office, _row: Obligation) -> Iterator[Found]:
    """Người đọc tới được: trang giới thiệu, dịch vụ công trực tuyến (cổng), sơ đồ trang.

    Làm trang giới thiệu và đánh dấu hiện trong menu; chọn cổng cho cơ quan.
    """
    is_there = any(page.show_in_menus for page in office.of_kind(AboutPage))
    said = f"Giới thiệu trong menu: {'có' if is_there else 'chưa có'}."
    yield (right if is_there else missing)(said, office.place_for(AboutPage))
    portal = office.agency.portal
    said = f"Dịch vụ công trực tuyến: {portal or 'chưa có'}."
    yield (right if portal else missing)(said, office.own_row)
    yield right("Sơ đồ trang: có, máy tự làm, ở chân mọi trang.")
