"""Wording: texts made ready for paper, and numbers as Vietnamese readers write them."""

import re
import unicodedata
from typing import Any

from sitegen.languages import SOURCE
from sitegen.render.formats import number
from sitegen.render.print.compounds import tied

__all__ = ["day_text", "heading_text", "number_text", "ready", "ready_text"]

# Controls, zero-width letters, soft hyphens and marks of direction have no place on paper.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_SPACES = re.compile(r"[ \t\r\n]+")
# What is read as one thing stands on one line: a word and its number, a number and its unit, the
# groups of a telephone number or an amount, day and month.
_WORD_AND_NUMBER = re.compile(
    r"\b(số|Số|ngày|Ngày|tháng|năm|quý|Bước|bước|mức độ|Mức độ|Điều|điều|khoản|Khoản|Chương|mục|Mục|"
    r"phần|Phần|Tổ|tổ|giờ|lúc|thứ|Thứ|tuần|bàn|Bàn|phòng|Phòng|đợt|lần|mũi|Phụ lục|"
    r"Nghị định|Quyết định|Luật|Thông tư) (?=[\dIVX])"
)
_NUMBER_AND_UNIT = re.compile(
    r"(\d) (?=(?:tờ|cm|mm|m|km|g|kg|ml|lít|độ|giờ|phút|đồng|nghìn|ngàn|triệu|tỉ|tỷ|người|tuổi|hồ sơ|bước|"
    r"bản|mũi|lần)\b|%|(?:ngày|tháng|năm|tuần)\b(?![ \u00a0]\d))"
)
_GROUPS = re.compile(r"(\d) (?=\d)|(\d) (?=tháng[ \u00a0]\d)|\b(nghìn|ngàn|triệu|tỉ|tỷ) (?=đồng\b)")
# "y" is no word by itself ("y tế"), and a short syllable without a mark begins a name of the
# highlands ("Ea Kuêh", "Ia Grai"); one with a mark may be a word: "Sở Nội vụ". So does a capital by
# itself before another ("Ê Đê", "H Hen"); one with a tone is a word: "Ở Bắc Kạn".
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SHORT_AND_NEXT = re.compile(r"\b([^\W\d_]{1,2}) (?=([^\W\d_]{2}))")
_NO_BREAK = r"\1" + "\u00a0"
# Names and addresses that machines read: they are looked up, never set in type.
_UNTOUCHED = frozenset(
    {"kind", "digest", "drawing", "file", "form", "tone", "target", "language", "list"}
    | {"foreign", "stale", "source_language"}
)


def ready_text(text: str) -> str:
    """Return ``text`` in NFC, without invisible characters, with its numbers tied."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text)).replace("\u2011", "-")
    text = _SPACES.sub(" ", text)
    text = _WORD_AND_NUMBER.sub(_NO_BREAK, text)
    text = _GROUPS.sub(lambda found: found[0][:-1] + "\u00a0", text)
    text = _SHORT_AND_NEXT.sub(_tied, text)
    return _NUMBER_AND_UNIT.sub(_NO_BREAK, text)


def _tied(found: re.Match[str]) -> str:
    short, following = found[1], found[2]
    if len(short) > 1:
        is_name = short.isascii() and short.istitle() and following.istitle()
    else:
        is_name = short.isupper() and following[0].isupper() and not _has_tone(short)
    return f"{short}\u00a0" if is_name or short in {"y", "Y"} else found[0]


def _has_tone(letter: str) -> bool:
    return bool(_TONES.search(unicodedata.normalize("NFD", letter)))


def heading_text(text: str) -> str:
    """Return a heading whose compounds stay together: "dịch vụ", "trực tuyến", "hồ sơ"."""
    return tied(text)


def ready(value: Any) -> Any:
    """Return JSON-like data with every text made ready."""
    if isinstance(value, str):
        return ready_text(value)
    if isinstance(value, dict):
        return {key: item if key in _UNTOUCHED else ready(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [ready(item) for item in value]
    return value


def number_text(value: str) -> str:
    """Return decimal text in Vietnamese: a dot between thousands, a decimal comma.

    >>> number_text("13861"), number_text("95.0"), number_text("")
    ('13.861', '95,0', '–')
    """
    return number(value.strip(), SOURCE) or "–"


def day_text(number: int | None, *, below: int) -> str:
    """Return a day or month, with a leading zero when it is less than ``below``; "" for None."""
    if number is None:
        return ""
    return f"{number:02d}" if number < below else str(number)
