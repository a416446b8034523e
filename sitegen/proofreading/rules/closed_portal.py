"""The address of a portal that is closed."""

from collections.abc import Iterator

from sitegen.proofreading.past import told_as_valid
from sitegen.proofreading.texts import Found, Known, PageTexts

__all__ = ["COMES_LATER", "find"]

COMES_LATER = True


def find(page: PageTexts, known: Known) -> Iterator[Found]:
    """Địa chỉ gõ tay của một cổng đã đóng: người làm theo sẽ không vào được.

    Xoá địa chỉ này và chèn cổng đang dùng từ sổ cổng dịch vụ công, để sau này cổng đổi thì trang
    đổi theo.
    """
    for one in known.outdated:
        if not one.is_misleading:
            continue
        yield from told_as_valid(one, page)
