"""The pipeline from end to end, on a small province and a real disk."""

import gc
import os
import random
from pathlib import Path
from typing import Any

import pytest

from sitegen import pipeline
from sitegen.release.build import Remembered
from sitegen.release.manifest import files_digest, read_manifest, release_ids
from sitegen.release.rollback import roll_back
from sitegen.release.switch import current_release
from tests.lots import lots
from tests.unit.mirror_samples import PlainWorkshop, Province, Row, Sameness, release, tree


def _state_of_every_file(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return what would show that a file was written; of the lock only that it is empty again."""
    assert (folder / "release.lock").stat().st_size == 0
    found = {}
    for path in sorted(set(folder.rglob("*")) - {folder / "release.lock"}):
        status = path.lstat()
        found[str(path)] = (status.st_ino, status.st_mtime_ns, status.st_size)
    return found


def test_first_release_holds_every_page_its_data_and_what_it_shows(tmp_path: Path) -> None:
    report = release(Province.of(4), tmp_path)
    assert report.status == "released", report.findings
    assert report.release == "0001-20261101T083000"
    assert set(tree(tmp_path)) == {
        "404.html",
        "assets/a.woff2",
        "assets/style.css",
        "files/bieu-mau.docx",
        "index.html",
        "index.json",
        f"pictures/{'p' * 64}.webp",
        "robots.txt",
        *(f"so-noi-vu/{name}" for name in ("index.html", "index.json")),
        *(f"so-y-te/{name}" for name in ("index.html", "index.json")),
        *(
            f"so-noi-vu/huong-dan-{number}/{name}"
            for number in range(10, 14)
            for name in ("index.html", "index.json")
        ),
        *(
            f"to-gap/{name}"
            for name in ("index.html", "index.json", "side-1.webp", "side-2.webp", "to-gap.pdf")
        ),
    }


def test_files_are_shared_with_the_store_and_cannot_be_changed_by_accident(tmp_path: Path) -> None:
    release(Province.of(1), tmp_path)
    page = tmp_path / "releases/current/index.html"
    assert page.stat().st_nlink == 2
    assert page.stat().st_mode & 0o777 == 0o444


def test_reports_and_manifests_are_not_served(tmp_path: Path) -> None:
    release(Province.of(1), tmp_path)
    assert not [path for path in tree(tmp_path) if "manifest" in path or path.startswith("00")]
    assert (tmp_path / "releases/0001-20261101T083000.json").is_file()


def test_unchanged_second_build_renders_nothing_and_writes_nothing(tmp_path: Path) -> None:
    made: list[PlainWorkshop] = []

    def counting(*loaders: object) -> PlainWorkshop:
        made.append(PlainWorkshop(*loaders))  # type: ignore[arg-type]
        return made[-1]

    release(Province.of(5), tmp_path, make_workshop=counting)
    before = _state_of_every_file(tmp_path)
    report = release(Province.of(5), tmp_path, day=2, make_workshop=counting)
    assert report.status == "unchanged"
    assert report.release == "0001-20261101T083000"
    assert made[1].made.total() == 0
    assert report.rendered == 0
    assert _state_of_every_file(tmp_path) == before


def test_body_edit_renders_one_page_and_its_data(tmp_path: Path) -> None:
    province = Province.of(20)
    release(province, tmp_path)
    province.edit(15, body="Đã sửa.")
    report = release(province, tmp_path, day=2)
    assert report.status == "released"
    assert report.rendered_by_group == {"page": 1, "data": 1}


def test_title_edit_renders_the_page_and_those_that_list_it(tmp_path: Path) -> None:
    province = Province.of(20)
    release(province, tmp_path)
    province.edit(15, title="Tên mới")
    report = release(province, tmp_path, day=2)
    assert report.rendered_by_group == {"page": 2, "data": 2}
    assert "Tên mới" in tree(tmp_path)["so-noi-vu/index.html"].decode()


def test_new_code_makes_everything_anew_but_what_it_only_hands_on(tmp_path: Path) -> None:
    release(Province.of(3), tmp_path)
    report = release(
        Province.of(3),
        tmp_path,
        make_workshop=lambda *loaders: PlainWorkshop(*loaders, template="2"),
    )
    assert report.rendered_by_group == {"page": 7, "data": 7, "site": 2, "sheet": 3}


def test_deleted_page_leaves_the_mirror_with_all_its_files(tmp_path: Path) -> None:
    province = Province.of(3)
    release(province, tmp_path)
    del province.rows[12]
    report = release(province, tmp_path, day=2)
    assert report.removed == 4  # page, data, and the picture and form that nothing else shows
    assert not [path for path in tree(tmp_path) if "huong-dan-12" in path]
    assert not (tmp_path / "releases/current/pictures").exists()


@pytest.mark.parametrize("is_warm", [False, True])
@pytest.mark.parametrize("seed", lots(1, 20))
def test_incremental_equals_full_byte_for_byte(tmp_path: Path, seed: int, is_warm: bool) -> None:
    chance = random.Random(seed)  # noqa: S311
    province = Province.of(8)
    remembered, same = Remembered(), Sameness()
    for day in range(1, 19):
        _edit_at_random(province, chance, day)
        options = {"remembered": remembered, "same": same} if is_warm else {}
        report = release(province, tmp_path / "kept", day=day, **options)
        assert report.status in {"released", "unchanged"}, report.findings
        assert release(province, tmp_path / f"fresh-{day}", day=day).status == "released"
        assert tree(tmp_path / "kept") == tree(tmp_path / f"fresh-{day}")
        releases = tmp_path / "kept/releases"
        manifest = read_manifest(releases, current_release(releases))
        assert manifest is not None
        assert manifest.digest == files_digest(manifest.files)
        assert set(manifest.files) == set(tree(tmp_path / "kept"))
    assert len(release_ids(releases)) == 10


def test_folder_of_the_oldest_release_becomes_the_newest_one(tmp_path: Path) -> None:
    province, remembered, same = Province.of(6), Remembered(), Sameness()
    folders = []
    for day in range(1, 14):
        province.edit(10, body=f"Ngày {day}.")
        release(province, tmp_path, day=day, remembered=remembered, same=same)
        folders.append((tmp_path / "releases/current").resolve().stat().st_ino)
    assert folders[10:] == folders[:3]


def test_lost_file_is_noticed_by_a_process_that_remembers(tmp_path: Path) -> None:
    province, remembered, same = Province.of(6), Remembered(), Sameness()
    release(province, tmp_path, remembered=remembered, same=same)
    whole = tree(tmp_path)
    (tmp_path / "releases/current/so-y-te/index.html").unlink()
    report = release(province, tmp_path, day=2, remembered=remembered, same=same)
    assert report.status == "released"
    assert tree(tmp_path) == whole


def test_rollback_by_somebody_else_is_noticed_by_a_process_that_remembers(tmp_path: Path) -> None:
    province, remembered, same = Province.of(3), Remembered(), Sameness()
    for day in (1, 2):
        province.edit(10, body=f"Ngày {day}.")
        release(province, tmp_path, day=day, remembered=remembered, same=same)
    roll_back(tmp_path / "releases")
    for day in (3, 4):
        held = release(province, tmp_path, day=day, remembered=remembered, same=same)
        assert (held.status, held.release) == ("held", "0001-20261101T083000")
    province.edit(10, body="Ngày 5.")
    after = release(province, tmp_path, day=5, remembered=remembered, same=same)
    assert (after.status, after.release) == ("released", "0003-20261105T083000")


def _edit_at_random(province: Province, chance: random.Random, day: int) -> None:
    number = chance.choice(sorted(province.rows))
    match chance.choice(["body", "title", "move", "delete", "add", "figure", "menu", "address"]):
        case "body":
            province.edit(number, body=f"Sửa ngày {day}.")
        case "title":
            province.edit(number, title=f"Tên ngày {day}")
        case "move":
            moved = {"page-2": "page-3", "page-3": "page-2"}[province.rows[number].parent]
            province.edit(number, parent=moved)
        case "delete":
            del province.rows[number]
        case "add":
            province.rows[100 + day] = Row(slug=f"moi-{day}", title=f"Mới {day}")
        case "figure":
            province.edit(number, has_figure=not province.rows[number].has_figure)
        case "menu":
            province.site_name = f"Tỉnh {day}"
        case "address":
            province.base_address = "https://loa.example.vn/" if not province.base_address else ""


def test_the_very_same_collection_is_answered_from_memory_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    province, known = Province.of(3), Remembered()
    collection = province.collection()
    first = release(province, tmp_path, remembered=known, same=lambda _: collection)
    before = _state_of_every_file(tmp_path)
    monkeypatch.setattr("sitegen.release.build.Store", None)
    again = release(province, tmp_path, day=2, remembered=known, same=lambda _: collection)
    assert (again.status, again.findings) == ("unchanged", first.findings)
    assert again.reused == first.reused + first.rendered
    assert _state_of_every_file(tmp_path) == before


def test_full_build_of_an_unchanged_collection_keeps_the_release(tmp_path: Path) -> None:
    release(Province.of(3), tmp_path)
    report = release(Province.of(3), tmp_path, day=2, is_full=True)
    assert report.status == "unchanged"
    assert report.rendered == len(tree(tmp_path))
    assert report.findings == ()


def test_full_build_tells_when_a_file_comes_out_differently(tmp_path: Path) -> None:
    release(Province.of(1), tmp_path)

    class Restless(PlainWorkshop):
        def make(self, work: object) -> bytes:
            return super().make(work) + b" "  # type: ignore[arg-type]

    report = release(Province.of(1), tmp_path, day=2, is_full=True, make_workshop=Restless)
    assert report.status == "released"
    assert {finding.code for finding in report.findings} == {"render-differs"}
    assert {finding.severity for finding in report.findings} == {"warning"}


def test_dry_run_reports_but_writes_nothing(tmp_path: Path) -> None:
    report = release(Province.of(3), tmp_path, is_dry_run=True)
    assert report.status == "trial"
    assert report.rendered > 0
    assert [path.name for path in tmp_path.iterdir()] == ["release.lock"]


def test_sitemap_and_feed_need_an_address(tmp_path: Path) -> None:
    province = Province.of(1)
    release(province, tmp_path)
    assert not {"sitemap.xml", "feed.xml"} & set(tree(tmp_path))
    province.base_address = "https://loa.example.vn/"
    release(province, tmp_path, day=2)
    assert {"sitemap.xml", "feed.xml"} <= set(tree(tmp_path))


def test_refused_print_leaves_the_page_without_pdf_and_says_so_every_time(tmp_path: Path) -> None:
    province = Province.of(1)
    province.leaflet_title = "Tờ gấp với một cái tên dài hơn bốn mươi chữ cái"
    for day in (1, 2):
        report = release(province, tmp_path, day=day)
        assert [(one.code, one.severity, one.page) for one in report.findings] == [
            ("print-overflow", "warning", province.leaflet_title)
        ]
    assert report.status == "unchanged"
    files = tree(tmp_path)
    assert [path for path in files if path.startswith("to-gap/")] == [
        "to-gap/index.html",
        "to-gap/index.json",
    ]
    assert b"PDF" not in files["to-gap/index.html"]


def _stumbling(title: str) -> Any:
    return lambda *loaders: PlainWorkshop(*loaders, broken_title=title)


def test_page_that_cannot_be_rendered_keeps_its_last_good_output_and_is_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    province = Province.of(2)
    release(province, tmp_path)
    before = tree(tmp_path)
    province.edit(10, body="Đã sửa.")
    province.edit(11, title="Trang hỏng")
    report = release(province, tmp_path, day=2, make_workshop=_stumbling("Trang hỏng"))
    assert report.status == "released"
    assert [(one.code, one.severity, one.page) for one in report.findings] == [
        ("page-kept", "warning", "Trang hỏng")
    ]
    assert "cannot make so-noi-vu/huong-dan-11/index.html (page-11)" in caplog.text
    after = tree(tmp_path)
    broken, good = (f"so-noi-vu/huong-dan-{number}/index.html" for number in (11, 10))
    assert after[broken] == before[broken]
    assert "Đã sửa." in after[good].decode()
    mended = release(province, tmp_path, day=3)
    assert (mended.status, mended.findings) == ("released", ())
    assert "Trang hỏng" in tree(tmp_path)[broken].decode()


def test_nothing_is_kept_when_a_page_was_withdrawn_that_it_could_still_name(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    province = Province.of(3)
    release(province, tmp_path)
    before = tree(tmp_path)
    del province.rows[12]
    report = release(province, tmp_path, day=2, make_workshop=_stumbling("Sở Nội vụ"))
    assert report.is_failed
    assert ("render-failed", "Sở Nội vụ") in {(one.code, one.page) for one in report.findings}
    assert "cannot make" in caplog.text
    assert tree(tmp_path) == before


def test_new_page_that_cannot_be_rendered_stops_the_release(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    province = Province.of(2)
    report = release(province, tmp_path, make_workshop=_stumbling("Hướng dẫn 11"))
    assert report.is_failed
    assert ("render-failed", "Hướng dẫn 11") in {(one.code, one.page) for one in report.findings}
    assert "cannot make" in caplog.text


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("so-xay-dung/", "link-broken"),
        ("so-y-te/#khong-co", "anchor-missing"),
        ("../../../ngoai/", "link-outside"),
    ],
)
def test_wrong_link_never_switches_and_names_the_page(tmp_path: Path, link: str, code: str) -> None:
    province = Province.of(2)
    release(province, tmp_path)
    before = tree(tmp_path)
    province.edit(10, link=link)
    report = release(province, tmp_path, day=2)
    assert report.is_failed
    assert [(one.code, one.page, one.key) for one in report.findings] == [
        (code, "Hướng dẫn 10", "page-10")
    ]
    assert tree(tmp_path) == before
    province.edit(10, link="so-y-te/#dau")
    assert release(province, tmp_path, day=3).status == "released"


def test_deleting_a_page_that_an_unchanged_page_links_to_is_found(tmp_path: Path) -> None:
    province = Province.of(3)
    province.edit(10, link="so-noi-vu/huong-dan-12/")
    assert release(province, tmp_path).status == "released"
    del province.rows[12]
    report = release(province, tmp_path, day=2)
    assert [(one.code, one.page) for one in report.findings] == [("link-broken", "Hướng dẫn 10")]


def test_two_pages_of_one_path_never_switch(tmp_path: Path) -> None:
    province = Province.of(2)
    province.edit(11, slug="Huong-Dan-10")
    report = release(province, tmp_path)
    assert report.is_failed
    assert {one.code for one in report.findings} == {"path-collision"}
    assert current_release(tmp_path / "releases") == ""


def test_only_the_last_ten_releases_stay_and_the_store_holds_what_they_need(
    tmp_path: Path,
) -> None:
    province = Province.of(3)
    for day in range(1, 15):
        province.edit(10, body=f"Ngày {day}.")
        assert release(province, tmp_path, day=day).status == "released"
    releases = tmp_path / "releases"
    kept = release_ids(releases)
    assert len(kept) == 10
    assert kept[-1] == current_release(releases)
    manifests = [read_manifest(releases, name) for name in kept]
    needed = {file.digest for one in manifests if one for file in one.files.values()}
    assert {path.name for path in (tmp_path / "store/objects").rglob("*") if path.is_file()} == (
        needed
    )
    assert all((releases / name / "index.html").is_file() for name in kept)


def test_titles_and_findings_are_in_the_manifest(tmp_path: Path) -> None:
    province = Province.of(1)
    province.leaflet_title = "Tờ gấp với một cái tên dài hơn bốn mươi chữ cái"
    release(province, tmp_path)
    releases = tmp_path / "releases"
    manifest = read_manifest(releases, current_release(releases))
    assert manifest is not None
    assert manifest.titles["page-10"] == "Hướng dẫn 10"
    assert manifest.findings[0].code == "print-overflow"
    assert os.fspath(tmp_path) not in (releases / f"{manifest.id}.json").read_text()


def test_what_a_large_build_leaves_is_set_apart_and_a_small_one_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pipeline, "_MANY_OBJECTS", 10_000)
    gc.collect()  # what other tests left is not this build's
    before = gc.get_freeze_count()
    with pipeline._without_pauses():
        assert not gc.isenabled()
    assert gc.get_freeze_count() == before
    with pipeline._without_pauses():
        left = [[one] for one in range(20_000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= before + len(left)
