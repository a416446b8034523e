"""A table keeps every cell, from what was pasted to what is read, in every language."""

import json
import random
from html import escape
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.blocks.body import BodyBlock
from cms.blocks.table import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, CellsBlock
from cms.importing.plain import blocks_of
from cms.publishing.complete import faults
from sitegen.documents.nodes import Table
from tests.factories import Province, an_outreach_page, publish, stream
from tests.site.collected import document_of

WORD = (
    "<p class=MsoNormal>Trước <b>bảng</b></p><table class=MsoTableGrid>"
    "<tr><td colspan=3>Hồ sơ năm 2025</td></tr>"
    "<tr><td rowspan=2>Xã</td><td colspan=2>Cách nộp</td></tr>"
    "<tr><td>Trên cổng</td><td>Tại quầy</td></tr>"
    "<tr><td colspan=3>I. Vùng thấp</td></tr>"
    "<tr><td><p>Ea</p><p>Kuêh</p></td><td>1.160</td><td></td></tr></table><p>Sau bảng</p>"
)


def _cells(html: str) -> list[list[str]]:
    found, _notes = blocks_of(html)
    (table,) = [one for one in found if one["type"] == "table"]
    cells: list[list[str]] = json.loads(table["value"]["cells"])
    return cells


def _table(cells: list[list[str]], **more: Any) -> tuple[str, Any]:
    return "table", {"title": "", "cells": cells, "has_row_heads": False, **more}


def test_what_stood_around_a_pasted_table_stands_around_its_block() -> None:
    found, notes = blocks_of(WORD)
    assert [one["type"] for one in found] == ["paragraph", "table", "paragraph"]
    texts = [json.loads(found[at]["value"])["blocks"] for at in (0, 2)]
    assert [[one["text"] for one in blocks] for blocks in texts] == [["Trước bảng"], ["Sau bảng"]]
    assert found[1]["value"]["title"] == "Hồ sơ năm 2025"
    assert _cells(WORD) == [
        ["Xã", "Cách nộp: Trên cổng", "Cách nộp: Tại quầy"],
        ["I. Vùng thấp"],
        ["Ea\nKuêh", "1.160", ""],
    ]
    said = " ".join(notes)
    for words in ("vùng ô gộp", "Dòng đầu thành tên bảng", "2 dòng tên cột", "1 dòng gộp"):
        assert words in said


