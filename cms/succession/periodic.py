"""Rà soát định kỳ: when each page and fact is due to be read again, and noting that somebody has.

What has no day of its own is due a year after it was last published.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import F, Q, QuerySet, Value
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Page
from wagtail.permissions import page_permission_policy, policy_registry

from cms.models import PageReview, Review
from cms.models.fact import Fact
from cms.succession.acting import change_published, finish_review
from cms.usage.access import may_end
from cms.usage.kinds import PAGE
from sitegen.languages import SOURCE

__all__ = [
    "REVIEW_EVERY",
    "Due",
    "Reviewed",
    "count_due",
    "due",
    "last_review",
    "may_review",
    "next_review",
    "note_review",
    "proposed",
    "reviewed_kinds",
    "to_review",
]

REVIEW_EVERY = timedelta(days=365)
REVIEWED, MOVED = "loa.reviewed", "loa.review_day"
"""What the history of a page or a fact calls it."""


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """A page or a fact by its ``kind`` ("page", "cms.portal"), and the day of its next review."""

    day: date
    kind: str
    pk: int


@dataclass(frozen=True, slots=True)
class Reviewed:
    """When a page or a fact was last reviewed; ``by`` is "" when the account is gone."""

    day: date
    by: str


def proposed() -> date:
    """Return the day that is proposed for the next review."""
    return timezone.localdate() + REVIEW_EVERY


def reviewed_kinds() -> dict[str, type[Any]]:
    """Return the models that are reviewed, by kind: pages, and every registry."""
    facts = [one for one in apps.get_models() if issubclass(one, Fact)]
    return {PAGE: Page, **{one._meta.label_lower: one for one in facts}}


def to_review(kind: str, user: Any) -> QuerySet[Any]:
    """Return what is live of a kind and the user's to change.

    Of a page in several languages that is the source: its translations follow it.
    """
    model = reviewed_kinds()[kind]
    if kind != PAGE:
        policy = policy_registry.get_by_type(model)
        rows = policy.instances_user_has_any_permission_for(user, ["change", "publish"])
        live: QuerySet[Any] = rows.filter(live=True)
        return live
    own = page_permission_policy.instances_user_has_any_permission_for(
        user, {"add", "change", "publish"}
    )
    sources = Page.objects.filter(depth__gt=1, alias_of=None, locale__language_code=SOURCE)
    pages: QuerySet[Any] = sources.filter(live=True, pk__in=own.values("pk"))
    return pages


def due(user: Any, until: date | None = None) -> list[Due]:
    """Return what the user may change with the day of its review, the first day first: one query.

    ``until`` leaves out what is due later.
    """
    first, *others = (
        rows.annotate(of_kind=Value(kind), review_day=F(day)).values_list(
            "of_kind", "pk", "review_day", "last_published_at"
        )
        for kind, day, rows in _each(user, until)
    )
    rows = first.union(*others, all=True)
    return sorted(Due(next_review(on, at), kind, pk) for kind, pk, on, at in rows)


def count_due(user: Any) -> int:
    """Count what is due today: one short query, for it stands in the menu of every screen."""
    first, *others = (rows.values("pk") for _, _, rows in _each(user, timezone.localdate()))
    return first.union(*others, all=True).count()


def next_review(review_on: date | None, published: datetime | None) -> date:
    """Return the day of the next review of something by its own day and its last publication."""
    if review_on is not None:
        return review_on
    return (timezone.localdate(published) if published else timezone.localdate()) + REVIEW_EVERY


def may_review(row: Any, user: Any) -> bool:
    """Tell whether somebody may say that a page or a fact is right as it is: readers see it."""
    if isinstance(row, Page):
        return bool(row.specific_deferred.permissions_for_user(user).can_publish_approved())
    return may_end(user, row)


@transaction.atomic
def note_review(row: Any, day: date, *, user: Any, is_done: bool) -> None:
    """Set the day of the next review; ``is_done`` notes that ``user`` has reviewed it today."""
    if isinstance(row, Page):
        done = {"reviewed_on": timezone.localdate(), "reviewed_by": user} if is_done else {}
        PageReview.objects.update_or_create(page_id=row.pk, defaults={"review_on": day, **done})
        for review in Review.objects.filter(page=row.pk, done_at=None) if is_done else ():
            finish_review(review, user=user)  # readers were told that the page was being read again
    else:
        change_published(row, {"review_on": day}, user)
    log(
        instance=row.specific_deferred if isinstance(row, Page) else row,
        action=REVIEWED if is_done else MOVED,
        user=user,
        data={"day": day.isoformat()},
    )


def last_review(row: Any) -> Reviewed | None:
    """Return when somebody last reviewed a page or a fact, None when nobody has."""
    if isinstance(row, Page):
        found = PageReview.objects.filter(page_id=row.pk).select_related("reviewed_by").first()
        if found is None or found.reviewed_on is None:
            return None
        by = found.reviewed_by
        return Reviewed(found.reviewed_on, by.get_full_name() or str(by) if by else "")
    entries = ModelLogEntry.objects.for_instance(row).filter(action=REVIEWED)
    last = entries.select_related("user").order_by("-timestamp", "-pk").first()
    if last is None:
        return None
    return Reviewed(timezone.localdate(last.timestamp), last.user_display_name)


def _each(user: Any, until: date | None) -> Iterator[tuple[str, str, QuerySet[Any]]]:
    """Yield each kind, the field of its own day, and what the user may change of it until then."""
    published = until and _published_before(until)
    for kind in reviewed_kinds():
        day = "periodic__review_on" if kind == PAGE else "review_on"
        rows = to_review(kind, user).order_by()
        if until is not None:
            rows = rows.filter(Q((f"{day}__lte", until)) | Q((day, None), published))
        yield kind, day, rows


def _published_before(until: date) -> Q:
    """Return the condition that a year after the publication is not after ``until``."""
    after = datetime.combine(until - REVIEW_EVERY + timedelta(days=1), time.min)
    return Q(last_published_at__lt=timezone.make_aware(after))
