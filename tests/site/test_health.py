"""The health address: honest, cheap, and nothing in it that is anybody's business."""

import os
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone
from wagtail.models import Page

from cms import health as module
from cms.health import PROBLEMS, health
from cms.settings.environment import ROOT
from sitegen.errors import Finding
from sitegen.heartbeat import beat, last_beat
from sitegen.management.commands import worker
from sitegen.release.last_failure import remember_failure
from sitegen.release.report import Report
from sitegen.release.switch import switch
from sitegen.tasks import release_task
from tests.factories import a_guide_page

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)
RELEASE = "0007-20261121T151500"
"""Made at 15:15 in Vietnam: a quarter of an hour before NOW."""

DATABASE_QUEUE = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "release"]}
}


@pytest.fixture
def folder(settings: Any, db: None) -> Path:
    """An installation in good health at NOW."""
    folder = Path(settings.LOA_VAR)
    served = folder / "releases" / RELEASE
    served.mkdir(parents=True)
    (served / "index.html").write_text("x", encoding="utf-8")
    switch(folder / "releases", RELEASE)
    beat_at(folder, NOW - timedelta(seconds=40))
    return folder


def beat_at(folder: Path, moment: datetime) -> None:
    beat(folder)
    os.utime(folder / "worker-heartbeat", (moment.timestamp(), moment.timestamp()))


def test_all_is_well_and_the_served_release_is_named_with_its_age(folder: Path) -> None:
    found = health(NOW)
    assert (found.status, found.problems) == ("ok", ())
    assert (found.release, found.release_age, found.worker_age) == (RELEASE, 900, 40)
    assert found.is_database_reachable
    assert found.disk_free is not None


@pytest.mark.parametrize(
    ("minutes", "status", "problems"),
    [
        (1, "ok", ()),
        (4, "warn", ("worker-late",)),
        (11, "fail", ("worker-dead",)),
        (-1, "ok", ()),
        (-5, "warn", ("clock-jumped",)),
    ],
)
def test_worker_is_judged_by_its_last_round(
    folder: Path, minutes: int, status: str, problems: tuple[str, ...]
) -> None:
    beat_at(folder, NOW - timedelta(minutes=minutes))
    assert (health(NOW).status, health(NOW).problems) == (status, problems)


def test_worker_that_never_ran_is_dead(folder: Path) -> None:
    (folder / "worker-heartbeat").unlink()
    assert health(NOW).problems == ("worker-dead",)
    assert health(NOW).worker_age is None


@pytest.mark.parametrize("what", ["link", "folder"])
def test_mirror_that_is_not_there_is_a_failure(folder: Path, what: str) -> None:
    gone = folder / "releases" / ("current" if what == "link" else RELEASE)
    gone.rename(folder / "elsewhere")
    assert health(NOW).problems == ("mirror-missing",)


@pytest.mark.parametrize(
    ("free", "problems"),
    [(5_000_000_000, ()), (1_000_000_000, ("disk-low",)), (1_000_000, ("disk-full",))],
)
def test_disk_is_judged_by_what_is_free(
    folder: Path, monkeypatch: pytest.MonkeyPatch, free: int, problems: tuple[str, ...]
) -> None:
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: _Usage(free))
    assert health(NOW).problems == problems


class _Usage:
    def __init__(self, free: int) -> None:
        self.free = free


@pytest.mark.parametrize(
    ("target", "hours", "problems"),
    [
        ("/backups", 40, ()),
        ("/backups", 49, ("backup-late",)),
        ("/backups", None, ("backup-never",)),
        ("", None, ()),
        ("", 900, ()),
        ("/backups", -1, ("clock-jumped",)),
    ],
)
def test_backups_that_are_meant_and_are_not_made_are_told(
    folder: Path, settings: Any, target: str, hours: int | None, problems: tuple[str, ...]
) -> None:
    settings.LOA_BACKUP_FOLDER = target
    if hours is not None:
        made = (NOW - timedelta(hours=hours)).timestamp()
        (folder / "last-backup").touch()
        os.utime(folder / "last-backup", (made, made))
    assert health(NOW).problems == problems
    assert health(NOW).backup_age == (None if hours is None else hours * 3600)


def test_refused_release_is_told_by_code_and_count_alone(folder: Path, client: Any) -> None:
    finding = Finding(
        code="link-broken", severity="error", page="Tên bí mật", message="Lời bí mật", key="page-9"
    )
    report = Report(status="failed", findings=(finding, finding))
    remember_failure(folder / "releases", report, at=NOW - timedelta(minutes=2))
    found = health(NOW)
    assert (found.status, found.problems) == ("warn", ("release-refused",))
    assert (found.failure_codes, found.failure_age) == ({"link-broken": 2}, 120)
    assert "mật" not in client.get("/suc-khoe/").content.decode()
    assert "page-9" not in client.get("/suc-khoe/").content.decode()


