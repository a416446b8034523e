"""Rows that reach across, heads in several rows, hidden columns, and numbers as Excel shows them."""

import random
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from cms.blocks.table import LONGEST_TITLE
from cms.importing.grid import Grid, UnreadableTableError
from cms.importing.plain import cells_of, table_of, with_tables
from cms.importing.reading import read_file, read_pasted
from tests.site.sheets import workbook


def _pasted(*rows: str) -> Grid:
    (grid,) = read_pasted("", "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    return grid


def _shown(value: Any, form: str) -> Any:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["Tên", "Số"])
    sheet.append(["A", value])
    sheet["B2"].number_format = form
    out = BytesIO()
    book.save(out)
    (grid,) = read_file(out.getvalue())
    return grid.lines[1].at(1)


@pytest.mark.parametrize("seed", range(20))
def test_equal_cells_are_no_merged_row(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    width = chance.randint(2, 4)
    rows = [[chance.choice(("0", "Có")) for _ in range(width)] for _ in range(chance.randint(2, 6))]
    html = ["".join(f"<td>{cell}" for cell in row) for row in rows]
    for grid in (_pasted(*html), read_file(workbook(*rows))[0]):
        assert cells_of(grid)[:2] == ("", rows)


HEADS = {
    "merged across alone": (
        "<td colspan=2>Trực tuyến<td colspan=2>Trực tiếp",
        "<td>Nhận<td>Trả<td>Nhận<td>Trả",
        ["Trực tuyến: Nhận", "Trực tuyến: Trả", "Trực tiếp: Nhận", "Trực tiếp: Trả"],
    ),
    "and down": (
        "<td rowspan=2>Xã<td colspan=2>Cách nộp<td rowspan=2>Phí",
        "<td>Cổng<td>Quầy",
        ["Xã", "Cách nộp: Cổng", "Cách nộp: Quầy", "Phí"],
    ),
    "with nothing below": (
        "<td>Xã<td colspan=2>Cách nộp<td>Phí",
        "<td><td>Cổng<td>Quầy<td>",
        ["Xã", "Cách nộp: Cổng", "Cách nộp: Quầy", "Phí"],
    ),
}


@pytest.mark.parametrize("name", HEADS)
def test_names_of_columns_in_two_rows_are_put_together(name: str) -> None:
    above, below, head = HEADS[name]
    row = "<td>1<td>2<td>3<td>4"
    title, cells, notes = cells_of(
        _pasted("<td colspan=4>Phụ lục", "<td colspan=4>Danh mục", above, below, row, row)
    )
    assert title == "Phụ lục – Danh mục"
    assert cells == [head, list("1234"), list("1234")]
    assert sum("dòng tên cột ghép làm một" in one for one in notes) == 1


def test_a_row_below_a_head_that_names_its_columns_is_data() -> None:
    _title, cells, _notes = cells_of(
        _pasted("<td colspan=2>Họ tên<td>Phí", "<td>Nguyễn<td>A<td>5", "<td>Lê<td>B<td>6")
    )
    assert cells == [["Họ tên", "Họ tên", "Phí"], ["Nguyễn", "A", "5"], ["Lê", "B", "6"]]


def test_three_rows_of_names_are_told_of_once() -> None:
    _title, cells, notes = cells_of(
        _pasted(
            "<td rowspan=3>Xã<td colspan=4>Nộp",
            "<td colspan=2>Cổng<td colspan=2>Quầy",
            "<td>Nhận<td>Trả<td>Nhận<td>Trả",
            "<td>A<td>1<td>2<td>3<td>4",
        )
    )
    assert cells[0] == [
        "Xã", "Nộp: Cổng: Nhận", "Nộp: Cổng: Trả", "Nộp: Quầy: Nhận", "Nộp: Quầy: Trả"
    ]  # fmt: skip
    assert next(one for one in notes if "ghép" in one).startswith("3 dòng")


def test_a_title_that_is_no_name_is_refused() -> None:
    long = "chữ " * LONGEST_TITLE
    with pytest.raises(UnreadableTableError, match="dài quá"):
        table_of(_pasted(f"<td colspan=2>{long}", "<td>Việc<td>Phí", "<td>A<td>1"))


def test_columns_that_nobody_saw_are_left_out_and_told_of() -> None:
    grid = _pasted(
        "<td>Tên<td style='display:none'>Ẩn<td colspan=2>Mức",
        "<td>A<td style='display:none'>ẩn<td>1<td>2",
    )
    (given,) = read_pasted(
        "",
        "<table><col><col style='display:none'><col span=2>"
        "<tr><td>Tên<td>Ẩn<td colspan=2>Mức<tr><td>A<td>ẩn<td>1<td>2</table>",
    )
    book = Workbook()
    sheet: Any = book.active
    for row in (["Tên", "Ẩn", "Mức", None], ["A", "ẩn", 1, 2]):
        sheet.append(row)
    sheet.merge_cells("C1:D1")
    sheet.column_dimensions["B"].hidden = True
    out = BytesIO()
    book.save(out)
    for one in (grid, given, *read_file(out.getvalue())):
        assert cells_of(one)[1] == [["Tên", "Mức", "Mức"], ["A", "1", "2"]]
        assert one.areas == ((1, 1, 1, 2),)
        assert "Bỏ qua 1 cột đang ẩn." in one.notes


UNKNOWN = (
    "# ?/?",
    "# ??/??",
    "#,##0,",
    "0.0,,",
    "0.00E+00",
    '0"%"/0',
    "[>100]0;0.0",
    "General",
    "@",
)
KNOWN = (
    "0",
    "0.0",
    "#,##0.00",
    '0.00" đồng"',
    "_-* #,##0.0\\ _₫_-",
    "[Red]0.0;[Blue](0.0)",
    "0.0%",
)


@pytest.mark.parametrize("form", [*UNKNOWN, *KNOWN])
def test_a_number_changes_by_no_more_than_the_places_of_its_format(form: str) -> None:
    chance = random.Random(form)  # noqa: S311  # no secret
    for value in (0.5, 0.25, -0.75, *(round(chance.uniform(-2000, 2000), 4) for _ in range(4))):
        shown = _shown(value, form)
        if form in UNKNOWN:
            assert shown == value
        elif form.endswith("%"):
            assert abs(float(shown.rstrip("%").replace(",", ".")) / 100 - value) <= 0.0005001
        else:
            assert abs(shown - value) <= 0.5
            assert form == "0" or abs(shown - value) <= 0.0501


def test_a_day_is_shown_as_far_as_excel_shows_it() -> None:
    day = date(2026, 1, 31)
    forms = {"dd/mm/yyyy": "31/01/2026", "mm/yyyy": "01/2026", "[$-42A]yyyy": "2026"}
    assert {form: _shown(day, form) for form in forms} == forms


def test_sheets_of_one_name_are_both_kept_and_one_cell_is_no_table() -> None:
    rows = [["Danh mục", None], ["Việc", "Phí"], ["A", 1]]
    (first,) = read_file(workbook(*rows, merged=("A1:B1",)))
    (second,) = read_file(workbook(*rows[:2], ["B", 2], merged=("A1:B1",)))
    (note,) = read_file(workbook(["ghi chú"]))
    body, notes = with_tables([], [first, second, note])
    assert [one["value"]["cells"][1] for one in body] == [["A", "1"], ["B", "2"]]
    assert "Chỉ có một dòng" in " ".join(notes)
    again, _notes = with_tables(body, [second, first])
    assert [one["id"] for one in again] == [one["id"] for one in body]
