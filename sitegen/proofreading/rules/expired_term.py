"""A word that the law no longer uses, such as "mức độ 3"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from sitegen.proofreading.past import is_told_as_past
from sitegen.proofreading.texts import Found, Known, PageTexts, each

__all__ = ["COMES_LATER", "find"]

COMES_LATER = True

_LEVEL = re.compile(r"mức độ (\d)", re.IGNORECASE)
_SERVICE = re.compile(r"dịch vụ|hồ sơ|trực tuyến|\bDVC|thủ tục", re.IGNORECASE)
_OTHER = re.compile(
    r"định danh|vneid|xác thực|an toàn|khuyết tật|cấp độ|rủi ro|nguy cơ|cháy|thiên tai|dịch bệnh|"
    r"kiểm định|trường|mù chữ|phổ cập|giáo dục|chất lượng",
    re.IGNORECASE,
)
_OF_OTHER = re.compile(rf"\s+(?:về |của |thuộc )?(?:{_OTHER.pattern})", re.IGNORECASE)
"""What else has levels: named last before them, or right behind."""
_NEAR = 60


def find(page: PageTexts, known: Known) -> Iterator[Found]:
    """Cách gọi này đã thôi dùng.

    Xem thủ tục nay được xếp loại nào theo quyết định công bố, rồi viết theo cách gọi mới; nếu nói
    chuyện cũ thì ghi “trước đây”.
    """
    day = page.written_on
    for term in known.terms:
        if day and day <= term.until:
            continue
        for text, match in each(_written(term.words), page):
            line, (start, end) = text.words, match.span()
            before = line[max(0, start - _NEAR) : start]
            is_bare = not match[0].lower().startswith(term.words.lower()[: len("mức độ")])
            other, own = _last(_OTHER, before), _last(_SERVICE, before)
            if other > own or _OF_OTHER.match(line, end) or (is_bare and own < 0):
                continue
            if term.instead and term.instead.lower() in line[end : end + _NEAR].lower():
                continue  # it is explained by the word of today
            if not is_told_as_past(line, start, end, term.until):
                now = f", nay là “{term.instead}”" if term.instead else ""
                said = f"đến hết {term.until:%d/%m/%Y}{now}"
                yield Found(place=text.place, words=match[0], line=line, start=start, said=said)


def _last(pattern: re.Pattern[str], words: str) -> int:
    return max((match.start() for match in pattern.finditer(words)), default=-1)


@lru_cache(maxsize=64)
def _written(words: str) -> re.Pattern[str]:
    """Return how people write a term; of "mức độ 3" they leave out the "độ"."""
    level = _LEVEL.fullmatch(words)
    said = rf"mức(?:\s+độ)?\s+{level[1]}" if level else r"\s+".join(map(re.escape, words.split()))
    return re.compile(
        rf"(?<!\w){said}(?![\w%]|[.,]\d|/\d|\s*(?:triệu|tỷ|nghìn|ngàn|đồng|điểm|năm(?!\s+\d{{4}})|lần))",
        re.IGNORECASE,
    )
