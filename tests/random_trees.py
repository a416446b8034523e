"""Random trees of pages, and a simple model of which of them may leave.

The model answers for one page at a time from sets, as the words of the rule do; it shares nothing
with the walk that is tested.
"""

from datetime import UTC, datetime, timedelta
from functools import cached_property
from random import Random

from sitegen.collect.verdicts import Row

__all__ = ["NOW", "ROOTS", "Tree"]

NOW = datetime(2026, 12, 1, tzinfo=UTC)
TIMES = (None, None, None, None, NOW - timedelta(days=1), NOW, NOW + timedelta(days=1))
ROOTS = {2, 3}


class Tree:
    """A tree in the making: parents by page, and everything else a row says."""

    def __init__(self, seed: int) -> None:
        dice = self.dice = Random(seed)  # noqa: S311  # a test, not a secret
        self.parents: dict[int, int | None] = {1: None, 2: 1, 3: 1}
        self.sources: dict[int, int] = {}
        self.keys = {1: "root", 2: "home", 3: "home"}
        for pk in range(4, dice.randint(5, 16)):
            others = list(self.parents)
            self.parents[pk] = dice.choice(others)
            self.keys[pk] = dice.choice([f"own-{pk}", f"own-{pk}", self.keys[dice.choice(others)]])
            if dice.random() < 0.35:
                self.sources[pk] = dice.choice([*others[1:], *others[1:], pk + 1, 99])
        self._move()
        self.live = {pk: dice.random() < 0.9 for pk in self.parents}
        self.starts = {pk: dice.choice(TIMES) if pk > 3 else None for pk in self.parents}
        self.ends = {pk: dice.choice(TIMES[:-2] + TIMES[-1:]) for pk in self.parents}
        self.restricted = {pk for pk in self.parents if pk > 1 and dice.random() < 0.07}

    def _move(self) -> None:
        for _ in range(self.dice.randint(0, 3)):
            pk = self.dice.choice([one for one in self.parents if one > 3] or [0])
            target = self.dice.choice(list(self.parents))
            if pk and pk not in self.above(target):
                self.parents[pk] = target

    def above(self, pk: int) -> list[int]:
        """Return ``pk`` and everything above it, from below."""
        parent = self.parents[pk]
        return [pk] if parent is None else [pk, *self.above(parent)]

    def path(self, pk: int) -> str:
        """Return the place of ``pk`` in the tree, as Wagtail writes it."""
        return "".join(f"{one:04}" for one in reversed(self.above(pk)))

    def rows(self) -> list[Row]:
        """Return all pages as the rule reads them."""
        rows = [
            Row(
                pk, self.path(pk), "", self.live[pk], self.starts[pk], self.ends[pk],
                self.sources.get(pk), self.keys[pk], 1,
            )
            for pk in self.parents
        ]  # fmt: skip
        return sorted(rows, key=lambda row: row.tree_path)

    # The model

    @cached_property
    def private(self) -> set[int]:
        """What is private, by asking every page again until no answer changes."""
        found: set[int] = set()
        while True:
            keys = {self.keys[pk] for pk in found}
            more = {
                pk
                for pk in self.parents
                if pk in self.restricted
                or self.parents[pk] in found
                or self.sources.get(pk) in found
                or self.keys[pk] in keys
            }
            if more == found:
                return found
            found = more

    def may_leave(self, pk: int | None, asked: frozenset[int] = frozenset()) -> bool:
        """Tell whether the words of the rule let ``pk`` leave."""
        if pk not in self.parents or pk in asked or pk in self.private:
            return False
        chain = self.above(pk)
        inside = [number for number, one in enumerate(chain) if one in ROOTS]
        if not inside:
            return False
        return all(self._is_out(one, asked | {pk}) for one in chain[: max(inside) + 1])

    def _is_out(self, pk: int, asked: frozenset[int]) -> bool:
        start, end = self.starts[pk], self.ends[pk]
        is_now = (start is None or start <= NOW) and (end is None or end > NOW)
        is_shown = pk not in self.sources or self.may_leave(self.sources[pk], asked | {pk})
        return self.live[pk] and is_now and is_shown
