"""The foot of every page."""

from collections.abc import Iterator

from cms.models import Obligation
from cms.obligations.identity import RESPONSIBLE, foot_of
from cms.obligations.offices import Found, Office, missing, right
from cms.usage.labels import edit_address

__all__ = ["find"]


def find(office: Office, _row: Obligation) -> Iterator[Found]:
    """Chân trang có cơ quan, người chịu trách nhiệm nội dung, địa chỉ, điện thoại, thư điện tử.

    Quản trị viên tỉnh ghi ở trang chủ và ở đầu mối giúp đỡ của trang chủ.
    """
    keeper = office.site_home.keeper_contact if office.site_home else None
    point = edit_address(("cms.contactpoint", keeper.pk)) if keeper else office.first_page
    for name, value in foot_of(office).items():
        place = office.first_page if name == RESPONSIBLE else point
        yield (right if value else missing)(f"{name}: {value or 'chưa có'}.", place)
