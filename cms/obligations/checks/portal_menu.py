"""The menu: the home page, about the office, services online, a map of the site."""

from collections.abc import Iterator

from cms.models import AboutPage, Obligation
from cms.obligations.offices import Found, Office, missing, right
from cms.usage.kinds import PAGE
from cms.usage.labels import edit_address

__all__ = ["find"]


def find(office: Office, _row: Obligation) -> Iterator[Found]:
    """Người đọc tới được: trang giới thiệu, dịch vụ công trực tuyến (cổng), sơ đồ trang.

    Làm trang giới thiệu dưới trang cơ quan; chọn cổng cho cơ quan.
    """
    about = office.of_kind(AboutPage)
    for page in about:
        yield right(f"Giới thiệu: “{page.title}”.", edit_address((PAGE, page.pk)))
    if not about:
        yield missing("Giới thiệu: chưa có.", office.place_for(AboutPage))
    portal = office.agency.portal
    said = f"Dịch vụ công trực tuyến: {portal or 'chưa có'}."
    yield (right if portal else missing)(said, office.own_row)
    yield right("Sơ đồ trang: có, máy tự làm, ở chân mọi trang.")
