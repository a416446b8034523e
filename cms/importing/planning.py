"""What would be done with each line: a new row, a change, nothing, or a refusal with its place."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from cms.importing.grid import Grid, letter
from cms.importing.layout import NUMBER, DataLine, Layout, data_lines
from cms.importing.matching import AmbiguousError, Matching, fresh
from cms.importing.names import LONGEST_NAME, MAKE, Making, Names, Question
from cms.importing.registries import KIND, Column, Registry
from cms.importing.values import UnfitCellError, shown
from cms.text import compose_fields
from sitegen.limits import few_at_once

__all__ = ["Fault", "FieldChange", "Plan", "Proposal", "Standing", "Table", "plan_of"]

Standing = Literal["new", "changed", "same", "refused"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a line is not taken; ``place`` is the letter of the column, "" where it is the line."""

    place: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field with what it says and what it would say."""

    label: str
    old: str
    new: str


@dataclass(slots=True, kw_only=True)
class Proposal:
    """One line; ``row`` has the new values, ``mark`` tells the state in which it was seen."""

    line: int
    name: str
    code: str
    standing: Standing
    changes: list[FieldChange] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    row: Any = None
    making: Making | None = None
    mark: str = ""
    had_draft: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All lines, and what is asked once for all of them."""

    proposals: tuple[Proposal, ...]
    questions: tuple[Question, ...]

    @property
    def to_make(self) -> list[Question]:
        """Return the names that become something new."""
        return [one for one in self.questions if one.answer == MAKE]

    def counted(self) -> Counter[str]:
        """Return how many lines stand how."""
        return Counter(one.standing for one in self.proposals)

    def standing(self, *wanted: str) -> list[Proposal]:
        """Return the lines that stand so."""
        return [one for one in self.proposals if one.standing in wanted]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What is to be taken: a grid, what its columns are, and what was chosen once for all lines."""

    registry: Registry
    grid: Grid
    layout: Layout
    mapping: Mapping[int, str]
    ticks: Sequence[Column]
    answers: Mapping[str, str]


def plan_of(table: Table, user: Any) -> Plan:
    """Return what would be done; nothing is changed."""
    planning = _Planning(table, user)
    read = [planning.read(one) for one in data_lines(table.grid, table.layout, table.mapping)]
    planning.fetch(read)
    proposals = tuple(planning.propose(one) for one in read)
    return Plan(proposals, tuple(planning.names.questions()))


@dataclass(slots=True)
class _Read:
    """The values of a line by the names of fields, before it is known what they change."""

    line: DataLine
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    pk: int | None = None


class _Planning:
    def __init__(self, table: Table, user: Any) -> None:
        registry, mapping, ticks = table.registry, table.mapping, table.ticks
        self.registry, self._user, self._heads = registry, user, table.layout.heads
        self.names = Names(registry, table.answers, user)
        self._places = {name: at for at, name in mapping.items() if name != NUMBER}
        self._columns = {one.name: one for one in (*registry.columns, *ticks)}
        self._ticks = [name for name in self._places if name.startswith(f"{KIND}:")]
        self._matching = Matching(registry)
        self._policy = policy_registry.get_by_type(registry.model)
        self._rows: dict[int, Any] = {}
        self._seen: dict[Any, int] = {}

    def read(self, line: DataLine) -> _Read:
        """Read the cells of a line, and what it refers to."""
        read = _Read(line)
        for name, at in self._places.items():
            column = self._columns.get(name)
            if column is not None:
                try:
                    said = column.read(line.line.at(at))
                    read.values[name] = column.unit(said, self._heads[at]) if column.unit else said
                except UnfitCellError as error:
                    read.faults.append(self._fault(name, str(error)))
        for column in self.registry.columns:
            if column.is_reference:
                self._refer(read, column)
        self._tick(read)
        return read

    def _refer(self, read: _Read, column: Column) -> None:
        """Put the row that is meant in the place of its name; an empty cell leaves what is there."""
        said, numeral, name = read.values.pop(column.name, ""), "", column.name
        if name == "field" and not said:
            said, numeral = read.line.group, read.line.numeral
        is_ticked = name == KIND and self._ticks
        if not said and (name in self._places or is_ticked):
            return
        found = self.names.find(column, said, numeral)
        if isinstance(found, Making) and len(found.name) > LONGEST_NAME:
            words = _("Tên dài quá %s chữ cái.") % LONGEST_NAME
            read.faults.append(self._fault(name, words))
        elif found is not None:
            read.values[name] = found
        elif said:
            words = _("Trong sổ chưa có “%s”. Chọn ở phần “Chọn một lần cho cả bảng”.") % said[:80]
            read.faults.append(self._fault(name, words))

    def _tick(self, read: _Read) -> None:
        """Take the kind whose column is ticked."""
        ticked = [name for name in self._ticks if read.values.pop(name, False)]
        if len(ticked) > 1:
            read.faults.append(self._fault(ticked[1], _("Dòng được đánh dấu hai loại hình.")))
        elif ticked:
            read.values[KIND] = self.names.row(KIND, ticked[0].removeprefix(f"{KIND}:"))

    def _fault(self, name: str, words: str) -> Fault:
        at, column = self._places.get(name), self._columns.get(name)
        label = str(column.label) if column else ""
        return Fault(letter(at) if at is not None else "", label, words)

    def fetch(self, read: Sequence[_Read]) -> None:
        """Find the row of each line, and read those rows with their drafts at once."""
        for one in read:
            try:
                one.pk = self._matching.find(
                    one.values.get("code", ""), one.values.get("name", ""), _pk(one, "agency")
                )
            except AmbiguousError:
                words = _(
                    "Trong sổ có nhiều mục như thế này. Chọn cơ quan cho dòng, hoặc sửa ở sổ."
                )
                one.faults.append(self._fault("code" if one.values.get("code") else "name", words))
        rows = self.registry.model.objects.select_related("latest_revision", "agency")
        for keys in few_at_once(one.pk for one in read if one.pk is not None):
            self._rows |= rows.in_bulk(keys)

    def propose(self, read: _Read) -> Proposal:
        """Return what would be done with a line."""
        old = self._rows.get(read.pk) if read.pk is not None else None
        made = Proposal(
            line=read.line.line.number,
            name=read.values.get("name", "") or (old.name if old else ""),
            code=read.values.get("code", ""),
            standing="refused",
            faults=read.faults,
            mark=f"{old.pk}-{old.latest_revision_id}" if old else "",
        )
        if not made.faults:
            self._refuse_twins(read, made)
        if not made.faults:
            self._compare(read, made, old)
        return made

    def _refuse_twins(self, read: _Read, made: Proposal) -> None:
        """Refuse what stands twice: by its row, its code, or its name where one has no code."""
        agency = _pk(read, "agency")
        keys: list[Any] = [read.pk, (made.code, agency) if made.code else None]
        named = (made.name.casefold(), agency, "")
        keys.append(named if not made.code else None)
        firsts = [self._seen[key] for key in filter(None, keys) if key in self._seen]
        if firsts:
            name = "code" if made.code else "name"
            made.faults.append(self._fault(name, _("Trùng với dòng %s của bảng.") % firsts[0]))
        for key in (*filter(None, keys), named):
            self._seen.setdefault(key, made.line)

    def _compare(self, read: _Read, made: Proposal, old: Any) -> None:
        row = fresh(old) if old else self.registry.model(live=False)
        made.row, made.had_draft = row, bool(old and old.has_unpublished_changes)
        for name, value in read.values.items():
            column = self._columns[name]
            was = column.value_of(row) if old else None
            if value in ("", None) or (old and _is_same(was, value)):
                continue
            if old or value is not False:
                made.changes.append(FieldChange(str(column.label), shown(was), shown(value)))
            if isinstance(value, Making):
                made.making = value
            else:
                column.set_on(row, value)
        made.standing = "same" if old and not made.changes else "changed" if old else "new"
        if made.standing != "same":
            self._check(made, old)
        self._remark(made, old)

    def _check(self, made: Proposal, old: Any) -> None:
        """Ask the model, and the policy about this very row, as it is and as it would be."""
        compose_fields(made.row)
        try:
            made.row.full_clean()
        except ValidationError as error:
            made.faults += [
                self._fault("" if name == NON_FIELD_ERRORS else name, " ".join(words))
                for name, words in error.message_dict.items()
            ]
        action = "change" if old else "add"
        rows = [one for one in (old, made.row) if one is not None]
        asks = self._policy.user_has_permission_for_instance
        if not all(asks(self._user, action, one) for one in rows):
            made.faults.append(Fault("", "", _("Bạn không được thêm, sửa mục của cơ quan này.")))
        if made.faults:
            made.standing = "refused"

    def _remark(self, made: Proposal, old: Any) -> None:
        if made.standing == "new" and self._matching.elsewhere(made.code):
            made.notes.append(_("Cơ quan khác đã có thủ tục mang mã này; dòng này là mục riêng."))
        if made.standing == "changed" and made.had_draft:
            made.notes.append(_("Mục có bản nháp đang chờ; thay đổi được ghi vào bản nháp đó."))


def _is_same(was: Any, value: Any) -> bool:
    """Tell whether two values say the same; how a text is broken into lines is nothing."""
    if hasattr(value, "pk") or hasattr(was, "pk"):
        return bool(was == value)
    return shown(was).split() == shown(value).split()


def _pk(read: _Read, name: str) -> int | None:
    return getattr(read.values.get(name), "pk", None)
