"""The number of a legal text that is no longer in force."""

from collections.abc import Iterator

from sitegen.proofreading.past import told_as_valid
from sitegen.proofreading.texts import Found, Known, PageTexts

__all__ = ["COMES_LATER", "find"]

COMES_LATER = True


def find(page: PageTexts, known: Known) -> Iterator[Found]:
    """Căn cứ gõ tay đã hết hiệu lực.

    Thay bằng văn bản đang có hiệu lực; nếu là văn bản cũ thì ghi ngày ký, hoặc nói rõ là trước đây.
    """
    day = page.written_on
    for one in known.outdated:
        if one.is_misleading or (day and one.until and day <= one.until):
            continue
        yield from told_as_valid(one, page)
