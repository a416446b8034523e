"""A heading stands nearer to its own text than to the text above it, measured on paper."""

import io
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pikepdf
import pytest

from sitegen.documents.leaflet import Leaflet, PanelPart
from sitegen.documents.nodes import Heading, Paragraph
from sitegen.errors import SitegenError
from sitegen.preflight.plan import SheetPlan
from sitegen.render.print import Sheet, render_sheet
from sitegen.render.print.painted import Item, Picture, Side, Words, read_sides
from sitegen.render.print.wording import heading_text, ready_text
from tests.lots import lots
from tests.unit.random_leaflets import a_random_leaflet, plain_picture

SEEDS = len(lots(12, 300))
NEARER = 1.5
_TITLE, _SUBHEAD = 1.75, 1.2  # of the size of the text


def with_heads(document: Leaflet, seed: int) -> Leaflet:
    """Return the leaflet with headings and subheads strewn before its paragraphs and lists."""
    lot = Random(seed)  # noqa: S311  # a lot, not a secret

    def headed(part: PanelPart) -> tuple[PanelPart, ...]:
        level = lot.choice((0, 2, 3))
        if not level or part.kind in {"cover", "imprint"}:
            return (part,)
        text = " ".join(
            lot.choices(("Mang", "gì", "theo", "nghiêng", "hồ sơ"), k=lot.randint(1, 9))
        )
        more = (part,) if isinstance(part, Paragraph) and lot.random() < 0.5 else ()
        return (*more, Heading(text=text, level=level, anchor="a"), part)

    panels = (
        replace(panel, parts=tuple(one for part in panel.parts for one in headed(part)))
        for panel in document.panels
    )
    return replace(document, panels=tuple(panels))


def too_near(sheet: Sheet) -> Iterator[tuple[str, float, float]]:
    """Yield each heading with the millimetres above and below it, where those above are too few."""
    made = sheet.laid_out
    assert made is not None
    plan = SheetPlan.of(made)
    body = sheet.fit[0].body_pt
    with pikepdf.open(io.BytesIO(sheet.pdf)) as pdf:
        for side in read_sides(pdf):
            for number, panel in enumerate(plan.on_side(side.number)):
                heads = [*_heads(made, side.number, number)]
                on_it = [one for one in _seen(side) if plan.panel_at(side.number, one.box) == panel]
                yield from _near(on_it, heads, body)


def _heads(made: Leaflet, side: int, number: int) -> Iterator[str]:
    order = made.format.order
    for panel in made.panels:
        if panel.at is not None and order[panel.at] == (side - 1, number):
            for part in panel.parts:
                said = part.text if isinstance(part, Heading) else getattr(part, "title", "")
                yield from (_plain(heading_text(ready_text(said))),) if said else ()


def _seen(side: Side) -> list[Item]:
    words = [one for one in side.words() if one.text.strip()]
    return [*words, *(one for one in side.items if isinstance(one, Picture))]


def _plain(text: str) -> str:
    return "".join(text.split())


def _near(items: list[Item], heads: list[str], body: float) -> Iterator[tuple[str, float, float]]:
    own = [one for one in items if isinstance(one, Words) and _is_head(one, heads, body)]
    rest = [one for one in items if one not in own]
    for head in own:
        above = [
            head.box.top - one.box.bottom for one in items if one.box.bottom < head.box.top + 1
        ]
        below = [
            one.box.top - head.box.bottom for one in items if one.box.top > head.box.bottom - 1
        ]
        is_in_text = _is_next(above, head, rest, above=True) and _is_next(
            below, head, rest, above=False
        )
        if is_in_text and min(above) < NEARER * min(below) - 0.05:
            yield head.text, round(min(above), 2), round(min(below), 2)


def _is_next(gaps: list[float], head: Words, rest: list[Item], *, above: bool) -> bool:
    """Tell whether what is nearest on that side is text, not a line of another heading."""
    if not gaps:
        return False
    own = [
        head.box.top - one.box.bottom if above else one.box.top - head.box.bottom for one in rest
    ]
    return any(abs(gap - min(gaps)) < 0.01 for gap in own)


def _is_head(words: Words, heads: list[str], body: float) -> bool:
    is_large = any(abs(words.size_pt - part * body) < 0.06 for part in (_TITLE, _SUBHEAD))
    return is_large and any(_plain(words.text.replace("\u200b", "")) in head for head in heads)


@pytest.mark.parametrize("start", range(4))
def test_a_heading_has_half_as_much_room_again_above_it_as_below(start: int) -> None:
    looked_at = 0
    for seed in range(start, SEEDS, 4):
        name, document = a_random_leaflet(seed)
        try:
            sheet = render_sheet(
                with_heads(document, seed), mode="print", load_picture=plain_picture
            )
        except SitegenError:
            continue
        looked_at += 1
        assert not list(too_near(sheet)), f"seed {seed}, {name}"
    assert looked_at > SEEDS / 16
