"""Numbering: as readers count. Alternatives share a number, groups restart or continue."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sitegen.collect.alike import wording
from sitegen.documents.nodes import StepGroup

__all__ = ["numbered", "ways"]

_WORDS = {"and": "va", "or": "hoac"}


def numbered(logics: Iterable[str], anchor: str, after: int) -> Iterator[dict[str, Any]]:
    """Yield number, logic and anchor of each step; ``after`` is the last number before it.

    What belongs to the step above takes its number; the first of a group has none above it.

    >>> [one["anchor"] for one in numbered(["", "or", ""], "cach-1", 0)]
    ['cach-1-buoc-1', 'cach-1-buoc-1-hoac', 'cach-1-buoc-2']
    """
    number, below, is_first = after, 0, True
    for stored in logics:
        logic = stored if stored in _WORDS and not is_first else "number"
        is_first = False
        number, below = (number + 1, 0) if logic == "number" else (number, below + 1)
        place = f"{anchor}-buoc-{number}"
        if below:
            place += f"-{_WORDS[logic]}" + (f"-{below}" if below > 1 else "")
        yield {"number": number, "logic": logic, "anchor": wording(place)}


def ways(groups: Sequence[StepGroup]) -> tuple[StepGroup, ...]:
    """Return ``groups`` with the ways that readers choose from numbered: cách 1, cách 2."""
    found: list[StepGroup] = []
    for run in _runs(groups):
        if len(run) == 1:
            found.extend(run)
        else:
            found.extend(replace(group, way=way) for way, group in enumerate(run, 1))
    return tuple(found)


def _runs(groups: Sequence[StepGroup]) -> list[list[StepGroup]]:
    """Return the groups between which readers choose; what is done after begins a new run."""
    runs: list[list[StepGroup]] = []
    for group in groups:
        if runs and group.relation == "or" and not group.part:
            runs[-1].append(group)
        else:
            runs.append([group])
    return runs
