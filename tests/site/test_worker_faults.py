"""Many pages at once, and a worker that dies: the queue stays short and nothing is forgotten."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from sitegen.release.manifest import read_manifest, release_ids
from sitegen.release.switch import current_release
from sitegen.tasks import release_task, wake_release
from tests.factories import Province, a_guide_page
from tests.soak.figures import IS_SOAK

DATABASE_QUEUE = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "release"]}
}


PAGES = 500 if IS_SOAK else 200


@pytest.fixture
def tasks(province: Province, settings: Any) -> Any:
    """Every release that was ever asked for, in a queue that outlives processes."""
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415  # only where it is installed

    settings.TASKS = DATABASE_QUEUE
    DBTaskResult.objects.all().delete()
    return DBTaskResult.objects.filter(task_path=release_task.module_path)


def _work(tasks: Any) -> int:
    """Do what waits, as a worker does but inside the transaction of the test; return how many."""
    done = 0
    while (task := tasks.ready().first()) is not None:
        task.claim("worker-that-lives")
        task.set_successful(release_task.call())
        done += 1
    return done


def test_hundreds_of_pages_published_at_once_are_one_release(
    province: Province, tasks: Any, committed: Any, settings: Any
) -> None:
    drafts = [a_guide_page(province.office, title=f"Việc {n}", is_live=False) for n in range(PAGES)]
    for some in (
        drafts[: PAGES // 2],
        drafts[PAGES // 2 :],
    ):  # two officers, each with a transaction of their own
        with committed():
            for page in some:
                page.latest_revision.publish()
    assert _work(tasks) == 1
    releases = Path(settings.LOA_VAR) / "releases"
    assert len(release_ids(releases)) == 1
    manifest = read_manifest(releases, current_release(releases))
    assert manifest is not None
    pages = [path for path in manifest.files if path.startswith("so-noi-vu/viec-")]
    assert len([path for path in pages if path.endswith("/index.html")]) == PAGES


def _leave_running(tasks: Any, committed: Any, province: Province) -> Any:
    """Ask for a release and let a worker take it that is never heard of again."""
    with committed():
        province.agency.save()
    taken = tasks.get()
    taken.claim("worker-that-died")
    assert taken.status == "RUNNING"
    return taken


def test_task_of_a_dead_worker_does_not_hold_up_the_next_one(
    province: Province, tasks: Any, committed: Any, settings: Any
) -> None:
    _leave_running(tasks, committed, province)
    with committed():
        a_guide_page(province.office, title="Sau khi chết")
    assert tasks.ready().count() == 1
    _work(tasks)
    page = Path(settings.LOA_VAR) / "releases/current/so-noi-vu/sau-khi-chet/index.html"
    assert page.is_file()


def test_what_a_dead_worker_had_begun_is_released_by_the_next_look_at_the_clock(
    province: Province, tasks: Any, committed: Any, settings: Any
) -> None:
    _leave_running(tasks, committed, province)
    with committed():
        wake_release()  # as the timer does every minute
    _work(tasks)
    assert (Path(settings.LOA_VAR) / "releases/current/index.html").is_file()


def test_release_that_was_refused_leaves_the_queue_open(
    province: Province, tasks: Any, committed: Any, settings: Any
) -> None:
    from wagtail.models import Site  # noqa: PLC0415

    with committed():
        province.agency.save()
    Site.objects.all().delete()  # nothing to release from: the report says so
    _work(tasks)
    assert not (Path(settings.LOA_VAR) / "releases/current").exists()
    Site.objects.create(
        hostname="localhost", site_name="Loa", root_page=province.home, is_default_site=True
    )
    with committed():
        province.agency.save()
    _work(tasks)
    assert (Path(settings.LOA_VAR) / "releases/current/index.html").is_file()


def test_task_of_a_worker_that_was_killed_is_forgotten_after_a_day(
    province: Province,
    tasks: Any,
    committed: Any,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from sitegen.management.commands import worker  # noqa: PLC0415  # as above

    monkeypatch.setattr(worker, "close_old_connections", lambda: None)  # the test needs its own
    Path(settings.LOA_VAR).mkdir()  # for the heartbeat
    long_ago = _leave_running(tasks, committed, province)
    tasks.update(started_at=timezone.now() - timedelta(days=1, minutes=1))
    with committed():
        province.agency.save()
    (at_work,) = tasks.exclude(pk=long_ago.pk)
    at_work.claim("worker-that-lives")
    worker.do_a_round()
    assert not tasks.filter(pk=long_ago.pk).exists()
    assert tasks.filter(pk=at_work.pk).exists()
