"""Power cuts, full disks and clumsy hands: the old mirror stays whole, the next run mends."""

import multiprocessing
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from multiprocessing.context import ForkProcess
from pathlib import Path

import pytest

from sitegen.release.manifest import read_manifest, release_ids
from sitegen.release.switch import current_release
from tests.unit.mirror_samples import Province, release, tree

_WRITES = {
    "open",
    "os.link",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.symlink",
    "sqlite3.connect",
}


@contextmanager
def _child(work: Callable[[], bool]) -> Iterator[ForkProcess]:
    """Run ``work`` in a process of its own, which exits with 0 when it returns True."""
    process = multiprocessing.get_context("fork").Process(
        target=lambda: os._exit(0 if work() else 1)
    )
    process.start()
    try:
        yield process
    finally:
        process.join()


def _die_at(step: int) -> None:
    """Kill this process, as a power cut would, when it is about to touch the disk again."""
    left = step

    def count(event: str, _: object) -> None:
        nonlocal left
        if event in _WRITES:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)


def _edited(day: int) -> Province:
    province = Province.of(4)
    for number in (10, 11, 12, 13):
        province.edit(number, body=f"Nội dung ngày {day}.")
    return province


def test_build_killed_at_any_step_leaves_a_whole_mirror_and_the_next_one_mends(
    tmp_path: Path,
) -> None:
    folder, fresh = tmp_path / "kept", tmp_path / "fresh"
    release(_edited(1), folder)
    release(_edited(2), fresh)
    old, new = tree(folder), tree(fresh)
    assert old != new
    deaths = 0
    for step in range(1, 400, 11):
        shutil.rmtree(tmp_path / "try", ignore_errors=True)
        shutil.copytree(folder, tmp_path / "try", symlinks=True)

        def build(at: int = step) -> bool:
            _die_at(at)
            return release(_edited(2), tmp_path / "try", day=2).status == "released"

        with _child(build) as process:
            while process.is_alive():
                assert tree(tmp_path / "try") in (old, new)
        assert process.exitcode in {0, -signal.SIGKILL}
        assert tree(tmp_path / "try") in (old, new)
        assert release(_edited(2), tmp_path / "try", day=3).status in {"released", "unchanged"}
        assert tree(tmp_path / "try") == new
        if process.exitcode == 0:
            break
        deaths += 1
    assert deaths >= 8
    assert process.exitcode == 0  # the last try came to its end: every step was covered


def test_remains_of_many_kills_do_not_add_up(tmp_path: Path) -> None:
    release(_edited(1), tmp_path)
    for day, step in enumerate((90, 30, 60, 45, 75, 20, 100, 50), 2):

        def build(at: int = step, on: int = day) -> bool:
            _die_at(at)
            return not release(_edited(on), tmp_path, day=on).is_failed

        with _child(build) as process:
            pass
        assert process.exitcode == -signal.SIGKILL
    report = release(_edited(20), tmp_path, day=20)
    assert report.status == "released", report.findings
    releases = tmp_path / "releases"
    assert {path.name for path in releases.iterdir()} == {
        "bases",
        "current",
        *release_ids(releases),
        *(f"{name}.json" for name in release_ids(releases)),
    }
    assert list((tmp_path / "store/incoming").iterdir()) == []


def test_two_builds_at_once_take_turns(tmp_path: Path) -> None:
    def build(first: int) -> bool:
        reports = [release(_edited(day), tmp_path, day=day) for day in range(first, 20, 2)]
        return all(report.status == "released" for report in reports)

    with _child(lambda: build(1)) as odd, _child(lambda: build(2)) as even:
        pass
    assert (odd.exitcode, even.exitcode) == (0, 0)
    releases = tmp_path / "releases"
    manifests = [read_manifest(releases, name) for name in release_ids(releases)]
    assert [one.sequence for one in manifests if one] == list(range(10, 20))
    assert all(
        later.previous == earlier.id for earlier, later in pairwise(manifests) if earlier and later
    )
    fresh = {day: tmp_path / f"fresh-{day}" for day in (18, 19)}
    for day, place in fresh.items():
        release(_edited(day), place)
    assert tree(tmp_path) in [tree(place) for place in fresh.values()]


def test_full_disk_stops_the_release_in_words_and_loses_nothing(tmp_path: Path) -> None:
    release(_edited(1), tmp_path)
    before = tree(tmp_path)

    def build() -> bool:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
        report = release(_edited(2), tmp_path, day=2)
        return [one.code for one in report.findings] == ["disk-failed"] and bool(report.release)

    with _child(build) as process:
        pass
    assert process.exitcode == 0
    assert tree(tmp_path) == before
    assert release(_edited(2), tmp_path, day=3).status == "released"


def test_folder_that_cannot_be_written_is_told_in_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "store").write_text("not a folder")
    report = release(_edited(1), tmp_path)
    assert report.is_failed
    assert [one.code for one in report.findings] == ["disk-failed"]
    assert "Kiểm tra dung lượng đĩa" in report.findings[0].hint
    assert "release stopped" in caplog.text


@pytest.mark.parametrize("content", [b"", b"half a pa"])
def test_cut_object_is_made_again_and_released_again(tmp_path: Path, content: bytes) -> None:
    release(_edited(1), tmp_path)
    whole = tree(tmp_path)
    page = tmp_path / "releases/current/so-noi-vu/huong-dan-10/index.html"
    page.chmod(0o644)
    page.write_bytes(content)  # the same file as the object in the store
    report = release(_edited(1), tmp_path, day=2)
    assert (report.status, report.rendered) == ("released", 1)
    assert tree(tmp_path) == whole


def test_changed_bytes_of_the_same_size_are_found_by_a_full_build(tmp_path: Path) -> None:
    release(_edited(1), tmp_path)
    whole = tree(tmp_path)
    page = tmp_path / "releases/current/index.html"
    page.chmod(0o644)
    page.write_bytes(page.read_bytes().replace(b"Trang", b"TRANG"))
    assert release(_edited(1), tmp_path, day=2, is_full=True).status == "released"
    assert tree(tmp_path) == whole


@pytest.mark.parametrize("lost", ["releases/current/index.html", "releases/{}", "releases/{}.json"])
def test_what_was_deleted_by_hand_is_released_again(tmp_path: Path, lost: str) -> None:
    release(_edited(1), tmp_path)
    whole = tree(tmp_path)
    path = tmp_path / lost.format(current_release(tmp_path / "releases"))
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    report = release(_edited(1), tmp_path, day=2)
    assert (report.status, report.rendered) == ("released", 0)
    assert tree(tmp_path) == whole


def test_lost_store_is_filled_again(tmp_path: Path) -> None:
    release(_edited(1), tmp_path)
    shutil.rmtree(tmp_path / "store")
    reports = [release(_edited(1), tmp_path, day=day) for day in (2, 3)]
    assert [(one.status, one.rendered) for one in reports] == [("unchanged", 0), ("unchanged", 0)]
    assert release(_edited(2), tmp_path, day=4).status == "released"
    shutil.rmtree(tmp_path / "store")
    assert release(_edited(3), tmp_path, day=5).status == "released"
