"""Whoever begins after a worker that ended goes on where it was, and is not deceived."""

import gzip
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from wagtail.models import PageViewRestriction

from sitegen import asleep, pipeline
from sitegen.asleep import Asleep
from sitegen.collect import registry
from sitegen.management.commands import worker as command
from sitegen.pipeline import Worker, put_to_sleep, release_now, warm_worker
from sitegen.release.lock import locked
from tests.factories import Province, a_guide_page, publish


@pytest.fixture
def folder() -> Path:
    return Path(settings.LOA_VAR)


@pytest.fixture
def place(folder: Path) -> Path:
    """Where what is remembered lies."""
    return folder / asleep.FILE


@pytest.fixture(autouse=True)
def _no_worker_of_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_workers", {})


def _slept(folder: Path) -> None:
    """Let a worker release and end."""
    worker = Worker(folder, asleep=Asleep(folder))
    assert worker.release().status in {"released", "unchanged"}
    worker.sleep()


def _is_warm(folder: Path) -> bool:
    return Worker(folder, asleep=Asleep(folder))._collector.is_warm


def test_next_process_makes_no_more_than_what_changed(province: Province, folder: Path) -> None:
    page = a_guide_page(province.office, title="Việc này")
    a_guide_page(province.office, title="Việc kia")
    _slept(folder)
    page.audience = "Cha mẹ"
    publish(page)
    woken, cold = Worker(folder, asleep=Asleep(folder)), Worker(folder)
    report = woken.release()
    assert report.status == "released"
    assert report.rendered_by_group["page"] == 1
    assert report.rendered < 20  # whoever remembers nothing writes the whole index of the search
    assert cold.release().status == "unchanged"  # it holds what it should


def test_command_goes_on_where_the_last_one_ended(province: Province, place: Path) -> None:
    page = a_guide_page(province.office, title="Việc này")
    assert release_now().status == "released"
    before = place.read_bytes()
    assert release_now().status == "unchanged"
    assert place.read_bytes() == before  # nothing new to remember
    page.audience = "Cha mẹ"
    publish(page)
    assert release_now(is_dry_run=True).status == "trial"
    assert place.read_bytes() == before
    report = release_now()
    assert report.status == "released"
    assert report.rendered < 20
    assert place.read_bytes() != before


def test_full_release_does_not_believe_what_was_remembered(
    province: Province, folder: Path
) -> None:
    a_guide_page(province.office, title="Việc này")
    _slept(folder)
    report = release_now(is_full=True)
    assert report.status == "unchanged"
    assert report.rendered_by_group["page"] > 2


def test_only_the_owner_may_read_it(province: Province, folder: Path, place: Path) -> None:
    old = os.umask(0)
    try:
        _slept(folder)
    finally:
        os.umask(old)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", [b"", b"\0" * 10, b"\0" * 1000])
def test_whatever_else_lies_there_is_not_read(
    province: Province, folder: Path, place: Path, damage: bytes
) -> None:
    _slept(folder)
    place.write_bytes(damage)
    assert not _is_warm(folder)


@pytest.mark.parametrize("at", [0, 31, 32, 500, -1])
def test_one_byte_that_differs_makes_it_worth_nothing(
    province: Province, folder: Path, place: Path, at: int
) -> None:
    _slept(folder)
    assert _is_warm(folder)
    said = bytearray(place.read_bytes())
    said[at] ^= 1
    place.write_bytes(said)
    assert not _is_warm(folder)


