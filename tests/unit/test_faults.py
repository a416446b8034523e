"""Whatever breaks, the served mirror stays whole, the cause is said, and the next run mends it."""

import errno
import multiprocessing
import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sitegen.release.build import Remembered
from sitegen.release.manifest import BASES, read_manifest, release_ids
from sitegen.release.report import report_lines
from sitegen.release.rot import Rounds
from sitegen.release.switch import current_release
from tests.lots import lots
from tests.unit.mirror_samples import PlainWorkshop, Province, release, tree

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
ADDING = {"os.link", "os.mkdir", "os.symlink", "os.rename"}
REMOVING = {"os.remove", "os.rmdir"}


def _edited(day: int) -> Province:
    province = Province.of(4)
    for number in (10, 11, 12, 13):
        province.edit(number, body=f"Nội dung ngày {day}.")
    return province


def _refuse_from(step: int, code: int, *, removing: bool) -> None:
    """Let the disk refuse everything from its ``step``-th touch on, and never recover."""
    left = step

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        is_write = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING
        if is_write or event in ADDING or (removing and event in REMOVING):
            left -= 1
            if left <= 0:
                raise OSError(code, os.strerror(code))

    sys.addaudithook(refuse)


def _in_a_child(work: Callable[[], str]) -> str:
    """Return what ``work`` returns in a process of its own: what it hooks ends with it."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=lambda: theirs.send(work()))
    process.start()
    theirs.close()  # or a child that broke would be waited for without end
    said: str = ours.recv()
    process.join()
    return said


@pytest.mark.parametrize("is_warm", [False, True])
def test_what_rots_in_the_store_replaces_nothing_that_is_served_whole(
    tmp_path: Path, is_warm: bool
) -> None:
    known = Remembered() if is_warm else None
    release(Province.of(4), tmp_path, remembered=known)
    whole = tree(tmp_path)
    for one in (tmp_path / "store" / "objects").rglob("*"):  # as on a disk without hard links
        if one.is_file():
            content = one.read_bytes()
            one.unlink()
            one.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    edited = Province.of(4)
    edited.edit(11, body="Nội dung mới.")
    assert release(edited, tmp_path, day=2, remembered=known).status == "released"
    now = tree(tmp_path)
    assert {path for path in whole if now[path] != whole[path]} == {
        f"so-noi-vu/huong-dan-11/index.{end}" for end in ("html", "json")
    }


@pytest.mark.parametrize("seed", lots(6, 200))
def test_a_file_of_another_size_is_found_in_one_round_of_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311
    release(Province.of(2), tmp_path)
    releases = tmp_path / "releases"
    manifest = read_manifest(releases, current_release(releases) or "")
    many = len(manifest.files)
    looked = chance.randrange(1, many + 3)
    monkeypatch.setattr("sitegen.release.rot.FILES_PER_LOOK", looked)
    rounds, looks = Rounds(read=0), -(-many // looked)
    before = chance.randrange(2 * looks)
    assert all(rounds.have_their_size(releases, manifest) for _ in range(before))
    spoilt = releases / manifest.id / chance.choice(sorted(manifest.files))
    spoilt.chmod(0o644)
    os.truncate(spoilt, spoilt.stat().st_size - 1)
    assert [rounds.have_their_size(releases, manifest) for _ in range(looks)].count(False) == 1


@pytest.mark.parametrize("is_warm", [False, True])
@pytest.mark.parametrize("seed", lots(6, 200))
def test_bytes_that_rot_are_found_by_ordinary_builds_and_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, is_warm: bool
) -> None:
    chance = random.Random(seed)  # noqa: S311
    part = chance.choice([1, 300, 4000])
    monkeypatch.setattr("sitegen.release.rot.BYTES_PER_READING", part)
    monkeypatch.setattr("sitegen.release.rot.BYTES_AT_FIRST", part)
    known = Remembered() if is_warm else None
    release(Province.of(4), tmp_path, remembered=known)
    whole = tree(tmp_path)
    rotten = chance.sample(sorted(whole), chance.randrange(1, 4))
    for path in rotten:
        file = tmp_path / "releases/current" / path
        file.chmod(0o644)
        content = bytearray(whole[path])
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        file.write_bytes(content)  # of the same size, and of the object in the store as well
    said: list[str] = []
    for minutes in range(1, 40 * len(whole)):
        report = release(Province.of(4), tmp_path, minutes=minutes, remembered=known)
        assert not report.is_failed
        said += [one.message for one in report.findings if one.code == "file-rotten"]
        if tree(tmp_path) == whole:
            break
    assert tree(tmp_path) == whole
    assert all(any(f"“{path}”" in one for one in said) for path in rotten), (said, rotten, minutes)
    assert len(said) == len(rotten)
    again = release(Province.of(4), tmp_path, minutes=minutes + 1, remembered=known)
    assert "file-rotten" not in {one.code for one in again.findings}  # it is mended
    assert release(Province.of(4), tmp_path, is_full=True).status == "unchanged"


@pytest.mark.parametrize(
    ("code", "removing"),
    [(errno.ENOSPC, False), (errno.EROFS, True), (errno.EIO, True), (errno.EACCES, True)],
    ids=["disk full", "read-only", "disk broken", "no right to write"],
)
def test_disk_that_refuses_at_any_step_is_named_and_mended(
    tmp_path: Path, code: int, *, removing: bool
) -> None:
    kept, fresh = tmp_path / "kept", tmp_path / "fresh"
    release(_edited(1), kept)
    release(_edited(2), fresh)
    old, new = tree(kept), tree(fresh)
    refused = 0
    for step in range(1, 400, 13):
        folder = tmp_path / "try"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(kept, folder, symlinks=True)

        def build(at: int = step, there: Path = folder) -> str:
            _refuse_from(at, code, removing=removing)
            report = release(_edited(2), there, day=2)
            return f"{report.status} {' '.join(report_lines(report))}"

        said = _in_a_child(build)
        assert tree(folder) in (old, new)
        if said.startswith("failed"):
            refused += 1
            assert "Không ghi hoặc đọc được thư mục phát hành" in said
            assert "Kiểm tra dung lượng đĩa" in said
        assert release(_edited(2), folder, day=3).status in {"released", "unchanged"}
        assert tree(folder) == new
        if said.startswith("released"):
            break
    assert refused >= 3
    assert said.startswith("released")  # the last try came to its end: every step was covered


def _object_of(folder: Path, path: str) -> Path:
    """Return the object of a file that is served now."""
    releases = folder / "releases"
    manifest = read_manifest(releases, current_release(releases))
    assert manifest is not None
    digest = manifest.files[path].digest
    return folder / "store/objects" / digest[:2] / digest


def _flip(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(bytes([content[0] ^ 1]) + content[1:])


DAMAGE: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:20]),
    "flipped": _flip,
}


@pytest.mark.parametrize("is_warm", [False, True], ids=["cold", "warm"])
@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_damaged_object_is_never_served(
    tmp_path: Path, damage: Callable[[Path], object], *, is_warm: bool
) -> None:
    first = Remembered()
    release(_edited(1), tmp_path, remembered=first)
    whole = tree(tmp_path)
    stored = _object_of(tmp_path, "so-noi-vu/huong-dan-10/index.html")
    release(_edited(2), tmp_path, day=2, remembered=first)
    content = stored.read_bytes()
    stored.unlink()  # apart from what an older release still holds by a link
    stored.write_bytes(content)
    damage(stored)
    again = first if is_warm else Remembered()
    reports = [release(_edited(1), tmp_path, day=day, remembered=again) for day in (3, 4)]
    assert reports[0].status in {"released", "failed"}
    assert reports[-1].status in {"released", "unchanged"}
    assert tree(tmp_path) == whole


def _wreck(index: Path) -> None:
    content = bytearray(index.read_bytes())
    for place in range(4096, len(content), 7):
        content[place] ^= 0x5A
    index.write_bytes(content)


def _other_tables(index: Path) -> None:
    index.unlink()
    with sqlite3.connect(index) as other:
        other.execute("CREATE TABLE outputs (key TEXT)")
        other.execute("PRAGMA user_version = 1")
    other.close()


INDEX_DAMAGE: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "no database": lambda path: path.write_bytes(b"khong phai co so du lieu" * 400),
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "wrecked behind the first page": _wreck,
    "of another shape": _other_tables,
}


@pytest.mark.parametrize("is_warm", [False, True], ids=["cold", "warm"])
@pytest.mark.parametrize("damage", INDEX_DAMAGE.values(), ids=INDEX_DAMAGE.keys())
def test_damaged_index_costs_work_and_nothing_else(
    tmp_path: Path, damage: Callable[[Path], object], *, is_warm: bool
) -> None:
    kept, fresh = tmp_path / "kept", tmp_path / "fresh"
    remembered = Remembered()
    release(_edited(1), kept, remembered=remembered)
    release(_edited(2), fresh)
    damage(kept / "store/index.sqlite3")
    again = remembered if is_warm else Remembered()
    report = release(_edited(2), kept, day=2, remembered=again)
    assert report.status == "released", report.findings
    assert tree(kept) == tree(fresh)
    assert release(_edited(2), kept, day=3).status == "unchanged"


@pytest.mark.parametrize("is_warm", [False, True], ids=["cold", "warm"])
def test_clock_that_jumps_back_and_forth_never_brings_back_an_old_release(
    tmp_path: Path, *, is_warm: bool
) -> None:
    remembered = Remembered()
    days = (15, 3, 28, 1, 2, 27, 9, 9, 30, 4, 5, 20, 1)
    for number, day in enumerate(days, 1):
        again = remembered if is_warm else Remembered()
        report = release(_edited(number), tmp_path, day=day, remembered=again)
        assert report.status == "released"
        releases = tmp_path / "releases"
        assert current_release(releases) == release_ids(releases)[-1]
        assert int(report.release.partition("-")[0]) == number
    release(_edited(len(days)), tmp_path / "fresh")
    assert tree(tmp_path) == tree(tmp_path / "fresh")
    assert len(release_ids(tmp_path / "releases")) == 10


def test_clock_before_any_release_is_no_obstacle(tmp_path: Path) -> None:
    from sitegen.pipeline import build  # noqa: PLC0415  # the sample's own clock is of 2026

    for year in (2026, 1999, 2400):
        report = build(
            _edited(year).collection(),
            folder=tmp_path,
            load_picture=lambda digest: digest.encode(),
            load_attachment=lambda _: b"",
            created=datetime(year, 1, 1, tzinfo=UTC),
            make_workshop=PlainWorkshop,
        )
        assert report.status == "released"
    assert current_release(tmp_path / "releases").startswith("0003-2400")


def _dangling_link(releases: Path) -> None:
    (releases / "current").unlink()
    (releases / "current").symlink_to("0000-20200101T000000")


def _half_folders(releases: Path) -> None:
    for name in (".half-0002-20261102T083000", ".half-old-0001-20261101T083000"):
        (releases / name / "so-noi-vu").mkdir(parents=True)
        (releases / name / "so-noi-vu/index.html").write_text("nửa trang")
    (releases / ".half-current").symlink_to("0001-20261101T083000")
    (releases / ".half-0002-20261102T083000.json").write_text('{"id": ')


def _folder_without_manifest(releases: Path) -> None:
    (releases / "0002-20261102T083000").mkdir()
    (releases / "0002-20261102T083000/index.html").write_text("không rõ từ đâu")


def _manifest_without_folder(releases: Path) -> None:
    manifest = releases / f"{current_release(releases)}.json"
    shutil.copy(manifest, releases / "0002-20261102T083000.json")


LEFT_OVERS: dict[str, Callable[[Path], object]] = {
    "half folders": _half_folders,
    "folder without manifest": _folder_without_manifest,
    "manifest without folder": _manifest_without_folder,
    "link that leads nowhere": _dangling_link,
    "link deleted": lambda releases: (releases / "current").unlink(),
    "everything deleted": shutil.rmtree,
    "bases deleted": lambda releases: shutil.rmtree(releases / BASES),
}


@pytest.mark.parametrize("is_warm", [False, True], ids=["cold", "warm"])
@pytest.mark.parametrize("left_over", LEFT_OVERS.values(), ids=LEFT_OVERS.keys())
def test_what_clumsy_hands_leave_is_cleared_away(
    tmp_path: Path, left_over: Callable[[Path], object], *, is_warm: bool
) -> None:
    kept, fresh = tmp_path / "kept", tmp_path / "fresh"
    remembered = Remembered()
    release(_edited(1), kept, remembered=remembered)
    release(_edited(2), fresh)
    left_over(kept / "releases")
    again = remembered if is_warm else Remembered()
    report = release(_edited(2), kept, day=3, remembered=again)
    assert report.status == "released", report.findings
    assert tree(kept) == tree(fresh)
    releases = kept / "releases"
    assert not list(releases.glob(".half-*"))
    for name in release_ids(releases):
        assert (releases / name / "index.html").is_file()
    assert read_manifest(releases, current_release(releases)) is not None


def test_folder_in_the_place_of_the_link_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    release(_edited(1), tmp_path)
    current = tmp_path / "releases/current"
    whole = tree(tmp_path)
    target = current.resolve()
    current.unlink()
    shutil.copytree(target, current)  # somebody copied the mirror from a stick
    report = release(_edited(2), tmp_path, day=2)
    assert report.is_failed
    assert "thư mục phát hành" in report.findings[0].message
    assert "release stopped" in caplog.text
    assert {path: content for path, content in tree(tmp_path).items() if path in whole} == whole
    shutil.rmtree(current)
    assert release(_edited(2), tmp_path, day=3).status == "released"


def _breaking(title: str) -> Callable[..., PlainWorkshop]:
    return lambda *loaders: PlainWorkshop(*loaders, broken_title=title)


@pytest.mark.parametrize("is_warm", [False, True], ids=["cold", "warm"])
def test_page_that_cannot_be_rendered_stays_as_it_was_and_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, *, is_warm: bool
) -> None:
    remembered = Remembered()

    def run(province: Province, day: int, broken: str = "") -> object:
        again = remembered if is_warm else Remembered()
        return release(
            province, tmp_path, day=day, remembered=again, make_workshop=_breaking(broken)
        )

    page = "so-noi-vu/huong-dan-11/index.html"
    province = _edited(1)
    run(province, 1)
    before = tree(tmp_path)
    province.edit(10, body="Trang lành đã sửa.")
    province.edit(11, title="Trang hỏng", body="Chưa dựng được.")
    for day in (2, 3):
        report = run(province, day, "Trang hỏng")
        assert [(one.code, one.page) for one in report.findings] == [  # type: ignore[attr-defined]
            ("page-kept", "Trang hỏng")
        ]
        after = tree(tmp_path)
        assert after[page] == before[page]
        assert "Trang lành đã sửa." in after["so-noi-vu/huong-dan-10/index.html"].decode()
    assert run(province, 4).status == "released"  # type: ignore[attr-defined]
    release(province, tmp_path / "fresh")
    assert tree(tmp_path) == tree(tmp_path / "fresh")
    assert "cannot make" in caplog.text


@pytest.mark.parametrize("is_warm", [False, True], ids=["cold", "warm"])
def test_page_that_cannot_be_rendered_never_keeps_what_was_withdrawn(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, *, is_warm: bool
) -> None:
    remembered = Remembered()
    province = _edited(1)
    province.edit(12, title="Trang bị gỡ", body="Chuyện bị gỡ.")
    release(province, tmp_path, remembered=remembered)
    del province.rows[12]
    again = remembered if is_warm else Remembered()
    report = release(
        province, tmp_path, day=2, remembered=again, make_workshop=_breaking("Sở Nội vụ")
    )
    assert ("render-failed", "Sở Nội vụ") in {(one.code, one.page) for one in report.findings}
    office = tree(tmp_path)["so-noi-vu/index.html"].decode()
    assert report.is_failed or "Trang bị gỡ" not in office
    assert release(province, tmp_path, day=3, remembered=again).status == "released"
    assert not [path for path, content in tree(tmp_path).items() if "bị gỡ".encode() in content]
    assert "cannot make" in caplog.text


def test_page_that_says_only_the_title_of_what_was_withdrawn_is_not_kept(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    province = _edited(1)
    province.edit(12, title="Trang bị gỡ")
    province.edit(10, title="Trang hỏng", body="Như Trang bị gỡ đã nói.")
    release(province, tmp_path)
    del province.rows[12]
    province.edit(10, body="Đã sửa.")
    report = release(province, tmp_path, day=2, make_workshop=_breaking("Trang hỏng"))
    assert "page-kept" not in {finding.code for finding in report.findings}
    assert "cannot make" in caplog.text


@pytest.mark.parametrize("is_warm", [False, True], ids=["cold", "warm"])
def test_withdrawn_page_goes_at_once_although_another_cannot_be_rendered(
    tmp_path: Path, *, is_warm: bool
) -> None:
    remembered = Remembered()
    province = _edited(1)
    province.edit(12, title="Trang bị gỡ", body="Chuyện bị gỡ.")
    release(province, tmp_path, remembered=remembered)
    province.edit(11, title="Trang hỏng")
    breaking = _breaking("Trang hỏng")
    for day in (2, 3, 4):
        again = remembered if is_warm else Remembered()
        release(province, tmp_path, day=day, remembered=again, make_workshop=breaking)
        province.rows.pop(12, None)
    served = tree(tmp_path)
    assert not [path for path, content in served.items() if "bị gỡ".encode() in content]
    assert "so-noi-vu/huong-dan-10/index.html" in served


def test_new_page_that_cannot_be_rendered_does_not_stop_the_others(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    province = _edited(1)
    release(province, tmp_path)
    before = tree(tmp_path)
    province.rows[50] = province.rows[10]
    province.edit(50, slug="trang-moi", title="Trang mới hỏng")
    report = release(province, tmp_path, day=2, make_workshop=_breaking("Trang mới hỏng"))
    assert ("render-failed", "Trang mới hỏng") in {(one.code, one.page) for one in report.findings}
    if report.is_failed:
        assert tree(tmp_path) == before
    else:
        assert "so-noi-vu/trang-moi/index.html" not in tree(tmp_path)
    assert release(province, tmp_path, day=3).status == "released"
    assert "cannot make" in caplog.text
