"""Compounds: words of several syllables, which a line of a heading is not broken within.

Vietnamese writes a space between syllables, not between words. These are the words of which the
titles of public offices are made; where two of them share a syllable neither is parted.
"""

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

__all__ = ["compounds", "tied"]

_FILE = Path(__file__).with_suffix(".txt")
_SYLLABLE = re.compile(r"\w+")
_SPACES = {" ", "\u00a0"}


@cache
def compounds() -> frozenset[tuple[str, ...]]:
    """Return the words as syllables in small letters."""
    lines = _FILE.read_text("utf-8").splitlines()
    return frozenset(tuple(line.split()) for line in lines if line and not line.startswith("#"))


@cache
def _lengths() -> dict[str, list[int]]:
    """Return by first syllable how many a word may have, the most first."""
    found: dict[str, set[int]] = {}
    for word in compounds():
        found.setdefault(word[0], set()).add(len(word))
    return {first: sorted(lengths, reverse=True) for first, lengths in found.items()}


def tied(text: str) -> str:
    """Return ``text`` with no-break spaces inside each of the words.

    >>> tied("Hộ kinh doanh tự khai thuế").split(" ")
    ['Hộ\\xa0kinh\\xa0doanh', 'tự', 'khai\\xa0thuế']
    """
    letters = list(text)
    places = [found.span() for found in _SYLLABLE.finditer(text)]
    syllables = [text[start:end].lower() for start, end in places]
    for at, first in enumerate(syllables):
        for count in _lengths().get(first, ()):
            gaps = [(above[1], below[0]) for above, below in pairwise(places[at : at + count])]
            is_one = tuple(syllables[at : at + count]) in compounds()
            if is_one and all(text[end:start] in _SPACES for end, start in gaps):
                for end, _ in gaps:
                    letters[end] = "\u00a0"
                break
    return "".join(letters)
