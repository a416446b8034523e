"""Whatever is accepted for paper is sound on paper: read from the PDF, not from the composer."""

from collections.abc import Iterator

import pytest

from sitegen.documents.leaflet import (
    Cover,
    Imprint,
    Leaflet,
    LeafletKinds,
    LeafletSteps,
    Panel,
)
from sitegen.documents.nodes import Contacts, Heading
from sitegen.errors import SitegenError
from sitegen.render.print import render_sheet
from sitegen.render.print.arranging import stretches
from tests.lots import lots
from tests.unit.print_faults import faults
from tests.unit.print_ink import ink_of
from tests.unit.random_leaflets import a_random_leaflet, plain_picture

SEEDS = len(lots(12, 300))


def accepted_leaflet(seed: int) -> bool:
    """Tell whether the leaflet of ``seed`` was accepted; stop when it was wrongly."""
    name, document = a_random_leaflet(seed)
    try:
        sheet = render_sheet(document, mode="screen", load_picture=plain_picture)
    except SitegenError as refused:
        if refused.code != "print-overflow" or " mm" not in refused.message:
            raise
        return False
    assert min(fit.body_pt for fit in sheet.fit) >= 9.5
    found = list(faults(document, ink_of(sheet.pdf)))
    assert not found, f"seed {seed}, {name}"
    assert sheet.laid_out is not None
    amiss = list(misplaced(document, sheet.laid_out))
    assert not amiss, f"seed {seed}, {name}"
    again = render_sheet(sheet.laid_out, mode="screen", load_picture=plain_picture)
    assert again.pdf == sheet.pdf, f"seed {seed}, {name}: other bytes when laid out again"
    return True


def misplaced(asked: Leaflet, made: Leaflet) -> Iterator[str]:
    """Yield what went lost, changed its order, or was parted from what it belongs to."""
    if [*contents(asked)] != [*contents(made)]:
        yield "not all of it, once, in its order"
    places = [panel.at for panel in made.panels]
    if len(places) != len(set(places)):
        yield "two panels on one place"
    if any(is_parted(panel, made) for panel in made.panels):
        yield "a heading at the foot of a panel, or a cover with something else"
    first = {panel.at: panel.parts[0] for panel in made.panels}
    pinned = {panel.at: panel.parts[0] for panel in asked.panels if panel.at is not None}
    if any(type(first[at]) is not type(part) for at, part in pinned.items()):
        yield "something else on the place of what was put by hand"
    if len(asked.panels) == 1 and asked.panels[0].at is None:
        back = made.panels[-1]
        if back.at != len(asked.format.order) - 1 or not isinstance(back.parts[-1], Imprint):
            yield "no imprint on the back"


def is_parted(panel: Panel, made: Leaflet) -> bool:
    last = panel.parts[-1]
    is_title = isinstance(last, Heading) or (isinstance(last, LeafletSteps) and not last.steps)
    is_alone = made.format.is_handout or len(panel.parts) == 1
    return is_title or (isinstance(panel.parts[0], Cover) and not is_alone)


def contents(document: Leaflet) -> Iterator[object]:
    """Yield what stands on the panels in the order of reading, steps and cards one by one."""
    panels = (panel for stretch in stretches(document) for panel in stretch.panels)
    for part in (part for panel in panels for part in panel.parts):
        yield from (word for word in (getattr(part, "title", ""),) if word)
        match part:
            case LeafletSteps():
                yield from part.steps
                yield from (part.closing,) if part.closing else ()
            case LeafletKinds():
                yield from part.kinds
            case Contacts():
                yield from part.cards
            case _:
                yield part


@pytest.mark.parametrize("seed", [91023, 91031, 91085, 91086])
def test_a_leaflet_whose_text_had_grown_only_when_laid_out_again(seed: int) -> None:
    assert accepted_leaflet(seed)


@pytest.mark.parametrize("start", range(4))
def test_an_accepted_leaflet_has_no_fault_on_paper(start: int) -> None:
    assert sum(accepted_leaflet(seed) for seed in range(start, SEEDS, 4)) > SEEDS / 16
