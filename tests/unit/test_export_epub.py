"""EPUB: the judge of libraries finds nothing, the words are those of the pages, in their order."""

import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from sitegen.errors import SitegenError
from sitegen.release.profiles import epub
from sitegen.release.profiles.reading_tables import WIDEST
from tests.programs import judged
from tests.unit.book_samples import EVERYTHING
from tests.unit.export_samples import FIRST, Sample, contents

XHTML = "{http://www.w3.org/1999/xhtml}"
PNG = b"\x89PNG\r\n\x1a\n"


def _book(sample: Sample, page: str = "/") -> dict[str, bytes]:
    ((name, content),) = contents(epub(sample.released, [page])).items()
    assert name.endswith(".epub")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


def _words(element: Element) -> list[str]:
    return "".join(element.itertext()).split()


def test_epubcheck_finds_nothing_in_a_book_of_every_kind_of_page(tmp_path: Path) -> None:
    (content,) = contents(epub(EVERYTHING.released, ["/"])).values()
    (tmp_path / "sach.epub").write_bytes(content)
    said = judged("epubcheck", tmp_path / "sach.epub")
    assert "0 fatals / 0 errors / 0 warnings" in said.stdout, said.stdout + said.stderr


def test_book_is_the_same_bytes_each_time_and_begins_with_its_type() -> None:
    first = contents(epub(EVERYTHING.released, ["/"]))
    assert contents(epub(EVERYTHING.released, ["/"])) == first
    (content,) = first.values()
    assert content[30:58] == b"mimetypeapplication/epub+zip"


def test_all_pages_of_a_folder_are_chapters_in_order_and_lead_to_each_other() -> None:
    book = _book(EVERYTHING)
    chapters = [name for name in book if name.startswith("sach/trang-")]
    assert len(chapters) == len(EVERYTHING.titles)
    spine = fromstring(book["sach/sach.opf"]).iter("{http://www.idpf.org/2007/opf}itemref")
    assert [one.get("idref") for one in spine] == [f"c{n}" for n in range(1, len(chapters) + 1)]
    for name in chapters:
        page = fromstring(book[name])
        assert page.get("lang")
        assert len(list(page.iter(f"{XHTML}h1"))) == 1
        assert not [one for one in page.iter() if "script" in str(one.tag)]
        for link in page.iter(f"{XHTML}a"):
            address = link.get("href", "")
            assert ":" in address or f"sach/{address.partition('#')[0]}" in book


def test_pages_with_a_twin_only_and_a_page_that_is_not_there_is_said() -> None:
    with pytest.raises(SitegenError, match="không có bản chữ"):
        list(epub(FIRST.released, ["/"]))
    with pytest.raises(SitegenError, match="không có trang"):
        list(epub(EVERYTHING.released, ["khong-co/"]))


@pytest.mark.parametrize("columns", range(1, 17))
def test_table_is_as_wide_as_a_small_screen_or_stands_row_by_row(columns: int) -> None:
    cells = [[f"{row}-{at}" for at in range(columns)] for row in range(5)]
    table = [*(f"|{'|'.join(row)}|\n" for row in cells)]
    table.insert(1, f"|{'-|' * columns}\n")
    files = {
        "index.html": (b'<html lang="vi"><main></main></html>', "page", "page-1"),
        "index.md": (f"# T\n\n{''.join(table)}".encode(), "data", "page-1"),
    }
    page = fromstring(_book(Sample(files, {"page-1": "T"}))["sach/trang-1.xhtml"])
    assert max((len(row) for row in page.iter(f"{XHTML}tr")), default=0) <= WIDEST
    words = " ".join(page.itertext()).split()
    assert [
        word for row in cells for word in row if word not in words and f"{word}:" not in words
    ] == []
    assert len(list(page.iter(f"{XHTML}ul"))) == (4 if columns > WIDEST else 0)


def test_addresses_that_are_none_become_words(tmp_path: Path) -> None:
    wrong = (
        "tel:#a",
        "mailto:a%20#%20b#c",
        "https://",
        "javascript:x",
        "https://xa.vn/#a#b",
        "x:y",
    )
    right = ("tel:0209", "mailto:a@xa.vn", "https://xa.vn/a?b=c#d")
    twin = "# T\n\n" + "\n\n".join(f"[lời]({one})" for one in (*wrong, *right))
    files = {
        "index.html": (b'<html lang="vi"><main></main></html>', "page", "page-1"),
        "index.md": (twin.encode(), "data", "page-1"),
    }
    sample = Sample(files, {"page-1": "T"})
    page = fromstring(_book(sample)["sach/trang-1.xhtml"])
    assert [link.get("href") for link in page.iter(f"{XHTML}a")] == [*right]
    (content,) = contents(epub(sample.released, ["/"])).values()
    (tmp_path / "sach.epub").write_bytes(content)
    assert "0 fatals / 0 errors / 0 warnings" in judged("epubcheck", tmp_path / "sach.epub").stdout


@pytest.mark.parametrize("inside", ["", '<img src="p/a.png" alt="">', "<svg></svg>"])
def test_a_frame_that_lacks_its_picture_or_its_drawing_costs_no_page(inside: str) -> None:
    page = f'<html lang="vi"><body><main><div class="screen">{inside}</div></main></body></html>'
    sample = Sample(
        {
            "index.html": (page.encode(), "page", "page-1"),
            "index.md": (b"# Trang\n\n![N\xc3\xbat](p/a.png)\n", "data", "page-1"),
            "p/a.png": (PNG, "picture", ""),
        },
        {"page-1": "Trang"},
    )
    made = fromstring(_book(sample)["sach/trang-1.xhtml"])
    assert [picture.get("alt") for picture in made.iter(f"{XHTML}img")] == ["Nút"]
    assert not list(made.iter("{http://www.w3.org/2000/svg}svg"))


def test_pictures_are_in_the_book_with_their_alternative_and_what_is_drawn_over_them() -> None:
    screen = (
        '<!doctype html><html lang="vi"><body><main><div class="screen"><img src="p/a.png" alt="">'
        '<svg aria-hidden="true"><rect x="1%" y="2%" width="3%" height="4%" rx="4"></rect></svg>'
        "</div></main></body></html>"
    )
    twin = "# Trang\n\n![Nút Gửi](p/a.png)\n\n![Cũ](p/khong-con.png)\n\n![Ảnh](p/b.avif)\n"
    sample = Sample(
        {
            "index.html": (screen.encode(), "page", "page-1"),
            "index.md": (twin.encode(), "data", "page-1"),
            "p/a.png": (PNG, "picture", ""),
            "p/b.avif": (b"x", "picture", ""),
        },
        {"page-1": "Trang"},
    )
    book = _book(sample)
    assert book["sach/hinh/a.png"] == PNG
    page = fromstring(book["sach/trang-1.xhtml"])
    (picture,) = page.iter(f"{XHTML}img")
    assert picture.get("alt") == "Nút Gửi"
    assert len(list(page.iter("{http://www.w3.org/2000/svg}rect"))) == 1
    assert _words(page)[-2:] == ["Cũ", "Ảnh"]
    assert b'properties="svg"' in book["sach/sach.opf"]
