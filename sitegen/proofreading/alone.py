"""Alone: words that stand for themselves, not inside a longer number or address."""

import re
from functools import lru_cache

__all__ = ["alone"]


@lru_cache(maxsize=1024)
def alone(words: str) -> re.Pattern[str]:
    """Return the pattern of ``words``, in any case, where nothing is before or after them.

    >>> bool(alone("42/2022/NĐ-CP").search("số 142/2022/NĐ-CP"))
    False
    >>> bool(alone("dichvucong.gov.vn").search("<https://www.dichvucong.gov.vn>"))
    True
    """
    wanted = r"\s+".join(re.escape(word) for word in words.split())
    return re.compile(
        rf"(?<![\w/@.-])(?:https?://)?(?:www\.)?{wanted}(?![\w@-]|\.\w)", re.IGNORECASE
    )
