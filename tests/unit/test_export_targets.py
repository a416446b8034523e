"""Targets on a disk: a folder, a zip, one file; stopped anywhere, they are whole again after."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.release.profiles import Entry, Packer, made, printed, stored, usb, web
from sitegen.release.targets import (
    Delivery,
    Directory,
    Order,
    Progress,
    deliver,
    write_file,
    write_zip,
)
from sitegen.release.targets.directory import STATE
from tests.unit.export_samples import (
    FIRST,
    SECOND,
    KilledError,
    Sample,
    broken,
    kill_after,
)

ALL = {"first": FIRST, "second": SECOND}


def _entries(sample: Sample) -> list[Entry]:
    return [stored(sample.released, path) for path in sample.files]


def _send(
    folder: Path,
    sample: Sample,
    release: str,
    *,
    progress: Progress | None = None,
    keep: int = 0,
    is_dry_run: bool = False,
) -> Delivery:
    order = Order(profile="web", release=release, publisher="a", keep=keep, is_dry_run=is_dry_run)
    with Directory(folder, is_dry_run=is_dry_run, bring_to_disk=_trust) as directory:
        return deliver(_entries(sample), directory, order, progress)


def _trust(folder: Path) -> None:
    """No power is cut in tests, and hundreds of flushes would take their time."""


def _tree(folder: Path) -> dict[str, bytes]:
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    found.pop(STATE, None)
    return found


def test_folder_gets_the_release_and_nothing_else(tmp_path: Path) -> None:
    done = _send(tmp_path / "web", FIRST, "1")
    assert _tree(tmp_path / "web") == FIRST.contents
    assert (done.new, done.changed, done.same, done.removed) == (len(FIRST.files), 0, 0, 0)
    assert done.bytes_sent == sum(map(len, FIRST.contents.values()))


def test_second_run_writes_nothing(tmp_path: Path) -> None:
    _send(tmp_path, FIRST, "1")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    done = _send(tmp_path, FIRST, "1")
    assert done.is_unchanged
    assert done.same == len(FIRST.files)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_next_release_writes_only_what_differs(tmp_path: Path) -> None:
    _send(tmp_path, FIRST, "1")
    done = _send(tmp_path, SECOND, "2")
    assert _tree(tmp_path) == SECOND.contents
    old, new = FIRST.contents, SECOND.contents
    assert done.new == len(new.keys() - old.keys())
    assert done.changed == sum(1 for path in new.keys() & old.keys() if new[path] != old[path])
    assert done.removed == len(old.keys() - new.keys())
    assert not (tmp_path / "huong-dan/b").exists()


def test_dry_run_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    said = _send(tmp_path / "web", FIRST, "1", is_dry_run=True)
    assert not (tmp_path / "web").exists()
    assert _send(tmp_path / "web", FIRST, "1") == said


@pytest.mark.parametrize("start", [None, FIRST], ids=["empty", "first"])
@pytest.mark.parametrize("then", ["second", "first"])
def test_killed_after_any_file_nothing_is_broken_and_the_next_run_mends_it(
    tmp_path: Path, start: Sample | None, then: str
) -> None:
    for writes in range(1, 60):
        folder = tmp_path / str(writes)
        if start:
            _send(folder, start, "1")
        try:
            _send(folder, SECOND, "2", progress=kill_after(writes))
        except KilledError:
            assert broken(_tree(folder)) == []
            _send(folder, ALL[then], "3")
            assert _tree(folder) == ALL[then].contents
        else:
            assert writes > 10
            return
    pytest.fail("was never done")


def test_killed_while_reading_any_file_the_next_run_mends_it(tmp_path: Path) -> None:
    changed = (path for path, file in SECOND.files.items() if FIRST.files.get(path) != file)
    for number, victim in enumerate(changed):
        folder = tmp_path / str(number)
        _send(folder, FIRST, "1")

        def die() -> bytes:
            raise KilledError

        entries = [
            replace(entry, load=die) if entry.path == victim else entry
            for entry in _entries(SECOND)
        ]
        order = Order(profile="web", release="2", publisher="a")
        with Directory(folder, bring_to_disk=_trust) as directory, pytest.raises(KilledError):
            deliver(entries, directory, order)
        assert broken(_tree(folder)) == []
        _send(folder, SECOND, "2")
        assert _tree(folder) == SECOND.contents


def test_run_after_a_kill_does_not_write_again_what_is_there(tmp_path: Path) -> None:
    with pytest.raises(KilledError):
        _send(tmp_path, FIRST, "1", progress=kill_after(5))
    done = _send(tmp_path, FIRST, "1")
    assert done.same == 5
    assert done.new == len(FIRST.files) - 5


def test_file_deleted_or_cut_by_hand_comes_back(tmp_path: Path) -> None:
    _send(tmp_path, FIRST, "1")
    (tmp_path / "index.html").unlink()
    (tmp_path / "sitemap.xml").write_bytes(b"")
    done = _send(tmp_path, FIRST, "1")
    assert (done.new, done.changed) == (1, 1)
    assert _tree(tmp_path) == FIRST.contents


def test_old_style_sheet_stays_for_some_releases_but_no_old_picture(tmp_path: Path) -> None:
    old_style = next(iter(FIRST.files))
    _send(tmp_path, FIRST, "1", keep=2)
    counts = []
    for release in ("2", "3", "3", "4"):
        done = _send(tmp_path, SECOND, release, keep=2)
        counts.append((done.outliving, (tmp_path / old_style).exists()))
    assert counts == [(1, True), (1, True), (1, True), (0, False)]
    assert _tree(tmp_path) == SECOND.contents


def test_style_sheet_that_comes_back_is_young_again(tmp_path: Path) -> None:
    for release, sample in (("1", FIRST), ("2", SECOND), ("3", FIRST), ("4", SECOND)):
        done = _send(tmp_path, sample, release, keep=1)
    assert done.outliving == 1
    assert (tmp_path / next(iter(FIRST.files))).exists()


def test_folder_with_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "luan-van.docx").write_bytes(b"x")
    with pytest.raises(SitegenError, match="không do Loa"):
        _send(tmp_path, FIRST, "1")
    assert [path.name for path in tmp_path.iterdir()] == ["luan-van.docx"]


def test_empty_stick_counts_as_empty_whatever_systems_leave_on_it(tmp_path: Path) -> None:
    (tmp_path / "System Volume Information").mkdir()
    (tmp_path / ".Trash-1000").mkdir()
    assert _send(tmp_path, FIRST, "1").new == len(FIRST.files)


def test_stranger_in_our_folder_is_left_alone(tmp_path: Path) -> None:
    _send(tmp_path, FIRST, "1")
    (tmp_path / "CNAME").write_bytes(b"loa.example.vn")
    _send(tmp_path, SECOND, "2")
    assert _tree(tmp_path) == {**SECOND.contents, "CNAME": b"loa.example.vn"}


def test_folder_of_another_profile_is_refused(tmp_path: Path) -> None:
    _send(tmp_path, FIRST, "1")
    order = Order(profile="usb", release="1", publisher="a")
    with Directory(tmp_path) as directory, pytest.raises(SitegenError, match="--profile"):
        deliver([], directory, order)


@pytest.mark.parametrize("content", [b"", b"{", b'{"format": 99}', b"\xff"])
def test_unreadable_state_is_refused_by_name_and_nothing_is_deleted(
    tmp_path: Path, content: bytes
) -> None:
    _send(tmp_path, FIRST, "1")
    (tmp_path / STATE).write_bytes(content)
    with pytest.raises(SitegenError, match=rf"Bản kê “.*{STATE}” ở đích") as caught:
        _send(tmp_path, SECOND, "2")
    assert "xoá" not in caught.value.hint
    code = "target-state-newer" if b"99" in content else "target-state"  # two things to do
    assert caught.value.code == code
    assert _tree(tmp_path) == FIRST.contents


def test_two_exports_to_one_folder_do_not_meet(tmp_path: Path) -> None:
    with Directory(tmp_path / "web"), pytest.raises(SitegenError, match="lượt xuất khác"):
        _send(tmp_path / "web", FIRST, "1")


def test_folder_takes_the_place_of_an_old_file(tmp_path: Path) -> None:
    _send(tmp_path, FIRST.with_files({"moi": (b"x", "site", "")}), "1")
    second = FIRST.with_files({"moi/a/index.html": (b"<p>", "page", "page-9")})
    _send(tmp_path, second, "2")
    assert _tree(tmp_path) == second.contents


@pytest.mark.parametrize("path", sorted(FIRST.files))
def test_folder_where_a_file_belongs_is_named_and_nothing_is_left_half(
    tmp_path: Path, path: str
) -> None:
    second = FIRST.without(path)
    _send(tmp_path, second, "1")
    own = tmp_path / path / "cua-toi.txt"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"x")
    with pytest.raises(SitegenError, match=f"thư mục đúng chỗ của tệp “{path}”"):
        _send(tmp_path, FIRST, "2")
    assert not list(tmp_path.rglob("*.half"))
    own.rename(tmp_path / "cua-toi.txt")
    own.parent.rmdir()
    _send(tmp_path, FIRST, "2")
    assert _tree(tmp_path) == {**FIRST.contents, "cua-toi.txt": b"x"}


def test_zip_is_the_same_bytes_whenever_and_in_whatever_order_it_is_made(tmp_path: Path) -> None:
    entries = list(usb(FIRST.released))
    write_zip(entries, tmp_path / "a.zip")
    write_zip(list(reversed(list(usb(FIRST.released)))), tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        infos = archive.infolist()
    assert [info.filename for info in infos] == sorted(entry.path for entry in entries)
    assert {(info.date_time, info.external_attr >> 16, info.create_system) for info in infos} == {
        ((1980, 1, 1, 0, 0, 0), 0o100644, 3)
    }
    assert {info.compress_type for info in infos if info.filename.endswith(".webp")} == {0}
    assert {info.compress_type for info in infos if info.filename.endswith(".html")} == {8}


def test_zip_of_the_same_content_of_another_release_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "usb.zip"
    write_zip(list(usb(FIRST.released)), target)
    before = target.stat()
    assert write_zip(list(usb(FIRST.released)), target).is_unchanged
    assert target.stat() == before
    assert not write_zip(list(usb(SECOND.released)), target).is_unchanged


def test_killed_zip_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "usb.zip"
    write_zip(list(usb(FIRST.released)), target)
    before = target.read_bytes()
    with pytest.raises(KilledError):
        write_zip(list(usb(SECOND.released)), target, progress=kill_after(3))
    assert target.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]


def test_zip_names_outside_ascii_carry_the_mark_of_utf8(tmp_path: Path) -> None:
    write_zip([made("Tờ gấp.txt", b"x")], tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        (info,) = archive.infolist()
    assert info.filename == "Tờ gấp.txt"
    assert info.flag_bits & 0x800


def test_zip_of_somebody_else_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "anh.zip"
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("x", "y")
    before = target.read_bytes()
    with pytest.raises(SitegenError, match="không do Loa"):
        write_zip(_entries(FIRST), target)
    assert target.read_bytes() == before


def test_web_zip_and_print_zip_can_be_made(tmp_path: Path) -> None:
    packer = Packer(tmp_path / "packed")
    entries = list(web(FIRST.released, packer=packer, packing="beside", extra={}))
    assert write_zip(entries, tmp_path / "web.zip").new == len(entries)
    assert write_zip(list(printed(FIRST.released)), tmp_path / "print.zip").new == 1


def test_one_file_holds_one_page_only(tmp_path: Path) -> None:
    target = tmp_path / "a.html"
    (entry, *_) = entries = _entries(FIRST)
    assert write_file([entry], target).new == 1
    assert target.read_bytes() == entry.load()
    assert write_file([entry], target).is_unchanged
    with pytest.raises(SitegenError, match="một trang"):
        write_file(entries, target)
    with pytest.raises(SitegenError, match="thư mục"):
        write_file([entry], tmp_path)
