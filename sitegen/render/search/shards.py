"""Shards: the terms of a table, cut by prefixes into files of a bounded size.

A prefix is a shard when all its terms fit into ``most`` bytes, else it is cut at the next
letter. So the cut follows from the terms alone, neighbours stay together for the search by
beginnings, and a change of one term reaches no further than its shard and what it outgrows.
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from sitegen.render.search.postings import patch

__all__ = ["Changes", "Line", "Recut", "cut", "most_bytes", "patched"]

_SMALL_SITE = 3000
_LINE_END = 2  # bytes of \n inside a script


class Line(NamedTuple):
    """One term: ``key`` is its folded form, by which it is found and ordered."""

    key: str
    term: str
    packed: str


Changes = Mapping[str, Mapping[str, Mapping[int, int | None]]]
"""By key, term and page: the new flags, None where the page no longer has the term."""


def most_bytes(pages: int) -> int:
    """Return how many bytes a shard may have: a query on a small site is small."""
    return 4_000 if pages < _SMALL_SITE else 24_000


def size(line: Line) -> int:
    """Return the bytes that ``line`` takes in its shard."""
    return len(line.term.encode()) + 1 + len(line.packed) + _LINE_END


def cut(lines: list[Line], most: int, prefix: str = "") -> dict[str, list[Line]]:
    """Return ``lines``, in order and all under ``prefix``, as shards by their prefixes.

    A term that is larger than ``most`` stands alone.
    """
    if not lines:
        return {}
    is_whole = lines[-1].key == prefix  # the last in order goes on longest
    if is_whole or sum(map(size, lines)) <= most:
        return {prefix: lines}
    found: dict[str, list[Line]] = {}
    depth = len(prefix) + 1
    for deeper, group in groupby(lines, key=lambda line: line.key[:depth]):
        found |= cut(list(group), most, deeper)
    return found


class Recut:
    """Shards that were cut before, now with some terms changed; only what is touched is read.

    ``load`` gives the lines of an old shard and ``measure`` their bytes.
    """

    def __init__(
        self,
        names: Iterable[str],
        *,
        load: Callable[[str], list[Line]],
        measure: Callable[[str], int],
        most: int,
    ) -> None:
        self._old = frozenset(names)
        self._load, self._measure, self._most = load, measure, most
        self._inner = {name[:end] for name in self._old for end in range(len(name))}
        self._fresh: dict[str, list[Line]] = {}
        self.made: dict[str, list[Line]] = {}
        self.gone: set[str] = set()

    def change(self, changes: Changes) -> None:
        """Put in the changes; then ``made`` holds the shards that came out differently.

        ``gone`` holds the names of those that are no more.
        """
        by_shard: dict[str, list[str]] = {}
        for key in changes:
            by_shard.setdefault(self._shard_of(key), []).append(key)
        for name, keys in by_shard.items():
            old = self._load(name) if name in self._old else []
            self._fresh[name] = patched(old, {key: changes[key] for key in keys})
        self._settle("", sorted(self._old | self._fresh.keys()))
        self.gone -= self.made.keys()

    def _shard_of(self, key: str) -> str:
        """Return the first prefix of ``key`` that is not cut any further."""
        ends = (key[:end] for end in range(len(key)))
        return next((prefix for prefix in ends if prefix not in self._inner), key)

    def _settle(self, prefix: str, names: list[str]) -> None:
        """Cut anew what stands under ``prefix``: merge what fits, cut what does not."""
        living = [name for name in names if self._fresh.get(name, True)]
        if self._fits(living):
            lines = [line for name in living for line in self._lines(name)]
            self._make(names, {prefix: lines} if lines else {})
        elif living == [prefix]:
            self._make(names, cut(self._fresh[prefix], self._most, prefix))
        else:
            self._go_deeper(prefix, names)

    def _go_deeper(self, prefix: str, names: list[str]) -> None:
        depth = len(prefix) + 1
        for deeper, group in groupby(names, key=lambda name: name[:depth]):
            inside = list(group)
            if not any(name in self._fresh for name in inside):
                continue
            if deeper == prefix:  # the term that is the prefix itself
                self._make(inside, {prefix: self._fresh[prefix]} if self._fresh[prefix] else {})
            else:
                self._settle(deeper, inside)

    def _make(self, names: list[str], shards: dict[str, list[Line]]) -> None:
        self.made |= shards
        self.gone |= self._old.intersection(names)

    def _fits(self, names: list[str]) -> bool:
        """Tell whether the shards fit into one; fresh ones are asked first, the rest costs reading."""
        total = 0
        for name in sorted(names, key=lambda name: name not in self._fresh):
            fresh = self._fresh.get(name)
            total += sum(map(size, fresh)) if fresh is not None else self._measure(name)
            if total > self._most:
                return False
        return True

    def _lines(self, name: str) -> list[Line]:
        fresh = self._fresh.get(name)
        return self._load(name) if fresh is None else fresh


def patched(lines: list[Line], changes: Changes) -> list[Line]:
    """Return ``lines`` in order, with the changes put in; a term without pages is left out."""
    old = {line.term: line.packed for line in lines}
    new = {
        (key, term): patch(old.get(term, ""), pages)
        for key, terms in changes.items()
        for term, pages in terms.items()
    }
    rest = [line for line in lines if (line.key, line.term) not in new]
    return sorted([*rest, *(Line(*names, packed) for names, packed in new.items() if packed)])
