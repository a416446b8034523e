"""One file: an earlier output gives way to a new one, and nothing else ever does."""

import random
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.release.profiles import Entry, Released, braille, epub, large, made, single
from sitegen.release.targets import write_file
from tests.lots import lots
from tests.programs import judged
from tests.unit.book_samples import EVERYTHING
from tests.unit.export_samples import FIRST

Makes = Callable[[Released, Iterable[str]], Iterator[Entry]]
KINDS: dict[str, Makes] = {"single": single, "epub": epub, "large": large, "braille": braille}


@pytest.mark.parametrize("kind", KINDS)
def test_earlier_output_of_any_page_gives_way_to_that_of_another(tmp_path: Path, kind: str) -> None:
    if kind == "braille":
        judged("lou_translate", "--version")
    sample = FIRST if kind == "single" else EVERYTHING
    for path in [path for path in sample.files if path.endswith("index.html")][:8]:
        (entry,) = KINDS[kind](sample.released, [path])
        target = tmp_path / f"a{Path(entry.path).suffix}"
        write_file([entry], target)
        assert target.read_bytes() == entry.load()


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_else_stands_there_is_refused_and_left_alone(tmp_path: Path, kind: str) -> None:
    if kind == "braille":
        judged("lou_translate", "--version")
    (entry,) = KINDS[kind](EVERYTHING.released, ["1/"])
    target = tmp_path / f"a{Path(entry.path).suffix}"
    chance = random.Random(kind)  # noqa: S311
    strangers = [
        b"",
        b"\n",
        b"<!doctype html><html><title>Don xin nghi phep</title></html>",
        _other_book(),
        b",DON XIN\r\n,KINH GUI\r\n\f,TRANG HAI\r\n\f",
        b"\f",
        *(chance.randbytes(chance.randrange(1, 400)) for _ in lots(50, 2_000)),
    ]
    for content in strangers:
        for is_dry_run in (True, False):
            target.write_bytes(content)
            with pytest.raises(SitegenError, match="không do Loa"):
                write_file([entry], target, is_dry_run=is_dry_run)
            assert target.read_bytes() == content
    assert list(tmp_path.iterdir()) == [target]


def test_kind_that_nothing_is_known_by_replaces_only_its_own_bytes(tmp_path: Path) -> None:
    entry = made("a.json", b"{}")
    write_file([entry], tmp_path / "a.json")
    assert write_file([entry], tmp_path / "a.json").is_unchanged
    with pytest.raises(SitegenError, match="không do Loa"):
        write_file([replace(entry, load=lambda: b"[]")], tmp_path / "a.json")


def _other_book() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("OEBPS/content.opf", "<package/>")
    return file.getvalue()
