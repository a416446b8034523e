"""What one release holds that another does not: pages by name, shared files by kind."""

from pathlib import Path

import pytest

from sitegen.release.changes import Changes, compare_releases, page_paths, sizes
from sitegen.release.manifest import Manifest, read_manifest, release_ids
from tests.unit.mirror_samples import PlainWorkshop, Province, release


def manifests(folder: Path) -> list[Manifest]:
    releases = folder / "releases"
    found = [read_manifest(releases, name) for name in release_ids(releases)]
    return [manifest for manifest in found if manifest]


def changes(folder: Path) -> Changes:
    old, new = manifests(folder)[-2:]
    return compare_releases(old, new)


@pytest.fixture
def province(tmp_path: Path) -> Province:
    """Eight guides, released on the first day."""
    province = Province.of(8)
    release(province, tmp_path, day=1)
    return province


def test_edited_page_alone_is_told(province: Province, tmp_path: Path) -> None:
    province.edit(10, body="Đã sửa.")
    release(province, tmp_path, day=2)
    found = changes(tmp_path)
    assert [(page.key, page.title, page.change) for page in found.pages] == [
        ("page-10", "Hướng dẫn 10", "changed")
    ]
    assert found.pages[0].path == "so-noi-vu/huong-dan-10/index.html"
    assert "so-noi-vu/huong-dan-10/index.html" in found.pages[0].paths


def test_new_and_removed_pages_are_told_with_the_lists_that_show_them(
    province: Province, tmp_path: Path
) -> None:
    del province.rows[11]
    province.rows[40] = Province.of(31).rows[40]
    release(province, tmp_path, day=2)
    found = changes(tmp_path)
    told = {page.key: page.change for page in found.pages}
    assert told == {"page-2": "changed", "page-40": "new", "page-11": "removed"}
    assert [page.change for page in found.pages] == ["changed", "new", "removed"]
    removed = found.pages[-1]
    assert (removed.title, removed.path) == ("Hướng dẫn 11", "")
    assert removed.folder == removed.old_folder == "so-noi-vu/huong-dan-11/"


def test_page_under_another_address_is_one_page_that_moved(
    province: Province, tmp_path: Path
) -> None:
    province.edit(10, slug="ten-moi")
    release(province, tmp_path, day=2)
    moved = next(page for page in changes(tmp_path).pages if page.key == "page-10")
    assert (moved.change, moved.is_moved) == ("changed", True)
    assert (moved.old_folder, moved.folder) == ("so-noi-vu/huong-dan-10/", "so-noi-vu/ten-moi/")


def test_shared_files_are_told_apart_from_pages(province: Province, tmp_path: Path) -> None:
    for number in list(province.rows):
        province.edit(number, has_figure=False)
    release(province, tmp_path, day=2)
    found = changes(tmp_path)
    assert {(file.group, file.change) for file in found.files} == {("picture", "removed")}


def test_files_that_came_out_as_they_were_are_counted(province: Province, tmp_path: Path) -> None:
    def renewed(*loaders: object) -> PlainWorkshop:
        return PlainWorkshop(*loaders, template="2")  # type: ignore[arg-type]

    release(province, tmp_path, day=2, make_workshop=renewed)
    found = changes(tmp_path)
    assert len(found.pages) == len(manifests(tmp_path)[-1].titles)
    assert found.rebuilt >= len(found.pages)
    assert found.same_again <= found.rebuilt - len(found.pages)


def test_first_release_is_new_altogether_and_equal_ones_differ_in_nothing(
    province: Province, tmp_path: Path
) -> None:
    (first,) = manifests(tmp_path)
    found = compare_releases(None, first)
    assert found.count("new") == len(found.pages) == len(first.titles)
    same = compare_releases(first, first)
    assert (same.pages, same.files, same.rebuilt) == ((), (), 0)


def test_every_page_has_its_html_file_and_all_bytes_are_counted(
    province: Province, tmp_path: Path
) -> None:
    (first,) = manifests(tmp_path)
    paths = page_paths(first)
    assert paths["page-1"] == "index.html"
    assert paths.keys() == first.titles.keys()
    weights = sizes(first)
    assert sum(one.files for one in weights) == len(first.files)
    assert sum(one.size for one in weights) == sum(file.size for file in first.files.values())
    assert [one.size for one in weights] == sorted((one.size for one in weights), reverse=True)
