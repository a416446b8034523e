"""Số đo: the state of this installation for Prometheus, at /metrics, for those who may read it.

What health.py and the database know is asked when somebody asks; requests are counted as they go.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from wagtail.admin.models import EditingSession

from cms.addresses import is_within, sender
from cms.health import PROBLEMS, Health, health
from cms.watching.meters import counted
from sitegen.release.last_failure import read_failure
from sitegen.release.manifest import read_outline
from sitegen.tasks import Endings, endings

__all__ = ["metrics_response"]

ACTIVE = timedelta(minutes=5)
DAY = timedelta(days=1)
UNITS = {"disk_free": "_bytes", "waiting": "_seconds"}


@require_safe
@never_cache
def metrics_response(request: HttpRequest) -> HttpResponse:
    """Answer in Prometheus' text format; 404 for everybody who is not named in the settings."""
    if not _may_read(request):
        raise Http404
    registry = CollectorRegistry()
    registry.register(_Facts())
    registry.register(counted())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    kind, _space, word = request.headers.get("Authorization", "").partition(" ")
    token = settings.LOA_METRICS_TOKEN
    if token and kind == "Bearer" and constant_time_compare(word, token):
        return True
    return is_within(str(sender(request)), settings.LOA_METRICS_FROM)


class _Facts(Collector):
    """Facts of this moment; what cannot be known has no sample."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield them all; a database that is away takes only its own with it."""
        found = health(timezone.now())
        yield from _of_health(found)
        yield _problems(found)
        yield from _findings(found)
        yield from _of_database(is_reachable=found.is_database_reachable)


def _of_health(found: Health) -> Iterator[GaugeMetricFamily]:
    """Yield each figure of ``Health`` by its own name, with its unit."""
    for field in fields(found):
        value = getattr(found, field.name)
        if field.type not in (int | None, bool):
            continue
        unit = UNITS.get(field.name, "_seconds" if field.name.endswith("_age") else "")
        gauge = GaugeMetricFamily(f"loa_{field.name}{unit}", f"Health: {field.name}.")
        if value is not None:
            gauge.add_metric([], value)
        yield gauge


def _problems(found: Health) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(
        "loa_problem", "1 while there is this problem.", labels=["code", "status"]
    )
    for code, status in PROBLEMS.items():
        gauge.add_metric([code, status], code in found.problems)
    return gauge


def _findings(found: Health) -> Iterator[GaugeMetricFamily]:
    """Yield the remarks of what is served, and of the release that was refused since."""
    releases = Path(settings.LOA_VAR) / "releases"
    served, failure = read_outline(releases, found.release), read_failure(releases)
    gauge = GaugeMetricFamily(
        "loa_findings", "Remarks of releases by code.", labels=["release", "severity", "code"]
    )
    for release, remarks in (
        ("served", served.findings if served else ()),
        ("refused", failure.findings if failure else ()),
    ):
        counts = Counter((one.severity, one.code) for one in remarks)
        for (severity, code), number in sorted(counts.items()):
            gauge.add_metric([release, severity, code], number)
    yield gauge
    pages = GaugeMetricFamily("loa_pages", "Pages of the release that is served.")
    if served:
        pages.add_metric([], len(served.titles))
    yield pages


def _of_database(*, is_reachable: bool) -> Iterator[GaugeMetricFamily]:
    day = GaugeMetricFamily(
        "loa_releases_day", "Releases of the last 24 hours by how they ended.", labels=["ending"]
    )
    last = GaugeMetricFamily("loa_last_release_seconds", "How long the last new release took.")
    queued = GaugeMetricFamily("loa_queue", "Releases that wait for the worker.")
    editors = GaugeMetricFamily("loa_editors", "Officers with a form open in the last 5 minutes.")
    known = _asked() if is_reachable else None
    if known:
        ended, active = known
        for ending, number in sorted(ended.counts.items()):
            day.add_metric([ending], number)
        if ended.last_seconds is not None:
            last.add_metric([], ended.last_seconds)
        queued.add_metric([], ended.waiting)
        editors.add_metric([], active)
    yield from (day, last, queued, editors)


def _asked() -> tuple[Endings, int] | None:
    """Return what the database tells, None when it has gone away in the middle."""
    now = timezone.now()
    try:
        open_forms: Any = EditingSession.objects.filter(last_seen_at__gt=now - ACTIVE)
        return endings(now - DAY), open_forms.values("user").distinct().count()
    except DatabaseError:
        return None
