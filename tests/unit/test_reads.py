"""Reads: which looks into noted rows a value depends on, and what casts doubt on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from sitegen.collect.reads import Noted, note_facts, renewed
from sitegen.derived import Graph

ROWS = {1: "một", 2: "hai", 3: "ba"}

LOOKS: dict[str, tuple[Callable[[Noted[int, str]], Any], set[int]]] = {
    "item": (lambda rows: rows[1], {1}),
    "hit": (lambda rows: rows.get(1), {1}),
    "miss": (lambda rows: rows.get(4), {4}),
    "in": (lambda rows: 2 in rows, {2}),
    "not in": (lambda rows: 4 in rows, {4}),
    "among": (lambda rows: rows.among([3, 4]), {3, 4}),
    "keys": (list, {1, 2, 3, 4}),
    "key view": (lambda rows: list(rows.keys()), {1, 2, 3, 4}),
    "values": (lambda rows: list(rows.values()), {1, 2, 3, 4}),
    "items": (lambda rows: dict(rows.items()), {1, 2, 3, 4}),
    "length": (len, {1, 2, 3, 4}),
    "truth": (bool, {1, 2, 3, 4}),
    "none at all": (lambda rows: rows.rows[1], set()),
}
"""A look into the rows, and the rows of which a change casts doubt on it."""


@pytest.mark.parametrize("name", LOOKS)
@pytest.mark.parametrize("changed", [1, 2, 3, 4])
def test_row_that_differs_casts_doubt_on_who_looked_for_it(name: str, changed: int) -> None:
    look, reads = LOOKS[name]
    graph = Graph()
    rows = Noted("row", dict(ROWS), graph)

    def looking(_graph: Graph, _key: None) -> Any:
        return look(rows)

    before = graph.get(looking, None)
    assert before == look(Noted("plain", dict(ROWS), Graph()))
    assert not rows.renew(dict(ROWS))
    assert not graph.doubted(looking)
    assert rows.renew({**ROWS, changed: "khác"})
    assert bool(graph.doubted(looking)) == (changed in reads)


@dataclass(frozen=True)
class Facts:
    """Two registries, and what no page looks up by a key."""

    names: dict[int, str]
    places: dict[int, str]
    days: tuple[int, ...] = ()


def test_facts_are_renewed_in_place_unless_all_pages_may_depend_on_what_differs() -> None:
    graph = Graph()
    facts = note_facts("facts", Facts(dict(ROWS), dict(ROWS)), graph)

    def name(_graph: Graph, key: int) -> str | None:
        found: str | None = facts.names.get(key)
        return found

    def place(_graph: Graph, key: int) -> str:
        return str(facts.places[key])

    assert (graph.get(name, 1), graph.get(name, 2), graph.get(place, 1)) == ("một", "hai", "một")
    new = Facts({**ROWS, 1: "khác"}, dict(ROWS))
    assert renewed(facts, new, lambda _table: ()) is facts
    assert (graph.doubted(name), graph.doubted(place)) == ([1], [])
    assert graph.get(name, 1) == "khác"
    assert renewed(facts, Facts({}, {}, (1,)), lambda _table: ()) is None
