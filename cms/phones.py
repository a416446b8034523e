"""Telephone numbers as offices print them, and what a telephone dials for them.

The one place that reads a number: an area code before a short one ("0277 1022"), 1800 and 1900,
short codes, extensions ("máy lẻ 12", "bấm 1"), and words around them.
"""

import re
import unicodedata
from functools import lru_cache

__all__ = ["number_in", "phone_link"]

_RUN = re.compile(r"(?<!\w)\(?\+?\d(?:(?:[\s.)–-]|\(0\))*\d)*")
_EXTENSION = re.compile(
    r"(?:số\s+)?(?:máy\s+(?:lẻ|nhánh)|nhánh|lẻ|ext(?:ension)?\b\.?|\b(?:bấm|nhấn|ấn)\b)"
    r"(?:\s+(?:phím|số|nhánh|máy\s+lẻ))*\s*:?\s*(?:số\s+)?(\d{1,5})(?!\d)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"\s*/\s*\d")  # "3810.777/8" means two numbers
_AREA = r"0(?:24|28|2\d\d)"
_SHORT = re.compile(r"1\d{2,4}")
_FREE = re.compile(r"1[89]00(?:\d{4}|\d{6})")
_NATIONAL = re.compile(rf"0\d{{9,10}}|{_AREA}1\d{{2,3}}")
_ABROAD = re.compile(r"^(?:\+|00)84(?:0(?=\d{9}))?")
_LONGEST_WORD = 4
"""Digits: a longer number among the words would be a second telephone ("7h30-11h30" is none)."""


@lru_cache(maxsize=4096)
def phone_link(phone: str) -> str:
    """Return what to dial for ``phone``, or "" when it holds no number, or more than one.

    Vietnamese numbers become E.164; short codes and 1800/1900 have no country code. After a
    comma, at which telephones pause, stands the extension.

    >>> phone_link("Một cửa: 0209.3810.777 (máy lẻ 12)")
    '+842093810777,12'
    >>> phone_link("0277 1022")
    '+842771022'
    """
    text = unicodedata.normalize("NFC", phone)
    pressed = _EXTENSION.search(text)
    runs = list(_RUN.finditer(_EXTENSION.sub(" ", text)))
    dialled = [run for run in runs if _dialled(run[0])]
    others = (run for run in runs if not _dialled(run[0]))
    if len(dialled) != 1 or any(len(_digits(run[0])) > _LONGEST_WORD for run in others):
        return ""
    if _ANOTHER.match(dialled[0].string, dialled[0].end()):
        return ""
    return _dialled(dialled[0][0]) + (f",{pressed[1]}" if pressed else "")


def number_in(phone: str) -> str:
    """Return the number in ``phone`` as it is printed, without the words around it; or ""."""
    text = unicodedata.normalize("NFC", phone)
    runs = _RUN.findall(_EXTENSION.sub(" ", text))
    return next((run.strip() for run in runs if _dialled(run)), "")


def _digits(run: str) -> str:
    return re.sub(r"\D", "", run)


def _dialled(run: str) -> str:
    digits = _digits(run)
    if _SHORT.fullmatch(run) or _FREE.fullmatch(digits):
        return digits
    plain = ("+" if "+" in run else "") + digits
    national = _ABROAD.sub("0", plain)
    return f"+84{national[1:]}" if _NATIONAL.fullmatch(national) else ""
