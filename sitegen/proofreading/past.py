"""Past: is something told of as what was, and no longer is?"""

import re
from collections.abc import Iterator

from sitegen.documents.outdated import Outdated
from sitegen.proofreading.alone import alone
from sitegen.proofreading.texts import Found, PageTexts, each

__all__ = ["is_told_as_past", "told_as_valid"]

_FAR = 60
_BEFORE = re.compile(
    r"(?:thay thế|thay cho|bãi bỏ|huỷ bỏ|hủy bỏ|trước đây|trước kia|tên cũ|cách gọi cũ|"
    r"không còn|không vào|hết hiệu lực)(?:\s+\S+){0,6}\s*\W*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^\W*(?:\S+\s+){0,8}?\W*(?:nay là|nay gọi|nay được|gần với|tương đương|đã hết hiệu lực|hết hiệu lực|đã bãi bỏ|"
    r"bị bãi bỏ|bị thay thế|được thay|đã đóng|đã ngừng|không còn|trước đây|ngừng từ)",
    re.IGNORECASE,
)


def is_told_as_past(line: str, start: int, end: int) -> bool:
    """Tell whether the words from ``start`` to ``end`` are said to be over.

    >>> is_told_as_past("Thay thế Nghị định 42/2022/NĐ-CP.", 18, 31)
    True
    >>> is_told_as_past("Căn cứ Nghị định 42/2022/NĐ-CP.", 17, 30)
    False
    """
    before, after = line[max(0, start - _FAR) : start], line[end : end + _FAR]
    return bool(_BEFORE.search(before) or _AFTER.match(after))


def told_as_valid(one: Outdated, page: PageTexts) -> Iterator[Found]:
    """Yield the places at which ``page`` names what is outdated and does not say that it is over."""
    for text, match in each(alone(one.words), page):
        if not is_told_as_past(text.words, *match.span()):
            yield Found(
                place=text.place,
                words=match[0],
                line=text.words,
                start=match.start(),
                said=one.said,
            )
