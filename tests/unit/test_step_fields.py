"""What a step says besides its sentence, in every format: alternatives, preparation, dates."""

import dataclasses
import json
from datetime import date
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.documents.codec import decode, encode
from sitegen.documents.kinds import Guide
from sitegen.documents.nodes import FormField
from sitegen.render.html import render
from sitegen.render.labels import print_words
from sitegen.render.markdown import render_markdown
from sitegen.render.print.steps import step_data
from sitegen.render.schema_org import structured_data
from tests.builders import a_guide, a_site, a_step_group, a_view, text
from tests.twin_words import differing_words

FIRST, SECOND, _ = a_step_group(3).steps
BESIDE = dataclasses.replace(
    FIRST,
    logic="or",
    anchor="buoc-1-hoac",
    title=text("Gọi tổng đài."),
    duration="khoảng 5 phút",
    prepare=("Căn cước", "Mã hồ sơ"),
)


def _guide(**group: Any) -> Guide:
    steps = (FIRST, BESIDE, SECOND)
    return a_guide(groups=(dataclasses.replace(a_step_group(3), steps=steps, **group),))


FULL = _guide(actor="Bộ phận một cửa", expired_on=date(2025, 6, 30), way=1)


def _page(guide: Guide) -> Any:
    return LexborHTMLParser(render(guide, a_view()))


def _said(node: Any) -> str:
    return " ".join(node.text().replace("\u00a0", " ").split())


def test_page_and_twin_say_the_same_of_the_new_fields() -> None:
    assert differing_words(FULL, a_view()) == (set(), set())


def test_alternative_is_said_as_one_and_takes_no_number() -> None:
    page = _page(FULL)
    beside = page.css_first("#buoc-1-hoac")
    assert _said(beside.css_first("h3")) == "Bước 1, hoặc: Gọi tổng đài."
    assert all(words in _said(beside) for words in ("Căn cước", "Mã hồ sơ", "khoảng 5 phút"))
    assert [_said(one.css_first("b")) for one in page.css(".way li:not([hidden])")] == ["1", "2"]


def test_group_says_way_actor_and_its_last_day() -> None:
    page = _page(FULL)
    head = _said(page.css_first(".group-head"))
    assert "Cách 1" in _said(page.body)
    assert "Người làm: Bộ phận một cửa" in head
    assert "đến hết ngày 30/6/2025" in head


def test_group_of_the_usual_kind_says_none_of_it() -> None:
    head = _said(_page(a_guide()).css_first(".group-head"))
    assert not any(words in head for words in ("Cách", "Người làm", "hết ngày", "từ ngày"))


def test_group_that_is_yet_to_begin_says_from_when() -> None:
    assert "từ ngày 1/1/2030" in _said(_page(_guide(begins_on=date(2030, 1, 1))).body)


@pytest.mark.parametrize(
    ("relation", "heading"), [("or", "Có 2 cách, chọn một"), ("then", "Gồm 2 phần")]
)
def test_groups_are_ways_or_parts(relation: Any, heading: str) -> None:
    first, second = a_guide(ways=2).groups
    guide = a_guide(groups=(first, dataclasses.replace(second, relation=relation)))
    assert _said(_page(guide).css_first(".ways h2")) == heading


def test_markdown_keeps_an_alternative_under_its_number() -> None:
    lines = render_markdown(FULL, a_view()).decode().splitlines()
    assert [line[:2] for line in lines if line[:2] in ("1.", "2.", "3.")] == ["1.", "2."]


def test_paper_says_alternative_duration_and_preparation() -> None:
    data = step_data(BESIDE, print_words("vi"), with_example=True)
    said = "".join(part.get("value", "") for part in data["title"])
    assert said == "Hoặc: Gọi tổng đài (khoảng 5 phút)."
    assert data["body"][0]["children"][0]["value"] == "Cần chuẩn bị: Căn cước; Mã hồ sơ."


def test_search_engines_read_alternatives_and_what_is_needed() -> None:
    view = a_view(site=a_site(base_address="https://loa.example.vn/"))
    graph = json.loads(structured_data(FULL, view))["@graph"]
    (how_to,) = (thing for thing in graph if thing["@type"] == "HowTo")
    assert [step["text"] for step in how_to["step"]][1] == "(hoặc) Gọi tổng đài."
    assert {"@type": "HowToSupply", "name": "Căn cước"} in how_to["supply"]


def test_document_survives_its_own_json() -> None:
    assert decode(encode(FULL)) == FULL


def test_label_of_two_thousand_letters_and_markup_stay_words() -> None:
    field = FormField(label="x" * 2000, value="<b>đậm</b>")
    step = dataclasses.replace(FIRST, fields=(field,), prepare=("<i>nghiêng</i>",))
    page = _page(a_guide(groups=(dataclasses.replace(a_step_group(1), steps=(step,)),)))
    assert "<b>đậm</b>" in _said(page.css_first(".step"))
    assert "<i>nghiêng</i>" in _said(page.css_first(".step"))
    assert page.css_first(".step dd b") is None


def test_two_hundred_steps_make_one_page() -> None:
    steps = tuple(
        dataclasses.replace(FIRST, number=number, anchor=f"buoc-{number}")
        for number in range(1, 201)
    )
    page = _page(a_guide(groups=(dataclasses.replace(a_step_group(1), steps=steps),)))
    assert len(page.css("li.step")) == 200
