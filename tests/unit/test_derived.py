"""The graph of derived values: random graphs and edits against values made from nothing."""

import pickle
from collections import Counter
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

import pytest

from sitegen.derived import CycleError, Graph, Input

NUMBER: Input[int, int] = Input(f"{__name__}:NUMBER", 0)
Values = dict[int, int]


class _World:
    """Random rules over random inputs: some read by condition, some cut off, some fail."""

    def __init__(self, random: Random, *, inputs: int = 8, rules: int = 30) -> None:
        self.inputs, self.rules = inputs, rules
        self.runs: list[tuple[int, tuple[Any, ...]]] = []
        self._ways = [self._way(random, number) for number in range(rules)]

    def _way(self, random: Random, number: int) -> tuple[str, list[int]]:
        kind = random.choice(("sum", "choice", "clamp", "fails", "catches"))
        # What is below 0 is an input, what is not a rule with a smaller number.
        return kind, [random.randrange(-self.inputs, number) for _ in range(3)]

    def worth(self, number: int, ask: Callable[[int], int]) -> int:
        """Return the value of a rule: what it reads depends on what it has read."""
        kind, (first, second, third) = self._ways[number]
        match kind:
            case "sum":
                return ask(first) + ask(second) + ask(third)
            case "choice":
                return ask(second) if ask(first) % 2 else ask(third)
            case "clamp":
                return min(2, ask(first))
            case "fails":
                if ask(first) == 3:
                    raise ValueError(number)
                return ask(second)
        try:
            return ask(first)
        except ValueError:
            return -1 - ask(second)

    def rule(self, graph: Graph, number: int) -> int:
        """The same as a rule of the graph; notes with which reads it ran."""
        read: list[Any] = []

        def ask(other: int) -> int:
            read.append((other, "failed"))
            found = graph.get(NUMBER, other) if other < 0 else graph.get(self.rule, other)
            read[-1] = (other, found)
            return found

        try:
            return self.worth(number, ask)
        finally:
            self.runs.append((number, tuple(read)))

    def afresh(self, values: Values, number: int) -> int:
        """The same, made from nothing."""
        return self.worth(
            number, lambda one: values.get(one, 0) if one < 0 else self.afresh(values, one)
        )


def _said(make: Callable[[], int]) -> object:
    try:
        return make()
    except ValueError as error:
        return f"failed: {error}"


@pytest.mark.parametrize("seed", range(60))
def test_values_are_those_made_from_nothing(seed: int) -> None:
    random = Random(seed)  # noqa: S311  # a seed, not a secret
    world, graph = _World(random), Graph()
    values: Values = {}
    for _ in range(40):
        _edit(graph, values, world, random)
        if random.random() < 0.1:
            graph.sweep()
        if random.random() < 0.1:
            world, graph = _in_another_process(world, graph)
        for number in random.sample(range(world.rules), 5):
            found = _said(partial(graph.get, world.rule, number))
            assert found == _said(partial(world.afresh, values, number))


@pytest.mark.parametrize("seed", range(60))
def test_no_rule_runs_while_its_reads_are_the_same(seed: int) -> None:
    random = Random(seed)  # noqa: S311  # a seed, not a secret
    world, graph = _World(random), Graph()
    last: dict[int, tuple[Any, ...]] = {}
    for _ in range(40):
        _edit(graph, {}, world, random)
        if random.random() < 0.1:
            world, graph = _in_another_process(world, graph)
        world.runs.clear()
        for number in random.sample(range(world.rules), world.rules):
            _said(partial(graph.get, world.rule, number))
        for number, read in world.runs:
            is_failure = "failed" in dict(read).values() or read[-1:] == ((read[0][0], 3),)
            assert is_failure or last.get(number) != read
            last[number] = read


def _in_another_process(world: _World, graph: Graph) -> tuple[_World, Graph]:
    woken: tuple[_World, Graph] = pickle.loads(pickle.dumps((world, graph)))  # noqa: S301  # ours
    assert woken[1].size == graph.size
    return woken


def _edit(graph: Graph, values: Values, world: _World, random: Random) -> None:
    for key in random.sample(range(-world.inputs, 0), random.randrange(3)):
        values[key] = random.randrange(5)
        graph.put(NUMBER, key, values[key])


def test_an_equal_value_stops_what_is_below() -> None:
    graph, runs = Graph(), Counter[str]()

    def parity(graph: Graph, key: int) -> list[int]:
        runs["parity"] += 1
        return [graph.get(NUMBER, key) % 2]

    def said(graph: Graph, key: int) -> str:
        runs["said"] += 1
        return f"odd: {graph.get(parity, key)}"

    graph.put(NUMBER, 1, 3)
    first = graph.get(parity, 1)
    assert graph.get(said, 1) == "odd: [1]"
    graph.put(NUMBER, 1, 5)
    assert graph.get(said, 1) == "odd: [1]"
    assert runs == {"parity": 2, "said": 1}
    assert graph.get(parity, 1) is first


