"""Cases of a guide: what it may ask its reader, and the one list of steps left by the answers.

Nothing of it is stored: ways between which one chooses, steps "or" and conditions say it all.
A part of a guide is marked by the question that it hangs on, and by the answer that keeps it;
renderers leave out what the answers given do not keep.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Literal

from sitegen.documents.inline import Inline, Text
from sitegen.documents.nodes import Step, StepGroup
from sitegen.documents.quick import dataclass

__all__ = ["MOST_ANSWERS", "MOST_QUESTIONS", "Cases", "Mark", "Question", "cases_of"]

MOST_QUESTIONS, MOST_ANSWERS, _MOST_CASES = 6, 5, 32

Kind = Literal["way", "instead", "when"]
Case = tuple[tuple[int, int], ...]
"""One answer to each question that comes up: (question, answer), both from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What hangs on a question: kept by its ``answer``, by none where that is 0."""

    question: int
    answer: int

    @property
    def asked(self) -> str:
        """The name of the question: it marks also what is right only until it is answered."""
        return f"q{self.question}"

    @property
    def names(self) -> str:
        """The names of the question and of the answer: "q1 q1a2"."""
        return f"q{self.question} q{self.question}a{self.answer}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: which "way", which step "instead" of another, or does a condition hold ("when").

    ``about`` is the part of the guide or the condition. ``answers`` are the words of each answer,
    none for a condition: yes keeps the steps, no leaves them out. It comes up when any of
    ``within`` has been answered, always without.
    """

    number: int
    kind: Kind
    about: str = ""
    answers: tuple[tuple[Inline, ...], ...] = ()
    within: tuple[Mark, ...] = ()

    @property
    def count(self) -> int:
        """How many answers there are."""
        return len(self.answers) or 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The questions of a guide in reading order, and the marks of its groups and steps by anchor.

    ``counted`` are the anchors of the steps whose number hangs on the answers.
    """

    questions: tuple[Question, ...]
    marks: Mapping[str, Mark]
    counted: frozenset[str] = frozenset()

    def all(self) -> Iterator[Case]:
        """Yield every case: an answer to each question that comes up."""
        return _cases(self.questions, ())


class _Asked:
    """A question that may be asked; ``places`` are (anchor, answer) of what hangs on it."""

    def __init__(
        self, kind: Kind, about: str = "", answers: tuple[tuple[Inline, ...], ...] = ()
    ) -> None:
        self.kind, self.about, self.answers = kind, about, answers
        self.places: list[tuple[str, int]] = []
        self.within: set[tuple[_Asked, int] | None] = set()


def cases_of(groups: Sequence[StepGroup]) -> Cases | None:
    """Return what a guide of these ``groups`` asks; None without a branch, as most are.

    Of very many questions those about steps go unasked, the last ones first; what is not asked
    stays in the text as it is.
    """
    if not any(_branches(group) for group in groups):
        return None
    asked = list(_asked(groups))
    while asked:
        wide = [one for one in asked if len(one.answers) > MOST_ANSWERS]
        if not wide and len(asked) <= MOST_QUESTIONS:
            made = _numbered(asked)
            if len(list(islice(made.all(), _MOST_CASES + 1))) <= _MOST_CASES:
                return replace(made, counted=frozenset(_counted(groups, made)))
        about_steps = [one for one in wide or asked if one.kind != "way"]
        if not about_steps:
            return None
        asked.remove(about_steps[-1])
    return None


def _branches(group: StepGroup) -> bool:
    return bool(group.way) or any(step.logic == "or" or step.condition for step in group.steps)


def _runs(groups: Iterable[StepGroup]) -> list[list[StepGroup]]:
    """Return the ways between which readers choose, what is no choice alone.

    Data of somebody else may number ways that do not begin at 1: those are a run of their own.
    """
    found: list[list[StepGroup]] = []
    for group in groups:
        if group.way > 1 and found and found[-1][-1].way:
            found[-1].append(group)
        else:
            found.append([group])
    return found


def _asked(groups: Sequence[StepGroup]) -> Iterator[_Asked]:
    """Yield all that could be asked, in reading order; one condition is asked about once."""
    part, by_condition = "", dict[str, _Asked]()
    for run in _runs(groups):
        part = run[0].part or part
        ways = [group for group in run if group.way and not group.closed_on]
        way = None
        if len(ways) > 1:
            titles = tuple((Text(value=group.title),) for group in ways)
            answers = {group.anchor: place for place, group in enumerate(ways, 1)}
            way = _Asked("way", part, titles)
            way.within.add(None)
            way.places = [(group.anchor, answers.get(group.anchor, 0)) for group in run]
            yield way
        for group in run:
            if not group.closed_on:
                within = (way, answers[group.anchor]) if way else None
                yield from _about_steps(group.steps, within, by_condition)


def _about_steps(
    steps: Iterable[Step], within: tuple[_Asked, int] | None, by_condition: dict[str, _Asked]
) -> Iterator[_Asked]:
    for slot in _slots(steps):
        choices = _choices(slot)
        if len(choices) > 1:
            answers = tuple(choice[0].title for choice in choices)
            instead = _Asked("instead", answers=answers)
            instead.within.add(within)
            for place, choice in enumerate(choices, 1):
                instead.places.extend((step.anchor, place) for step in choice)
            yield instead
            continue
        for place, step in enumerate(slot):
            # The condition of a step with others beside it leaves open what becomes of those.
            if step.condition and (place or len(slot) == 1):
                asked = by_condition.get(step.condition)
                if asked is None:
                    asked = by_condition[step.condition] = _Asked("when", step.condition)
                    yield asked
                asked.places.append((step.anchor, 1))
                asked.within.add(within)


def _slots(steps: Iterable[Step]) -> Iterator[list[Step]]:
    """Yield each numbered step with those that repeat its number."""
    slot: list[Step] = []
    for step in steps:
        if step.logic == "number" and slot:
            yield slot
            slot = []
        slot.append(step)
    if slot:
        yield slot


def _choices(slot: Sequence[Step]) -> list[list[Step]]:
    """Return what is done in place of each other: "and" goes with the step above it."""
    found: list[list[Step]] = []
    for step in slot:
        if step.logic == "or" or not found:
            found.append([step])
        else:
            found[-1].append(step)
    return found


def _numbered(asked: Sequence[_Asked]) -> Cases:
    numbers = {one: number for number, one in enumerate(asked, 1)}
    marks: dict[str, Mark] = {}
    questions = []
    for one, number in numbers.items():
        marks |= {place: Mark(question=number, answer=answer) for place, answer in one.places}
        above = sorted((numbers[way[0]], way[1]) for way in one.within if way)
        is_inner = None not in one.within
        within = tuple(Mark(question=q, answer=a) for q, a in above) if is_inner else ()
        questions.append(
            Question(
                number=number, kind=one.kind, about=one.about, answers=one.answers, within=within
            )
        )
    return Cases(questions=tuple(questions), marks=marks)


def _counted(groups: Iterable[StepGroup], cases: Cases) -> Iterator[str]:
    """Yield the steps behind one that may be left out, and those that go on from another group."""
    for group in groups:
        hangs = bool(group.steps) and group.steps[0].number > 1
        for step in group.steps:
            mark = cases.marks.get(step.anchor)
            if hangs:
                yield step.anchor
            if mark and step.logic == "number":
                hangs |= cases.questions[mark.question - 1].kind == "when"


def _cases(questions: Sequence[Question], given: Case) -> Iterator[Case]:
    if not questions:
        yield given
        return
    first, rest = questions[0], questions[1:]
    if first.within and not any((m.question, m.answer) in given for m in first.within):
        yield from _cases(rest, given)
        return
    for answer in range(1, first.count + 1):
        yield from _cases(rest, (*given, (first.number, answer)))
