"""Turns: panels that end where the officer turned to another one, though more had room there."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from sitegen.documents.leaflet import Imprint, Leaflet, Panel, PanelPart
from sitegen.errors import SitegenError
from sitegen.render.print.fit import PanelFit
from sitegen.render.print.measuring import PanelAt, Piece, Stack
from sitegen.render.print.spreading import Slice

__all__ = ["cut_short", "with_turns"]


def cut_short(
    panels: Sequence[Stack],
    slices: Mapping[int, Slice],
    numerals: Mapping[str, int],
    *,
    is_handout: bool,
) -> dict[PanelAt, int]:
    """Return the panels after which the next parts (by number) would still have room.

    ``panels`` are those of ``slices``, in the order of reading. Before the back of a folded sheet
    a turn is no question: it has what one looks for on a back.
    """
    taken = [
        (flow.flow, panel)
        for flow, panel in zip(slices.values(), panels, strict=True)
        if panel.pieces or panel.boxes
    ]
    return {
        panel.place: following
        for (flow, panel), (following, after) in pairwise(taken)
        if flow != following
        and not panel.boxes
        and not after.boxes
        and (is_handout or after is not panels[-1])
        and replace(panel, pieces=(*panel.pieces, *_first(after.pieces))).fits(numerals)
    }


def with_turns(
    document: Leaflet,
    fits: Iterable[PanelFit],
    turned: Mapping[PanelAt, Panel],
    again: Callable[[Leaflet], Sequence[PanelFit]],
) -> Iterator[PanelFit]:
    """Yield ``fits``; one is cut short when without the turn after it more does stand there.

    ``turned`` are the panels that :func:`cut_short` found to follow, ``again`` composes a leaflet:
    what officers are told to do was done first.
    """
    for fit in fits:
        following = turned.get(fit.place)
        told = replace(fit, is_cut_short=True)
        is_told = (
            following is not None
            and told.is_left_empty
            and any(_has_more(fit, one, again) for one in _without_turn(document, following))
        )
        yield told if is_told else fit


def _without_turn(document: Leaflet, following: Panel) -> Iterator[Leaflet]:
    """Yield ``document`` without the turn to ``following``; nothing where nobody turned."""
    panels = document.panels
    for at, (before, after) in enumerate(pairwise(panels)):
        if _beginning(after) is not None and _beginning(after) == _beginning(following):
            one = replace(before, parts=(*before.parts, *after.parts))
            yield replace(document, panels=(*panels[:at], one, *panels[at + 2 :]))


def _beginning(panel: Panel) -> PanelPart | None:
    return next((part for part in panel.parts if not isinstance(part, Imprint)), None)


def _has_more(
    fit: PanelFit, tried: Leaflet, again: Callable[[Leaflet], Sequence[PanelFit]]
) -> bool:
    """Tell whether on the panel of ``fit`` there stands more in ``tried``, and all is held."""
    try:
        made = again(tried)
    except SitegenError:
        return False
    more = any(one.place == fit.place and len(one.pieces) > len(fit.pieces) for one in made)
    return more and not any(one.is_overfull for one in made)


def _first(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the first piece, with what it keeps beside it: a heading and the text below."""
    kept = list(takewhile(lambda piece: piece.keep, pieces))
    yield from pieces[: len(kept) + 1]
