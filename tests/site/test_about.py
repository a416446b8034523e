"""About an office: one page each, its parts asked by name, leaders by their posts."""

import json
import random
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.blocks import FieldBlock
from wagtail.models import Locale, PageViewRestriction

from cms.models import AboutPage, ChannelsPage
from cms.models.about import PARTS
from sitegen.collect.warm import Collector
from sitegen.documents.nodes import Heading
from sitegen.render.html import render
from tests.builders import a_view
from tests.factories import Province, an_agency_home_page, items, publish, stream
from tests.factory_office import a_channels_page, an_about_page
from tests.site.collected import collected, document_of
from tests.site.editing import add_page, edit_page

PROSE = ("paragraph", "<p>Có chữ.</p>")


def test_a_second_page_about_one_office_is_refused_in_words(
    editor: Any, province: Province
) -> None:
    first = an_about_page(province.office, title="Về chúng tôi")
    made = add_page(editor, province.office, AboutPage, title="Giới thiệu nữa")
    assert "“Về chúng tôi”" in " ".join(made.errors.values())
    assert AboutPage.objects.get() == first
    assert edit_page(editor, first, lead="Sửa chính trang ấy.").is_saved
    other = an_agency_home_page(province.home, agency=province.agency, title="Ban khác")
    assert add_page(editor, other, AboutPage, title="Giới thiệu").is_saved


@pytest.mark.parametrize("name", PARTS)
def test_a_machine_may_ask_which_parts_say_something(province: Province, name: str) -> None:
    page = an_about_page(province.office, leaders=[], functions=[])
    assert page.filled_parts() == set()
    setattr(page, name, stream(PROSE))
    assert page.filled_parts() == {name}


def test_every_part_stands_under_its_own_heading_and_headings_in_it_below(
    province: Province,
) -> None:
    inner = ("heading", {"number": "", "text": "Trong phần", "level": "2"})
    page = an_about_page(province.office, **{name: stream(PROSE, inner, PROSE) for name in PARTS})
    headings = [node for node in document_of(page).body if isinstance(node, Heading)]
    assert [one.level for one in headings] == [2, 3] * len(PARTS)
    assert len({one.anchor for one in headings}) == len(headings)
    assert len({one.text for one in headings if one.level == 2}) == len(PARTS)


def test_a_name_is_shown_only_where_it_was_given(province: Province) -> None:
    leaders = (
        {"post": "Giám đốc", "name": "Nguyễn Văn Thử", "tasks": items("Chung.")},
        {"post": "Phó Giám đốc"},
    )
    page = an_about_page(province.office, leaders=stream(*(("leader", one) for one in leaders)))
    document = document_of(page)
    assert [(one.post, one.name) for one in document.leaders] == [
        ("Giám đốc", "Nguyễn Văn Thử"),
        ("Phó Giám đốc", ""),
    ]
    assert "Nguyễn Văn Thử" in render(document, a_view()).decode()


def _people(documents: Any) -> dict[str, list[tuple[str, str, bool]]]:
    """Return by language what leaves of each leader: name, biography, whether there is a portrait."""
    return {
        one.head.language: [(x.name, x.biography, x.portrait is not None) for x in one.leaders]
        for one in documents
        if hasattr(one, "leaders")
    }


@pytest.mark.parametrize("seed", range(4))
def test_translation_never_shows_of_a_person_what_the_public_source_does_not(
    province: Province, seed: int
) -> None:
    chance, collector = random.Random(seed), Collector()  # noqa: S311  # no secret
    one = {"post": "Giám đốc", "name": "Nguyễn Thử", "biography": "Công tác từ 2001."}
    leaders = stream(("leader", one), ("leader", {**one, "name": "Trần Thử"}))
    page = publish(an_about_page(province.office, leaders=leaders))
    english = Locale.objects.get_or_create(language_code="en")[0]
    translated = page.copy_for_translation(english, copy_parents=True)
    publish(translated)
    shown = 0
    for _ in range(30):
        page, translated = (AboutPage.objects.get(pk=x.pk) for x in (page, translated))
        act = chance.choice(["name", "biography", "gone", "off", "translate", "private", "open"])
        if act in {"name", "biography"} and page.leaders:
            chance.choice(page.leaders).value[act] = chance.choice(["", "Lê Thử"])
            publish(page)
        elif act == "gone":
            page.leaders = leaders if chance.random() < 0.7 else stream(("leader", one))
            publish(page)
        elif act == "off":
            page.unpublish() if page.live else publish(page)
        elif act == "private":
            PageViewRestriction.objects.get_or_create(page=page, restriction_type="login")
        elif act == "open":
            PageViewRestriction.objects.all().delete()
        elif act == "translate":
            for block in translated.leaders:
                block.value["name"], block.value["biography"] = "Cũ", "Worked since 2001."
            publish(translated)
        warm = _people(collector.collect(timezone.now()).collection.documents)
        assert warm == _people(collected().documents)
        names = {name for name, _, _ in warm.get("vi", [])}
        assert {name for name, _, _ in warm.get("en", [])} <= names | {""}, act
        has_story = any(story for _, story, _ in warm.get("vi", []))
        assert has_story or not any(story for _, story, _ in warm.get("en", [])), act
        shown += any(name for name, _, _ in warm.get("en", []))
    assert shown


@pytest.mark.parametrize("kind", [AboutPage, ChannelsPage])
@pytest.mark.parametrize("is_null", [True, False])
def test_pages_whose_optional_words_are_stored_as_nothing_are_translated(
    admin_client: Client, province: Province, kind: Any, is_null: bool
) -> None:
    make = an_about_page if kind is AboutPage else a_channels_page
    page, name = make(province.office), "leaders" if kind is AboutPage else "channels"
    (block,) = getattr(page, name).get_prep_value()
    optional = [
        key
        for key, one in _children(page, name).items()
        if not one.required and isinstance(one, FieldBlock)
    ]
    for key in optional:
        block["value"].pop(key, None)
        if is_null:
            block["value"][key] = None
    with connection.cursor() as cursor:
        table = kind._meta.db_table
        cursor.execute(
            f"UPDATE {table} SET {name} = %s WHERE page_ptr_id = %s",  # noqa: S608  # our names
            [json.dumps([block]), page.pk],
        )
    english = Locale.objects.get_or_create(language_code="en")[0]
    if not province.home.get_translations().filter(locale=english).exists():
        province.office.copy_for_translation(english, copy_parents=True)
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    assert admin_client.post(address, {"locales": [english.pk]}).status_code == 302
    assert page.get_translations().filter(locale=english).exists()


def _children(page: Any, name: str) -> dict[str, Any]:
    (block,) = getattr(page, name).stream_block.child_blocks.values()
    return dict(block.child_blocks)
