"""Past: is something told of as what was, and no longer is?"""

import re
from collections.abc import Iterator
from datetime import date

from sitegen.documents.outdated import Outdated
from sitegen.proofreading.alone import alone
from sitegen.proofreading.sentences import sentence_around
from sitegen.proofreading.texts import Found, PageTexts, each

__all__ = ["is_told_as_past", "told_as_valid"]

# What may stand between a verb and the thing it speaks of: words that name it, and its like.
_NOUN = (
    r"(?:các|những|toàn bộ|một số|hai|cả|khoản|điểm|điều|mục|chương|nghị định|nghị quyết|thông tư|quyết định|luật|văn bản|"
    r"cổng|trang|địa chỉ|tỉnh|dịch vụ|công|trực tuyến|mức|độ|loại|số|[\d/.-]+\S*)"
)
_NEXT = r"(?:(?<=\d)|(?<=-CP)|(?<=-TTg))[,;]"
_NAMING = (
    rf"(?:(?:{_NEXT})?[\s:“\"(]+(?:{_NOUN}|của|ở|tại|là|gọi|cũ|và|hoặc))*(?:{_NEXT})?[\s:“\"(]*$"
)
_OVER = re.compile(
    r"(?:thay thế|thay cho|bãi bỏ|huỷ bỏ|hủy bỏ|hết hiệu lực|tên cũ|cách gọi cũ|không còn(?: dùng| gọi)?|"
    r"(?:không(?: nên| phải)?|đừng) vào|(?:\d+|hai|ba|bốn|năm|mười) năm (?:thực hiện|thi hành|triển khai))"
    + _NAMING,
    re.IGNORECASE,
)
_THEN = re.compile(r"trước (?:đây|kia)(?!.*(?:;|\b(?:nay|hiện|bây giờ)\b))", re.IGNORECASE)
_YEAR = re.compile(
    r"^\W*(?:trong |đến |trước |vào |cuối |đầu )?(?:tháng \d+/|năm |giai đoạn |những năm )"
    r"(?:\d{4}\s*[-–]\s*)?(?P<year>\d{4})(?!.*(?:;|\b(?:nay|hiện|bây giờ)\b))",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:(?:\s+(?:ngày|năm|của|về|quy định|ban hành|sửa đổi|cũ)\b(?:(?!\b(?:khi|nếu|vì|mà|thì|nên|nhưng)\b)[^,;:()])*?)?"
    r"(?:\s*(?:,|và|hoặc)\s*(?:(?:mức(?: độ)?\s*)?\d(?!\d)|\S*\d/\d{4}/\S+))*"
    r"[\s,:()–”\"-]*"
    r"(?:nay (?:là|gọi|đã|được (?:thay|gọi|đổi|gộp|chuyển|xếp))|gần với|tương đương|(?:đã |sẽ )?hết hiệu lực|"
    r"(?:(?:đã|sẽ|bị|được) )+(?:bãi bỏ|huỷ bỏ|hủy bỏ|thay|đóng|ngừng)|không còn|trước (?:đây|kia)|ngừng (?:từ|hoạt động)))",
    re.IGNORECASE,
)


def is_told_as_past(line: str, start: int, end: int, until: date | None = None) -> bool:
    """Tell whether the words from ``start`` to ``end`` are said, in their sentence, to be over.

    ``until`` is the last day on which they held: what is told of a year up to then was so.

    >>> is_told_as_past("Thay thế Nghị định 42/2022/NĐ-CP.", 18, 31)
    True
    >>> is_told_as_past("Căn cứ Nghị định 42/2022/NĐ-CP.", 17, 30)
    False
    """
    first, last = sentence_around(line, start, end)
    before, after = line[first:start], line[end:last]
    told = _YEAR.match(before)
    if told and until and int(told["year"]) <= until.year:
        return True
    return bool(_THEN.search(before) or _OVER.search(before) or _AFTER.match(after))


def told_as_valid(one: Outdated, page: PageTexts) -> Iterator[Found]:
    """Yield the places at which ``page`` names what is outdated and does not say that it is over."""
    for text, match in each(alone(one.words), page):
        if not is_told_as_past(text.words, *match.span(), one.until):
            yield Found(
                place=text.place,
                words=match[0],
                line=text.words,
                start=match.start(),
                said=one.said,
            )
