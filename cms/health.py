"""Health: whether the editor, the worker and the mirror do their work, for monitoring.

Cheap: a few files are looked at and a few rows counted, nothing is scanned. Nothing private:
numbers, times and codes, never a title, a name or an address. Only what this host does (LOA_ROLES)
is looked at, and no worker that only stands by.
"""

import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Literal

import msgspec
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, Q, Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.backups import last_backup
from sitegen.heartbeat import last_beat
from sitegen.release.last_failure import Failure, read_failure
from sitegen.release.rollback import is_held
from sitegen.release.switch import current_release
from sitegen.tasks import Queue, queue
from sitegen.turns import is_fetched, other_host

__all__ = ["PROBLEMS", "Health", "Status", "health", "health_response", "stands_by_for"]

Status = Literal["ok", "warn", "fail"]

PROBLEMS: Mapping[str, Status] = {
    "database-unreachable": "fail",
    "mirror-missing": "fail",
    "folder-missing": "fail",
    "disk-full": "fail",
    "worker-dead": "fail",
    "release-stuck": "fail",
    "page-tree-broken": "warn",
    "disk-low": "warn",
    "worker-late": "warn",
    "release-waits": "warn",
    "release-broke": "warn",
    "release-refused": "warn",
    "release-asks": "warn",
    "clock-jumped": "warn",
    "backup-never": "warn",
    "backup-late": "warn",
}
"""Every problem that can be told, and how grave it is; the page for operators explains each."""

LATE = timedelta(minutes=3)
DEAD = timedelta(minutes=10)
WAITS = timedelta(minutes=2)
STUCK = timedelta(minutes=15)
BACKUP_LATE = timedelta(days=2)
LOW_BYTES = 2_000_000_000
FULL_BYTES = 200_000_000
SLACK = timedelta(minutes=2)
"""How far two clocks may differ, or one be set back, before it is worth a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """How things stand; ages are in seconds, None where there is nothing to tell the age of.

    ``failure_codes`` counts the remarks of the last refused release by their code.
    """

    status: Status
    problems: tuple[str, ...]
    release: str
    release_age: int | None
    is_rolled_back: bool
    waiting: int | None
    failure_age: int | None
    failure_codes: Mapping[str, int]
    worker_age: int | None
    backup_age: int | None
    disk_free: int | None
    is_database_reachable: bool


@require_safe
@never_cache
def health_response(_request: HttpRequest) -> HttpResponse:
    """Answer with the state as JSON: 200, or 503 when something is broken; no login."""
    found = health(timezone.now())
    code = HTTPStatus.SERVICE_UNAVAILABLE if found.status == "fail" else HTTPStatus.OK
    return HttpResponse(msgspec.json.encode(found), content_type="application/json", status=code)


def health(now: datetime) -> Health:
    """Return the state of this installation at ``now``."""
    folder = Path(settings.LOA_VAR)
    releases = folder / "releases"
    served = current_release(releases)
    owed = _queue()
    failure = read_failure(releases)
    worker_age = _age(_moment(last_beat(folder)), now)
    backup_age = _age(_moment(last_backup(folder)), now)
    waiting = _age(owed.waiting_since if owed else None, now)
    problems = (
        *_database(owed),
        *(_tree() if owed else ()),
        *(() if (is_waiting := bool(owed and stands_by_for())) else _mirror(releases)),
        *(() if is_waiting else _worker(worker_age)),
        *_waiting(waiting, _age(owed.running_since if owed else None, now)),
        *(["release-broke"] if owed and _is_newer(owed.broke_at, served) else ()),
        *_failure(failure),
        *_disk(free := _free(folder)),
        *_backup(backup_age),
        *_clock(worker_age, backup_age, _age(_made(served), now)),
    )
    return Health(
        status=_worst(problems),
        problems=problems,
        release=served,
        release_age=_seconds(_age(_made(served), now)),
        is_rolled_back=is_held(releases),
        waiting=_seconds(waiting),
        failure_age=_seconds(_age(failure.at, now)) if failure else None,
        failure_codes=Counter(one.code for one in failure.findings) if failure else {},
        worker_age=_seconds(worker_age),
        backup_age=_seconds(backup_age),
        disk_free=free,
        is_database_reachable=owed is not None,
    )


def stands_by_for() -> str:
    """Return the host that works in the background in place of this one, "" when none does.

    Then nothing need be released or alive here. Where releases are fetched, so is that host's
    heartbeat, and it is judged. Raises DatabaseError.
    """
    folder = Path(settings.LOA_VAR)
    if "worker" not in settings.LOA_ROLES or is_fetched(folder):
        return ""
    return other_host(folder, "worker")


def _queue() -> Queue | None:
    """Return what the worker owes, None when the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return queue()
    except DatabaseError:
        return None


