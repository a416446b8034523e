"""A pasted table of figures becomes the columns and rows of a statistics page, whole or not at all."""

import random
import re
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from cms.blocks.statistics import FiguresBlock, figures
from cms.blocks.table import MOST_COLUMNS
from cms.importing import pasted
from cms.importing.figures import figures_of, put
from cms.importing.grid import UnreadableTableError, as_written
from cms.importing.reading import read_file, read_pasted
from cms.importing.workbook import _shown
from cms.models import StatisticsPage
from cms.offices.setting_up import set_up_office
from cms.publishing.complete import faults
from tests.factories import Province, a_statistics_page
from tests.site.test_approval import _member

TABLE = """\
KẾT QUẢ GIẢI QUYẾT HỒ SƠ NĂM 2019

STT\tĐơn vị\tTiếp nhận\tTỷ lệ đúng hạn
(1)\t(2)\t(3)\t(4)
I\tCấp tỉnh\t\t
1\tSở Nội vụ\t1.160\t95,5%
2\tSở Y tế\t-\t100%
\tTổng\t1.160\t
"""
MERGED = (
    "<table><tr><td rowspan=2>Đơn vị<td colspan=2>Trực tuyến<td rowspan=2>Trực tiếp</tr>"
    "<tr><td>Một phần<td>Toàn trình</tr>"
    "<tr><td>Sở Nội vụ<td>10<td>0<td>1.160</tr></table>"
)


def _read(text: str, html: str = "") -> Any:
    return figures_of(read_pasted(text, html)[0])


def test_titles_numbers_and_lines_without_figures_are_no_units() -> None:
    found = _read(TABLE)
    assert found.groups == (("", ("Tiếp nhận", "Tỷ lệ đúng hạn")),)
    assert found.percents == {1}
    assert found.rows == (
        ("Sở Nội vụ", ("1.160", "95,5%")),
        ("Sở Y tế", ("", "100%")),
    )
    assert found.passed == ("KẾT QUẢ GIẢI QUYẾT HỒ SƠ NĂM 2019", "I Cấp tỉnh", "Tổng 1.160")


def test_two_lines_of_heads_are_groups_of_columns() -> None:
    found = _read("", MERGED)
    assert found.groups == (("Trực tuyến", ("Một phần", "Toàn trình")), ("", ("Trực tiếp",)))
    assert found.rows == (("Sở Nội vụ", ("10", "0", "1.160")),)


def test_years_head_columns() -> None:
    found = _read("Đơn vị\t2018\t2019\nSở Y tế\t1\t2\n")
    assert found.groups == (("", ("2018", "2019")),)


@pytest.mark.parametrize("time", ["202{}", "Năm 202{}", "6/202{}", "202{}-2025", "30/06/202{}"])
@pytest.mark.parametrize("above", ["", "Đơn vị\tTiếp nhận\tTiếp nhận\n"])
@pytest.mark.parametrize("called", ["", "Đơn vị", "Năm"])
def test_times_are_heads(time: str, above: str, called: str) -> None:
    times = (time.format(1), time.format(2))
    found = _read("\t".join([above + called, *times]) + "\nSở Y tế\t1\t2\n")
    assert found.groups == (("Tiếp nhận" if above else "", times),)
    assert found.rows == (("Sở Y tế", ("1", "2")),)


def test_numbers_of_columns_are_no_heads() -> None:
    found = _read("Đơn vị\tMột\tHai\tCả hai\nA\t(1)\t(2)\t(3=1+2)\nSở Y tế\t1\t2\t3\n")
    assert found.groups == (("", ("Một", "Hai", "Cả hai")),)


NO_FIGURES = [
    "+5",
    "\N{MINUS SIGN}5",
    "½",
    "1_000",
    "1.2.3",
    "NaN",
    "1.234,567.89",
    "1;2",
    "١٢",
    "(5)",
    "12k",
    "1e5",
    "#N/A",
    "5-",
    "30/06/2021",
    "1\u202f00",
    "1234567890123456",
]


@pytest.mark.parametrize("at", range(3))
@pytest.mark.parametrize("said", NO_FIGURES)
def test_figure_that_cannot_be_read_is_neither_head_nor_dropped(said: str, at: int) -> None:
    rows = ["Bạch Thông\t2", "Chợ Đồn\t3"]
    rows.insert(at, f"Ngân Sơn\t{said}")
    text = " ".join(said.split())
    wanted = re.escape(f"Dòng {at + 2}, cột B: “{text}” ") + "(không phải là số|dài quá 15 chữ số)"
    with pytest.raises(UnreadableTableError, match=wanted):
        _read("\n".join(["Đơn vị\tTổng", *rows]))


