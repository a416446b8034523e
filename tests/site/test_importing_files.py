"""Whatever is given as a table is read, or refused in words: never a fault, never half of it."""

import zipfile
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from cms.importing.grid import Grid, UnreadableTableError
from cms.importing.reading import MOST_BYTES, read_file, read_pasted
from tests.site.sheets import PROCEDURES, give, said, workbook


def zipped(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), part)
    return out.getvalue()


def with_part(name: str, part: bytes) -> bytes:
    """Return a good workbook in which one part is another."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook(["Mã", "Tên"], ["1", "Một"]))) as good,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file,
    ):
        for one in good.namelist():
            file.writestr(one, part if one == name else good.read(one))
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
BAD: dict[str, tuple[bytes, str]] = {
    "old .xls": (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "kiểu cũ"),
    "pdf": (b"%PDF-1.7", "PDF"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "không phải bảng"),
    "nothing": (b"", "Không thấy bảng nào"),
    "blanks": (b" \n\t\n;;;\n", "Không thấy bảng nào"),
    "old letters": ("Mã;Tên\n1;Đăng ký".encode("utf-16-le")[1:], "UTF-8"),
    "zip": (zipped(a_xml=b"<a/>"), "không phải tệp .xlsx"),
    "word": (zipped(word__document_xml=b"<a/>"), "Word"),
    "cut off": (workbook(["Mã", "Tên"])[:-40], "Không đọc được tệp"),
    "too large": (b"x" * (MOST_BYTES + 1), "lớn hơn 5 MB"),
    "zip bomb": (zipped(xl__workbook_xml=b"<a/>", xl__b_xml=b" " * 70_000_000), "quá lớn"),
    "entities": (
        with_part(SHEET, b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'),
        "phần lạ",
    ),
    "no xml": (with_part(SHEET, b"<worksheet><sheetData><row"), "Không đọc được tệp"),
    "too long": (
        workbook(["Mã", "Tên"], *([f"1.{one:06}", "Một"] for one in range(1_001))),
        "hơn 1.000 dòng",
    ),
    "too wide": (workbook(["Tên", *(["Cột"] * 60)]), "hơn 40 cột"),
    "csv too long": (b"a;b\n" * 100_000, "hơn 1.000 dòng"),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_what_cannot_be_read_is_refused_in_words(name: str) -> None:
    content, words = BAD[name]
    with pytest.raises(UnreadableTableError, match=words):
        read_file(content)


def test_refusal_stands_on_the_screen(editor: Any) -> None:
    for content, words in (BAD["old .xls"], BAD["zip bomb"]):
        assert words in said(give(editor, PROCEDURES, content))


def rows_of(grid: Grid) -> list[list[Any]]:
    return [list(line.cells) for line in grid.lines]


def test_hundred_thousand_lines_are_refused_before_they_are_read() -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Dài")
    for number in range(100_000):
        sheet.append([number, "Tên"])
    out = BytesIO()
    book.save(out)
    with pytest.raises(UnreadableTableError, match="hơn"):
        read_file(out.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", ["\t", ";", ","])
def test_csv_is_read_with_any_mark_and_encoding(encoding: str, mark: str) -> None:
    text = f'Mã{mark}Tên\n1.000001{mark}"Đăng ký{mark} khai\nsinh"\n'
    (grid,) = read_file(text.encode(encoding))
    assert rows_of(grid) == [["Mã", "Tên"], ["1.000001", f"Đăng ký{mark} khai\nsinh"]]


def test_merged_cells_reach_to_all_their_places_and_hidden_lines_are_left_out() -> None:
    content = workbook(
        ["Tên", "Lĩnh vực", "Phí"],
        ["Một", "Hộ tịch", 50000.0],
        ["Hai", None, True],
        ["Ba", None, None],
        merged=("B2:B4",),
        hidden=(4,),
    )
    (grid,) = read_file(content)
    assert rows_of(grid)[1:] == [["Một", "Hộ tịch", 50000.0], ["Hai", "Hộ tịch", "x"]]
    assert [line.number for line in grid.lines] == [1, 2, 3]
    assert len(grid.notes) == 2


def test_nfd_is_composed_and_several_sheets_are_offered() -> None:
    book = Workbook()
    book.active.append(["Te\u0302n"])
    book.create_sheet("Thứ hai").append(["Mã"])
    book.create_sheet("Trống")
    book.create_sheet("Ẩn").append(["x"])
    book["Ẩn"].sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    grids = read_file(out.getvalue())
    assert [rows_of(one) for one in grids] == [[["Tên"]], [["Mã"]]]


def test_html_of_word_and_excel_is_read_with_its_merged_cells() -> None:
    html = (
        "<html><table><tr><td rowspan=2>TT<td rowspan=2>Tên<td colspan=2>Mức độ</tr>"
        "<tr><td>Toàn trình<td>Một phần</tr>"
        "<tr><td>1<td><p>Đăng ký</p><p>khai sinh</p><td>x<td></tr>"
        "<tr style='display:none'><td>2<td>Ẩn</tr></table>"
    )
    (grid,) = read_pasted("", html)
    assert rows_of(grid) == [
        ["TT", "Tên", "Mức độ", "Mức độ"],
        ["TT", "Tên", "Toàn trình", "Một phần"],
        ["1", "Đăng ký\nkhai sinh", "x", ""],
    ]