CHANGES: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "secret": lambda patch: patch.setattr(settings, "SECRET_KEY", "x" * 50),
    "setting": lambda patch: patch.setattr(settings, "TIME_ZONE", "Asia/Tokyo"),
    "outputs": lambda patch: patch.setattr(settings, "LOA_OUTPUTS", frozenset({"search"})),
    "code or packages": lambda patch: patch.setattr(asleep, "made_by", lambda: "newer"),
    "code of an app": lambda patch: patch.setattr(asleep, "package_digest", lambda _: "newer"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_is_true_with_the_same_code_packages_and_settings_only(
    province: Province, folder: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    _slept(folder)
    CHANGES[change](monkeypatch)
    assert not _is_warm(folder)


def test_each_process_says_the_same_of_code_and_settings() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", _SAID],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1
    assert len(said.pop()) > 1000


_SAID = """
import sys
import django
django.setup()
from sitegen.asleep import _made_from
sys.stdout.buffer.write(_made_from())
"""


@pytest.fixture
def page(province: Province) -> Any:
    """A page with words that nobody else says."""
    return a_guide_page(province.office, title=f"Chuyện {WORDS}", audience=WORDS)


WORDS = "riêng của ông Sáu"


def _restrict(page: Any) -> PageViewRestriction:
    found: PageViewRestriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )
    return found


def _tells(folder: Path) -> list[str]:
    """Return the files that say these words, packed or not."""
    found = []
    for path in (one for one in folder.rglob("*") if one.is_file()):
        content = path.read_bytes()
        if path.parent.name == "cache":
            with suppress(EOFError, OSError):
                content += gzip.decompress(content[32:])
        if WORDS.encode() in content or WORDS.encode("unicode_escape") in content:
            found.append(path.relative_to(folder).as_posix())
    return found


def test_what_became_private_is_not_kept_any_more(page: Any, folder: Path, place: Path) -> None:
    _slept(folder)
    assert f"cache/{place.name}" in _tells(folder)
    _restrict(page)
    worker = Worker(folder, asleep=Asleep(folder))
    worker.release()
    assert _tells(folder) == []
    worker.sleep()  # it has seen the page: all that it remembers may say so
    assert _tells(folder) == []
    assert worker.release(is_full=True).status == "unchanged"
    worker.sleep()
    assert place.exists()
    assert _tells(folder) == []
    assert _is_warm(folder)


def test_page_that_was_opened_and_closed_again_is_not_kept(
    page: Any, folder: Path, place: Path
) -> None:
    restriction = _restrict(page)
    _slept(folder)
    restriction.delete()
    Worker(folder, asleep=Asleep(folder)).release()  # and is killed
    assert _tells(folder)
    _restrict(page)
    worker = Worker(folder, asleep=Asleep(folder))
    worker.release()
    worker.sleep()
    assert _tells(folder) == []


def test_page_that_opened_while_it_worked_is_not_kept_when_it_closes(
    page: Any, folder: Path, place: Path
) -> None:
    restriction = _restrict(page)
    worker = Worker(folder, asleep=Asleep(folder))
    worker.release()
    restriction.delete()
    worker.release()
    _restrict(page)
    worker.sleep()  # nobody has released since
    assert not place.exists()
    worker.release()
    worker.sleep()
    assert _tells(folder) == []


def test_older_process_writes_nothing_that_became_private(
    page: Any, folder: Path, place: Path
) -> None:
    older = Worker(folder, asleep=Asleep(folder))
    older.release()
    _restrict(page)
    Worker(folder, asleep=Asleep(folder)).release()
    older.sleep()
    assert not place.exists()


def test_whoever_ends_while_another_releases_gives_way(
    page: Any, folder: Path, place: Path
) -> None:
    worker = Worker(folder, asleep=Asleep(folder))
    worker.release()
    with locked(folder):
        worker.sleep()
    assert not place.exists()
    worker.sleep()
    assert place.exists()


def test_half_a_file_says_nothing_either(page: Any, folder: Path, place: Path) -> None:
    _slept(folder)
    half = place.with_suffix(".half")
    place.rename(half)  # whoever was killed while he wrote leaves it
    _restrict(page)
    Worker(folder, asleep=Asleep(folder)).release()
    assert not half.exists()
    assert _tells(folder) == []


def test_what_cannot_be_deleted_is_tried_again_and_stops_no_release(
    page: Any, folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _slept(folder)
    _restrict(page)
    worker = Worker(folder, asleep=Asleep(folder))
    unlink = Path.unlink

    def refuses(path: Path, **more: Any) -> None:
        if path == place:
            raise OSError(30, "Read-only file system")
        unlink(path, **more)

    with monkeypatch.context() as broken:
        broken.setattr(Path, "unlink", refuses)
        assert worker.release().status == "released"
    assert place.exists()
    assert worker.release().status == "unchanged"
    assert _tells(folder) == []


def test_release_that_fails_lets_go_all_the_same(
    page: Any, folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _slept(folder)
    _restrict(page)
    monkeypatch.setattr(pipeline.Build, "run", _no_room)
    assert Worker(folder, asleep=Asleep(folder)).release().is_failed
    assert not place.exists()


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_whatever_lies_in_its_place_stops_nothing(
    page: Any, folder: Path, place: Path, make: Callable[[Path], None]
) -> None:
    place.parent.mkdir(parents=True)
    make(place)
    worker = Worker(folder, asleep=Asleep(folder))
    assert worker.release().status == "released"
    _restrict(page)
    assert worker.release().status == "released"
    worker.sleep()


def test_odd_values_and_a_full_disk_cost_the_memory_and_nothing_else(
    province: Province, folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(registry._facts, "odd", lambda _: {"": lambda: 1})
    monkeypatch.setitem(registry._fact_models, "odd", frozenset({"cms.portal"}))
    _slept(folder)
    assert not place.exists()
    assert not place.with_suffix(".half").exists()
    monkeypatch.delitem(registry._facts, "odd")
    monkeypatch.setattr(Path, "write_bytes", _no_room)
    _slept(folder)
    assert not place.exists()


def _no_room(*_args: Any) -> int:
    raise OSError(28, "No space left on device")


def test_database_that_is_away_at_the_end_keeps_nobody(
    province: Province, folder: Path, place: Path
) -> None:
    def away(*_args: Any) -> Any:
        raise OperationalError("server closed the connection")

    worker = Worker(folder, asleep=Asleep(folder))
    worker.release()
    with connection.execute_wrapper(away):
        worker.sleep()
    assert not place.exists()


def test_release_that_another_process_made_meanwhile_is_noticed(
    province: Province, folder: Path
) -> None:
    page = a_guide_page(province.office, title="Việc này")
    _slept(folder)
    page.audience = "Cha mẹ"
    publish(page)
    assert Worker(folder).release().status == "released"
    page.audience = ""
    publish(page)
    assert Worker(folder, asleep=Asleep(folder)).release().status == "released"
    assert Worker(folder).release().status == "unchanged"


def test_worker_that_is_told_to_stop_keeps_what_it_remembers(
    province: Province, folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Told:
        is_dismissed = True

    def work(_worker: Any) -> None:
        warm_worker(folder).release()
        raise SystemExit

    monkeypatch.setattr(command, "_take_turns", work)
    with pytest.raises(SystemExit):
        command._work_through(Told())  # type: ignore[arg-type]
    assert place.exists()
    put_to_sleep()  # nothing new
    assert _is_warm(folder)
