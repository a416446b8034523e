"""Postings: the pages that hold a term, as a short text of sixty-four letters.

Each page is the distance to the page before and three bits of flags, five bits a letter,
the lowest first; the sixth bit says that more follow.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate

__all__ = ["add", "count", "pack", "patch", "unpack"]

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_MORE = re.compile("[g-z0-9_-]")
_PIECE = re.compile("[g-z0-9_-]*[A-Za-f]")


class _Steps(dict[str, int]):
    """How far each piece leads on from the page before."""

    def __missing__(self, piece: str) -> int:
        self[piece] = step = (_value(piece) >> 3) + 1
        return step


_STEPS = _Steps()


def pack(pages: Mapping[int, int]) -> str:
    """Return {number: flags} as text; numbers are at least 1."""
    packed, last = [], 0
    for number in sorted(pages):
        packed.append(_piece((number - last - 1) << 3 | pages[number]))
        last = number
    return "".join(packed)


def add(packed: bytearray, last: int, number: int, flags: int) -> None:
    """Append page ``number`` to a growing list whose last page is ``last`` (0 for none)."""
    packed += _piece_bytes((number - last - 1) << 3 | flags)


def unpack(packed: str) -> dict[int, int]:
    """Return what ``pack`` was given."""
    pieces = _pieces(packed)
    return dict(zip(_numbers(pieces), (_value(piece) & 7 for piece in pieces), strict=True))


def count(packed: str) -> int:
    """Return how many pages ``packed`` tells of."""
    return len(_MORE.sub("", packed))


def patch(packed: str, changes: Mapping[int, int | None]) -> str:
    """Return ``packed`` with pages put in or, for None, left out; "" when no page is left.

    The list is not made anew: it may tell of every page of a large site.
    """
    pieces = _pieces(packed)
    numbers = _numbers(pieces)
    for number, flags in changes.items():
        place = bisect_left(numbers, number)
        before = numbers[place - 1] if place else 0
        is_there = numbers[place : place + 1] == [number]
        if is_there:
            del numbers[place], pieces[place]
            _retie(pieces, numbers, place, before)
        if flags is not None:
            numbers.insert(place, number)
            pieces.insert(place, _piece((number - before - 1) << 3 | flags))
            _retie(pieces, numbers, place + 1, number)
    return "".join(pieces)


def _retie(pieces: list[str], numbers: list[int], place: int, before: int) -> None:
    """Write the distance at ``place`` again, now that the page ahead of it is ``before``."""
    if place < len(pieces):
        flags = _value(pieces[place]) & 7
        pieces[place] = _piece((numbers[place] - before - 1) << 3 | flags)


def _pieces(packed: str) -> list[str]:
    return _PIECE.findall(packed) if _MORE.search(packed) else list(packed)


def _numbers(pieces: list[str]) -> list[int]:
    return list(accumulate(map(_STEPS.__getitem__, pieces)))


@lru_cache(maxsize=100_000)
def _value(piece: str) -> int:
    value = 0
    for place, digit in enumerate(piece):
        value |= (_DIGITS.index(digit) & 31) << 5 * place
    return value


@lru_cache(maxsize=100_000)
def _piece(value: int) -> str:
    digits = ""
    while True:
        value, bits = value >> 5, value & 31
        digits += _DIGITS[bits | (32 if value else 0)]
        if not value:
            return digits


@lru_cache(maxsize=100_000)
def _piece_bytes(value: int) -> bytes:
    return _piece(value).encode()
