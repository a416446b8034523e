"""Side by side: the shared text and the own text of every difference of one guide."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from guides.load import StepSets, load_step_sets
from guides.merging import StepChange, changes_of
from guides.origin import read_origin
from guides.questions import Question, questions_of
from guides.shared import Raw, SharedSet
from sitegen.collect.richtext import plain_text
from sitegen.collect.stored import unwrapped_all
from sitegen.languages import SOURCE
from sitegen.release.compare import Difference, Reading, compare_pages

__all__ = ["Shown", "ShownGroup", "differences_of", "latest", "lines_of", "open_questions"]

_ALL = 10_000
"""So many unchanged lines around a change: a step is short, it is shown whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One difference: the shared step as it is now, the office's own, the words that differ."""

    change: StepChange
    question: Question | None
    title: str
    shared: tuple[str, ...]
    own: tuple[str, ...]
    difference: Difference
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGroup:
    """The differences of one way through; ``others`` are questions about the set or pictures."""

    id: str
    title: str
    step_set: SharedSet
    shown: tuple[Shown, ...]
    others: tuple[Question, ...]


def latest(page: Any) -> Any:
    """Return the guide as its newest draft has it: officers answer for what they write."""
    return page.get_latest_revision_as_object() if page.latest_revision_id else page


def open_questions(page: Any) -> list[Question]:
    """Return the questions of a guide that nobody has answered."""
    return [question for group in differences_of(page) for question in _questions(group)]


def differences_of(page: Any, sets: StepSets | None = None) -> list[ShownGroup]:
    """Return, for each group with a step set, what its office does otherwise."""
    blocks = page.groups.get_prep_value()
    if page.locale.language_code != SOURCE or not any(
        one["value"].get("step_set") for one in blocks
    ):
        return []
    known = sets or load_step_sets()
    return [group for block in blocks if (group := _group(block, known)) is not None]


def lines_of(value: Raw) -> tuple[str, ...]:
    """Return what a step says, one line a field, as an officer reads it."""
    return tuple(line for line in _lines(value) if line)


def _group(block: Raw, sets: StepSets) -> ShownGroup | None:
    value, group_id = block["value"], str(block.get("id") or "")
    shared = sets.by_language.get((sets.keys.get(value.get("step_set") or 0, ""), SOURCE))
    if shared is None:
        return None
    following = sets.by_language.get((shared.successor, SOURCE))
    successors = {following.key: following} if following else {}
    questions = {one.block: one for one in questions_of(value, group_id, shared, successors)}
    shown = tuple(
        _shown(change, shared, questions.pop(change.id, None))
        for change in changes_of(value, shared.steps)
    )
    return ShownGroup(
        id=group_id,
        title=value["title"],
        step_set=shared,
        shown=shown,
        others=tuple(questions.values()),
    )


def _shown(change: StepChange, shared: SharedSet, question: Question | None) -> Shown:
    step = next((one for one in shared.steps if one.id == change.step), None)
    is_added = change.kind in ("add_before", "add_after")
    theirs = () if step is None or is_added else lines_of(step.value)
    own = () if change.kind == "leave_out" else lines_of(change.value)
    origin = read_origin(change.value.get("origin"))
    return Shown(
        change=change,
        question=question,
        title=plain_text(step.value["title"]) if step else "",
        shared=theirs,
        own=own,
        difference=compare_pages(Reading(lines=theirs), Reading(lines=own), context=_ALL),
        version=origin.version if origin else 0,
    )


def _questions(group: ShownGroup) -> Iterator[Question]:
    yield from (one.question for one in group.shown if one.question is not None)
    yield from group.others


def _lines(value: Raw) -> Iterator[str]:
    yield plain_text(value.get("title") or "")
    yield from (plain_text(part) for part in (value.get("body") or "").split("</p>"))
    for label, key in (("Chỉ làm khi", "condition"), ("Ví dụ", "example"), ("Mất", "duration")):
        if value.get(key):
            yield f"{label}: {value[key]}"
    for thing in unwrapped_all(value.get("prepare")):
        yield f"Chuẩn bị: {thing}"
    for field in unwrapped_all(value.get("fields")):
        yield f"{field['label']}: {field['value']}"
    for remark in unwrapped_all(value.get("remarks")):
        yield plain_text(f"{remark.get('title') or 'Lưu ý'}: {remark.get('text') or ''}")
