"""A word, or several together, twice in a row."""

import re
from collections.abc import Iterator

from sitegen.proofreading.texts import Found, Known, PageTexts, each

__all__ = ["find"]

# Syllables that seldom end one word and begin the next. A list of the words that are doubled on
# purpose would be the shorter one only in a language that parts its words: here "cơ quan quan
# trọng", "xuất bản bản tin", "người nhận nhận" are right, and there is no end of them.
_SMALL = (
    "bởi bằng bị các cần cho cùng của do đã đang để đến được gồm hoặc huyện khi là mà mọi nên nếu những như ở phải sẽ "
    "tại theo thì tỉnh trên trong tới và vào về vì với xã"
)
# What such a syllable belongs to when it stands behind it: "thiết bị bị hỏng", "hợp tác xã xã Tân".
_BELONGS = {
    "bằng": "công văn", "bị": "chuẩn thiết trang", "cùng": "cuối vô", "do": "lí lý tự", "đến": "bản nói văn",
    "để": "cơ", "nên": "trở", "phải": "bên trái", "tại": "hiện tồn", "theo": "dõi kèm tiếp", "tới": "năm sắp tháng tuần",
    "trên": "bên kể nêu nói", "trong": "bên", "vào": "đầu", "xã": "tác thị",
}  # fmt: skip
_TWICE = re.compile(rf"(?<!\w)({'|'.join(_SMALL.split())})(?:[ \t\xa0]+\1)+(?!\w)", re.IGNORECASE)
_MORE_TWICE = re.compile(
    r"(?<!\w)(?!(?:từng|mỗi|một|hai|ba|bốn|năm|mười|vài|càng)\s)([^\W\d_]+(?:[ \t\xa0]+[^\W\d_]+){1,3})[ \t\xa0]+\1(?!\w)",
    re.IGNORECASE,
)
_ANY_TWICE = r"(?:(?<!\w)([^\W\d_]+)[ \t\xa0]+\1(?!\w))"
_RHYMES_BEFORE = re.compile(rf"{_ANY_TWICE}[ \t\xa0,]+$", re.IGNORECASE)
_RHYMES_AFTER = re.compile(rf"[ \t\xa0,]+{_ANY_TWICE}", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’")


def find(page: PageTexts, _known: Known) -> Iterator[Found]:
    """Một từ gõ hai lần liền nhau.

    Xoá một lần.
    """
    for pattern in (_TWICE, _MORE_TWICE):
        for text, match in each(pattern, page):
            is_same = len(set(match[0].lower().split())) == 1
            if is_same == (pattern is _TWICE) and not _is_meant(match):
                yield Found(
                    place=text.place,
                    words=match[0],
                    line=text.words,
                    start=match.start(),
                    instead=None if match[1].isupper() else match[1],
                )


def _is_meant(match: re.Match[str]) -> bool:
    """Tell whether it is of a name, of a quotation or said twice on purpose: "vừa vừa phải phải"."""
    line, word = match.string, match[1]
    before, after = line[: match.start()], line[match.end() :]
    parts = match[0].split()
    begins = not re.search(r"[\w,;]\W*$", before) or bool(re.search(r"[.:;!?]\s+$", before))
    is_name = not match[0].isupper() and (
        any(part[0].isupper() for part in parts[1:]) or (parts[0][0].isupper() and not begins)
    )
    is_end = (before.split() or [""])[-1].lower() in _BELONGS.get(word.lower(), "").split()
    rhymes = _RHYMES_BEFORE.search(before) or _RHYMES_AFTER.match(after)
    is_quoted = any(one.start() < match.start() < one.end() for one in _QUOTED.finditer(line))
    return is_name or is_end or bool(rhymes) or is_quoted
