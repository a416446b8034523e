"""Causes: what officers did just before each release, as Wagtail's log remembers it."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from wagtail.models import DraftStateMixin, ModelLogEntry, PageLogEntry

from cms.models import ReleaseEvent
from sitegen.collect.watched import waking_models

__all__ = ["Cause", "causes", "rollbacks"]

MAX_ENTRIES = 1000
VERBS: Mapping[str, str] = {
    "wagtail.publish": "xuất bản",
    "wagtail.unpublish": "gỡ xuống",
    "wagtail.move": "chuyển chỗ",
    "wagtail.delete": "xoá",
    "wagtail.view_restriction.create": "giới hạn người xem",
    "wagtail.view_restriction.edit": "giới hạn người xem",
    "wagtail.view_restriction.delete": "bỏ giới hạn người xem",
}
SAVING: Mapping[str, str] = {"wagtail.create": "thêm", "wagtail.edit": "sửa"}
"""What changes the mirror only where a row has no drafts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Who did what to which page or fact; ``who`` is "" for what happened by the clock."""

    at: datetime
    who: str
    verb: str
    what: str


def causes(ends: Sequence[datetime]) -> list[list[Cause]]:
    """Return, for moments in ascending order, what was done since the moment before each.

    For the first one nothing is known, because nobody says when its time began.
    """
    found: list[list[Cause]] = [[] for _ in ends]
    if len(ends) < 2:
        return found
    told: set[tuple[int, str, str, str]] = set()
    for cause in sorted(_between(ends[0], ends[-1]), key=lambda one: one.at, reverse=True):
        place = bisect_left(ends, cause.at)
        if (once := (place, cause.who, cause.verb, cause.what)) not in told:
            told.add(once)
            found[place].append(cause)
    return found


def rollbacks(names: Iterable[str]) -> dict[str, Cause]:
    """Return, for releases that were made only for a rollback, who went back to which one."""
    events = ReleaseEvent.objects.filter(
        action=ReleaseEvent.Action.ROLLED_BACK, served__in=list(names)
    ).exclude(Q(wanted=F("served")) | Q(before=F("served")))
    return {
        event.served: Cause(
            at=event.at,
            who=_name(event.user),
            verb=f"quay lui về bản {event.wanted_number}, trừ những trang đã gỡ",
            what="",
        )
        for event in events.select_related("user")
    }


PRESSED: dict[str, str] = {
    ReleaseEvent.Action.ASKED: "Phát hành lại",
    ReleaseEvent.Action.ACCEPTED: "Vẫn phát hành",
}


def _between(begin: datetime, end: datetime) -> Iterable[Cause]:
    span = {"timestamp__gt": begin, "timestamp__lte": end}
    pages = PageLogEntry.objects.filter(action__in=VERBS, **span)
    rows = ModelLogEntry.objects.filter(action__in=[*VERBS, *SAVING], **span)
    for entry in pages.select_related("user").order_by("-timestamp")[:MAX_ENTRIES]:
        yield _cause(entry)
    for entry in rows.select_related("user", "content_type").order_by("-timestamp")[:MAX_ENTRIES]:
        if _shows(entry):
            yield _cause(entry)
    asked = ReleaseEvent.objects.filter(action__in=PRESSED, at__gt=begin, at__lte=end)
    for event in asked.select_related("user"):
        verb = f"bấm “{PRESSED[event.action]}”"
        yield Cause(at=event.at, who=_name(event.user), verb=verb, what="")


def _shows(entry: Any) -> bool:
    """Tell whether a row of a registry changed for citizens, and not only its draft."""
    model = entry.content_type.model_class()
    if model not in waking_models():
        return False
    return entry.action in VERBS or not issubclass(model, DraftStateMixin)


def _cause(entry: Any) -> Cause:
    verb = VERBS.get(entry.action) or SAVING[entry.action]
    return Cause(at=entry.timestamp, who=_name(entry.user), verb=verb, what=entry.label)


def _name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""
