"""Laying: a leaflet as its panels are really made, each part on the panel where it stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from sitegen.documents.leaflet import Leaflet, LeafletKinds, LeafletSteps, Panel, PanelPart
from sitegen.documents.nodes import Contacts
from sitegen.render.print.arranging import is_cover
from sitegen.render.print.measuring import Piece
from sitegen.render.print.spreading import Slice

__all__ = ["laid_out"]


def laid_out(
    document: Leaflet,
    panels: Sequence[Panel],
    pieces: Sequence[Sequence[Piece]],
    slices: Mapping[int, Slice],
) -> Leaflet:
    """Return ``document`` with the panels that it has on the sheet, each at its place.

    ``panels`` are those of the officer with their ``pieces``; ``slices`` says which pieces stand
    on which place. Laid out once more, it stays as it is.
    """
    names = document.format.panel_names
    shares = [one.flow for one in slices.values()]
    made = []
    for place, one in sorted(slices.items()):
        source = panels[one.flow]
        name = source.name or names[place]
        if source.name and shares.count(one.flow) > 1:
            name = f"{source.name} ({names[place]})"
        is_whole = is_cover(source, document.format)
        parts = source.parts if is_whole else tuple(_parts(source, pieces[one.flow], one))
        if parts or source.name:
            made.append(Panel(name=name, parts=parts, at=place))
    return replace(document, panels=tuple(made))


def _parts(panel: Panel, pieces: Sequence[Piece], one: Slice) -> Iterator[PanelPart]:
    numbered = range(one.start, one.end)
    for number, group in groupby(numbered, key=lambda at: pieces[at].part):
        taken = list(group)
        is_first = taken[0] == 0 or pieces[taken[0] - 1].part != number
        is_last = taken[-1] == len(pieces) - 1 or pieces[taken[-1] + 1].part != number
        part = panel.parts[number]
        if is_first and is_last:
            yield part
        else:
            items = [item for at in taken if (item := pieces[at].item) is not None]
            yield _shortened(part, items[0], items[-1] + 1, is_first=is_first, is_last=is_last)


def _shortened(
    part: PanelPart, start: int, end: int, *, is_first: bool, is_last: bool
) -> PanelPart:
    """Return the items of a part that stand on one panel; its title stands on the first."""
    match part:
        case LeafletSteps():
            steps = part.steps[start:end]
            part = replace(part, steps=steps, closing=part.closing if is_last else ())
        case LeafletKinds():
            part = replace(part, kinds=part.kinds[start:end])
        case Contacts():
            part = replace(part, cards=part.cards[start:end])
        case _:
            raise ValueError(f"a part of kind {part.kind} stands on one panel")
    return part if is_first else replace(part, title="")
