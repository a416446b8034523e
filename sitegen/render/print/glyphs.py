"""Glyphs: no letter goes to print that the fonts cannot draw.

Typst leaves an empty place for a missing glyph and says nothing, so every text is compared
with the fonts before it is set.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from sitegen.errors import SitegenError
from sitegen.render.print.fonts import Stack, font_files
from sitegen.render.print.letters import letters_of

__all__ = ["DRAWN", "missing", "require", "texts_of"]

DRAWN = frozenset("→✓●☐☑")
"""Letters that the layouts draw as shapes instead of asking a font for them."""

_WITHOUT_FONT = DRAWN.union("\n\t")
_NOT_SET = frozenset(
    {"kind", "digest", "drawing", "anchor", "path", "key", "target", "form", "tone", "language"}
    | {"file", "qr", "list", "foreign", "stale", "source_language"}
)


def missing(text: str, stack: Stack) -> list[str]:
    """Return the letters of ``text`` that ``stack`` cannot draw, each once, in order."""
    left = [letter for letter in dict.fromkeys(text) if letter not in _WITHOUT_FONT]
    for family in _families(stack):
        if left:  # most texts need the first family alone, and only that one is read
            drawn = _letters(stack, family)
            left = [letter for letter in left if letter not in drawn]
    return left


def require(places: Iterable[tuple[str, str]], stack: Stack, *, page: str) -> None:
    """Stop with "print-glyph" when a text has a letter that no font has.

    ``places`` pairs where a text stands, as officers call it, with the text.
    """
    for place, text in places:
        letters = missing(text, stack)
        if letters:
            named = ", ".join(f"“{letter}” ({_code(letter)})" for letter in letters)
            raise SitegenError(
                f"không có nét chữ để in {named} trong “{_around(text, letters[0])}”.",
                page=page,
                block=place,
                hint="Hãy thay bằng chữ hoặc dấu khác, hoặc xoá đi.",
                code="print-glyph",
            )


def texts_of(value: Any) -> Iterator[str]:
    """Yield every text in JSON-like data that a layout may set."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _NOT_SET:
                yield from texts_of(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts_of(item)


@cache
def _families(stack: Stack) -> tuple[str, ...]:
    return tuple(dict.fromkeys(family for family, _ in font_files(stack)))


@cache
def _letters(stack: Stack, family: str) -> frozenset[str]:
    """Return what all faces of ``family`` can draw."""
    faces = [letters_of(file) for one, file in font_files(stack) if one == family]
    return frozenset(map(chr, frozenset.intersection(*faces)))


def _code(letter: str) -> str:
    return f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".strip()


def _around(text: str, letter: str) -> str:
    at = text.index(letter)
    start, end = max(0, at - 20), at + 20
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")
