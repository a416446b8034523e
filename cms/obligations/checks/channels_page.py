"""The published list of the office's channels."""

from collections.abc import Iterator

from cms.models import ChannelsPage, Obligation
from cms.obligations.offices import Found, Office, missing, right
from cms.usage.labels import edit_address

__all__ = ["find"]


def find(office: Office, _row: Obligation) -> Iterator[Found]:
    """Danh sách kênh cung cấp thông tin đã đăng.

    Làm trang “Kênh cung cấp thông tin” dưới trang cơ quan: cổng, ứng dụng, mạng xã hội, tổng đài.
    """
    pages = office.of_kind(ChannelsPage)
    if not pages:
        yield missing("Chưa đăng danh sách kênh.", office.place_for(ChannelsPage))
    for page in pages:
        yield right(f"“{page.title}”.", edit_address(("page", page.pk)))
