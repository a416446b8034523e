"""Purging: after a page became private, no kept copy on the disk has a byte of it."""

import hashlib
import multiprocessing
import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from sitegen.release.build import KEPT_RELEASES, Remembered
from sitegen.release.manifest import read_manifest, release_ids
from sitegen.release.purge import purge
from sitegen.release.switch import current_release
from sitegen.store import Store
from tests.unit.mirror_samples import FORM, PICTURE, Province, Sameness, release, tree

BODY = "Chuyện chỉ riêng trang này kể."


def _history(folder: Path) -> Province:
    """Release five times: page 12 and its picture stand in releases 2, 3 and 4 only."""
    province = Province.of(2)
    release(province, folder, day=1)
    province.rows[12] = Province.of(3).rows[12]
    province.edit(12, body=BODY)
    release(province, folder, day=2)
    province.edit(10, body="Ngày 3")
    release(province, folder, day=3)
    province.edit(10, body="Ngày 4")
    release(province, folder, day=4)
    del province.rows[12]
    release(province, folder, day=5)
    return province


def _places(folder: Path, word: str) -> list[str]:
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "sqlite" not in path.name and word.encode() in path.read_bytes()
    ]


def _purge(folder: Path, **what: frozenset[str]) -> tuple[str, ...]:
    numbers = purge(folder / "releases", Store(folder / "store"), **{"keys": frozenset(), **what})
    return tuple(name.partition("-")[0] for name in numbers)


def test_releases_that_hold_a_page_go_with_every_byte_of_it(tmp_path: Path) -> None:
    _history(tmp_path)
    served = tree(tmp_path)
    assert _places(tmp_path, BODY)
    assert _purge(tmp_path, keys=frozenset({"page-12"})) == ("0002", "0003", "0004")
    assert _places(tmp_path, BODY) == []
    assert [name[:4] for name in release_ids(tmp_path / "releases")] == ["0001", "0005"]
    assert tree(tmp_path) == served
    assert not list((tmp_path / "releases").glob(".half-*"))


def test_releases_that_show_a_picture_go_although_its_files_have_other_digests(
    tmp_path: Path,
) -> None:
    _history(tmp_path)
    assert _purge(tmp_path, digests=frozenset({PICTURE.digest})) == ("0002", "0003", "0004")
    assert _places(tmp_path, f"picture {PICTURE.digest}") == []


def test_what_is_served_is_never_purged(tmp_path: Path) -> None:
    _history(tmp_path)
    before = tree(tmp_path)
    assert _purge(tmp_path, keys=frozenset({"page-1"})) == ("0001", "0002", "0003", "0004")
    assert tree(tmp_path) == before


def test_purge_of_nothing_keeps_every_release(tmp_path: Path) -> None:
    _history(tmp_path)
    before = release_ids(tmp_path / "releases")
    assert _purge(tmp_path, keys=frozenset({"page-99"}), digests=frozenset({"0" * 64})) == ()
    assert release_ids(tmp_path / "releases") == before


@pytest.mark.parametrize("lost", ["manifest deleted", "manifest unreadable"])
def test_release_of_which_nobody_can_tell_what_it_holds_goes(tmp_path: Path, lost: str) -> None:
    _history(tmp_path)
    releases = tmp_path / "releases"
    manifest = releases / f"{release_ids(releases)[1]}.json"
    if lost == "manifest deleted":
        manifest.unlink()
    else:
        manifest.write_bytes(b"{")
    assert _purge(tmp_path, keys=frozenset({"page-99"})) == ("0002",)
    assert len(release_ids(releases)) == 4


def test_next_build_after_a_purge_renders_nothing_again(tmp_path: Path) -> None:
    province = _history(tmp_path)
    _purge(tmp_path, keys=frozenset({"page-12"}))
    report = release(province, tmp_path, day=6)
    assert (report.status, report.rendered) == ("unchanged", 0)


def test_worker_that_has_purged_goes_on_writing_manifests_that_can_be_read(tmp_path: Path) -> None:
    remembered = Remembered()
    province = Province.of(30)
    release(province, tmp_path, remembered=remembered)
    del province.rows[12]
    release(province, tmp_path, day=2, remembered=remembered)
    assert _purge(tmp_path, keys=frozenset({"page-12"})) == ("0001",)
    releases = tmp_path / "releases"
    for day in range(3, 6):
        province.edit(10, body=f"Ngày {day}")
        release(province, tmp_path, day=day, remembered=remembered)
        assert read_manifest(releases, current_release(releases)) is not None


def test_purge_killed_at_any_step_is_ended_by_the_next_one(tmp_path: Path) -> None:
    _history(tmp_path / "kept")
    whole = tree(tmp_path / "kept")
    for step in range(1, 200, 9):
        folder = tmp_path / "try"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(tmp_path / "kept", folder, symlinks=True)
        code = _killed(folder, step)
        assert tree(folder) == whole
        _purge(folder, keys=frozenset({"page-12"}))
        release_of_the_day_after = release(Province.of(2), folder, day=7)
        assert not release_of_the_day_after.is_failed
        assert _places(folder, BODY) == []
        if code == 0:
            break
    assert step > 30
    assert code == 0


def _killed(folder: Path, step: int) -> int | None:
    def work() -> None:
        left = step

        def count(event: str, _: object) -> None:
            nonlocal left
            if event in {"os.rename", "os.remove", "os.rmdir", "sqlite3.connect"}:
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        _purge(folder, keys=frozenset({"page-12"}))
        os._exit(0)

    process = multiprocessing.get_context("fork").Process(target=work)
    process.start()
    process.join()
    return process.exitcode


def test_purged_attachment_is_named_by_its_own_digest(tmp_path: Path) -> None:
    _history(tmp_path)
    assert _places(tmp_path, FORM.decode())
    digest = hashlib.sha256(FORM).hexdigest()
    assert _purge(tmp_path, digests=frozenset({digest})) == ("0002", "0003", "0004")
    assert _places(tmp_path, FORM.decode()) == []


def test_purged_release_is_no_gap_in_what_a_process_remembers(tmp_path: Path) -> None:
    province, remembered, same = Province.of(3), Remembered(), Sameness()

    def next_release(day: int) -> None:
        release(province, tmp_path, day=day, remembered=remembered, same=same)

    next_release(1)
    province.rows[20] = Province.of(11).rows[20]
    province.edit(10, body="Đổi trong bản sẽ bị xoá")
    next_release(2)
    del province.rows[20]
    next_release(3)
    assert _purge(tmp_path, keys=frozenset({"page-20"})) == ("0002",)
    for day in range(4, 4 + KEPT_RELEASES + 2):
        province.edit(11, body=f"Ngày {day}")
        next_release(day)
        fresh = tmp_path / f"fresh-{day}"
        release(province, fresh, day=day)
        assert tree(tmp_path) == tree(fresh)
