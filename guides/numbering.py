"""Numbering: as readers count. Alternatives share a number, groups restart or continue."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sitegen.collect.alike import wording
from sitegen.documents.nodes import StepGroup

__all__ = ["numbered", "runs", "ways"]

_Group = TypeVar("_Group")

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
    for run in runs(groups, lambda group: group.relation == "or" and not group.part):
        if len(run) == 1:
            found.extend(run)
        else:
            found.extend(replace(group, way=way) for way, group in enumerate(run, 1))
    return tuple(found)


def runs(groups: Iterable[_Group], is_choice: Callable[[_Group], bool]) -> list[list[_Group]]:
    """Return the groups between which readers choose; what is no other way begins a new run."""
    found: list[list[_Group]] = []
    for group in groups:
        if found and is_choice(group):
            found[-1].append(group)
        else:
            found.append([group])
    return found
