"""Wording: texts made ready for paper, and numbers as Vietnamese readers write them."""

import re
import unicodedata
from typing import Any

__all__ = ["day_text", "heading_text", "number_text", "ready", "ready_text"]

# Controls, zero-width letters, soft hyphens and marks of direction have no place on paper.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_SPACES = re.compile(r"[ \t\r\n]+")
# A word and its number, a number and its unit: never on two lines.
_WORD_AND_NUMBER = re.compile(
    r"\b(số|Số|ngày|tháng|năm|quý|Bước|bước|mức độ|Mức độ|Điều|khoản|mục|Mục|phần|Phần|Tổ|giờ|Phụ lục|"
    r"Nghị định|Quyết định|Luật|Thông tư) (?=[\dIVX])"
)
_NUMBER_AND_UNIT = re.compile(
    r"(\d) (?=(?:tờ|cm|mm|giờ|phút|đồng|hồ sơ|bước)\b|(?:ngày|tháng|năm)\b(?![ \u00a0]\d))"
)
# Two syllables, one word: a heading is not broken between them.
_COMPOUND = re.compile(
    r"(?i)\b(dịch|vụ|trực|hồ|thủ|hành|cơ|bộ|một|kết|giải|thông|liên|hướng|tài|công|đăng|quốc|"
    r"tổ|nhân) (?=(?:vụ|công|tuyến|sơ|tục|chính|quan|phận|cửa|quả|quyết|tin|báo|hệ|dẫn|khoản|dân|ký|"
    r"gia|chức)\b)"
)
_NO_BREAK = r"\1" + "\u00a0"
# Names and addresses that machines read: they are looked up, never set in type.
_UNTOUCHED = frozenset(
    {"kind", "digest", "drawing", "file", "form", "tone", "target", "language", "list"}
)


def ready_text(text: str) -> str:
    """Return ``text`` in NFC, without invisible characters, with its numbers tied."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text)).replace("\u2011", "-")
    text = _SPACES.sub(" ", text)
    text = _WORD_AND_NUMBER.sub(_NO_BREAK, text)
    return _NUMBER_AND_UNIT.sub(_NO_BREAK, text)


def heading_text(text: str) -> str:
    """Return a heading whose compounds stay together: "dịch vụ", "trực tuyến", "hồ sơ"."""
    return _COMPOUND.sub(_NO_BREAK, text)


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
    match = re.fullmatch(r"(-?)(\d+)(?:\.(\d+))?", value.strip())
    if match is None:
        return value.strip() or "–"
    sign, whole, decimals = match.groups()
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{grouped}" + (f",{decimals}" if decimals else "")


def day_text(number: int | None, *, below: int) -> str:
    """Return a day or month, with a leading zero when it is less than ``below``; "" for None."""
    if number is None:
        return ""
    return f"{number:02d}" if number < below else str(number)
