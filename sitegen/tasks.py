"""The background work of the generator: one coalesced release, woken by signals and a timer.

Signals only wake a build; what is rendered is decided by comparing digests. So it does no
harm when a signal fires too often, and a change without a signal is found by the timer.
"""

import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count
from django.db.models.signals import ModelSignal, post_delete, post_save
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from sitegen.collect.watched import waking_models
from sitegen.journal import prune_journal
from sitegen.other_sites import OtherSites, release_site
from sitegen.pipeline import warm_worker
from sitegen.release.report import Report

__all__ = [
    "QUEUE",
    "Endings",
    "Queue",
    "connect_wakers",
    "endings",
    "full_release_task",
    "queue",
    "release_site_task",
    "release_task",
    "wake_full_release",
    "wake_release",
]

QUEUE = "release"
URGENT = 10

OF_DRAFTS = frozenset({"latest_revision", "has_unpublished_changes"})
"""All that is written to a row of a registry when only its draft is saved."""

NIGHT = 2
"""The hour, by the clock of the province, from which the nightly build may run."""

FULL_MARK = "last-full-release"

_log = logging.getLogger("loa.release")
_others = OtherSites()


@task(queue_name=QUEUE, priority=URGENT)
def release_task() -> str:
    """Release what is published now; the report is logged, refusals included."""
    said = _logged(warm_worker(Path(settings.LOA_VAR)).release())
    waiting = _waiting_sites()
    for host in _others.due(timezone.now()):
        if host not in waiting:
            release_site_task.enqueue(host)
    return said


@task(queue_name=QUEUE)
def release_site_task(host: str) -> str:
    """Release another site of the installation; what is urgent in the first one comes before it."""
    return release_site(host)


@task(queue_name=QUEUE)
def full_release_task() -> str:
    """Render everything again and compare: the judge over what was kept from before."""
    report = warm_worker(Path(settings.LOA_VAR)).release(is_full=True)
    prune_journal()
    return _logged(report)


def wake_full_release(now: datetime) -> None:
    """Ask for a full release in the first round after ``NIGHT``, once a day."""
    mark = Path(settings.LOA_VAR) / FULL_MARK
    try:
        last = mark.read_text(encoding="utf-8")
    except OSError:
        last = ""
    today = now.date().isoformat()
    if now.hour >= NIGHT and last != today:
        mark.write_text(today, encoding="utf-8")
        if last:  # not on the very first day: that release is a full one anyway
            full_release_task.enqueue()


def wake_release() -> None:
    """Ask for a release after the current transaction; one that still waits is enough."""
    if all(waiting[1] is not _enqueue for waiting in connection.run_on_commit):
        transaction.on_commit(_enqueue)


def connect_wakers() -> None:
    """Connect the one receiver of the project to everything that may change the mirror."""
    for name, signal in (
        ("published", page_published),
        ("unpublished", page_unpublished),
        ("moved", post_page_move),
        ("saved", post_save),
        ("deleted", post_delete),
    ):
        signal.connect(_wake, dispatch_uid=f"sitegen.wake.{name}")


def _wake(sender: Any, signal: Any, update_fields: Any = None, **_kwargs: Any) -> None:
    if update_fields and OF_DRAFTS.issuperset(update_fields):
        return
    if isinstance(signal, ModelSignal) and not _matters(sender, signal):
        return
    wake_release()


def _matters(sender: Any, signal: ModelSignal) -> bool:
    if sender in waking_models():
        return True
    return signal is post_delete and issubclass(sender, Page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What the worker still owes: since when a release waits, and when the last one broke down.

    ``running_since`` is when the one that is being made was begun.
    ``broke_at`` is None again as soon as a release came to its end, well or refused.
    """

    waiting_since: datetime | None = None
    running_since: datetime | None = None
    broke_at: datetime | None = None


def queue(host: str = "") -> Queue:
    """Return the state of the release queue, for another site by its host name.

    What waits for the first site may be a change of any other. Only a database queue can tell.
    """
    tasks = _stored_tasks()
    if tasks is None:
        return Queue()
    first = _state_of(tasks)
    if not host:
        return first
    other = _state_of(_stored_tasks(release_site_task).filter(args_kwargs__args=[host]))
    return Queue(
        waiting_since=other.waiting_since or first.waiting_since,
        running_since=other.running_since or first.running_since,
        broke_at=other.broke_at,
    )


def _state_of(tasks: Any) -> Queue:
    waiting = tasks.ready().order_by("enqueued_at").first()
    running = tasks.filter(status=TaskResultStatus.RUNNING).order_by("started_at").first()
    last = tasks.finished().order_by("-finished_at").first()
    return Queue(
        waiting_since=waiting.enqueued_at if waiting else None,
        running_since=running.started_at if running else None,
        broke_at=last.finished_at if last and last.status == "FAILED" else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Endings:
    """How releases ended: how many by each ``Status``, or "broken" where the machine failed.

    ``last_seconds`` is how long the last one took that changed the mirror; ``waiting`` counts those
    that have not begun.
    """

    counts: Mapping[str, int]
    last_seconds: float | None = None
    waiting: int = 0


def endings(since: datetime) -> Endings:
    """Return how the releases since then ended; the worker keeps those of two days."""
    if _stored_tasks() is None:
        return Endings(counts={})
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415  # only where it is installed

    releases = [release_task.module_path, full_release_task.module_path]
    tasks = DBTaskResult.objects.filter(queue_name=QUEUE, task_path__in=releases)
    ended = tasks.finished().filter(finished_at__gte=since).order_by()
    counts: Counter[str] = Counter()
    for status, said, number in ended.values_list("status", "return_value").annotate(Count("pk")):
        counts["broken" if status == "FAILED" else str(said)] += number
    last = tasks.successful().filter(return_value="released").order_by("-finished_at").first()
    took = last.finished_at - last.started_at if last else None
    return Endings(
        counts=counts,
        last_seconds=took.total_seconds() if took is not None else None,
        waiting=tasks.ready().count(),
    )


def _logged(report: Report) -> str:
    """Log how a release ended: codes, keys and figures; the words stand on the release page."""
    for finding in report.findings:
        level = logging.ERROR if finding.severity == "error" else logging.WARNING
        _log.log(level, "%s: %s", finding.code, finding.key or "-")
    figures = {
        "release": report.release,
        "rendered": report.rendered,
        "reused": report.reused,
        "removed": report.removed,
        "seconds": round(report.seconds, 3),
        "findings": dict(Counter(finding.code for finding in report.findings)),
    }
    _log.info("release %s: %s", report.status, report.release, extra=figures)
    return str(report.status)


def _enqueue() -> None:
    if not _is_waiting():
        release_task.enqueue()


def _is_waiting() -> bool:
    """Tell whether a release is queued that has not begun; only a database queue can say."""
    tasks = _stored_tasks()
    return tasks is not None and bool(tasks.ready().exists())


def _waiting_sites() -> set[str]:
    """Return the sites of which a release is queued that has not begun."""
    tasks = _stored_tasks(release_site_task)
    return {one.args_kwargs["args"][0] for one in tasks.ready()} if tasks is not None else set()


def _stored_tasks(asked: Any = release_task) -> Any:
    """Return every release that was ``asked`` for, None without a database queue."""
    if not hasattr(asked.get_backend(), "_task_to_db_task"):
        return None
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415  # only where it is installed

    return DBTaskResult.objects.filter(task_path=asked.module_path)
