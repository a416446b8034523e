"""The address of a portal that is closed."""

from collections.abc import Iterator

from sitegen.proofreading.alone import alone
from sitegen.proofreading.past import is_told_as_past
from sitegen.proofreading.texts import Found, Known, PageTexts, each

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
        for text, match in each(alone(one.words), page):
            if not is_told_as_past(text.words, *match.span()):
                yield Found(
                    place=text.place,
                    words=match[0],
                    line=text.words,
                    start=match.start(),
                    said=one.said,
                )