def _failure(failure: Failure | None) -> tuple[str, ...]:
    if failure is None:
        return ()
    return ("release-asks",) if failure.loss else ("release-refused",)


def _database(owed: Queue | None) -> tuple[str, ...]:
    return ("database-unreachable",) if owed is None else ()


def _tree() -> tuple[str, ...]:
    """Tell whether pages know how many stand below them: one sum and one count, no walk."""
    found = Page.objects.aggregate(known=Sum("numchild"), there=Count("pk", filter=Q(depth__gt=1)))
    return ("page-tree-broken",) if (found["known"] or 0) != found["there"] else ()


def _mirror(releases: Path) -> tuple[str, ...]:
    return () if (releases / "current" / "index.html").is_file() else ("mirror-missing",)


def _worker(age: timedelta | None) -> tuple[str, ...]:
    if age is None or age > DEAD:
        return ("worker-dead",)
    return ("worker-late",) if age > LATE else ()


def _waiting(age: timedelta | None, running: timedelta | None) -> tuple[str, ...]:
    """Tell of a release that does not begin, or does not end: its worker may be frozen."""
    if max(age or timedelta(), running or timedelta()) > STUCK:
        return ("release-stuck",)
    return ("release-waits",) if age and age > WAITS else ()


def _disk(free: int | None) -> tuple[str, ...]:
    if free is None:
        return ("folder-missing",)
    if free < FULL_BYTES:
        return ("disk-full",)
    return ("disk-low",) if free < LOW_BYTES else ()


def _backup(age: timedelta | None) -> tuple[str, ...]:
    """Tell of backups that should be made: none ever, or none of yesterday or today."""
    if not settings.LOA_BACKUP_FOLDER or "backup" not in settings.LOA_ROLES:
        return ()
    if age is None:
        return ("backup-never",)
    return ("backup-late",) if age > BACKUP_LATE else ()


def _clock(*ages: timedelta | None) -> tuple[str, ...]:
    is_ahead = any(age is not None and age < -SLACK for age in ages)
    return ("clock-jumped",) if is_ahead else ()


def _worst(problems: tuple[str, ...]) -> Status:
    grades = {PROBLEMS[problem] for problem in problems}
    if "fail" in grades:
        return "fail"
    return "warn" if grades else "ok"


def _is_newer(broke_at: datetime | None, served: str) -> bool:
    """Tell whether the last release broke down, and none has gone well since."""
    made = _made(served)
    return broke_at is not None and (made is None or broke_at > made)


def _made(name: str) -> datetime | None:
    """Return when a release was made, from its name, which is in the server's own time."""
    try:
        made = datetime.strptime(name.partition("-")[2], "%Y%m%dT%H%M%S")  # noqa: DTZ007  # below
    except ValueError:
        return None
    return timezone.make_aware(made, timezone.get_default_timezone())


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def _age(moment: datetime | None, now: datetime) -> timedelta | None:
    return None if moment is None else now - moment


def _seconds(age: timedelta | None) -> int | None:
    return None if age is None else int(age.total_seconds())


def _free(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None
