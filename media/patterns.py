"""Texts that may hold personal data: numbers of identity cards, telephones, dates of birth.

This only suggests. A number of twelve digits may be the number of a dossier, and an office's
telephone is meant to be read; an officer decides.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Suspect", "suspects"]

IDENTITY, OLD_IDENTITY, PHONE, BIRTH, NAME = (
    "số định danh cá nhân (12 chữ số)",
    "số chứng minh nhân dân (9 chữ số)",
    "số điện thoại",
    "ngày sinh",
    "họ tên",
)

_GAP = r"[ .\-]?"
_DIGITS = re.compile(rf"(?<![\d/.,])\d(?:{_GAP}\d){{7,13}}(?![\d/]|[.,]\d)")
_PHONE = re.compile(r"(?:0|84)(?:[35789]\d{8}|2\d{8,9})")
_DATE = re.compile(
    r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])[/.\-](?:0?[1-9]|1[0-2])[/.\-](?:19|20)\d\d(?!\d)"
)
_DAYS = re.compile(rf"{_DATE.pattern}|(?<!\d)(?:19|20)\d\d[.\-]\d\d[.\-]\d\d(?!\d)")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_UNIT = re.compile(
    r"\s?(?:đồng(?!\s+ý)|đ|vnđ|vnd|₫|usd|triệu|tỷ|tỉ|nghìn|ngàn|%)(?!\w)", re.IGNORECASE
)
_CARD_WORDS = re.compile(r"(?:cmt?nd|cccd|chứng minh|căn cước|định danh)\D*$", re.IGNORECASE)
_ABROAD = re.compile(r"(?:\+84\)?|\(84\))[ .\-]?(?:\(0\))?[ .\-]?$")
_BIRTH_WORDS = re.compile(r"sinh|birth|dob|ns[:.]", re.IGNORECASE)
_NAME = re.compile(
    r"(?<!\w)(?:họ\s*(?:,?\s*chữ đệm)?\s*(?:và|,)?\s*tên|ông|bà|chủ tài khoản|người nộp|người khai|full name)"
    r"\s*(?:\(\*\))?\s*:?\s*"
    r"(?P<name>[^\W\d_]+(?:\s+[^\W\d_]+){1,4})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A stretch of a text, ``start`` to ``end``, and in Vietnamese what it looks like."""

    start: int
    end: int
    kind: str

    @property
    def is_identity(self) -> bool:
        """Tell whether it looks like the number of a person, which no publication needs."""
        return self.kind == IDENTITY


def suspects(text: str) -> tuple[Suspect, ...]:
    """Return what in one line of text looks like personal data, from left to right."""
    found = [*_numbers(text), *_births(text), *_names(text)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _numbers(text: str) -> Iterator[Suspect]:
    dateless = _DAYS.sub(lambda day: "_" * len(day[0]), text)
    for match in _DIGITS.finditer(dateless):
        if kind := _kind(match):
            yield Suspect(match.start(), match.end(), kind)


def _kind(number: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", number[0])
    if _PHONE.fullmatch(digits):
        return PHONE
    if len(digits) == 12 and digits.startswith("0"):
        return IDENTITY  # every number of identity begins with the code of a province, 001 to 096
    if len(digits) != 9 or _is_amount(number):
        return ""
    return PHONE if _ABROAD.search(number.string[: number.start()]) else OLD_IDENTITY


def _is_amount(number: re.Match[str]) -> bool:
    """Tell whether it counts something: a unit follows, or it is written in thousands."""
    if _UNIT.match(number.string, number.end()):
        return True
    is_a_card = _CARD_WORDS.search(number.string[: number.start()])
    return not is_a_card and bool(_THOUSANDS.fullmatch(number[0]))


def _births(text: str) -> Iterator[Suspect]:
    if _BIRTH_WORDS.search(text):
        for match in _DATE.finditer(text):
            yield Suspect(match.start(), match.end(), BIRTH)


def _names(text: str) -> Iterator[Suspect]:
    for match in _NAME.finditer(text):
        if all(word[0].isupper() for word in match["name"].split()):
            yield Suspect(match.start("name"), match.end("name"), NAME)
