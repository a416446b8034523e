"""Translations: what nobody has translated yet stays Vietnamese and is marked, never invented."""

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Locale, PageViewRestriction
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from tests.factories import (
    Province,
    a_group,
    a_guide_page,
    a_step,
    a_step_set,
    an_agency_home_page,
    an_announcement_page,
    items,
    publish,
    stream,
)
from tests.factory_files import a_picture
from tests.site.collected import collected, document_of

Translate = Callable[[Any, dict[str, str]], Any]


def _locale(code: str) -> Locale:
    return Locale.objects.get(language_code=code)


@pytest.fixture
def translate(committed: Any) -> Translate:
    """A translator: their publishing is done with the commit, as it is in the editor."""

    def translate(row: Any, words: dict[str, str]) -> Any:
        with committed():
            target = _translated(row, words)
        target.refresh_from_db()
        return target

    return translate


def _translated(row: Any, words: dict[str, str]) -> Any:
    """Translate ``row`` by ``words``; what is not in them stays untranslated. Returns the target."""
    locale = _locale("en")
    translate_object(row, [locale])
    translation = Translation.objects.get(
        source__object_id=row.translation_key, target_locale=locale
    )
    for segment in StringSegment.objects.filter(source=translation.source):
        said = words.get(segment.string.data)
        if said is not None:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=locale,
                context=segment.context,
                defaults={"data": said, "translation_type": "manual"},
            )
    translation.save_target(publish=True)
    return row.get_translation(locale)


@pytest.fixture
def in_english(province: Province, translate: Translate) -> Province:
    """The province with home page and office in English."""
    translate(province.home, {"Trang chủ": "Home"})
    translate(province.office, {"Sở Nội vụ": "Home Affairs"})
    for fact, name, short in (
        (province.agency, "Department of Home Affairs", "Home Affairs"),
        (province.portal, "Provincial Portal", "Portal"),
    ):
        label = {"language": "en", "name": name, "short_name": short}
        fact.labels = stream(("label", label))
        fact.save()
    return province


WORDS = {
    "Nộp hồ sơ qua mạng": "File online",
    "Nộp trên cổng của tỉnh": "On the portal",
    "Mở cổng.": "Open the portal.",
}


def test_missing_sentence_stands_in_vietnamese_and_is_named(
    in_english: Province, translate: Translate
) -> None:
    guide = a_guide_page(
        in_english.office,
        groups=stream(("group", a_group(a_step("Mở cổng."), a_step("Bấm <code>Gửi</code> ngay.")))),
    )
    document = document_of(translate(guide, WORDS))
    assert document.head.language == "en"
    assert document.head.title == "File online"
    assert document.head.untranslated == ("Bấm Gửi ngay.",)
    assert document.head.translation == document_of(guide).head.translation


@pytest.mark.parametrize("said", ["", "The portal's first page"])
def test_what_a_picture_says_of_itself_is_named_unless_the_page_says_it(
    in_english: Province, translate: Translate, said: str
) -> None:
    picture = a_picture(description="Trang đầu của cổng")
    step = a_step("Mở cổng.", pictures=items({"picture": picture.pk, "alt": said}))
    guide = a_guide_page(in_english.office, groups=stream(("group", a_group(step))))
    document = document_of(translate(guide, {**WORDS, said: said}))
    (shown,) = document.groups[0].steps[0].pictures
    assert (shown.alt in document.head.untranslated) == (not said)
    assert document_of(guide).head.untranslated == ()


def test_whole_translation_marks_nothing(in_english: Province, translate: Translate) -> None:
    guide = a_guide_page(in_english.office)
    assert document_of(translate(guide, WORDS)).head.untranslated == ()


def test_address_of_a_translation_is_that_of_its_source(
    in_english: Province, translate: Translate, committed: Any
) -> None:
    guide = a_guide_page(in_english.office)
    translation = translate(guide, WORDS)
    assert translation.slug == guide.slug
    assert document_of(translation).head.path == f"en/{document_of(guide).head.path}"
    guide.slug = "nop-tu-xa"
    guide.save_revision().publish()
    translated = Translation.objects.get(source__object_id=guide.translation_key)
    translated.source.update_from_db()
    with committed():
        translated.save_target(publish=True)
    assert document_of(translation).head.path.endswith("/nop-tu-xa/")


def test_facts_speak_english_by_their_labels(in_english: Province, translate: Translate) -> None:
    document = document_of(translate(a_guide_page(in_english.office), WORDS))
    assert document.head.agency.short_name == "Home Affairs"
    assert document.head.agency.name == "Department of Home Affairs"


def test_fact_without_an_english_name_stands_in_vietnamese_and_is_marked(
    in_english: Province, translate: Translate
) -> None:
    in_english.agency.labels = []
    in_english.agency.save()
    head = document_of(translate(a_guide_page(in_english.office), WORDS)).head
    assert head.agency.short_name == "Sở Nội vụ"
    assert {"Sở Nội vụ", "Sở Nội vụ tỉnh Bắc Kạn"} <= set(head.untranslated)


def test_alias_in_another_language_tells_that_it_repeats_its_source(province: Province) -> None:
    tay = province.home.copy_for_translation(_locale("tyz"), alias=True)
    document = document_of(tay)
    assert (document.head.language, document.head.is_alias) == ("tyz", True)
    assert document.head.path == "tyz/"
    assert document.question == "Bạn cần làm gì?"
    assert set(collected().sites) == {"vi", "tyz"}


def test_alias_in_the_source_language_is_a_page_like_any_other(province: Province) -> None:
    guide = a_guide_page(province.office)
    other = an_agency_home_page(province.home, agency=province.agency, title="Phòng khác")
    alias = guide.create_alias(parent=other)
    assert not document_of(alias).head.is_alias