@pytest.mark.parametrize("seed", range(40))
def test_no_cell_of_a_pasted_table_is_lost_or_glued_to_another(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    width, texts, lines = chance.randint(2, 6), list[str](), list[str]()
    for row in range(chance.randint(2, 8)):
        at, cells = 0, []
        while at < width:
            across = chance.choice((1, 1, 1, chance.randint(1, width - at)))
            texts.append(f"ô {row}.{at} {chance.choice('<&đ')}")
            cells.append(f"<td colspan={across}><p>{escape(texts[-1])}</p></td>")
            at += across
        lines.append(f"<tr>{''.join(cells)}</tr>")
    found, _notes = blocks_of(f"<table>{''.join(lines)}</table>")
    ((value, rows),) = [(one["value"], json.loads(one["value"]["cells"])) for one in found]
    shown = [value["title"] or "", *(cell for row in rows for cell in row)]
    assert {len(row) for row in rows} <= {1, width}
    assert all(any(text in cell for cell in shown) for text in texts)
    parts = [part for cell in shown for part in cell.split(": ") if part]
    assert set(parts) <= set(texts)


REFUSED = {
    "a table in a table": "<table><tr><td>a<table><tr><td>1<td>2</table><td>b</table>",
    "too many columns": f"<table><tr>{'<td>x' * (MOST_COLUMNS + 1)}</table>",
    "too many rows": f"<table>{'<tr><td>x<td>y' * (MOST_ROWS + 1)}</table>",
    "a page in a cell": f"<table><tr><td>a<td>{'chữ ' * LONGEST_CELL}</table>",
    "nothing at all": "<table><tr><td><td></table>",
    "nested without end": "<div>" * 5000 + "<table><tr><td>a<td>b</table>",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_table_cannot_hold_is_refused_in_words(admin_client: Client, name: str) -> None:
    answer = admin_client.post(reverse("pasted_blocks:read"), {"html": REFUSED[name]})
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")


def test_only_who_is_signed_in_is_answered(client: Client) -> None:
    answer = client.post(reverse("pasted_blocks:read"), {"html": WORD})
    assert answer.status_code in {302, 401, 403}
    assert "blocks" not in answer.content.decode()


FAULTS = {
    "Bảng chưa có chữ nào": [["", ""], ["", ""]],
    "ít nhất một dòng": [["Việc", "Phí"]],
    "Cột 2 chưa có tên": [["Việc", ""], ["Khai sinh", "0"]],
    f"nhiều nhất {MOST_COLUMNS} cột": [["x"] * (MOST_COLUMNS + 1)] * 2,
    "Dòng 2, cột 1": [["Việc", "Phí"], ["x" * (LONGEST_CELL + 1), "0"]],
}


@pytest.mark.parametrize("words", FAULTS)
def test_what_is_amiss_is_said_with_its_place(province: Province, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        CellsBlock().clean(FAULTS[words])
    page = an_outreach_page(province.office, body=stream(_table(FAULTS[words])))
    assert faults(page)


def test_rows_and_columns_that_nobody_wrote_in_are_no_cells() -> None:
    block = CellsBlock()
    sent = json.dumps(
        [["Việc ", " Phí", ""], ["Nhóm"], ["", "", ""], ["a", " b  c\n d", ""], ["", ""]]
    )
    made = block.clean(block.value_from_form(sent))
    assert made == [["Việc", "Phí"], ["Nhóm"], ["", ""], ["a", "b c\nd"]]
    assert block.value_from_form(block.get_form_state(made)) == made
    for broken in ("{", "[1]", "[[1]]", '{"a": []}', "null", "[" * 100_000):
        assert block.value_from_form(broken) == []
    assert block.value_from_form(r'[["A", "B"], ["\ud83d", "x\uffff"]]') == [["A", "B"], ["", "x"]]


def test_columns_of_numbers_are_told_from_words(province: Province) -> None:
    cells = [
        ["Việc", "Số", "Tỷ lệ", "Mã"],
        ["Nhóm 1"],
        ["a", "1.160", "95,5%", "1.00488A"],
        ["b", "-", "", "2"],
    ]
    page = an_outreach_page(province.office, body=stream(_table(cells)))
    (node,) = document_of(page).body
    assert isinstance(node, Table)
    assert node.figures == (False, True, True, False)
    assert node.rows == (("Nhóm 1",), ("a", "1.160", "95,5%", "1.00488A"), ("b", "-", "", "2"))


def test_each_cell_is_translated_and_stays_so_when_rows_move(province: Province) -> None:
    english, _ = Locale.objects.get_or_create(language_code="en")
    cells = [["Việc", "Phí"], ["Khai sinh", "0"], ["Khai tử", "0"]]
    page = an_outreach_page(province.office, body=stream(_table(cells, title="Lệ phí")))
    for above in (province.home, province.office):
        above.copy_for_translation(english)
    said = {
        "Việc": "What",
        "Phí": "Fee",
        "Khai sinh": "Birth",
        "Khai tử": "Death",
        "Lệ phí": "Fees",
    }
    source, _ = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=english)
    found = source.stringsegment_set.filter(context__path__startswith="body")
    assert {one.string.data for one in found} == set(said)
    for one in found:
        StringTranslation.objects.create(
            translation_of=one.string,
            context=one.context,
            locale=english,
            data=said[one.string.data],
        )
    translation.save_target()
    copied = page.get_translation(english)
    assert copied.body[0].value["cells"] == [["What", "Fee"], ["Birth", "0"], ["Death", "0"]]

    moved = page.body.get_prep_value()
    moved[0]["value"]["cells"] = [cells[0], ["Nhóm"], cells[2], cells[1]]
    page.body = BodyBlock().to_python(moved)
    publish(page)
    source.update_from_db()
    translation.save_target()
    copied.refresh_from_db()
    assert copied.body[0].value["cells"] == [
        ["What", "Fee"],
        ["Nhóm"],
        ["Death", "0"],
        ["Birth", "0"],
    ]
