"""Both places of the tone in one page: "hoà" and "hòa"."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from sitegen.proofreading.alone import ADDRESS
from sitegen.proofreading.texts import Found, Known, PageTexts, Text

__all__ = ["find"]


def _pairs() -> Iterator[tuple[str, str]]:
    """Yield the ends of open syllables: the tone on the first vowel, and on the second."""
    for first, second in (("o", "a"), ("o", "e"), ("u", "y")):
        for mark in "\u0300\u0301\u0303\u0309\u0323":
            compose = unicodedata.normalize
            yield compose("NFC", first + mark + second), compose("NFC", first + second + mark)


_TO_SECOND = dict(_pairs())
_TO_FIRST = {second: first for first, second in _TO_SECOND.items()}
_SYLLABLE = re.compile(
    rf"(?<!\w)(?P<on>[^\W\d_]{{0,3}}?)(?P<end>{'|'.join([*_TO_SECOND, *_TO_FIRST])})(?!\w)"
)

_NO_NAMES = {"ủy", "uỷ"}
"""The offices: they begin with a capital, and are no names of persons or places."""
_CODE = re.compile(rf"{ADDRESS.pattern}|\S*[\w][/_\\]\w\S*|\S*\d\S*", re.IGNORECASE)
"""What is no word: an address, a path, the number of a text or of a form."""


def find(page: PageTexts, known: Known) -> Iterator[Found]:
    """Trong trang có hai cách bỏ dấu, như “hoà” và “hòa”.

    Chọn một cách cho cả trang; tên riêng thì giữ như người ta viết.
    """
    styles: dict[bool, list[tuple[Text, re.Match[str]]]] = defaultdict(list)
    for text in page.texts:
        for match in _SYLLABLE.finditer(_CODE.sub(_blanked, text.words).lower()):
            if not _is_left_alone(match, text.words[match.start() : match.end()]):
                styles[match["end"] in _TO_SECOND].append((text, match))
    if len(styles) < 2:
        return
    is_first = len(styles[True]) < len(styles[False])
    other = _TO_SECOND if is_first else _TO_FIRST
    for text, match in styles[is_first]:
        words = text.words[match.start() : match.end()]
        if words != words.lower() and words.lower() in known.spelled:
            continue
        instead = _like(words, match["on"] + other[match["end"]])
        yield Found(
            place=text.place, words=words, line=text.words, start=match.start(), instead=instead
        )


def _blanked(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _is_left_alone(match: re.Match[str], words: str) -> bool:
    """Tell whether it is a name, whose owner knows, or "quý", where the tone has only one place."""
    is_name = words != words.lower() and words.lower() not in _NO_NAMES
    return is_name or match["on"].endswith("q")


def _like(words: str, instead: str) -> str:
    """Return a word in the letters of another: small, capital at its beginning, or all capital."""
    if words == words.lower():
        return instead
    return instead.upper() if words == words.upper() else instead[0].upper() + instead[1:]
