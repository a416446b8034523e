"""Books of the demo province: every page of every language, judged by epubcheck."""

import zipfile
from pathlib import Path

import pytest

from sitegen.release.export import Asked, Target, export
from tests.demo_world import demo_folder
from tests.programs import judged

pytestmark = pytest.mark.journey

HOMES = ("/", "en/", "tyz/", "ban-dan-toc/nop-ho-so-truc-tuyen-den-ban-dan-toc/")


def _export(destination: Path, target: Target, *pages: str) -> Path:
    asked = Asked(destination=str(destination), target=target, profile="epub", pages=pages)
    export(demo_folder(), asked, publisher="test", tell_withdrawn=lambda _: ())
    return destination


def test_epubcheck_finds_nothing_in_any_page_of_the_demo(tmp_path: Path) -> None:
    books = sorted(_export(tmp_path / "sach", "dir", *HOMES).glob("*.epub"))
    assert len(books) == len(HOMES)
    for book in books:
        said = judged("epubcheck", book)
        assert "0 fatals / 0 errors / 0 warnings" in said.stdout, said.stdout + said.stderr
    guide = _export(tmp_path / "mot.epub", "file", HOMES[-1])
    with zipfile.ZipFile(guide) as archive:
        assert sum(name.endswith(".png") for name in archive.namelist()) > 10