def test_of_equal_values_that_are_put_the_first_stands() -> None:
    graph, first = Graph(), [3]
    basket: Input[str, list[int]] = Input("basket", [])
    assert graph.put(basket, "a", first) is first
    assert graph.put(basket, "a", [3]) is first
    assert graph.get(basket, "a") is first


def test_work_grows_with_the_change_and_not_with_the_graph() -> None:
    graph, runs = Graph(), Counter[object]()

    def double(graph: Graph, key: int) -> int:
        runs["double"] += 1
        return graph.get(NUMBER, key) * 2

    def total(graph: Graph, key: None) -> int:
        runs["total"] += 1
        return sum(graph.get(double, one) for one in range(1000))

    for key in range(1000):
        graph.put(NUMBER, key, key)
    assert graph.get(total, None) == 999_000
    runs.clear()
    assert graph.get(total, None) == 999_000
    assert not runs
    graph.put(NUMBER, 7, 8)
    assert graph.doubted(double) == [7]
    assert graph.get(total, None) == 999_002
    assert runs == {"double": 1, "total": 1}


def test_a_cycle_is_named_and_mends_itself() -> None:
    graph = Graph()

    def left(graph: Graph, key: int) -> int:
        return graph.get(right, key) if graph.get(NUMBER, key) else 0

    def right(graph: Graph, key: int) -> int:
        return graph.get(left, key)

    graph.put(NUMBER, 1, 1)
    with pytest.raises(CycleError, match=r"^left\(1\) <- right\(1\) <- left\(1\)$"):
        graph.get(left, 1)
    graph.put(NUMBER, 1, 0)
    assert graph.get(right, 1) == 0


def test_what_was_touched_is_made_again() -> None:
    graph = Graph()
    elsewhere = {"a": 1}
    row: Input[str, None] = Input("row", None)

    def read(graph: Graph, key: str) -> int:
        graph.note(row, key)
        return elsewhere[key]

    assert graph.get(read, "a") == 1
    elsewhere["a"] = 2
    assert graph.get(read, "a") == 1
    graph.touch(row, "a")
    graph.touch(row, "nobody read this")
    assert graph.get(read, "a") == 2


def test_a_failure_is_tried_again_and_keeps_nothing() -> None:
    graph, troubles = Graph(), [OSError("full"), None]

    def written(graph: Graph, key: int) -> int:
        trouble = troubles.pop(0)
        if trouble:
            raise trouble
        return graph.get(NUMBER, key)

    with pytest.raises(OSError, match="full"):
        graph.get(written, 1)
    assert [*graph.keys(written)] == []
    assert graph.get(written, 1) == 0


def test_memory_is_bounded() -> None:
    graph = Graph()

    def name(graph: Graph, key: int) -> str:
        return str(graph.get(NUMBER, key))

    def names(graph: Graph, key: str) -> list[str]:
        return [graph.get(name, one) for one in range(graph.get(NUMBER, -1))]

    for round_ in range(200):
        graph.put(NUMBER, -1, 10)
        graph.put(NUMBER, round_, round_)
        graph.get(name, 1000 + round_)  # asked for once, then never again
        graph.get(names, "all")
        graph.sweep()
        graph.put(NUMBER, round_, 0)
    assert graph.size < 40


def test_what_is_not_put_again_stands_no_more() -> None:
    graph = Graph()

    def shown(graph: Graph, key: int) -> str:
        return f"number {graph.get(NUMBER, key)}"

    graph.put_all(NUMBER, {1: 1, 2: 2})
    assert [graph.get(shown, key) for key in (1, 2, 3)] == ["number 1", "number 2", "number 0"]
    graph.put_all(NUMBER, {2: 2, 3: 3})
    assert graph.doubted(shown) == [1, 3]
    assert [graph.get(shown, key) for key in (1, 2, 3)] == ["number 0", "number 2", "number 3"]


def test_what_was_put_between_is_put_back() -> None:
    graph, all_of_them = Graph(), {1: 1}
    graph.put_all(NUMBER, all_of_them)
    graph.put(NUMBER, 1, 5)
    graph.put_all(NUMBER, all_of_them)
    assert graph.get(NUMBER, 1) == 1


def test_nothing_changes_while_values_are_made() -> None:
    graph = Graph()

    def meddles(graph: Graph, key: int) -> int:
        graph.put(NUMBER, key, graph.get(NUMBER, key) + 1)
        return 0

    with pytest.raises(RuntimeError, match=r"NUMBER\(1\) cannot change"):
        graph.get(meddles, 1)
