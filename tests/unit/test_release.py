"""Manifest, assembling, the switch, rollback and pruning, on a real disk."""

import errno
import os
from mimetypes import MimeTypes
from pathlib import Path

import pytest

from sitegen.errors import Finding, SitegenError
from sitegen.release.assemble import assemble, clean
from sitegen.release.build import Remembered
from sitegen.release.manifest import (
    base_of,
    content_type,
    digests_of,
    files_digest,
    manifest_path,
    next_sequence,
    read_manifest,
    release_ids,
)
from sitegen.release.prune import drop_old_releases
from sitegen.release.report import Report, report_lines
from sitegen.release.rollback import is_held, roll_back
from sitegen.release.switch import current_release, switch
from sitegen.store import Store
from tests.unit.mirror_samples import Province, release, tree


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A folder with three releases: a page is edited, then another one is deleted."""
    province = Province.of(2)
    release(province, tmp_path, day=1)
    province.edit(10, body="Đã sửa.")
    release(province, tmp_path, day=2)
    del province.rows[11]
    release(province, tmp_path, day=3)
    return tmp_path


def test_releases_are_numbered_and_listed_by_age(three: Path) -> None:
    releases = three / "releases"
    assert release_ids(releases) == [
        "0001-20261101T083000",
        "0002-20261102T083000",
        "0003-20261103T083000",
    ]
    assert next_sequence(releases) == 4
    assert current_release(releases) == "0003-20261103T083000"


def test_number_after_9999_still_sorts_by_age(tmp_path: Path) -> None:
    for name in ("10000-20270101T000000", "9999-20261231T000000"):
        manifest_path(tmp_path, name).write_text("{}")
    assert release_ids(tmp_path) == ["9999-20261231T000000", "10000-20270101T000000"]
    assert next_sequence(tmp_path) == 10001


def test_manifest_names_every_file_with_size_type_and_digest(three: Path) -> None:
    releases = three / "releases"
    manifest = read_manifest(releases, current_release(releases))
    assert manifest is not None
    assert {path: file.size for path, file in manifest.files.items()} == {
        path: len(content) for path, content in tree(three).items()
    }
    assert manifest.files["to-gap/to-gap.pdf"].type == "application/pdf"
    assert manifest.previous == "0002-20261102T083000"
    assert manifest.digest == files_digest(dict(reversed(list(manifest.files.items()))))


@pytest.mark.parametrize("content", [b"", b"{", b'{"id": 1}', b"\xff"])
def test_unreadable_manifest_counts_as_none_and_is_replaced(three: Path, content: bytes) -> None:
    releases = three / "releases"
    manifest_path(releases, current_release(releases)).write_bytes(content)
    assert read_manifest(releases, current_release(releases)) is None
    province = Province.of(2)
    assert release(province, three, day=4).status == "released"


def test_objects_of_some_releases_are_those_of_their_manifests(tmp_path: Path) -> None:
    province, remembered = Province.of(30), Remembered()
    release(province, tmp_path, day=1, remembered=remembered)
    for day, page in ((2, 10), (3, 11), (4, 10)):
        province.edit(page, body=f"Sửa lần {day}.")
        if day == 4:
            del province.rows[12]
        release(province, tmp_path, day=day, remembered=remembered)
    releases = tmp_path / "releases"
    names = release_ids(releases)
    assert len({base_of(releases, name) for name in names}) < len(names)
    for some in [*([name] for name in names), names[:2], names[2:], names]:
        manifests = [read_manifest(releases, name) for name in some]
        wanted = {file.digest for one in manifests if one for file in one.files.values()}
        assert digests_of(releases, some) == wanted
    manifest_path(releases, names[1]).write_bytes(b"{")
    assert digests_of(releases, names) is None


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("a/index.html", "text/html; charset=utf-8"),
        ("a/B.PDF", "application/pdf"),
        ("a/x.avif", "image/avif"),
        ("a/x.unknown", "application/octet-stream"),
        ("a.b/x", "application/octet-stream"),
    ],
)
def test_content_type_does_not_depend_on_the_machine(path: str, kind: str) -> None:
    assert content_type(path) == kind


def test_a_file_has_the_type_that_is_registered_for_its_ending() -> None:
    known = MimeTypes().types_map[True]
    newer = {
        "application/javascript": "text/javascript",
        "image/vnd.microsoft.icon": "image/x-icon",
        "text/xml": "application/xml",
    }
    told = {ending: content_type(f"a{ending}").partition(";")[0] for ending in known}
    wrong = {one for one, kind in known.items() if told[one] not in {kind, newer.get(kind)}}
    assert {told[one] for one in wrong} == {"application/octet-stream"}
    assert not wrong & {".html", ".css", ".js", ".json", ".svg", ".png", ".jpg", ".avif", ".pdf"}


def test_switch_replaces_the_link_in_one_step(tmp_path: Path) -> None:
    assert current_release(tmp_path) == ""
    for name in ("0001-20261101T000000", "0002-20261102T000000"):
        (tmp_path / name).mkdir()
        switch(tmp_path, name)
        assert current_release(tmp_path) == name
        assert (tmp_path / "current").resolve() == tmp_path / name
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "0001-20261101T000000",
        "0002-20261102T000000",
        "current",
    ]


def test_mirror_folder_can_be_moved_whole(three: Path, tmp_path: Path) -> None:
    before = tree(three)
    moved = three.rename(tmp_path.parent / f"{tmp_path.name}-moved")
    assert tree(moved) == before


def test_rollback_serves_the_release_before_and_names_the_pages_shown_again(three: Path) -> None:
    done = roll_back(three / "releases")
    assert (done.before, done.now) == ("0003-20261103T083000", "0002-20261102T083000")
    assert done.shown_again == ("Hướng dẫn 11",)
    assert done.gone == ()
    assert "so-noi-vu/huong-dan-11/index.html" in tree(three)


@pytest.mark.parametrize("wanted", ["1", "0001", "0001-20261101T083000"])
def test_rollback_takes_a_number_or_a_full_name(three: Path, wanted: str) -> None:
    assert roll_back(three / "releases", wanted).now == "0001-20261101T083000"


@pytest.mark.parametrize("wanted", ["9", "0001-20261101", "../x", "current"])
def test_rollback_to_an_unknown_release_changes_nothing(three: Path, wanted: str) -> None:
    with pytest.raises(SitegenError, match="Không có bản phát hành"):
        roll_back(three / "releases", wanted)
    assert current_release(three / "releases") == "0003-20261103T083000"


def test_rollback_beyond_the_first_release_is_refused(three: Path) -> None:
    roll_back(three / "releases", "1")
    with pytest.raises(SitegenError, match="Không có bản phát hành nào cũ hơn"):
        roll_back(three / "releases")


def test_rollback_to_a_damaged_release_is_refused(three: Path) -> None:
    (three / "releases/0002-20261102T083000/index.html").unlink()
    with pytest.raises(SitegenError, match="không còn nguyên vẹn"):
        roll_back(three / "releases")
    assert current_release(three / "releases") == "0003-20261103T083000"


def test_rollback_from_a_release_that_cannot_be_read_holds_nothing_back(three: Path) -> None:
    manifest_path(three / "releases", "0003-20261103T083000").write_text("{")
    assert roll_back(three / "releases", "2").before == ""
    assert not is_held(three / "releases")


def test_unchanged_build_does_not_undo_a_rollback_but_the_next_change_does(three: Path) -> None:
    province = Province.of(1)
    province.edit(10, body="Đã sửa.")
    assert release(province, three, day=4).status == "unchanged"
    roll_back(three / "releases")
    for day in (4, 5):
        report = release(province, three, day=day)
        assert (report.status, report.release) == ("held", "0002-20261102T083000")
    province.edit(10, body="Sửa lần nữa.")
    report = release(province, three, day=6)
    assert (report.status, report.release) == ("released", "0004-20261106T083000")


def test_rolling_forward_ends_the_rollback(three: Path) -> None:
    province = Province.of(1)
    province.edit(10, body="Đã sửa.")
    roll_back(three / "releases", "1")
    roll_back(three / "releases", "3")
    assert release(province, three, day=4).status == "unchanged"
    assert not (three / "releases/rolled-back").exists()


def test_release_being_served_is_never_dropped(three: Path) -> None:
    roll_back(three / "releases", "1")
    before = tree(three)
    assert drop_old_releases(three / "releases", keep=1) == 1
    assert release_ids(three / "releases") == ["0001-20261101T083000", "0003-20261103T083000"]
    assert tree(three) == before


def test_release_is_copied_where_links_are_impossible(
    three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: str, target: str) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV), source, None, target)

    releases = three / "releases"
    manifest = read_manifest(releases, current_release(releases))
    assert manifest is not None
    elsewhere = three / "elsewhere"
    monkeypatch.setattr(os, "link", refuse)
    copied = assemble(elsewhere, manifest, Store(three / "store").place, before={})
    assert {p.relative_to(copied).as_posix() for p in copied.rglob("*") if p.is_file()} == set(
        manifest.files
    )
    assert (copied / "index.html").stat().st_nlink == 1


def test_clean_removes_half_releases_and_manifests_without_folder(three: Path) -> None:
    releases = three / "releases"
    (releases / ".half-0009-20261109T000000/a").mkdir(parents=True)
    (releases / ".half-current").symlink_to("nowhere")
    manifest_path(releases, "0008-20261108T000000").write_text("{}")
    (releases / "0007-20261107T000000").mkdir()
    clean(releases)
    assert not (releases / "0007-20261107T000000").exists()
    assert len(release_ids(releases)) == 3
    assert not [path for path in releases.iterdir() if path.name.startswith(".half")]


@pytest.mark.parametrize(
    ("report", "first"),
    [
        (Report(status="released", release="0002-x"), "Đã phát hành bản 0002-x."),
        (
            Report(status="unchanged", release="0002-x"),
            "Không có gì thay đổi: bản 0002-x vẫn đang phục vụ, không tệp nào phải dựng lại.",
        ),
        (Report(status="failed"), "Chưa phát hành: có lỗi phải sửa."),
        (
            Report(status="failed", release="0002-x"),
            "Chưa phát hành: có lỗi phải sửa. Bản 0002-x vẫn đang phục vụ.",
        ),
    ],
)
def test_report_says_first_what_is_served(report: Report, first: str) -> None:
    assert next(report_lines(report)) == first


def test_report_gathers_remarks_under_the_title_of_their_page_errors_first() -> None:
    findings = (
        Finding(code="b", severity="warning", page="Trang A", message="Thiếu mô tả."),
        Finding(code="a", severity="error", page="Trang B", message="Hỏng.", hint="Sửa."),
        Finding(code="c", severity="error", page="Trang A", message="Sai.", block="Bước 2"),
    )
    lines = list(report_lines(Report(status="failed", findings=findings, seconds=1.25)))
    assert lines[1:] == [
        "Dựng mới 0 tệp, dùng lại 0, bỏ 0; 1,2 giây.",
        "Trang B",
        "  Lỗi: Hỏng. Sửa.",
        "Trang A",
        "  Lỗi (Bước 2): Sai.",
        "  Lưu ý: Thiếu mô tả.",
    ]
