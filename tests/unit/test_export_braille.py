"""Braille: pages that an embosser takes, with every word, by the table that everybody reads."""

import re
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from sitegen.errors import Finding, SitegenError
from sitegen.release.profiles import braille
from sitegen.release.profiles.braille import CELLS, LINES
from sitegen.release.profiles.reading import reading
from tests.programs import judged
from tests.unit.book_samples import EVERYTHING
from tests.unit.export_samples import Sample, contents

TABLE = "en-us-brf.dis,vi-vn-g0.utb"


@pytest.fixture(autouse=True)
def _liblouis() -> None:
    judged("lou_translate", "--version")


def _sample(markdown: str, language: str = "vi") -> Sample:
    page = f'<!doctype html><html lang="{language}"><body><main></main></body></html>'
    return Sample(
        {
            "index.html": (page.encode(), "page", "page-1"),
            "index.md": (markdown.encode(), "data", "page-1"),
        },
        {"page-1": "Trang"},
    )


def _pages(sample: Sample, tell: Any = lambda finding: None) -> list[list[str]]:
    ((name, content),) = contents(braille(sample.released, ["/"], tell)).items()
    assert name.endswith(".brf")
    *pages, end = content.decode("ascii").split("\f")
    assert end == ""
    return [page.removesuffix("\r\n").split("\r\n") for page in pages]


def _cells(text: str) -> list[str]:
    done = subprocess.run(
        ["lou_translate", TABLE], input=f"{text}\n", capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_every_page_of_every_kind_fits_the_embosser_and_is_numbered_in_order() -> None:
    told: list[Finding] = []
    pages = _pages(EVERYTHING, told.append)
    for number, page in enumerate(pages, 1):
        assert len(page) == LINES
        assert max(map(len, page)) <= CELLS
        assert page[-1].split() == _cells(str(number))
        assert re.fullmatch(r"[\x20-\x5f]*", "".join(page))
    assert {finding.code for finding in told} <= {"braille-letter"}


def test_words_are_those_of_the_page_in_its_order() -> None:
    (page,) = _pages(
        _sample(
            "# Nộp hồ sơ\n\nTới **Bộ phận** [một cửa](http://xa.example/).\n\n- Căn cước\n"
            "- Ảnh\n\n  ![Nút Gửi](x.png)\n\n3. Mở cổng\n4. Gửi\n\n> Lưu ý: miễn phí.\n\n"
            "| Thủ tục | Hạn |\n| --- | --- |\n| Khai sinh | 3 ngày |\n| Kết hôn |  |\n"
        )
    )
    said = (
        "Nộp hồ sơ Tới Bộ phận một cửa. - Căn cước - Ảnh Hình: Nút Gửi 3. Mở cổng 4. Gửi"
        " Lưu ý: miễn phí. Thủ tục: Khai sinh; Hạn: 3 ngày Thủ tục: Kết hôn"
    )
    assert " ".join(page[:-1]).split() == _cells(said)


def test_layout_is_that_of_braille_books() -> None:
    (page,) = _pages(
        _sample(
            "# Tên\n\nMột câu dài hơn một dòng bốn mươi ô thì xuống dòng.\n\n## Mục\n\n- Ý\n  - Con\n"
        )
    )
    indents = [len(line) - len(line.lstrip()) for line in page if line][:-1]
    assert indents[0] > 10
    assert indents[1:4] == [2, 0, 4] or indents[1:3] == [2, 0]
    assert indents[-3:] == [4, 0, 2]
    assert page[page.index(next(line for line in page if line.startswith("    .M"))) - 1] == ""


def test_long_words_and_long_texts_lose_no_cell() -> None:
    word, text = "https://" + "ab1" * 60, "chữ nổi " * 900
    pages = _pages(_sample(f"# T\n\n{word}\n\n{text}\n"))
    lines = [line for page in pages for line in page[:-1]]
    cut = [line for line in lines if line.endswith("-")]
    assert len(cut) == len(_cells(word)[0]) // (CELLS - 1)
    assert {len(line) for line in cut} == {CELLS}
    said = "".join(line.removesuffix("-") for line in lines).replace(" ", "")
    assert said == "".join(_cells("T") + _cells(word) + _cells("chữ nổi") * 900)


@pytest.mark.parametrize("before", range(20))
def test_number_keeps_its_percent_and_a_dot_of_the_screen_is_a_semicolon(before: int) -> None:
    (page,) = _pages(_sample(f"{'a ' * before}95,0 % · Tỉnh · 7 %"))
    written = " ".join(page[:-1]).split()
    assert written == _cells(f"{'a ' * before}95,0%; Tỉnh; 7%")


def test_letters_without_cells_are_told_and_written_by_the_nearest() -> None:
    told: list[Finding] = []
    (page,) = _pages(_sample("# Tên\n\nBuôn ƀri → ra\n"), told.append)
    (finding,) = told
    assert "ƀ" in finding.message
    assert "Trang" in finding.page
    assert "'\\" not in "".join(page)
    assert _cells("bri")[0] in " ".join(page).split()


def test_other_scripts_and_a_machine_without_liblouis_are_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(SitegenError, match="Chưa có bảng chữ nổi"):
        _pages(_sample("# ទំព័រ", "km"))
    monkeypatch.setenv("LOUIS_TABLEPATH", str(tmp_path))
    with pytest.raises(SitegenError, match="liblouis-data"):
        _pages(_sample("# Trang"))
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "lou_translate").write_text("#!/bin/sh\n")
    with pytest.raises(SitegenError, match="không cho chạy chương trình lou_translate"):
        _pages(_sample("# Trang"))
    (tmp_path / "lou_translate").unlink()
    with pytest.raises(SitegenError, match="apt-get install liblouis-bin"):
        _pages(_sample("# Trang"))


def test_no_word_of_any_page_is_left_out() -> None:
    for number in range(1, len(EVERYTHING.titles)):
        path = f"{number}/index.html"
        one = reading(EVERYTHING.released, path)
        words = unicodedata.normalize("NFC", " ".join(one.body.itertext())).split()
        said = sorted(
            {word for word in words if word.isalpha() and word.islower() and "ƀ" not in word}
        )
        ((_, content),) = contents(braille(EVERYTHING.released, [path])).items()
        whole = "".join(content.decode("ascii").split())
        cells = _cells("\n".join(said))
        assert len(cells) == len(said)
        assert [w for w, cell in zip(said, cells, strict=True) if cell not in whole] == [], path
