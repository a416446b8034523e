"""The size of the text is the largest that fits, and no more is measured than it takes to know."""

import math
import random
from collections.abc import Mapping
from typing import Any

import pytest

from sitegen.documents.leaflet import Leaflet, LeafletFormat, Panel
from sitegen.render.print.arranging import stretches
from sitegen.render.print.compose import flows_of
from sitegen.render.print.measuring import Asks, Measurer
from sitegen.render.print.search import Search
from tests.lots import lots
from tests.unit.print_samples import IMPRINT, a_head, paragraph

ROOM = 200
BODIES = {16: 0.85, 15: 0.85, 14: 0.85, 13: 0.85, 12: 1, 11.5: 1, 11: 1, 10.5: 1}
"""Sizes from the largest, and which part of a panel they may fill."""


def on_a_line(body: float) -> float:
    return body * 1.45 * 25.4 / 72


def high(letters: float, body: float) -> float:
    """Return how high so much text is at a size: by the square, in whole lines."""
    return math.ceil(letters * body**2 / on_a_line(body) - 0.02) * on_a_line(body)


def a_piece(height: float) -> dict[str, Any]:
    plain = {"after": 0, "grows": False, "pin": False, "row": None, "list": "", "inner": 0}
    more = {"inner_cap": 0, "name": "", "part": 0, "item": None, "keep": False, "head": 0}
    return {"height": height, "pictures": [], **plain, **more}


@pytest.mark.parametrize("seed", lots(20, 1000))
def test_the_largest_text_that_fits_is_found_without_measuring_what_cannot(seed: int) -> None:
    lot = random.Random(seed)  # noqa: S311  # a lot, not a secret
    fill = lot.uniform(0.4, 1.2)
    letters = [fill * lot.uniform(0.3, 1) * ROOM / 144 for _ in range(8)]
    asked: list[float] = []

    def answer(flow: int, setting: Mapping[str, Any]) -> dict[str, Any]:
        body = setting["body"]
        asked.append(body)
        pieces = [a_piece(high(letters[flow], body))] if flow < len(letters) else []
        known = {"avail": ROOM, "line": on_a_line(body), "characters": 60, "boxes": []}
        return {**known, "pieces": pieces}

    def ask(asks: Asks) -> list[dict[str, Any]]:
        return [answer(flow, setting) for flow, _, setting in asks]

    document = Leaflet(
        head=a_head("to-gap", "Tờ gấp"),
        format=LeafletFormat(),
        imprint=IMPRINT,
        panels=tuple(Panel(name=f"{n}", parts=(paragraph("x"),), at=n) for n in range(8)),
    )
    parts = stretches(document)
    search = Search(document, flows_of(parts), Measurer(ask))
    found = search.chosen(search.runs(parts))
    fullest = {body: max(high(one, body) for one in letters) / ROOM for body in BODIES}
    fitting = [body for body, room in BODIES.items() if fullest[body] <= room + 0.0001]
    assert found.body == (fitting[0] if fitting else found.body)
    if 0.9 < fullest[12] <= 1:
        assert set(asked) == {12}
