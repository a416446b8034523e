"""Suspensions: what pages tell of a portal or a service that they lead to, and that stops a while."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef
from wagtail.models import Locale

from cms.models import SuspensionPage
from cms.usage.closure import pages_showing
from cms.usage.kinds import Node
from sitegen.collect.collecting import Collecting
from sitegen.collect.guard import readable
from sitegen.collect.visibility import VisiblePage
from sitegen.documents.base import PageNotice
from sitegen.languages import SOURCE

__all__ = ["SUSPENDED", "Told", "next_hours", "suspension_notices"]

SUSPENDED = ("cms.portal", "cms.procedure")
"""Registries whose rows are suspended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One notice for one page, and what of it is still in the source language."""

    page: int
    notice: PageNotice
    in_source: tuple[str, ...]


def next_hours(now: datetime) -> Iterator[datetime]:
    """Yield the hours at which a published suspension begins or ends."""
    ahead = SuspensionPage.objects.filter(live=True, ends_at__gt=now)
    for hours in ahead.values_list("starts_at", "ends_at"):
        yield from (hour for hour in hours if hour and hour > now)


def suspension_notices(collecting: Collecting) -> Iterator[Told]:
    """Yield what each page has to tell of suspensions that are ahead or in force.

    One query while there are none, four with any: whoever shows a portal, or an office or a step
    set by which one comes to it, is found by the index of uses. A language is asked of each of the
    few: joined, the database would go through all pages in it.
    """
    rows = readable(
        SuspensionPage.objects.filter(
            live=True, ends_at__gt=collecting.now, starts_at__isnull=False
        )
        .filter(Exists(Locale.objects.filter(pk=OuterRef("locale"), language_code=SOURCE)))
        .order_by("starts_at", "pk"),
        collecting.findings.append,
    )
    far = collecting.elsewhere.among(row.pk for row in rows)
    collecting.pages.among(row.pk for row in rows)
    seen = [row for row in rows if collecting.pages.get(row.pk) or row.pk in far]
    named = {row.pk: set(_nodes(row)) for row in seen}
    every = set().union(*named.values()) if named else set()
    if not every:
        return
    facts, showing = _facts(every), pages_showing(every)
    collecting.pages.among(set().union(*showing.values()))
    paths = _paths(seen, [*far.values(), *collecting.pages.values()])
    for row in seen:
        reached: dict[int, list[Any]] = defaultdict(list)
        for node in sorted(named[row.pk]):
            for page in showing.get(node, ()) if node in facts else ():
                reached[page].append(facts[node])
        for page, shown in reached.items():
            place = collecting.pages.get(page)
            if place is not None and place.key != row.translation_key.hex:
                yield _told(row, shown, place, paths, collecting)


def _told(
    row: SuspensionPage, shown: Iterable[Any], place: Any, paths: Any, collecting: Collecting
) -> Told:
    language = place.language
    names = [(fact.label(language), str(fact.name)) for fact in shown]
    subject = ", ".join(said or name for said, name in names)
    key = row.translation_key.hex
    hours: list[datetime] = [row.starts_at, row.ends_at]  # type: ignore[list-item]  # asked for with both
    starts, until = (hour.astimezone(collecting.zone) for hour in hours)
    notice = PageNotice(
        kind="suspend",
        day=starts.date(),
        subject=subject,
        is_coming=starts > collecting.now,
        starts=starts,
        until=until,
        path=paths.get((key, language)) or paths[key, SOURCE],
    )
    is_foreign = any(said is None for said, _ in names)
    return Told(page=place.pk, notice=notice, in_source=(subject,) if is_foreign else ())


def _nodes(row: SuspensionPage) -> Iterator[Node]:
    for block in row.suspended.get_prep_value():
        if block["type"] != "other" and block["value"]:
            yield f"cms.{block['type']}", block["value"]


def _facts(nodes: Iterable[Node]) -> dict[Node, Any]:
    """Return the published rows: the name of any other is nobody's to read."""
    found: dict[Node, Any] = {}
    for kind in SUSPENDED:
        pks = [pk for name, pk in nodes if name == kind]
        rows = apps.get_model(kind)._default_manager.filter(pk__in=pks, live=True) if pks else ()
        found |= {(kind, row.pk): row for row in rows}
    return found


def _paths(
    rows: Iterable[SuspensionPage], places: Iterable[VisiblePage]
) -> dict[tuple[str, str], str]:
    keys = {row.translation_key.hex for row in rows}
    return {(one.key, one.language): one.path for one in places if one.key in keys}
