"""Dated notices: what readers are told above a page until an officer has looked through it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from cms.chips.remarks import ended_on
from cms.collect.facts import over
from cms.collect.suspensions import suspension_notices
from cms.models import PrintEdition, Review
from sitegen.collect.collecting import Collecting
from sitegen.collect.guard import each, readable
from sitegen.documents.base import PageNotice
from sitegen.languages import SOURCE

__all__ = ["SUCCEEDED", "Notices", "load_notices"]

SUCCEEDED = ("cms.agency", "cms.legaldocument", "cms.portal")
"""Registries whose rows close, are merged or are repealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """The notices of each page, and which of their texts are still in the source language."""

    by_page: Mapping[int, tuple[PageNotice, ...]]
    in_source: Mapping[int, tuple[str, ...]]


def load_notices(collecting: Collecting) -> Notices:
    """Read the open reviews, the overtaken editions and what is suspended: thirteen queries at most."""
    reviews = (
        Review.objects.filter(done_at=None, cause__undone_at=None)
        .select_related("cause")
        .order_by("cause__day", "cause_id", "page_id")
    )
    rows = readable(reviews, collecting.findings.append)
    collecting.pages.among(review.page_id for review in rows)
    facts = _facts(review.cause for review in rows)
    made: dict[int, list[PageNotice]] = defaultdict(list)
    vietnamese: dict[int, list[str]] = defaultdict(list)
    for review in rows:
        place = collecting.pages.get(review.page_id)
        if place is None:
            continue
        said = partial(_notice_of, facts=facts, language=place.language, today=collecting.today)
        for _, told in each((review,), said, collecting.findings.append):
            if told is not None:
                made[review.page_id].append(told[0])
                vietnamese[review.page_id] += told[1]
    editions = readable(_overtaken())
    collecting.pages.among(edition.page_id for edition in editions)
    for edition in editions:
        if edition.page_id in made or collecting.pages.get(edition.page_id) is not None:
            made[edition.page_id].append(
                PageNotice(kind="overtaken", day=edition.overtaken_on, subject=edition.name)
            )
    for paused in suspension_notices(collecting):
        made[paused.page].append(paused.notice)
        vietnamese[paused.page] += paused.in_source
    return Notices(
        by_page={pk: tuple(notices) for pk, notices in made.items()},
        in_source={pk: tuple(dict.fromkeys(texts)) for pk, texts in vietnamese.items() if texts},
    )


def _overtaken() -> "QuerySet[PrintEdition, PrintEdition]":
    return PrintEdition.objects.filter(
        status__in=PrintEdition.OUT, overtaken_on__isnull=False, page__isnull=False
    ).order_by("page_id", "pk")


def _facts(causes: Iterable[Any]) -> dict[tuple[str, int], Any]:
    """Return what closed and all that may have taken its place: two queries for each registry."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for cause in causes:
        wanted[cause.fact_kind].add(cause.fact_id)
    known = {model._meta.label_lower for model in apps.get_models()}
    found: dict[tuple[str, int], Any] = {}
    for kind in wanted.keys() & known:
        rows = apps.get_model(kind)._default_manager
        following = dict(rows.exclude(replaced_by=None).values_list("pk", "replaced_by_id"))
        chain = set[int]()
        ahead = wanted[kind]
        while ahead:
            chain |= ahead
            ahead = {following[pk] for pk in ahead if pk in following} - chain
        found |= {(kind, row.pk): row for row in rows.filter(pk__in=chain)}
    return found


def _heir(row: Any, facts: dict[tuple[str, int], Any], kind: str, day: date) -> Any:
    """Return what stands in the place of ``row`` on ``day``: the first after it that is not over."""
    passed = {row.pk}
    while (row := facts.get((kind, row.replaced_by_id or 0))) is not None:
        if row.pk in passed or not row.live:
            return None
        if over(row, day) is None:
            return row
        passed.add(row.pk)
    return None


def _notice(
    cause: Any, facts: dict[tuple[str, int], Any], language: str, today: date
) -> tuple[PageNotice, list[str]] | None:
    """Return what the registry says today of what ended; None when by now it does not end."""
    row = facts.get((cause.fact_kind, cause.fact_id))
    last = ended_on(row) if row is not None else cause.day - timedelta(days=1)
    if last is None:
        return None
    day = last + timedelta(days=1)
    heir = _heir(row, facts, cause.fact_kind, max(day, today)) if row is not None else None
    names, vietnamese = [], []
    for one in (row, heir):
        said = _name(one, language) if one is not None else ""
        if said is None:
            said = str(one)
            vietnamese.append(said)
        names.append(said)
    # What takes its place says enough; without a successor readers need the officer's own words.
    note = "" if heir is not None else cause.note
    if note and language != SOURCE:
        vietnamese.append(note)
    notice = PageNotice(
        kind=cause.action,
        day=day,
        subject=names[0],
        successor=names[1],
        note=note,
        is_coming=day > today,
    )
    return notice, vietnamese


def _notice_of(
    review: Any, *, facts: dict[tuple[str, int], Any], language: str, today: date
) -> tuple[PageNotice, list[str]] | None:
    return _notice(review.cause, facts, language, today)


def _name(row: Any, language: str) -> str | None:
    """Return what a row is called in ``language``; of a text its kind and number."""
    said: str | None = str(row) if language == SOURCE else row.label(language)
    return said
