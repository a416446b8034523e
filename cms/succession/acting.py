"""Acting: one transaction ends a fact, moves its pages and opens the list of what to read again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from cms.models import Review, Succession
from cms.succession.homes import move_home, put_home_back
from cms.succession.rules import ENDINGS, check, open_succession
from cms.usage.closure import reached_pages

__all__ = ["Plan", "change_published", "finish_review", "seen_state", "succeed", "undo"]

REVIEW_DAYS = 14
"""Officers have so long to look through a page, counted from the day on which it changes."""

_DAYS = ("closed_on", "valid_until")


def seen_state(kind: str, row: Any) -> str:
    """Return a mark of everything on which a decision rests: it differs when somebody was first."""
    last = Succession.objects.filter(fact_kind=kind, fact_id=row.pk).order_by("-pk").first()
    end = ENDINGS[kind].ends_on(row)
    undone = bool(last and last.undone_at)
    return f"{row.latest_revision_id}-{end}-{last.pk if last else 0}-{undone}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the guided form asks: from which day, what instead, what readers are told, by what."""

    day: date
    successor: Any = None
    note: str = ""
    source: str = ""
    is_moving_home: bool = False


@transaction.atomic
def succeed(kind: str, pk: int, plan: Plan, *, user: Any = None, seen: str = "") -> Succession:
    """End a fact; raises ValidationError naming the field that is wrong.

    ``seen`` is the state that the officer was shown: when another was quicker, nothing is done.
    """
    day, successor, note = plan.day, plan.successor, plan.note
    ending = ENDINGS[kind]
    row = _locked(kind, pk)
    if seen and seen != seen_state(kind, row):
        raise ValidationError(_("Vừa có người khác sửa mục này. Hãy xem lại rồi xác nhận lần nữa."))
    if open_succession(kind, pk):
        raise ValidationError(_("Việc này đã làm rồi. Muốn đổi thì mở lại trước."))
    check(ending, row, day, successor, note)
    fields = ending.fields(day, successor, note)
    before = {name: _plain(getattr(row, name)) for name in fields}
    done = Succession.objects.create(
        action=ending.action,
        fact_kind=kind,
        fact_id=pk,
        successor_id=successor.pk if successor else None,
        day=day,
        note=note,
        source=plan.source,
        by=user,
        before={"fields": before, "after": {name: _plain(one) for name, one in fields.items()}},
    )
    _open_reviews(done, reached_pages((kind, pk)))
    change_published(row, fields, user)
    if plan.is_moving_home and successor is not None:
        done.before |= move_home(row, successor, user)
        done.save(update_fields=["before"])
    log(instance=row, action="loa.succession", user=user, data={"action": done.action})
    return done


@transaction.atomic
def undo(done: Succession, *, user: Any = None) -> tuple[str, ...]:
    """Open again what was ended; return the fields that somebody has changed since and that stay."""
    row = _locked(done.fact_kind, done.fact_id)
    done = Succession.objects.select_for_update().get(pk=done.pk)
    if done.undone_at is not None:
        raise ValidationError(_("Việc này đã được mở lại rồi."))
    fields, after = done.before["fields"], done.before["after"]
    same = [name for name in fields if _plain(getattr(row, name)) == after[name]]
    ending = ENDINGS[done.fact_kind]
    if ending.last_day not in same and (end := ending.ends_on(row)) is not None:
        raise ValidationError(
            _(
                "Ngày kết thúc đã được sửa trong sổ thành %(day)s, nên mục này vẫn kết thúc. Xoá "
                "ngày đó trong sổ và xuất bản, rồi mở lại."
            )
            % {"day": f"{end:%d/%m/%Y}"}
        )
    put_home_back(done.before, user)
    change_published(row, {name: _value(name, fields[name]) for name in same}, user)
    done.undone_at, done.undone_by = timezone.now(), user
    done.save(update_fields=["undone_at", "undone_by"])
    for review in done.reviews.filter(done_at=None):
        review.delete()
    log(instance=row, action="loa.reopened", user=user, data={"action": done.action})
    return tuple(name for name in fields if name not in same)


@transaction.atomic
def finish_review(review: Review, *, user: Any) -> bool:
    """Tick a page off; False when somebody was quicker."""
    locked = Review.objects.select_for_update().get(pk=review.pk)
    if locked.done_at is not None:
        return False
    locked.done_at, locked.done_by = timezone.now(), user
    locked.save(update_fields=["done_at", "done_by"])
    return True


def _locked(kind: str, pk: int) -> Any:
    return apps.get_model(kind)._default_manager.select_for_update().get(pk=pk)


def _open_reviews(done: Succession, pages: Iterable[tuple[int, bool, bool]]) -> None:
    due = max(done.day, timezone.localdate()) + timedelta(days=REVIEW_DAYS)
    Review.objects.bulk_create(
        Review(page_id=pk, cause=done, by_hand=has_hand, due=due) for pk, _, has_hand in pages
    )


def change_published(row: Any, fields: Mapping[str, Any], user: Any) -> None:
    """Publish new values of some fields of a fact; a draft that waits keeps its other words."""
    draft = row.get_latest_revision_as_object() if row.has_unpublished_changes else None
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    revision = row.save_revision(user=user)
    if row.live:
        revision.publish(user=user)
    if draft is not None:
        for name, value in fields.items():
            setattr(draft, name, value)
        draft.save_revision(user=user)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _value(name: str, stored: Any) -> Any:
    return date.fromisoformat(stored) if stored and name in _DAYS else stored
