"""Chips in the editor: what is stored, what is shown, what the chooser offers, what translates."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Locale
from wagtail.rich_text import expand_db_html
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from cms.blocks.text import RICH_FEATURES
from cms.models import Portal
from tests.factories import (
    Province,
    a_fact,
    a_payment,
    an_announcement_page,
    publish,
)
from tests.factory_chips import a_chip, saying

NEW = "https://dichvucong.gov.vn"


def opened(html: str) -> Any:
    """Return the first block as the editor gets it, with the data of its entities."""
    state = json.loads(ContentstateConverter(RICH_FEATURES).from_database_format(html))
    return state["blocks"][0], state["entityMap"]


def saved_again(html: str) -> str:
    """Return what is stored when somebody opens a text and saves it."""
    converter = ContentstateConverter(RICH_FEATURES)
    return str(converter.to_database_format(converter.from_database_format(html)))


def test_editor_shows_the_value_of_today_and_stores_what_was_said(province: Province) -> None:
    html = f'<p data-block-key="a1">Vào {a_chip(province.portal, "address")}, nộp.</p>'
    block, entities = opened(html)
    assert block["text"] == "Vào https://dichvucong.backan.gov.vn, nộp."
    assert [entities["0"][name] for name in ("type", "mutability")] == ["FACT", "IMMUTABLE"]
    assert saved_again(html) == html


def test_issued_chip_shows_its_own_words(province: Province) -> None:
    chip = a_chip(province.portal, "address", "http://cu.gov.vn", day="2025-11-03")
    html = f'<p data-block-key="a1">Vào {chip}.</p>'
    block, entities = opened(html)
    assert block["text"] == "Vào http://cu.gov.vn."
    assert entities["0"]["data"]["now"] == "https://dichvucong.backan.gov.vn"
    assert saved_again(html) == html


def test_chip_of_a_deleted_fact_stays_and_says_what_is_wrong(province: Province) -> None:
    portal = a_fact(Portal, name="Cổng thử", short_name="Thử", address=NEW)
    html = f'<p data-block-key="a1">Vào {a_chip(portal, "name")}.</p>'
    portal.delete()
    block, entities = opened(html)
    assert block["text"] == "Vào chữ cũ."
    assert entities["0"]["data"]["wrong"] == "đã bị xoá khỏi sổ"
    assert saved_again(html) == html


@pytest.mark.parametrize(
    "token",
    [
        '<a linktype="fact" kind="user" id="1" field="password">x</a>',
        '<a linktype="fact" kind="portal" id="x" field="name">x</a>',
        '<a linktype="fact">x</a>',
    ],
)
def test_token_that_names_nothing_is_stored_as_its_words(province: Province, token: str) -> None:
    assert "linktype" not in saved_again(f"<p>a {token} b</p>")
    assert "x" in saved_again(f"<p>a {token} b</p>")


def test_markup_inside_a_token_is_dropped(province: Province) -> None:
    chip = a_chip(province.portal, "name", "<b>đậm</b>")
    block, _ = opened(f"<p>Vào <b>ngay</b> {chip}, <i>nhé</i>.</p>")
    assert block["text"] == f"Vào ngay {province.portal.name}, nhé."
    assert [one["style"] for one in block["inlineStyleRanges"]] == ["BOLD", "ITALIC"]
    assert a_chip(province.portal, "name", "đậm") in saved_again(f"<p>Vào {chip}.</p>")


def test_wagtail_itself_makes_a_link_of_an_address_only(province: Province) -> None:
    linked = expand_db_html(a_chip(province.portal, "address"))
    assert linked == '<a href="https://dichvucong.backan.gov.vn">chữ cũ</a>'
    assert expand_db_html(a_chip(province.portal, "name")) == "<a>chữ cũ</a>"


# The chooser


def found(client: Client, **asked: str) -> Any:
    return client.get(reverse("chips:choose"), asked).json()


@pytest.mark.parametrize("words", ["bac kan", "Bắc Kạn", "KẠN cổng", ""])
def test_chooser_finds_with_and_without_marks(
    editor: Client, province: Province, words: str
) -> None:
    answer = found(editor, kind="portal", q=words)
    assert [row["name"] for row in answer["rows"]] == [province.portal.name]
    values = {one["field"]: one["value"] for one in answer["rows"][0]["values"]}
    assert values["address"] == "https://dichvucong.backan.gov.vn"


def test_chooser_offers_nothing_that_may_not_be_shown(editor: Client, province: Province) -> None:
    a_fact(Portal, is_live=False, name="Cổng nháp", short_name="Nháp", address=NEW)
    assert found(editor, kind="portal", q="nhap")["count"] == 0
    assert found(editor, kind="user")["count"] == 0
    a_payment(province.agency)
    (row,) = found(editor, kind="paymentfact")["rows"]
    assert [one["field"] for one in row["values"]] == ["name"]


def test_chooser_answers_nobody_outside(client: Client, province: Province) -> None:
    assert client.get(reverse("chips:choose"), {"kind": "portal"}).status_code == 302


# Translations


@pytest.fixture
def sentence(province: Province) -> Any:
    """An announcement with two chips in one sentence, sent to be translated."""
    phone, address = a_chip(province.contact, "phone"), a_chip(province.portal, "address")
    page = an_announcement_page(
        province.office, body=saying(f"Gọi {phone} hoặc vào {address}."), title="Bài"
    )
    translate_object(province.home, [Locale.objects.get(language_code="en")])
    translate_object(province.office, [Locale.objects.get(language_code="en")])
    translate_object(page, [Locale.objects.get(language_code="en")])
    return page


def _translation(page: Any, words: str) -> StringTranslation:
    english = Locale.objects.get(language_code="en")
    source = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=english
    ).source
    (segment,) = StringSegment.objects.filter(source=source, string__data__contains="Gọi")
    return StringTranslation.objects.create(
        translation_of=segment.string, locale=english, context=segment.context, data=words
    )


def test_chips_stay_in_one_segment_and_come_back_whole(sentence: Any, province: Province) -> None:
    said = _translation(
        sentence, 'Visit <a id="a2">the site</a> or call <a id="a1">the office</a>.'
    )
    assert not said.has_error
    english = Locale.objects.get(language_code="en")
    Translation.objects.get(
        source__object_id=sentence.translation_key, target_locale=english
    ).save_target(publish=True)
    stored = str(sentence.get_translation(english).body.get_prep_value())
    assert a_chip(province.portal, "address", "the site") in _in_order(stored, province)
    assert a_chip(province.contact, "phone", "the office") in _in_order(stored, province)


def _in_order(stored: str, province: Province) -> str:
    """Return stored markup with the attributes of tokens in the order of the editor."""
    for row, field in ((province.portal, "address"), (province.contact, "phone")):
        kind = row._meta.model_name
        written = f'field="{field}" id="{row.pk}" kind="{kind}" linktype="fact"'
        meant = f'linktype="fact" kind="{kind}" id="{row.pk}" field="{field}"'
        stored = stored.replace(written, meant)
    return stored


@pytest.mark.parametrize(
    "words",
    ["Call us.", 'Visit <a id="a2">the site</a>.', 'Visit <a id="a2">it</a> <a id="a3">x</a>.'],
)
def test_translation_that_loses_a_chip_is_refused_in_words(sentence: Any, words: str) -> None:
    said = _translation(sentence, words)
    said.refresh_from_db()
    assert said.has_error
    if "a3" not in words:
        assert "thiếu dữ kiện" in said.get_error()


def test_changed_fact_makes_no_translation_stale(sentence: Any, province: Province) -> None:
    before = list(StringSegment.objects.values_list("string__data", flat=True))
    province.portal.address = NEW
    publish(province.portal)
    sentence.save_revision().publish()
    assert list(StringSegment.objects.values_list("string__data", flat=True)) == before
