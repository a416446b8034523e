"""A small word twice in a row."""

import re
from collections.abc import Iterator

from sitegen.proofreading.texts import Found, Known, PageTexts, each

__all__ = ["find"]

# Words that nobody says twice on purpose; "từ từ", "ngày ngày", "xuất bản bản tin" are right.
_SMALL = (
    "bởi bằng bị các cho cùng của do đã đang để đến hoặc khi là mà nên nếu những như ở phải sẽ tại "
    "theo thì trên trong tới và vào về vì với"
)
_TWICE = re.compile(rf"(?<!\w)({'|'.join(_SMALL.split())})(?:[ \t\xa0]+\1)+(?!\w)", re.IGNORECASE)


def find(page: PageTexts, _known: Known) -> Iterator[Found]:
    """Một từ gõ hai lần liền nhau.

    Xoá một lần.
    """
    for text, match in each(_TWICE, page):
        yield Found(
            place=text.place,
            words=match[0],
            line=text.words,
            start=match.start(),
            instead=match[1],
        )
