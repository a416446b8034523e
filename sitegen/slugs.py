"""Slugs: the one way from a title to an address made of ASCII letters.

Django's ``slugify`` loses Đ ("Đăng ký" becomes "ang-ky") and Wagtail's writes u0110. What is written in another script is
spelt in Latin letters, by the tables of AnyASCII, so that no title loses its address.
"""

import re
import unicodedata
from collections.abc import Container

__all__ = ["slug", "unique_slug"]

MAX_LENGTH = 80
_LETTERS = str.maketrans(
    {
        "đ": "d",
        "Đ": "d",
        "ð": "d",
        "Ð": "d",
        "ƀ": "b",
        "Ƀ": "b",
        "ł": "l",
        "ø": "o",
        "ß": "ss",
        "æ": "ae",
    }
)
_SILENT = re.compile("['\u2018\u2019\u02bc]")  # the apostrophes of "CưM'gar"
_MANY_MARKS = re.compile("([\u0300-\u036f]{8})[\u0300-\u036f]+")  # sorting them is quadratic
_OTHER = re.compile(r"[^a-z0-9]+")
_FOREIGN = re.compile(r"[^\W\d_a-z\u0080-\u02af\u1e00-\u1eff][^\x00-\u02af\u2000-\u206f\s]*")
"""A run of letters of another script, with the vowels that lean on them."""


def slug(title: str, *, max_length: int = MAX_LENGTH) -> str:
    r"""Return ``title`` in lower-case ASCII with hyphens, cut at a word; "" if nothing is left.

    >>> slug("Đăng ký khai sinh")
    'dang-ky-khai-sinh'
    >>> slug("\u00d0ăng ký")  # Eth, which some programs write instead of Đ
    'dang-ky'
    """
    text = _SILENT.sub("", _MANY_MARKS.sub(r"\1", title).translate(_LETTERS))
    text = unicodedata.normalize("NFKD", text)
    text = "".join(letter for letter in text if not unicodedata.combining(letter)).lower()
    text = text.translate(_LETTERS)
    if not text.isascii():
        text = _FOREIGN.sub(_spelt, text)
    text = _OTHER.sub("-", text).strip("-")
    return text if len(text) <= max_length else _cut(text, max_length)


def unique_slug(title: str, taken: Container[str], *, fallback: str = "trang") -> str:
    """Return a slug that is not in ``taken``: "lien-he", then "lien-he-2", "lien-he-3" …"""
    base = slug(title) or fallback
    candidate, number = base, 1
    while candidate in taken:
        number += 1
        ending = f"-{number}"
        candidate = f"{slug(base, max_length=MAX_LENGTH - len(ending))}{ending}"
    return candidate


def _spelt(match: re.Match[str]) -> str:
    from anyascii import anyascii  # noqa: PLC0415  # its tables, for the few titles that need them

    return "".join(
        f"-{anyascii(one)}-" if one >= "\u2e80" else anyascii(one) for one in match[0]
    ).lower()


def _cut(text: str, max_length: int) -> str:
    cut = text[: max_length + 1]
    head, hyphen, _ = cut.rpartition("-")
    return head if hyphen else text[:max_length]
