"""Verdicts: each obligation of an office, asked of the machine or of who answers for the office.

A check is a file in ``checks``; what its docstring says first is what it looks at, then what to do.
"""

import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from inspect import cleandoc
from typing import Literal, cast

from cms.models import Obligation, ObligationAnswer
from cms.obligations import checks as written
from cms.obligations.offices import Found, Office

__all__ = ["CHECKS", "STATES", "Check", "State", "Verdict", "counted", "verdicts_on"]

State = Literal["missing", "asked", "met", "none"]
STATES: dict[State, str] = {
    "missing": "chưa đạt",
    "asked": "chờ cán bộ trả lời",
    "met": "đạt",
    "none": "không áp dụng",
}
"""What is to be done first, first."""


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its ``name``, and in the officer's words what it ``looks_at`` and what to do about it."""

    name: str
    find: Callable[[Office, Obligation], Iterator[Found]]
    looks_at: str
    hint: str


def _check(name: str) -> Check:
    find = import_module(f"{written.__name__}.{name}").find
    looks_at, _, hint = cleandoc(find.__doc__ or "").partition("\n\n")
    return Check(name, find, " ".join(looks_at.split()), " ".join(hint.split()))


CHECKS = {one.name: _check(one.name) for one in pkgutil.iter_modules(written.__path__)}
"""All checks by their names."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of one obligation: ``found`` is the evidence, what is missing first."""

    obligation: Obligation
    state: State
    said: str
    found: tuple[Found, ...] = ()
    answer: ObligationAnswer | None = None

    @property
    def state_words(self) -> str:
        """The state as officers read it."""
        return STATES[self.state]

    @property
    def is_compared(self) -> bool:
        """Tell whether a person compared the row with the gazette."""
        return self.obligation.compared_on is not None

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What an officer may answer; of what the machine looks at only that it does not apply."""
        by_manner = {
            Obligation.Manner.HAND: tuple(ObligationAnswer.Answer),
            Obligation.Manner.MACHINE: (ObligationAnswer.Answer.NONE,),
        }
        answers = by_manner.get(Obligation.Manner(self.obligation.manner), ())
        return [(one.value, str(one.label)) for one in answers]


def verdicts_on(office: Office, year: int) -> list[Verdict]:
    """Return a verdict on all that holds for the office, with the answers of ``year``.

    What holds is that of the office's day, of an earlier year that of its last day.
    """
    day = min(office.day, date(year, 12, 31))
    answers = ObligationAnswer.objects.filter(agency=office.agency, year=year)
    given = {one.obligation_id: one for one in answers.select_related("officer")}
    asked = [one for one in Obligation.in_force(day) if one.is_for(office.agency)]
    return [_verdict(one, office, given.get(one.pk)) for one in asked]


def counted(verdicts: Iterable[Verdict]) -> dict[State, int]:
    """Return how many there are of each state."""
    states = [one.state for one in verdicts]
    return {state: states.count(state) for state in STATES}


def _verdict(row: Obligation, office: Office, answer: ObligationAnswer | None) -> Verdict:
    match row.manner:
        case Obligation.Manner.PRODUCT:
            return Verdict(row, "met", row.note)
        case Obligation.Manner.NONE:
            return Verdict(row, "none", row.note)
        case Obligation.Manner.HAND:
            return _answered(row, answer) if answer else Verdict(row, "asked", row.note)
        case _:
            looked = _looked(row, office)
            if answer and answer.answer == "none" and looked.state != "met":
                return _answered(row, answer)
            return looked


def _answered(row: Obligation, answer: ObligationAnswer) -> Verdict:
    state = cast("State", answer.answer)
    return Verdict(row, state, answer.reason, answer=answer)


def _looked(row: Obligation, office: Office) -> Verdict:
    check = CHECKS.get(row.machine_check)
    if check is None:
        return Verdict(row, "missing", f"Phiên bản này không biết kiểm tra “{row.machine_check}”.")
    try:
        found = sorted(check.find(office, row), key=lambda one: one.is_right)
    except ValueError:  # of what an administrator wrote as the law's own number
        said = f"Máy không đọc được “{row.measure}”: quản trị viên sửa ô “số, chữ mà luật cho”."
        return Verdict(row, "missing", said)
    if not found:
        return Verdict(row, "none", "Chưa có gì thuộc điều này để xem.")
    is_met = all(one.is_right for one in found)
    return Verdict(row, "met" if is_met else "missing", "" if is_met else check.hint, tuple(found))
