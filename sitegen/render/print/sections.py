"""Sections: a heading with its text, up to the next heading of its level or above."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sitegen.render.print.measuring import ROUNDING_MM, Piece, Stack

__all__ = ["torn_at"]

_LEVELS = (2, 3)


def torn_at(stack: Stack) -> set[int]:
    """Return the numbers of the pieces before which an end of the panel would tear a section.

    One that no panel can hold may be torn, unless the text could be smaller instead; a list goes
    on between two of its items. Where there is plenty of room it does so only if no panel could
    hold it; instead a picture below a text stands on the next panel, where it is large.
    """
    found: set[int] = set()
    pieces = stack.pieces
    is_roomy = stack.setting.room < 1
    for start, end in _sections(pieces):
        is_whole = _height(stack, start, end) <= stack.room + ROUNDING_MM
        if is_roomy:
            found.update(at for at in range(start + 1, end) if is_whole or not _parts(stack, at))
        elif is_whole:
            inside = range(start + 1, end)
            found.update(at for at in inside if not _goes_on(pieces[at - 1], pieces[at]))
    return found


def _parts(stack: Stack, at: int) -> bool:
    """Tell whether a section that is too high may part before a piece all the same."""
    above, below = stack.pieces[at - 1], stack.pieces[at]
    if above.part != below.part:
        return bool(below.pictures)
    whole = [piece for piece in stack.pieces if piece.part == below.part]
    return _goes_on(above, below) and not stack.is_held_by_one(whole)


def _sections(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Yield beginning and end of each section; what is pinned to the foot is in none."""
    foot = next((at for at, piece in enumerate(pieces) if piece.pin), len(pieces))
    for level in _LEVELS:
        ends = [at for at in range(foot) if 0 < pieces[at].head <= level] + [foot]
        for start, end in pairwise(ends):
            if pieces[start].head == level:
                yield start, end


def _height(stack: Stack, start: int, end: int) -> float:
    pieces = stack.pieces[start:end]
    gaps = sum(stack.gap(piece) for piece in pieces[:-1])
    return sum(stack.height(piece, {}) for piece in pieces) + gaps


def _goes_on(above: Piece, below: Piece) -> bool:
    """Tell whether two pieces are items of one list."""
    return above.part == below.part and above.item is not None and below.item is not None
