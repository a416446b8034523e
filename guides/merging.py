"""Merging: the steps of a set with what one office changed in them, in reading order.

Nothing that an office wrote is ever lost: when its step has left the set, the office's text
stays at the place where that step was.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from guides.conditions import ONLY_IF
from guides.origin import read_origin
from guides.shared import Raw, SharedStep
from sitegen.collect.richtext import plain_text
from sitegen.collect.stored import unwrapped_all

__all__ = ["Kind", "Merged", "StepChange", "applies", "changes_of", "merged", "step_of"]

Kind = Literal["replace", "leave_out", "add_before", "add_after"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChange:
    """One difference from the shared steps: ``id`` is its block's, ``step`` the shared step's.

    ``step`` is "" when there is no such step and never was, as far as anybody knows.
    """

    id: str
    kind: Kind
    value: Raw
    step: str
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """One step that readers see; ``shared`` is None for the office's own."""

    value: Raw
    shared: SharedStep | None


def changes_of(group: Raw, steps: Sequence[SharedStep]) -> list[StepChange]:
    """Return the changes of a group as stored, each with the step that it speaks of."""
    return [
        StepChange(
            id=str(block.get("id") or ""),
            kind=block["type"],
            value=block["value"],
            step=step_of(block["value"], steps),
            place=_place(block["value"]),
        )
        for block in group.get("changes") or ()
    ]


def step_of(value: Raw, steps: Sequence[SharedStep]) -> str:
    """Return the id of the shared step that ``value`` speaks of, "" when there is none.

    What the machine kept counts; a number that was never looked up is looked up now.
    """
    if origin := read_origin(value.get("origin")):
        return origin.step
    place = value.get("step") or 0
    return steps[place - 1].id if 1 <= place <= len(steps) else ""


def merged(steps: Sequence[SharedStep], group: Raw) -> list[Merged]:
    """Return what readers of this group see, before conditions are looked at."""
    changes = [one for one in changes_of(group, steps) if not _is_empty(one)]
    known = {step.id for step in steps}
    here: dict[str, list[StepChange]] = defaultdict(list)
    for change in changes:
        if change.step in known:
            here[change.step].append(change)
    adrift = [one for one in changes if one.step not in known and one.kind != "leave_out"]
    adrift.sort(key=lambda one: one.place)
    found: list[Merged] = []
    for step in steps:
        while adrift and adrift[0].place <= step.place:
            found.append(_own(adrift.pop(0)))
        found.extend(_around(step, here.get(step.id, ())))
    found.extend(_own(change) for change in adrift)
    return found + [Merged(value=value, shared=None) for value in unwrapped_all(group.get("steps"))]


def applies(value: Raw, group: Raw) -> bool:
    """Tell whether the condition of a step holds in this group."""
    condition = value.get("only_if")
    if not condition:
        return True
    switch, _words = ONLY_IF.get(condition, ("", ""))
    return bool(group.get(switch))


def _around(step: SharedStep, changes: Sequence[StepChange]) -> Iterator[Merged]:
    yield from (_own(one) for one in changes if one.kind == "add_before")
    own = [one for one in changes if one.kind == "replace"]
    if own:
        yield _own(own[0])
    elif not any(one.kind == "leave_out" for one in changes):
        yield Merged(value=step.value, shared=step)
    yield from (_own(one) for one in changes if one.kind == "add_after")


def _own(change: StepChange) -> Merged:
    return Merged(value=change.value, shared=None)


def _place(value: Raw) -> int:
    origin = read_origin(value.get("origin"))
    return origin.place if origin else value.get("step") or 0


def _is_empty(change: StepChange) -> bool:
    if change.kind == "leave_out":
        return False
    return not plain_text(change.value.get("title") or "")
