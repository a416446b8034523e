"""What a guide offers to be followed with one thumb stands in its page, and needs no script."""

import gzip
from dataclasses import replace
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.documents.kinds import Document
from sitegen.render.assets import asset_path, assets, stylesheet
from sitegen.render.html import render
from sitegen.render.labels import labels
from tests.builders import (
    a_contact_card,
    a_guide,
    a_head,
    a_home,
    a_site,
    a_step,
    a_step_group,
    a_view,
    an_announcement,
)
from tests.reading_guides import a_guide_to_read


def page(document: Document, **view: Any) -> Any:
    """Return the parsed page; untyped, because every answer of the parser may be None."""
    return LexborHTMLParser(render(document, a_view(**view)))


def said(node: Any) -> str:
    return " ".join(node.text().replace("\u00a0", " ").split())


def asset(name: str) -> bytes:
    return next(one.content for one in assets() if one.path == asset_path(name))


def test_of_two_ways_the_first_is_open_and_both_say_which_they_are() -> None:
    ways = page(a_guide_to_read()).css("details.branch")
    assert ["open" in way.attributes for way in ways] == [True, False]
    assert {way.attributes["name"] for way in ways} == {"way"}
    assert [said(way.css_first("summary h2")) for way in ways] == [
        "Cách 1: Nộp trên cổng của tỉnh",
        "Cách 2: Nộp trên cổng quốc gia",
    ]


def test_a_link_to_a_way_leads_inside_so_that_browsers_unfold_it() -> None:
    html = page(a_guide_to_read())
    for link in html.css("nav.ways a"):
        target = html.css_first(link.attributes["href"])
        assert target.parent.tag == "details"


def test_where_nothing_is_to_be_chosen_nothing_is_folded() -> None:
    html = page(a_guide(steps=3, ways=2))
    assert not html.css(".branch")
    assert len(html.css(".group-head h2")) == 2


def test_every_step_and_everything_to_prepare_can_be_ticked() -> None:
    html = page(a_guide_to_read())
    assert len(html.css(".step > .done input[type=checkbox]")) == len(html.css(".step")) == 8
    assert [said(label) for label in html.css("#tinh .done")] == [
        f"Xong bước {number}" for number in ("1", "2", "2 (hoặc)", "3", "4")
    ]
    prepared = [said(label) for label in html.css(".step .prepare label")]
    assert prepared == ["Căn cước", "Điện thoại nhận mã"] * 2


@pytest.mark.parametrize(
    ("cards", "help_phone", "number"),
    [
        ((a_contact_card(phone="0209.3810.777", phone_link="+842093810777"),), "", "+842093810777"),
        ((a_contact_card(phone="máy lẻ 12", phone_link=""),), "+84209", "+84209"),
        ((), "+84209", "+84209"),
        ((), "", None),
    ],
)
def test_the_first_telephone_is_at_hand_or_that_of_the_mirror(
    cards: tuple[Any, ...], help_phone: str, number: str | None
) -> None:
    site = a_site(help_phone=help_phone, help_phone_link=help_phone)
    links = page(a_guide(contacts=cards), site=site).css(".at-hand a")
    assert [link.attributes["href"] for link in links] == ([f"tel:{number}"] if number else [])


def test_only_a_value_that_is_typed_as_it_stands_can_be_copied() -> None:
    fields = page(a_guide_to_read()).css("#tinh .fields dd[data-copy]")
    assert [said(field).split(" Chỉ")[0] for field in fields] == [
        "UBND huyện CưM’gar",
        "Toàn trìnhChỉ làm khi cấp bản sao hộ tịch",
    ]


def test_the_office_leads_to_its_other_guides() -> None:
    (link,) = page(a_guide()).css("main > div.part a")
    assert said(link) == "Hướng dẫn khác của Sở Nội vụ tỉnh Bắc Kạn"
    assert link.attributes["href"].endswith("so-noi-vu/index.html")
    assert not page(a_guide(head=a_head("Nộp", agency=None))).css("main > div.part")


def test_words_and_buttons_of_the_script_are_inert_and_in_the_language_of_the_page() -> None:
    template = page(a_guide(steps=3)).css_first("template#reader")
    words = labels("vi")
    assert template.attributes["data-copied"] == words["copied"]
    for key in ("one_by_one", "all_steps", "print_steps", "clear_ticks", "step_back", "step_on"):
        assert words[key] in template.html.replace("\u00a0", " ")
    tay = page(a_guide(head=a_head("Nộp", language="tyz")), site=a_site(language="tyz"))
    assert 'lang="vi"' in tay.css_first("template#reader").html


@pytest.mark.parametrize(
    "document", [a_home(), an_announcement(), a_guide(groups=())], ids=lambda d: d.kind
)
def test_pages_without_steps_to_follow_load_nothing_for_them(document: Document) -> None:
    assert b"reading" not in render(document, a_view()).replace(b'"reading"', b"")


def test_no_screen_waits_for_what_paper_or_the_script_needs() -> None:
    sheets = page(a_guide()).css("link[rel=stylesheet]")
    assert [sheet.attributes.get("media") for sheet in sheets] == [None, "print", "not all"]
    assert "@page" not in stylesheet()
    scripts = page(a_guide()).css("script")
    assert ["defer" in script.attributes for script in scripts] == [False, True]


def test_the_script_is_small_and_asks_no_network() -> None:
    script = asset("reading.js").decode()
    for word in ("import ", "export ", "fetch(", "XMLHttpRequest", "sendBeacon", "eval(", "http"):
        assert word not in script
    assert len(gzip.compress(script.encode(), 9)) <= 4_400
    assert len(gzip.compress(asset("reading.css"), 9)) <= 1_500


def test_a_step_that_stands_beside_another_says_whose_it_is() -> None:
    group = a_step_group(1)
    beside = a_step(1, anchor="hoac", logic="or", pictures=())
    html = page(a_guide(groups=(replace(group, steps=(*group.steps, beside)),)))
    assert said(html.css_first("#hoac .done")) == "Xong bước 1 (hoặc)"
    assert len(html.css(".way li:not([hidden])")) == 1


def test_the_caption_of_every_figure_stands_last_in_it() -> None:
    figures = page(a_guide_to_read()).css("figure")
    assert any(figure.css_first("details") for figure in figures)
    for figure in figures:
        told = [one.tag for one in figure.iter()]
        assert "figcaption" not in told[:-1]
