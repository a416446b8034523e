"""What the rows refer to: offices, fields and service kinds by the names that lists give them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from wagtail.permissions import policy_registry

from cms.importing.registries import KIND, Column, Registry, kinds_in_force
from cms.importing.values import folded
from cms.models import Agency, ProcedureField
from cms.offices.membership import offices_of

__all__ = ["LONGEST_NAME", "MAKE", "Making", "Names", "Question", "question_key"]

MAKE = "new"
"""The answer "sẽ tạo mới"."""

LONGEST_NAME, _LONGEST_NUMERAL = 255, 8


@dataclass(frozen=True, slots=True)
class Making:
    """Something that does not exist yet and is made with the rows."""

    name: str
    numeral: str = ""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is chosen once for all lines: ``said`` is a name nobody knows, "" for lines without."""

    column: Column
    said: str
    lines: int
    answer: str
    may_make: bool
    choices: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """Return what the form calls it."""
        return question_key(self.column.name, self.said)


def question_key(column: str, said: str) -> str:
    """Return what the form calls a question."""
    return f"means-{column}-{folded(said)}"


class Names:
    """Looks names up, and keeps what has to be asked."""

    def __init__(self, registry: Registry, answers: Mapping[str, str], user: Any) -> None:
        self._registry, self._answers = registry, answers
        self._asked: dict[tuple[str, str], list[Any]] = {}
        meta = registry.model._meta
        self._offices = offices_of(user, f"{meta.app_label}.add_{meta.model_name}")
        policy = policy_registry.get_by_type(ProcedureField)
        self.may_make_fields = bool(policy.user_has_permission(user, "add"))

    def find(self, column: Column, said: str, numeral: str = "") -> Any:
        """Return the row that a cell names, something to make, or None; what is unclear is asked."""
        known = self._known(column.name, said) if said else None
        if known is not None:
            return known
        asked = self._asked.setdefault((column.name, folded(said)), [said, 0])
        asked[1] += 1
        answer = self._answer(column.name, said)
        if answer == MAKE:
            return Making(said, numeral if len(numeral) <= _LONGEST_NUMERAL else "")
        return self._rows(column.name).get(answer)

    def row(self, name: str, key: str) -> Any:
        """Return a row by its key, None without it."""
        return self._rows(name).get(key)

    def questions(self) -> list[Question]:
        """Return what was asked: names that nobody knows first, then what lines do not say."""
        found = [
            Question(
                column=self._registry.column(name),
                said=said,
                lines=lines,
                answer=self._answer(name, said),
                may_make=bool(said) and self._may_make(name),
                choices=tuple(self._choices(name)),
            )
            for (name, _folded), (said, lines) in self._asked.items()
        ]
        return sorted(found, key=lambda one: not one.said)

    def _choices(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield the rows to choose from; of offices, those that the officer writes for."""
        for key, row in self._rows(name).items():
            if name != "agency" or self._offices.holds(row.pk):
                yield key, str(row)

    def _answer(self, name: str, said: str) -> str:
        default = MAKE if said and self._may_make(name) else ""
        if name == "agency" and not said and len(self._offices.ids) == 1:
            (only,) = self._offices.ids
            default = str(only)
        given = self._answers.get(question_key(name, said), default)
        return given if given != MAKE or default else ""

    def _may_make(self, name: str) -> bool:
        return name == "field" and self.may_make_fields

    def _known(self, name: str, said: str) -> Any:
        if name == KIND:
            return self._kind(folded(said))
        return self._by_name[name].get(_bare(said))

    def _kind(self, said: str) -> Any:
        """Return the kind whose name stands in the words; the longest, for names are in names."""
        inside = [one for one in self._kinds if f"-{folded(one.name)}-" in f"-{said}-"]
        return max(inside, key=lambda one: len(one.name), default=None)

    @cached_property
    def _kinds(self) -> list[Any]:
        return kinds_in_force()

    def _rows(self, name: str) -> dict[str, Any]:
        return self._all[name]

    @cached_property
    def _all(self) -> dict[str, dict[str, Any]]:
        rows: dict[str, Iterable[Any]] = {
            "agency": Agency.objects.order_by("sort_key"),
            "field": ProcedureField.objects.order_by("sort_key"),
            KIND: self._kinds,
        }
        return {name: {str(row.pk): row for row in found} for name, found in rows.items()}

    @cached_property
    def _by_name(self) -> dict[str, dict[str, Any]]:
        ways: dict[str, Callable[[Any], tuple[str, ...]]] = {
            "agency": lambda row: (row.name, row.short_name, row.document_name),
            "field": lambda row: (row.name,),
        }
        return {name: _one_each(self._rows(name).values(), way) for name, way in ways.items()}


def _one_each(rows: Iterable[Any], way: Callable[[Any], tuple[str, ...]]) -> dict[str, Any]:
    """Return rows by their names; a name that two rows have tells nothing."""
    found: dict[str, set[Any]] = {}
    for row in rows:
        for said in filter(None, map(_bare, way(row))):
            found.setdefault(said, set()).add(row)
    return {said: next(iter(some)) for said, some in found.items() if len(some) == 1}


def _bare(said: str) -> str:
    return folded(said).removeprefix("linh-vuc-")
