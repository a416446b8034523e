"""Escaping: words of a document as markdown that says the same words and nothing else."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

__all__ = ["address", "line", "one_line", "words"]

_SPACE = re.compile(r"\s+")
_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>&~|$"})
# What a line must not begin with, or it is a heading, a list, a rule, or code.
_OPENING = re.compile(r"(?:#{1,6}(?=\s|$)|[-+](?=\s|$)|[-=]+\s*$|(?:-\s*){3,}$)")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_RISKY = frozenset("#-+=0123456789")
_KEPT_IN_ADDRESSES = "/:?#@!$&'*+,;=%~-._"


@lru_cache(maxsize=4096)
def words(text: str) -> str:
    """Return ``text`` on one line, every sign with a meaning in markdown disarmed.

    Remembered, because the same words stand on many pages.
    """
    safe = _SPACE.sub(" ", text).translate(_SIGNS)
    return f"{safe[:-1]}\\!" if safe.endswith("!") else safe  # a link after it is no picture


def line(markdown: str) -> str:
    """Return a line of inline markdown that is no heading, list or rule by its first signs."""
    if markdown[:1] not in _RISKY:
        return markdown
    if _OPENING.match(markdown):
        return f"\\{markdown}"
    return _NUMBER.sub(r"\1\\\2", markdown, count=1) if _NUMBER.match(markdown) else markdown


@lru_cache(maxsize=4096)
def one_line(text: str) -> str:
    """Return ``text`` as a line of its own."""
    return line(words(text).strip())


@lru_cache(maxsize=1024)
def address(target: str) -> str:
    """Return an address as it may stand between the brackets of a link."""
    return quote(unicodedata.normalize("NFC", target), safe=_KEPT_IN_ADDRESSES)