def test_shared_steps_without_translation_are_shown_in_vietnamese_and_marked(
    in_english: Province,
) -> None:
    shared = a_step_set(a_step("Chọn {{co_quan}}."), lead="Làm lần lượt.")
    guide = a_guide_page(
        in_english.office, groups=stream(("group", a_group(step_set=shared.pk, steps=[])))
    )
    english = guide.copy_for_translation(_locale("en"))
    english.title = "File online"
    english.save_revision().publish()
    document = document_of(english)
    assert document.groups[0].steps[0].title[0].value == "Chọn Home Affairs."
    assert "Làm lần lượt." in document.head.untranslated


def test_translated_steps_are_used_where_there_are_some(
    in_english: Province, translate: Translate
) -> None:
    shared = a_step_set(a_step("Chọn {{co_quan}}."), a_step("Bấm nút."), lead="Làm lần lượt.")
    shared.save_revision().publish()
    translate(shared, {"Chọn {{co_quan}}.": "Choose {{co_quan}}.", "Làm lần lượt.": "One by one."})
    guide = a_guide_page(
        in_english.office, groups=stream(("group", a_group(step_set=shared.pk, steps=[])))
    )
    document = document_of(translate(guide, WORDS))
    (group,) = document.groups
    assert group.lead == "One by one."
    assert [step.title[0].value for step in group.steps] == ["Choose Home Affairs.", "Bấm nút."]
    assert "Bấm nút." in document.head.untranslated
    assert "Choose Home Affairs." not in document.head.untranslated


def test_translating_a_second_guide_leaves_the_shared_steps_online(
    in_english: Province, translate: Translate
) -> None:
    shared = a_step_set(a_step("Chọn {{co_quan}}."))
    translate(shared, {"Chọn {{co_quan}}.": "Choose {{co_quan}}."})
    groups = stream(("group", a_group(step_set=shared.pk, steps=[])))
    for title in ("Một", "Hai"):
        guide = a_guide_page(in_english.office, title=title, groups=groups)
        (group,) = document_of(translate(guide, WORDS)).groups
        assert group.steps[0].title[0].value == "Choose Home Affairs."
    assert shared.get_translation(_locale("en")).live


def test_shared_steps_whose_translation_went_offline_fall_back_to_vietnamese(
    in_english: Province, translate: Translate
) -> None:
    shared = a_step_set(a_step("Chọn {{co_quan}}."))
    english = translate(shared, {"Chọn {{co_quan}}.": "Choose {{co_quan}}."})
    for chosen in (shared, english):
        groups = stream(("group", a_group(step_set=chosen.pk, steps=[])))
        guide = translate(a_guide_page(in_english.office, groups=groups), WORDS)
        english.unpublish()
        assert document_of(guide).groups[0].steps[0].title[0].value == "Chọn Home Affairs."
        publish(english)
        assert document_of(guide).groups[0].steps[0].title[0].value == "Choose Home Affairs."


def test_embedded_guide_brings_its_untranslated_sentences_along(
    in_english: Province, translate: Translate
) -> None:
    guide = a_guide_page(
        in_english.office, groups=stream(("group", a_group(a_step("Mở cổng."), a_step("Chờ."))))
    )
    translate(guide, WORDS)
    page = an_announcement_page(in_english.office, body=stream(("guide", {"guide": guide.pk})))
    document = document_of(translate(page, {page.title: "Files online"}))
    (embedded,) = document.body
    assert embedded.title == "File online"
    assert "Chờ." in document.head.untranslated


def test_embedded_guide_that_is_not_translated_is_marked_as_a_whole(
    in_english: Province, translate: Translate
) -> None:
    steps = (a_step("Mở <b>cổng</b> ngay."), a_step("Chờ.", example="Ba ngày"))
    guide = a_guide_page(in_english.office, groups=stream(("group", a_group(*steps))))
    page = an_announcement_page(in_english.office, body=stream(("guide", {"guide": guide.pk})))
    head = document_of(translate(page, {page.title: "Files online"})).head
    assert {guide.title, "Mở cổng ngay.", "Chờ.", "Ba ngày"} <= set(head.untranslated)


@pytest.mark.parametrize("is_source", [True, False])
def test_restriction_of_one_language_hides_all_languages(
    in_english: Province, is_source: bool, translate: Translate
) -> None:
    guide = a_guide_page(in_english.office)
    translation = translate(guide, WORDS)
    keys = {f"page-{guide.pk}", f"page-{translation.pk}"}
    assert keys <= {document.head.key for document in collected().documents}
    PageViewRestriction.objects.create(
        page=guide if is_source else translation, restriction_type=PageViewRestriction.LOGIN
    )
    assert keys.isdisjoint(document.head.key for document in collected().documents)


def test_a_translation_goes_with_its_unpublished_page_and_comes_back_when_it_is_published_itself(
    in_english: Province, translate: Translate, committed: Any
) -> None:
    guide = a_guide_page(in_english.office)
    translation = translate(guide, WORDS)
    guide.unpublish()
    keys = {document.head.key for document in collected().documents}
    assert {f"page-{guide.pk}", f"page-{translation.pk}"}.isdisjoint(keys)
    with committed():
        Translation.objects.get(source__object_id=guide.translation_key).save_target(publish=True)
    keys = {document.head.key for document in collected().documents}
    assert f"page-{guide.pk}" not in keys
    assert f"page-{translation.pk}" in keys


def test_machine_drafts_are_not_published_by_translating(province: Province) -> None:
    translate_object(province.home, [_locale("en")])
    assert not province.home.get_translation(_locale("en")).live
