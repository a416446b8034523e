"""A catalogue with what real ones have: time, fee, code and address of each row, counts per field."""

import json
import re
from dataclasses import replace

import pytest

from sitegen.documents.nodes import (
    Catalogue,
    CatalogueColumn,
    CatalogueFact,
    CatalogueGroup,
    CatalogueRow,
)
from sitegen.release.cleaning import Gone, clean
from sitegen.render.json_api import render as render_json
from sitegen.render.markdown import render_markdown
from sitegen.render.print import render_sheet
from tests.builders import a_view, an_article
from tests.twin_words import differing_words
from tests.unit.print_samples import an_announcement, picture_bytes
from tests.unit.print_text import text_of
from tests.unit.test_html_pages import page, words
from tests.unit.test_word_official import opened, said_in

SAID: dict[CatalogueFact, str] = {
    "code": "1.004888.000.00.00.H03",
    "time_limit": "15 ngày làm việc",
    "fee": "50.000 đồng",
    "address": "https://dichvucong.gov.vn/p/home/dvc-chi-tiet.html?ma_thu_tuc=1.004888",
}
HEADS = {"code": "Mã", "time_limit": "Thời hạn giải quyết", "fee": "Phí, lệ phí"}
FACTS = tuple(SAID)


def a_catalogue(facts: tuple[CatalogueFact, ...] = FACTS, ticks: int = 2) -> Catalogue:
    groups = []
    for numeral, title, count in (("II", "Công chức, viên chức", 2), ("IX", "Văn thư", 1)):
        rows = tuple(
            CatalogueRow(
                number=number,
                name=f"{title} {number}",
                code=SAID["code"],
                marks=(True, False)[:ticks],
                facts=tuple(SAID[fact] if number == 1 else "" for fact in facts),
            )
            for number in range(1, count + 1)
        )
        groups.append(CatalogueGroup(numeral=numeral, title=title, rows=rows))
    return Catalogue(
        title="Danh mục",
        facts=facts,
        columns=tuple(CatalogueColumn(label=f"Cột {one}", total=3) for one in range(ticks)),
        groups=tuple(groups),
        is_restarting=True,
        has_counts=True,
    )


def gone(*keys: str) -> Gone:
    return Gone(keys=keys, paths=(), digests=frozenset(), bases=frozenset())


ONE_BY_ONE = [*((fact,) for fact in FACTS), FACTS, FACTS[:2], ()]


@pytest.mark.parametrize("facts", ONE_BY_ONE, ids=lambda facts: "-".join(facts) or "none")
@pytest.mark.parametrize("ticks", [0, 2])
def test_every_output_says_what_the_registry_says(
    facts: tuple[CatalogueFact, ...], ticks: int
) -> None:
    node = a_catalogue(facts, ticks)
    web = page(an_article(body=(node,)))
    shown = words(web)
    twin = render_markdown(an_article(body=(node,)), a_view()).decode()
    paper = text_of(
        render_sheet(an_announcement(body=(node,)), mode="print", load_picture=picture_bytes).pdf
    )
    word = said_in(opened(an_announcement(body=(node,))))
    for fact in facts:
        said = SAID[fact].removeprefix("https://").partition("?")[0]
        plain = re.sub(r"[\s\u200b]", "", said)
        link = web.css_first(".catalogue .word a")
        web_said = link.attributes["href"] if fact == "address" else shown
        for output in (web_said, twin.replace("\\", ""), paper, word):
            assert plain in re.sub(r"[\s\u200b]", "", output), fact
    for output in (shown, twin, paper, word):
        said = " ".join(output.split())
        assert [fact for fact in facts if HEADS.get(fact, "Nộp trực tuyến tại") not in said] == []
        assert "Công chức, viên chức (2 thủ tục)" in " ".join(output.replace("\\", "").split())
        assert "Văn thư (1 thủ tục)" in " ".join(output.replace("\\", "").split())
    assert differing_words(an_article(body=(node,)), a_view()) == (set(), set())


def test_address_leads_there_and_every_line_has_every_cell() -> None:
    web = page(an_article(body=(a_catalogue(),)))
    assert web.css_first(".catalogue td.word a").attributes["href"] == SAID["address"]
    for line in web.css(".catalogue tr"):
        cells = line.css("td, th")
        assert sum(int(one.attributes.get("colspan") or 1) for one in cells) == 8


def test_numbers_restart_where_a_row_was_taken_away_and_the_facts_stay() -> None:
    node = a_catalogue()
    first = replace(node.groups[0].rows[0], fact_key="procedure-1")
    groups = (replace(node.groups[0], rows=(first, *node.groups[0].rows[1:])), node.groups[1])
    found = clean(replace(node, groups=groups), gone("procedure-1"))
    assert [[row.number for row in group.rows] for group in found.groups] == [[1], [1]]
    assert found.groups[1].rows[0].facts == tuple(SAID.values())
    assert [column.total for column in found.columns] == [2, 0]


def test_facts_are_data_of_the_document() -> None:
    body = json.loads(render_json(an_article(body=(a_catalogue(),)), a_view()))["document"]["body"]
    assert body[0]["facts"] == list(FACTS)
    assert body[0]["groups"][0]["rows"][0]["facts"] == list(SAID.values())


def test_why_only_in_part_stands_under_the_name_on_the_web_and_not_on_signed_paper() -> None:
    why = "phải kiểm tra tại chỗ (Luật Xây dựng, Điều 89)"
    node = a_catalogue()
    first = replace(node.groups[0].rows[0], partly=why)
    groups = (replace(node.groups[0], rows=(first, *node.groups[0].rows[1:])), node.groups[1])
    node = replace(node, groups=groups)
    web = page(an_article(body=(node,)))
    shown = [words_of.text() for words_of in web.css(".catalogue th[scope=row] small.code")]
    assert [one.replace("\u00a0", " ") for one in shown] == [f"Chỉ một phần vì {why}"]
    twin = render_markdown(an_article(body=(node,)), a_view()).decode()
    assert twin.replace("\\", "").count(why) == 1
    assert differing_words(an_article(body=(node,)), a_view()) == (set(), set())
    paper = render_sheet(an_announcement(body=(node,)), mode="print", load_picture=picture_bytes)
    assert "Luật Xây dựng" not in text_of(paper.pdf)
