"""Turns: panels that end where the officer turned to another one, though more had room there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from sitegen.render.print.measuring import Piece, Place, Stack
from sitegen.render.print.spreading import Slice

__all__ = ["cut_short"]


def cut_short(
    panels: Sequence[Stack],
    slices: Mapping[int, Slice],
    numerals: Mapping[str, int],
    *,
    is_handout: bool,
) -> set[Place]:
    """Return the panels after which what begins the next turn would still have room.

    ``panels`` are those of ``slices``, in the order of reading. Before the back of a folded sheet
    a turn is no question: it has what one looks for on a back.
    """
    taken = [
        (flow.flow, panel)
        for flow, panel in zip(slices.values(), panels, strict=True)
        if panel.pieces or panel.boxes
    ]
    return {
        panel.place
        for (flow, panel), (following, after) in pairwise(taken)
        if flow != following
        and not panel.boxes
        and not after.boxes
        and (is_handout or after is not panels[-1])
        and replace(panel, pieces=(*panel.pieces, *_first(after.pieces))).fits(numerals)
    }


def _first(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the first piece, with what it keeps beside it: a heading and the text below."""
    kept = list(takewhile(lambda piece: piece.keep, pieces))
    yield from pieces[: len(kept) + 1]
