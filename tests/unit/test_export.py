"""Export: the whole way from a release on the disk to a target, and what it says about it."""

import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sitegen.errors import SitegenError
from sitegen.release.export import Asked, Exported, export
from sitegen.release.export_report import export_lines, readable_bytes
from sitegen.release.manifest import Manifest
from tests.unit.export_samples import FIRST, SECOND, write_release


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A var folder with one release."""
    write_release(tmp_path / "var", 1, FIRST)
    return tmp_path / "var"


def _export(folder: Path, destination: Path, target: Any, profile: Any, **more: Any) -> Exported:
    texts = more.pop("server_texts", lambda manifest: {})
    tell = more.pop("tell_withdrawn", lambda manifest: ())
    asked = Asked(destination=str(destination), target=target, profile=profile, **more)
    return export(folder, asked, publisher="a", tell_withdrawn=tell, server_texts=texts)


def _tree(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    found.pop(".loa-export.json")
    return found


@pytest.mark.parametrize("profile", ["web", "usb", "api", "print"])
def test_every_profile_goes_into_a_folder_and_into_a_zip_alike(
    folder: Path, tmp_path: Path, profile: str
) -> None:
    done = _export(folder, tmp_path / "out", "dir", profile)
    _export(folder, tmp_path / "out.zip", "zip", profile)
    tree = _tree(tmp_path / "out")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == tree
    assert done.files == done.delivery.new == len(tree)


@pytest.mark.parametrize("name", ["stick", "stick.zip"])
def test_stick_is_a_folder_or_a_zip_by_its_name(folder: Path, tmp_path: Path, name: str) -> None:
    _export(folder, tmp_path / name, "usb", "usb")
    assert zipfile.is_zipfile(tmp_path / name) == name.endswith(".zip")
    assert (tmp_path / name / "MO-TRANG-NAY.html").is_file() != name.endswith(".zip")


@pytest.mark.parametrize("packing", ["", "beside"])
def test_branch_holds_no_packed_files_unless_they_are_asked_for(
    folder: Path, tmp_path: Path, packing: Any
) -> None:
    place = tmp_path / "kho.git"
    subprocess.run(["git", "init", "-q", "--bare", str(place)], check=True)
    _export(folder, place, "git", "web", packing=packing)
    command = ["git", "-C", str(place), "ls-tree", "-r", "--name-only", "loa-mirror"]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert ".nojekyll" in names
    assert any(name.endswith((".gz", ".br", ".zst")) for name in names) is bool(packing)


def test_one_page_goes_into_one_file(folder: Path, tmp_path: Path) -> None:
    done = _export(folder, tmp_path / "a.html", "file", "single", pages=("huong-dan/a/",))
    assert done.delivery.bytes_sent == (tmp_path / "a.html").stat().st_size


def test_server_texts_go_with_the_web_profile_only(folder: Path, tmp_path: Path) -> None:
    def texts(manifest: Manifest) -> Mapping[str, bytes]:
        return {"_redirects": manifest.id.encode()}

    _export(folder, tmp_path / "web", "dir", "web", server_texts=texts)
    _export(folder, tmp_path / "usb", "dir", "usb", server_texts=texts)
    assert (tmp_path / "web/_redirects").read_text() == "0001-20261101T000000"
    assert not list((tmp_path / "usb").rglob("_redirects"))


def test_older_release_is_exported_by_its_number_with_a_warning(
    folder: Path, tmp_path: Path
) -> None:
    hidden = replace(SECOND, titles={"page-1": "Trang chủ"})
    write_release(folder, 2, hidden)
    done = _export(folder, tmp_path / "out", "dir", "web", release="1")
    assert done.release == "0001-20261101T000000"
    (finding,) = done.delivery.findings
    assert finding.code == "export-older"
    assert "Có 3 trang nay không còn" in finding.message


@pytest.mark.parametrize(
    ("count", "said"), [(1, "Trang 1."), (5, "Trang 5."), (7, "Trang 5; và 2 mục nữa.")]
)
def test_older_release_with_something_withdrawn_does_not_leave(
    folder: Path, tmp_path: Path, count: int, said: str
) -> None:
    write_release(folder, 2, SECOND)
    titles = tuple(f"Trang {number}" for number in range(1, count + 1))
    with pytest.raises(SitegenError) as caught:
        _export(
            folder, tmp_path / "out", "dir", "web", release="1", tell_withdrawn=lambda _: titles
        )
    assert caught.value.code == "export-withdrawn"
    assert said in caught.value.message
    assert "rollback 0001-20261101T000000" in caught.value.hint
    assert not (tmp_path / "out").exists()


def test_release_that_is_served_leaves_without_that_question(folder: Path, tmp_path: Path) -> None:
    done = _export(folder, tmp_path / "out", "dir", "web", tell_withdrawn=lambda _: ("Trang",))
    assert done.release == "0001-20261101T000000"


@pytest.mark.parametrize("wanted", ["7", "0007-20261101T000000"])
def test_unknown_release_is_named(folder: Path, tmp_path: Path, wanted: str) -> None:
    with pytest.raises(SitegenError, match=wanted):
        _export(folder, tmp_path / "out", "dir", "web", release=wanted)


def test_without_any_release_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SitegenError, match=r"manage\.py release"):
        _export(tmp_path, tmp_path / "out", "dir", "web")


def test_release_that_is_pruned_meanwhile_gives_way_to_the_current_one(
    folder: Path, tmp_path: Path
) -> None:
    def prune_first(manifest: Manifest) -> Mapping[str, bytes]:
        if manifest.sequence == 1:
            write_release(folder, 2, SECOND)
            shutil.rmtree(folder / "releases" / manifest.id)
        return {}

    done = _export(folder, tmp_path / "out", "dir", "api", server_texts=prune_first)
    assert done.release == "0002-20261101T000000"
    assert _tree(tmp_path / "out").keys() == {
        path for path in SECOND.files if path.endswith(".json")
    } | {"documents.json"}


def test_missing_file_of_the_release_is_named(folder: Path, tmp_path: Path) -> None:
    (folder / "releases/current/sitemap.xml").unlink()
    with pytest.raises(SitegenError, match=r"sitemap\.xml.*--full"):
        _export(folder, tmp_path / "out", "dir", "web")


def test_damaged_file_of_the_release_never_leaves(folder: Path, tmp_path: Path) -> None:
    (folder / "releases/current/sitemap.xml").write_bytes(b"rot")
    with pytest.raises(SitegenError, match=r"sitemap\.xml.*hỏng"):
        _export(folder, tmp_path / "out", "dir", "web")
    assert not (tmp_path / "out/sitemap.xml").exists()


def test_packed_files_are_forgotten_with_their_release(folder: Path, tmp_path: Path) -> None:
    _export(folder, tmp_path / "out", "dir", "web")
    old = FIRST.released.files["index.html"].digest
    assert list((folder / "packed").glob(f"??/{old}.*"))
    write_release(folder, 2, SECOND)
    (folder / "releases/0001-20261101T000000.json").unlink()
    _export(folder, tmp_path / "out", "dir", "web")
    assert not list((folder / "packed").glob(f"??/{old}.*"))


def test_report_says_figures_and_what_to_do_next(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = list(export_lines(_export(folder, out, "dir", "usb"), 1.25))
    assert said[0] == f"Đã xuất bản USB của bản 0001-20261101T000000 tới {out}"
    assert "11 tệp mới, 0 tệp thay đổi" in said[1]
    assert said[1].endswith("1,2 giây.")
    assert said[3].startswith("Việc tiếp theo: tháo USB an toàn")
    again = list(export_lines(_export(folder, out, "dir", "usb"), 0.1))
    assert again[0].startswith("Đích đã đúng là bản USB")
    assert len(again) == 3
    dry = list(export_lines(_export(folder, tmp_path / "x", "dir", "web", is_dry_run=True), 0.1))
    assert dry[0].startswith("Chạy thử: không ghi gì.")


@pytest.mark.parametrize(
    ("size", "said"), [(999, "999 byte"), (14_200, "14 kB"), (14_200_000, "14,2 MB")]
)
def test_sizes_are_written_as_people_read_them(size: int, said: str) -> None:
    assert readable_bytes(size) == said
