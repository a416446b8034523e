"""The memory: the same sentence said elsewhere is proposed, never taken, and no draft leaks."""

import random
from typing import Any

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from cms.translating.memory import proposals_for
from tests.factories import Province, an_announcement_page, stream
from tests.site.test_glossary import _form

SAME = "Mang theo căn cước."


def _translated(office: Page, title: str, *body: tuple[str, Any]) -> Translation:
    page = an_announcement_page(office, title=title, body=stream(*body))
    translate_object(page, [Locale.objects.get(language_code="en")])
    found: Translation = Translation.objects.get(source__object_id=page.translation_key)
    return found


def _say(translation: Translation, said: str, *, is_live: bool = True) -> None:
    for segment in translation.source.stringsegment_set.filter(string__data=SAME):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            data=said,
            translation_type=StringTranslation.TRANSLATION_TYPE_MANUAL,
        )
    with TestCase.captureOnCommitCallbacks(execute=True):
        translation.save_target(publish=is_live)


def _proposed(translation: Translation) -> set[str]:
    segments = translation.source.stringsegment_set.select_related("context", "string")
    return {one.said for one in proposals_for(translation, segments).values()}


PLACES = {
    "paragraph": ("paragraph", f"<p>{SAME}</p>"),
    "callout": ("callout", {"tone": "note", "title": "", "text": f"<p>{SAME}</p>"}),
}
STATES = ("live", "draft", "private", "gone", "faulty")


@pytest.mark.parametrize("seed", range(6))
def test_what_readers_see_is_proposed_and_the_same_kind_of_place_comes_first(
    province: Province, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # repeatable, not secret
    said: list[tuple[str, str]] = []
    for number in range(5):
        kind, state = chance.choice(list(PLACES)), chance.choice(STATES)
        translation = _translated(province.office, f"trang-{number}", PLACES[kind])
        words = f"Said {number}" + (" {{none}}" if state == "faulty" else "")
        _say(translation, words, is_live=state != "draft")
        _put_into(state, translation)
        if state == "live":
            said.append((kind, words))
    for kind, part in PLACES.items():
        new = _translated(province.office, f"moi-{kind}", part)
        alike = [words for place, words in said if place == kind]
        assert _proposed(new) == set((alike or [words for _place, words in said])[-1:])


def _put_into(state: str, translation: Translation) -> None:
    page = translation.get_target_instance()
    if state == "private":
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    elif state == "gone":
        page.unpublish()


def test_what_was_said_on_the_page_itself_is_proposed_for_another_place_of_it(
    province: Province,
) -> None:
    translation = _translated(province.office, "trang", PLACES["paragraph"])
    _say(translation, "Bring it.", is_live=False)
    page = translation.source.get_source_instance()
    page.body = stream(*PLACES.values())
    page.save_revision().publish()
    translation.source.update_from_db()

    assert _proposed(translation) == {"Bring it."}


def test_a_proposal_is_shown_as_open_and_nothing_is_stored(editor: Any, province: Province) -> None:
    _say(_translated(province.office, "Trang cũ", PLACES["paragraph"]), "Bring it.")
    new = _translated(province.office, "Trang mới", PLACES["paragraph"])
    before = StringTranslation.objects.count(), new.get_progress()

    shown = {one["data"]: one["error"] for one in _form(editor, new)["initialStringTranslations"]}

    assert "Gợi ý, chưa lưu: câu này ở “Trang cũ” đã dịch như vậy" in shown["Bring it."]
    assert (StringTranslation.objects.count(), new.get_progress()) == before
    for version, mark in (("1.2", 'alttranstype="proposal"'), ("2.1", 'type="tm"')):
        address = reverse("translator_file", args=[new.pk, f"xliff-{version}"])
        file = editor.get(address).content.decode()
        assert mark in file
        assert "Bring it." in file[file.index(mark) :]
    assert (StringTranslation.objects.count(), new.get_progress()) == before


def test_the_memory_asks_as_often_for_many_pages_as_for_one(province: Province) -> None:
    new = _translated(province.office, "Trang mới", PLACES["paragraph"])
    assert _proposed(new) == set()  # kinds of rows are looked up once for all
    asked = []
    for number in range(4):
        _say(_translated(province.office, f"Trang {number}", PLACES["paragraph"]), f"Said {number}")
        with CaptureQueriesContext(connection) as queries:
            assert _proposed(new) == {f"Said {number}"}
        asked.append(len(queries))
    assert len(set(asked)) == 1
