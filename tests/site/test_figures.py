"""A pasted table of figures becomes the columns and rows of a statistics page, whole or not at all."""

import random
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.importing.figures import figures_of, put
from cms.importing.grid import UnreadableTableError
from cms.importing.reading import read_pasted
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
        ("Tổng", ("1.160", "")),
    )
    assert found.passed == ("KẾT QUẢ GIẢI QUYẾT HỒ SƠ NĂM 2019", "I Cấp tỉnh")


def test_two_lines_of_heads_are_groups_of_columns() -> None:
    found = _read("", MERGED)
    assert found.groups == (("Trực tuyến", ("Một phần", "Toàn trình")), ("", ("Trực tiếp",)))
    assert found.rows == (("Sở Nội vụ", ("10", "0", "1.160")),)


def test_years_head_columns() -> None:
    found = _read("Đơn vị\t2018\t2019\nSở Y tế\t1\t2\n")
    assert found.groups == (("", ("2018", "2019")),)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Đơn vị\tSố\nSở Y tế\t1,160\n", "số nghìn hay số lẻ"),
        ("Đơn vị\tSố\tLẻ\nSở Y tế\tmười\t3\n", "Dòng 2, cột B: “mười” không phải là số"),
        ("Đơn vị\tSố\nSở Y tế\t1\n\t2\n", "Dòng 3 chưa có tên đơn vị"),
        ("Sở Y tế\t1\nSở Nội vụ\t2\n", "Không thấy dòng tiêu đề cột"),
        ("Đơn vị\tSố\t\nSở Y tế\t1\t2\n", "Cột C chưa có tiêu đề"),
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
    assert [one["id"] == "r" for one in new_rows] == [False, True, False]


def test_refused_table_changes_nothing_and_stays_to_be_mended(
    province: Province, admin_client: Client
) -> None:
    page = a_statistics_page(province.office)
    before = page.latest_revision_id
    text = "Đơn vị\tSố\tLẻ\nSở Y tế\tmười\t3\n"
    answer = admin_client.post(reverse("figures:paste", args=[page.pk]), {"rows": text})
    assert "Sở Y tế\tmười\t3" in answer.content.decode()
    assert StatisticsPage.objects.get(pk=page.pk).latest_revision_id == before


def test_only_who_may_edit_the_page_takes_figures_into_it(province: Province) -> None:
    set_up_office(province.agency)
    page = a_statistics_page(province.home)
    answer = _member(province, "soan").post(
        reverse("figures:paste", args=[page.pk]), {"rows": TABLE}
    )
    assert answer.status_code == 302
    assert answer["Location"] != reverse("wagtailadmin_pages:edit", args=[page.pk])