@pytest.mark.parametrize(
    ("minutes", "problems"), [(1, ()), (5, ("release-waits",)), (20, ("release-stuck",))]
)
def test_release_that_nobody_takes_up_is_told(
    folder: Path, settings: Any, minutes: int, problems: tuple[str, ...]
) -> None:
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415  # beside its only use

    settings.TASKS = DATABASE_QUEUE
    release_task.enqueue()
    DBTaskResult.objects.update(enqueued_at=NOW - timedelta(minutes=minutes))
    assert health(NOW).problems == problems
    assert health(NOW).waiting == minutes * 60


@pytest.mark.parametrize(("minutes", "problems"), [(14, ()), (16, ("release-stuck",))])
def test_release_that_does_not_end_is_told(
    folder: Path, settings: Any, minutes: int, problems: tuple[str, ...]
) -> None:
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415  # beside its only use

    settings.TASKS = DATABASE_QUEUE
    release_task.enqueue()
    begun = NOW - timedelta(minutes=minutes)
    DBTaskResult.objects.update(enqueued_at=begun, started_at=begun, status="RUNNING")
    assert health(NOW).problems == problems


def test_database_that_does_not_answer_is_told_and_breaks_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise OperationalError("no such host db.internal")

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", refuse)
        found = health(NOW)
    assert (found.status, found.problems) == ("fail", ("database-unreachable",))


def test_address_answers_anybody_200_or_503_and_is_never_kept(folder: Path, client: Any) -> None:
    beat_at(folder, timezone.now())
    well = client.get("/suc-khoe/")
    assert (well.status_code, well.json()["release"]) == (200, RELEASE)
    assert "no-store" in well.headers["Cache-Control"]
    assert "Set-Cookie" not in well.headers
    (folder / "worker-heartbeat").unlink()


@pytest.mark.filterwarnings("ignore")
def test_address_answers_503_when_something_is_broken(client: Any, db: None) -> None:
    broken = client.get("/suc-khoe/")
    assert (broken.status_code, broken.json()["status"]) == (503, "fail")


def test_state_costs_few_queries(folder: Path, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(3):
        health(NOW)


def test_command_prints_the_same_for_cron_and_fails_with_it(folder: Path, capsys: Any) -> None:
    beat_at(folder, timezone.now())
    call_command("health")
    assert capsys.readouterr().out.strip().endswith(f"Đang phục vụ bản {RELEASE}.")
    (folder / "worker-heartbeat").unlink()
    with pytest.raises(SystemExit):
        call_command("health", "--json")
    assert '"worker-dead"' in capsys.readouterr().out


def test_a_round_of_the_worker_leaves_a_heartbeat(
    folder: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TASKS = DATABASE_QUEUE
    (folder / "worker-heartbeat").unlink()
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)  # the test needs its own
    worker.do_a_round()
    assert last_beat(folder) is not None


def test_a_round_that_fails_leaves_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "worker-heartbeat").unlink()
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    with pytest.raises(CommandError):  # the queue of the tests has no rows to prune
        worker.do_a_round()
    assert last_beat(folder) is None


def test_every_problem_is_explained_to_operators() -> None:
    explained = (ROOT / "docs" / "operators" / "health.md").read_text(encoding="utf-8")
    assert [code for code in PROBLEMS if f"`{code}`" not in explained] == []


@pytest.mark.parametrize("broken", ["first", "last"])
def test_a_broken_tree_of_pages_is_told_and_one_command_mends_it(
    folder: Path, province: Any, broken: str
) -> None:
    pages = Page.objects.order_by("path")
    page = pages.filter(depth__gt=1, numchild__gt=0).first() if broken == "first" else pages.last()
    Page.objects.filter(pk=page.pk).update(numchild=page.numchild + 1 - 2 * bool(page.numchild))
    assert health(NOW).problems == ("page-tree-broken",)
    call_command("fixtree", "--noinput", stdout=StringIO())
    assert health(NOW).problems == ()


def test_a_page_that_was_read_early_does_not_forget_its_children(province: Any) -> None:
    early = type(province.office).objects.get(pk=province.office.pk)
    a_guide_page(province.office)
    early.save()
    assert not any(Page.find_problems())
    assert early.numchild == Page.objects.get(pk=early.pk).numchild > 0
