"""The head of every page."""

from collections.abc import Iterator

from cms.models import Obligation
from cms.obligations.identity import head_of
from cms.obligations.offices import Found, Office, missing, right

__all__ = ["find"]


def find(office: Office, _row: Obligation) -> Iterator[Found]:
    """Đầu trang có biểu trưng và tên đầy đủ của cơ quan.

    Quản trị viên tỉnh ghi ở trang chủ.
    """
    for name, value in head_of(office).items():
        yield (right if value else missing)(f"{name}: {value or 'chưa có'}.", office.first_page)