@pytest.mark.parametrize("blank", [" ", "\xa0", "\u202f"])
def test_blanks_may_part_thousands(blank: str) -> None:
    found = _read(f"Đơn vị\tTổng\nNgân Sơn\t1{blank}000\nBạch Thông\t-12{blank}345{blank}678,5")
    assert [figures for _unit, figures in found.rows] == [("1.000",), ("-12.345.678,5",)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Đơn vị\tSố\nSở Y tế\t1,160\n", "số nghìn hay số lẻ"),
        ("Đơn vị\tSố\tLẻ\nSở Y tế\tmười\t3\n", "Dòng 2, cột B: “mười” không phải là số"),
        ("Đơn vị\tSố\nSở Y tế\t1\n\t2\n", "Dòng 3 chưa có tên đơn vị"),
        ("Sở Y tế\t1\nSở Nội vụ\t2\n", "Không thấy dòng tiêu đề cột"),
        ("Đơn vị\tSố\t\nSở Y tế\t1\t2\n", "Cột C chưa có tiêu đề"),
        ("Đơn vị\tSố\nSở Y tế\t1\nSở y tế\t2\n", "“Sở y tế” có hai lần, ở dòng 2 và dòng 3"),
        (f"Đơn vị\tSố\nSở {'Y' * 160}\t1\n", "Dòng 2: tên đơn vị dài quá 160 chữ"),
        (f"Đơn vị\tSố {'a' * 80}\nSở Y tế\t1\n", "dài quá 80 chữ"),
        ("Đơn vị\tSố\nSở Y tế\tmột\n", "Không thấy dòng nào có tên đơn vị và số"),
    ],
)
def test_what_is_no_table_of_figures_is_refused_by_its_place(text: str, said: str) -> None:
    with pytest.raises(UnreadableTableError, match=said):
        _read(text)


