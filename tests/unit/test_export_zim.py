"""ZIM: openZIM's own program finds nothing, and what cannot be written is said in words."""

import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from sitegen.errors import SitegenError
from sitegen.release.export import Asked, Exported, export
from sitegen.release.profiles.zim import about
from sitegen.release.targets import zim_archive
from tests.programs import judged
from tests.unit.export_samples import FIRST, SECOND, write_release

SAID = {
    **dict.fromkeys(("Title", "Creator", "Publisher"), "Tỉnh Mẫu"),
    "Name": "tinh-mau_vi_all",
    "Description": "Việc của bà con",
    "Language": "vie",
    "Date": "2026-10-04",
    "Tags": "_category:other;_ftindex:yes;_pictures:yes;_videos:no",
}

pytest.importorskip("libzim", reason="needs requirements-zim.txt")


def zimcheck(archive: Path) -> None:
    """Let zimcheck and libzim itself judge an archive."""
    done = judged("zimcheck", "-A", archive)
    assert "Overall Test Status: Pass" in done.stdout, done.stdout + done.stderr
    script = f"from libzim.reader import Archive; assert Archive({str(archive)!r}).check()"
    subprocess.run([sys.executable, "-c", script], check=True)


def _export(folder: Path, to: Path, *, is_dry_run: bool = False) -> Exported:
    asked = Asked(destination=str(to), target="file", profile="zim", is_dry_run=is_dry_run)
    return export(folder, asked, publisher="test", tell_withdrawn=lambda _: ())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_release(tmp_path / "var", 1, FIRST)
    return tmp_path / "var"


def test_archive_passes_and_the_next_release_takes_its_place(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "tinh.zim"
    assert _export(folder, target, is_dry_run=True).delivery.new > 0
    assert not target.exists()
    _export(folder, target)
    zimcheck(target)
    before = target.read_bytes()
    write_release(folder, 2, SECOND)
    _export(folder, target)
    assert target.read_bytes() != before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def asked_of(archive: Path, question: str) -> bytes:
    script = f"import json, sys; from libzim.reader import Archive; archive = Archive(sys.argv[1]); {question}"
    command = [sys.executable, "-c", script, str(archive)]
    return subprocess.run(command, check=True, capture_output=True).stdout


def test_archive_says_whose_it_is_and_in_which_languages(folder: Path, tmp_path: Path) -> None:
    _export(folder, tmp_path / "tinh.zim")
    all_of_it = "print(json.dumps({name: archive.get_metadata(name).decode() for name in SAID}))"
    found = asked_of(tmp_path / "tinh.zim", all_of_it.replace("SAID", str(list(SAID))))
    assert json.loads(found) == SAID


@pytest.mark.parametrize("longer", [0, 1, 40])
def test_title_and_description_are_as_long_as_openzim_allows(longer: int) -> None:
    name, tagline = "T" * (30 + longer), "v" * (80 + longer)
    said = about(replace(FIRST.released, name=name), tagline=tagline, languages=["vi"]).metadata
    assert (len(said["Title"]), len(said["Description"])) == (30, 80)
    assert [said[key].endswith("…") for key in ("Title", "Description")] == [longer > 0] * 2
    assert (said["Creator"], said["Publisher"]) == (name, name)


def test_archive_shows_a_white_mark_on_its_colour(folder: Path, tmp_path: Path) -> None:
    _export(folder, tmp_path / "tinh.zim")
    drawn = asked_of(
        tmp_path / "tinh.zim",
        "sys.stdout.buffer.write(archive.get_illustration_item(48).content.tobytes())",
    )
    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.size == (48, 48)
        horn, wave, corner = map(picture.convert("RGB").getpixel, ((12, 24), (37, 24), (0, 0)))
    assert horn == wave == (255, 255, 255) != corner


@pytest.mark.parametrize(("code", "said"), [(3, "pip install"), (1, "không ghi được")])
def test_program_that_cannot_write_leaves_the_old_archive_and_says_why(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    target = tmp_path / "tinh.zim"
    _export(folder, target)
    before = target.read_bytes()
    program = tmp_path / "program.py"
    program.write_text(f"import sys\nopen(sys.argv[1], 'w').write('half')\nsys.exit({code})\n")
    monkeypatch.setattr(zim_archive, "_PROGRAM", program)
    with pytest.raises(SitegenError, match=said):
        _export(folder, target)
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_what_is_no_archive_is_not_replaced(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "tinh.zim").write_text("khác")
    with pytest.raises(SitegenError, match="không phải tệp ZIM"):
        _export(folder, tmp_path / "tinh.zim")


def test_archive_is_one_file_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    asked = Asked(destination=str(tmp_path / "zim"), target="dir", profile="zim")
    with pytest.raises(SitegenError, match="chỉ là một tệp"):
        export(folder, asked, publisher="test", tell_withdrawn=lambda _: ())


def test_libzim_is_never_loaded_into_loa() -> None:
    script = "import sys, sitegen.release.export; sys.exit('libzim' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
