"""A host of editors that only fetched the releases changes none of them: the worker is asked."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django_tasks import default_task_backend
from django_tasks_db.models import DBTaskResult

from cms.models import AnnouncementPage, ReleaseEvent
from cms.releases.actions import roll_back_there
from sitegen.pipeline import release_now
from sitegen.release.last_failure import remember_failure
from sitegen.release.losing import Loss
from sitegen.release.manifest import release_ids
from sitegen.release.report import Report
from sitegen.release.rollback import is_held
from sitegen.release.switch import current_release
from sitegen.tasks import endings
from tests.conftest import Asked
from tests.factories import Province, an_announcement_page
from tests.site.test_health import DATABASE_QUEUE
from tests.site.test_release_page import INDEX, roll_back, text
from tests.site.test_worker_turn import a_worker

EVER = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def releases(settings: Any) -> Path:
    return Path(settings.LOA_VAR) / "releases"


@pytest.fixture
def two(province: Province, releases: Path) -> list[str]:
    page = an_announcement_page(province.office)
    assert release_now().status == "released"
    page.title = "Tên khác"
    page.save_revision().publish()
    assert release_now().status == "released"
    (releases / ".pulled").touch()
    return release_ids(releases)


@pytest.mark.parametrize("command", ["rollback", "release", "worker"])
def test_command_that_would_change_fetched_releases_says_where_to_run_it(
    two: list[str], releases: Path, command: str
) -> None:
    before = {path.name for path in releases.iterdir()}
    with pytest.raises(CommandError, match="trên máy làm việc nền"):
        call_command(command)
    assert {path.name for path in releases.iterdir()} == before
    assert current_release(releases) == two[-1]


def do_on_the_workers_host(name: str) -> None:
    (task,) = (one for one in default_task_backend.results if one.task.name == name)
    mark = Path(settings.LOA_VAR) / "releases" / ".pulled"
    mark.unlink()
    task.task.call(*task.args, **task.kwargs)
    mark.touch()


def test_officer_rolls_back_where_the_releases_are(
    editor: Any, two: list[str], releases: Path, asked: Asked
) -> None:
    said = text(roll_back(editor, two[0], two[1]))
    assert "Đã xếp việc quay lui về bản 1" in said
    assert (current_release(releases), ReleaseEvent.objects.count()) == (two[1], 0)
    do_on_the_workers_host("roll_back_there")
    assert current_release(releases) == two[0]
    assert ReleaseEvent.objects.get().user is not None
    editor.post(f"{INDEX}phat-hanh-lai/")
    assert is_held(releases)
    do_on_the_workers_host("release_again_there")
    assert not is_held(releases)


def test_officer_accepts_the_loss_that_was_read_and_no_other(
    editor: Any, two: list[str], releases: Path, asked: Asked
) -> None:
    loss = Loss(served=two[1], keys=("page-1",), of=5, titles=("Một trang",))
    report = Report(status="asking", findings=(loss.finding(),), loss=loss)
    remember_failure(releases, report, at=datetime.now(UTC))
    assert "vừa đổi" in text(editor.post(f"{INDEX}van-phat-hanh/", {"asked": "khac"}, follow=True))
    said = text(editor.post(f"{INDEX}van-phat-hanh/", {"asked": loss.token}, follow=True))
    assert "Đã xếp việc phát hành" in said
    do_on_the_workers_host("accept_there")
    assert ReleaseEvent.objects.get().action == ReleaseEvent.Action.ACCEPTED


def work(releases: Path) -> None:
    """Do, as the worker's host, everything that was asked of it."""
    (releases / ".pulled").unlink()
    worker = a_worker()
    for one in DBTaskResult.objects.ready():
        one.claim("w")
        worker.run_task(one)
    (releases / ".pulled").touch()


def lose(releases: Path, name: str) -> None:
    shutil.rmtree(releases / name)
    (releases / f"{name}.json").unlink()


def test_officer_is_told_that_the_workers_host_did_not_roll_back_and_why(
    editor: Any, two: list[str], releases: Path, settings: Any, caplog: Any
) -> None:
    settings.TASKS = DATABASE_QUEUE
    caplog.set_level("INFO", "loa.release")
    kept = shutil.copytree(releases / two[0], releases.parent / "kept")
    manifest = shutil.copy(releases / f"{two[0]}.json", releases.parent)
    roll_back(editor, two[0], two[1])
    assert "máy làm việc nền không" not in text(editor.get(INDEX))
    lose(releases, two[0])
    work(releases)
    for screen in (INDEX, "/admin/"):
        said = text(editor.get(screen))
        assert "máy làm việc nền không quay lui về bản 1 được." in said
        assert "không còn" in said or "Không có bản" in said
    assert "roll back: refused" in caplog.text
    assert set(endings(EVER).counts) <= {"released", "unchanged"}
    shutil.move(kept, releases / two[0])
    shutil.move(manifest, releases)
    roll_back(editor, two[0], two[1])
    work(releases)
    assert "roll back: done" in caplog.text
    assert current_release(releases) == two[0]
    assert "máy làm việc nền không" not in text(editor.get(INDEX))


def test_officer_is_told_that_another_loss_waits_at_the_workers_host(
    editor: Any, two: list[str], releases: Path, settings: Any
) -> None:
    settings.TASKS = DATABASE_QUEUE
    for keys in (("page-1",), ("page-1", "page-2")):
        loss = Loss(served=two[1], keys=keys, of=5, titles=keys)
        report = Report(status="asking", findings=(loss.finding(),), loss=loss)
        remember_failure(releases, report, at=datetime.now(UTC))
        if len(keys) == 1:
            editor.post(f"{INDEX}van-phat-hanh/", {"asked": loss.token})
    work(releases)
    said = text(editor.get(INDEX))
    assert "máy làm việc nền không phát hành dù mất nhiều trang được. Số trang sẽ mất" in said


def test_deed_that_broke_the_workers_host_is_told_and_a_later_release_ends_it(
    editor: Any, two: list[str], releases: Path, settings: Any, caplog: Any
) -> None:
    settings.TASKS = DATABASE_QUEUE
    roll_back_there.enqueue(two[0], 0)  # nobody has this number
    work(releases)
    said = text(editor.get(INDEX))
    assert "không quay lui về bản 1 được. Máy ấy gặp lỗi. Hãy báo quản trị viên." in said
    caplog.clear()
    (releases / ".pulled").unlink()
    page = AnnouncementPage.objects.get()
    page.title = "Tên thứ ba"
    page.save_revision().publish()
    assert release_now().status == "released"
    (releases / ".pulled").touch()
    assert "máy làm việc nền không" not in text(editor.get(INDEX))