@pytest.mark.parametrize("seed", range(20))
def test_any_table_comes_back_as_it_was_and_may_be_published(
    province: Province, admin_client: Client, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # reproducible
    names = [f"Cột số {number}" for number in range(chance.randint(1, 6))]
    rows = [
        [f"Đơn vị {number}", *(_figure(chance) for _name in names)]
        for number in range(chance.randint(1, 9))
    ]
    page = a_statistics_page(province.office, chart_column=1)
    text = "\n".join("\t".join(line) for line in (["Đơn vị", *names], *rows))
    answer = admin_client.post(reverse("figures:paste", args=[page.pk]), {"rows": text})
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert page.rows != draft.rows
    stored = [one["value"] for one in draft.rows.get_prep_value()]
    assert [[one["unit"], *one["figures"].split("; ")] for one in stored] == rows
    assert draft.column_count() == len(names)
    assert faults(draft) == ()


def _figure(chance: random.Random) -> str:
    """Return a figure as officers write it; a row has one, so that it is a row."""
    whole = chance.randint(0, 2_000_000)
    said = f"{whole:,}".replace(",", ".")
    return chance.choice([said, f"{whole % 100},{whole % 10}%", str(whole % 1000)])


def test_unit_that_stays_keeps_its_translation() -> None:
    column = {"type": "item", "id": "c", "value": {"label": "Tiếp nhận", "unit": "number"}}
    groups = [{"type": "group", "id": "g", "value": {"label": "", "columns": [column]}}]
    rows = [{"type": "row", "id": "r", "value": {"unit": "Sở Y tế", "figures": "1"}}]
    new_groups, new_rows = put(_read(TABLE), groups, rows)
    assert new_groups[0]["id"] == "g"
    assert [one["id"] == "c" for one in new_groups[0]["value"]["columns"]] == [True, False]
    assert [one["id"] == "r" for one in new_rows] == [False, True]


@pytest.mark.parametrize("said", ["\N{ARABIC-INDIC DIGIT ONE}; 2", "1; 1234567890123456"])
def test_form_refuses_the_digits_that_the_table_is_refused_for(said: str) -> None:
    with pytest.raises(ValidationError):
        FiguresBlock().clean(said)


def test_refused_table_changes_nothing_and_stays_to_be_mended(
    province: Province, admin_client: Client
) -> None:
    page = a_statistics_page(province.office)
    before = page.latest_revision_id
    text = "Đơn vị\tSố\tLẻ\nSở Y tế\tmười\t3\n"
    answer = admin_client.post(reverse("figures:paste", args=[page.pk]), {"rows": text})
    assert "Sở Y tế\tmười\t3" in answer.content.decode()
    assert StatisticsPage.objects.get(pk=page.pk).latest_revision_id == before


SHEETS: dict[str, list[list[Any]]] = {
    "Chính": [
        ["Đơn vị", "Tiếp nhận", "Đúng hạn"],
        ["Sở Nội vụ", 1160, 0.9545],
        ["Sở Y tế", 95.125, 1],
    ],
    "Theo tháng": [["Tháng", "Hồ sơ"], ["Tháng một", 12], ["Tháng hai", 0.5]],
    "Rộng": [[f"Cột {at}" for at in range(MOST_COLUMNS + 1)], list(range(MOST_COLUMNS + 1))],
}


def _file(sheets: dict[str, list[list[Any]]]) -> Any:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for at in range(2, sheet.max_row + 1):
            sheet.cell(at, 3).number_format = "0.0%"
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile("so-lieu.xlsx", out.getvalue())


def _taken(client: Client, page: StatisticsPage, sheets: dict[str, list[list[Any]]]) -> Any:
    address = reverse("figures:paste", args=[page.pk])
    answer = client.post(address, {"file": _file(sheets)}, follow=True)
    draft = StatisticsPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return " ".join(map(str, answer.context["messages"])), draft


def test_a_formula_without_a_result_is_called_one() -> None:
    out = BytesIO()
    book = Workbook()
    for row in (["Đơn vị", "Hồ sơ"], ["Sở Y tế", "=1+1"], ["Sở Nội vụ", 2]):
        book.active.append(row)
    book.save(out)
    with pytest.raises(UnreadableTableError, match="Dòng 2, cột B: công thức chưa tính"):
        figures_of(read_file(out.getvalue())[0])


def test_sheets_of_a_workbook_are_the_figures_and_the_tables_below(
    province: Province, admin_client: Client
) -> None:
    page = a_statistics_page(province.office)
    words, draft = _taken(admin_client, page, SHEETS)
    rows = [one["value"] for one in draft.rows.get_prep_value()]
    assert [one["figures"] for one in rows] == ["1160; 95,5%", "95,125; 100,0%"]
    assert [figures(one["figures"]) for one in rows] == [("1160", "95.5"), ("95.125", "100.0")]
    (table,) = draft.body.get_prep_value()[-1:]
    assert table["value"]["title"] == "Theo tháng"
    assert table["value"]["cells"] == [
        ["Tháng", "Hồ sơ"],
        ["Tháng một", "12"],
        ["Tháng hai", "0,5"],
    ]
    assert "Trang tính “Rộng” chưa lấy" in words
    count = len(draft.body)
    again = {**SHEETS, "Theo tháng": [["Tháng", "Hồ sơ"], ["Tháng ba", 7]]}
    _words, draft = _taken(admin_client, page, again)
    assert len(draft.body) == count
    assert draft.body.get_prep_value()[-1]["id"] == table["id"]
    assert draft.body[-1].value["cells"][1] == ["Tháng ba", "7"]


def test_fault_of_a_workbook_names_its_sheet_and_takes_nothing(
    province: Province, admin_client: Client
) -> None:
    page = a_statistics_page(province.office)
    before = page.latest_revision_id
    broken = {**SHEETS, "Chính": [["Đơn vị", "Số", "Lẻ"], ["Sở Y tế", "mười", 3]]}
    words, _draft = _taken(admin_client, page, broken)
    assert "Trang tính “Chính”: Dòng 2, cột B" in words
    assert StatisticsPage.objects.get(pk=page.pk).latest_revision_id == before


@pytest.mark.parametrize("seed", range(20))
def test_number_of_a_workbook_is_read_as_excel_shows_it(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    places = chance.randint(0, 4)
    whole, part = chance.randint(0, 999), chance.randint(0, 10**places - 1)
    shown = f"{whole},{part:0{places}}" if places else str(whole)
    value = float(shown.replace(",", "."))
    cell = SimpleNamespace(
        value=value / 100, number_format=f"#,##0{'.' + '0' * places if places else ''}%"
    )
    assert _shown(cell) == f"{shown}%"
    plain = SimpleNamespace(
        value=value + 10 ** -(places + 3), number_format=cell.number_format[:-1]
    )
    assert as_written(_shown(plain)) == (shown.rstrip("0").rstrip(",") if places else shown)


def test_only_who_may_edit_the_page_takes_figures_into_it(province: Province) -> None:
    set_up_office(province.agency)
    page = a_statistics_page(province.home)
    answer = _member(province, "soan").post(
        reverse("figures:paste", args=[page.pk]), {"rows": TABLE}
    )
    assert answer.status_code == 302
    assert answer["Location"] != reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_alias_takes_no_figures_and_says_why(province: Province, admin_client: Client) -> None:
    alias = a_statistics_page(province.office).create_alias(update_slug="bi-danh")
    answer = admin_client.post(reverse("figures:paste", args=[alias.pk]), {"rows": TABLE})
    assert "Trang này là bí danh" in answer.content.decode()
    assert not alias.revisions.exists()


@pytest.mark.parametrize(
    "box", ["<table><tr><td>", "<div>", "<!--</table>--><table><tr><td>", "<ul><li>", "<b>"]
)
def test_what_is_nested_without_end_is_refused_before_it_is_read(
    box: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pasted, "_row", None)  # the work that such boxes would multiply
    for many in (100, 3_000):
        with pytest.raises(UnreadableTableError, match="lồng nhau quá sâu"):
            read_pasted("", "<table><tr><td>" + box * many)


def test_table_within_the_boxes_of_a_page_is_read() -> None:
    assert _read("", "<div>" * 20 + MERGED + "</div>" * 20).rows == _read("", MERGED).rows
