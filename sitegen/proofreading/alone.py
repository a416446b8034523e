"""Alone: words that stand for themselves, not inside a longer number or address."""

import re
from functools import lru_cache

__all__ = ["ADDRESS", "alone"]

ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s<>]*)?",
    re.IGNORECASE,
)
"""An address of the web or of a mailbox as people type it."""

_LEGAL = re.compile(r"(\d+/\d{4})/([A-ZĐ]+-[A-ZĐ]+)")
_DECREE = "NĐ-CP"
_BEHIND_DECREE = "(?:(?<=NĐ )|(?<=NĐ số )|(?<=nghị định )|(?<=nghị định số ))"


@lru_cache(maxsize=1024)
def alone(words: str) -> re.Pattern[str]:
    """Return the pattern of ``words``, in any case, where nothing is before or after them.

    The number of a legal text may have blanks in it, and that of a decree may lack its letters.

    >>> bool(alone("42/2022/NĐ-CP").search("số 142/2022/NĐ-CP"))
    False
    >>> bool(alone("42/2022/NĐ-CP").search("NĐ 42/2022 và 43/2022/ NĐ-CP"))
    True
    >>> bool(alone("dichvucong.gov.vn").search("<https://www.dichvucong.gov.vn>"))
    True
    """
    wanted = r"\s+".join(re.escape(word) for word in words.split())
    if number := _LEGAL.fullmatch(words):
        letters = number[2].replace("-", r"\s*-\s*")
        wanted = rf"{number[1]}\s*/\s*{letters}"
        if number[2] == _DECREE:  # one office alone gives them their numbers
            wanted = rf"(?:{wanted}|{_BEHIND_DECREE}{number[1]}(?!\d|\s*/))"
    return re.compile(
        rf"(?<![\w/@.-])(?:https?://)?(?:www\.)?{wanted}(?![\w@-]|\.\w)", re.IGNORECASE
    )
