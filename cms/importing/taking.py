"""Taking the lines: what the form of a row does when it is saved, line by line, in one transaction."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions import CreateAction, EditAction

from cms.gates.policy import may_publish
from cms.importing.names import Making
from cms.importing.planning import Fault, Plan, Proposal
from cms.importing.registries import Registry
from cms.models import ProcedureField

__all__ = ["MOST_AT_ONCE", "Taken", "take"]

MOST_AT_ONCE = 200
"""Lines that are taken with one press, about ten seconds: others cannot save while SQLite writes."""


@dataclass(slots=True)
class Taken:
    """What came of it: how many lines stand how, and those that were not taken."""

    counted: Counter[str] = field(default_factory=Counter)
    refused: list[Proposal] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    left: int = 0

    @property
    def done(self) -> int:
        """Return how many lines were written."""
        return self.counted["published"] + self.counted["draft"]


def take(
    registry: Registry,
    planned: Callable[[], Plan],
    seen: Mapping[str, str],
    *,
    user: Any,
    is_publishing: bool,
) -> Taken:
    """Take every line that may be taken, and return what was done.

    ``planned`` looks at the registry again, once no other import can change it; ``seen`` are the
    states that the officer was shown, by the numbers of the lines. Where they differ, somebody was
    quicker, and the line is refused. A fault of the database leaves nothing half done.
    """
    with transaction.atomic():
        _wait_for_others(registry)
        plan = planned()
        taken, fields = Taken(), dict[str, Any]()
        for one in plan.proposals:
            if one.standing in {"new", "changed"}:
                _refuse_overtaken(one, seen)
            if one.standing in {"new", "changed"} and taken.done == MOST_AT_ONCE:
                taken.left += 1
                continue
            if one.standing in {"new", "changed"}:
                _take(one, fields, taken, user=user, is_publishing=is_publishing)
            taken.counted[one.standing] += 1
            if one.standing == "refused":
                taken.refused.append(one)
    return taken


def _wait_for_others(registry: Registry) -> None:
    """Let one import after the other have a registry: codes are no keys of the database."""
    kind = ContentType.objects.get_for_model(registry.model)
    ContentType.objects.select_for_update().get(pk=kind.pk)


def _refuse_overtaken(one: Proposal, seen: Mapping[str, str]) -> None:
    if seen.get(str(one.line)) != one.mark:
        _refuse(one, _("Vừa có người khác sửa mục này. Xem lại dòng này rồi nhận lần nữa."))


def _refuse(one: Proposal, words: str) -> None:
    one.standing = "refused"
    one.faults.append(Fault("", "", words))


def _take(
    one: Proposal, fields: dict[str, Any], taken: Taken, *, user: Any, is_publishing: bool
) -> None:
    making = one.making
    try:
        with transaction.atomic():
            if making is not None:
                one.row.field = fields.get(making.name) or _field(making, user, live=is_publishing)
            _publish_field(one.row, user, live=is_publishing)
            live = _save(one, user, live=is_publishing)
    except ValidationError as error:
        _refuse(one, " ".join(error.messages))
    except PermissionDenied:
        _refuse(one, _("Bạn không được thêm, sửa mục của cơ quan này."))
    else:
        taken.counted["published" if live else "draft"] += 1
        if making is not None and making.name not in fields:
            fields[making.name] = one.row.field
            taken.made.append(making.name)


def _save(one: Proposal, user: Any, *, live: bool) -> bool:
    """Save as the form does; return whether it was published.

    A draft that waits, maybe for somebody else, is not published with it.
    """
    one.row.full_clean()
    live = live and not one.had_draft and may_publish(one.row, user)
    if one.standing == "new":
        # Whether this very row may be added was asked with the plan: Wagtail asks about no row.
        CreateAction(one.row, user=user, publish=live).execute(skip_permission_checks=True)
    else:
        EditAction(one.row, user=user, publish=live).execute()
    return live


def _publish_field(row: Any, user: Any, *, live: bool) -> None:
    """Publish the field that an earlier import left a draft: without it a catalogue has no heading."""
    field_of = getattr(row, "field", None)
    if live and field_of is not None and not field_of.live and may_publish(field_of, user):
        (field_of.latest_revision or field_of.save_revision(user=user)).publish(user=user)


def _field(making: Making, user: Any, *, live: bool) -> ProcedureField:
    """Return a new field of that name."""
    row = ProcedureField(name=making.name, numeral=making.numeral)
    row.full_clean()
    publish = live and may_publish(row, user)
    made: ProcedureField = CreateAction(row, user=user, publish=publish).execute()
    return made
