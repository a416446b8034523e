"""The foot of every page."""

from collections.abc import Iterator

from cms.models import Obligation
from cms.obligations.identity import foot_of
from cms.obligations.offices import Found, Office, missing, right

__all__ = ["find"]


def find(office: Office, _row: Obligation) -> Iterator[Found]:
    """Chân trang có cơ quan, người chịu trách nhiệm nội dung, địa chỉ, điện thoại, thư điện tử.

    Quản trị viên tỉnh ghi ở trang chủ và ở đầu mối giúp đỡ của trang chủ.
    """
    for name, value in foot_of(office).items():
        yield (right if value else missing)(f"{name}: {value or 'chưa có'}.", office.first_page)
