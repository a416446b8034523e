"""Truth: which sentences of a translation are true, whatever officers do to the source.

A simple model stands beside: it knows what each sentence was translated from, and what the source
says now. HTML, the data of paper and JSON have to say the same.
"""

import json
import random
import re
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.operations import translate_object

from cms.models import AnnouncementPage, HomePage, TranslatedSentence
from cms.translating.truth import renew_source
from sitegen.collect.translations import NOTHING, truths
from sitegen.documents.codec import encode
from sitegen.letters import in_one_line
from sitegen.preview import preview_response
from sitegen.release.cleaning import words
from sitegen.render.markdown import render_markdown
from sitegen.render.print.glyphs import texts_of
from sitegen.render.print.official_data import official_data
from tests.builders import a_view
from tests.factories import Province, a_guide_page, an_announcement_page, publish, stream
from tests.factory_chips import a_chip
from tests.lots import lots
from tests.site.collected import codes, collected, document_of
from tests.site.editing import edit_page

RIGHT = ([], [], [], [], [])


def _english() -> Locale:
    return Locale.objects.get(language_code="en")


def _translation(row: Any) -> Translation:
    return Translation.objects.get(source__object_id=row.translation_key)


def _say(row: Any, said: dict[str, str]) -> None:
    """Translate the sentences of ``row`` that begin with a key of ``said``; do not publish."""
    for segment in StringSegment.objects.filter(source=_translation(row).source):
        for word, translated in said.items():
            if word in segment.string.data:
                StringTranslation.objects.update_or_create(
                    translation_of=segment.string,
                    locale=_english(),
                    context=segment.context,
                    defaults={"data": translated, "translation_type": "manual"},
                )


def _live(committed: Any, row: Any, said: dict[str, str]) -> Any:
    with committed():
        translate_object(row, [_english()])
    _say(row, said)
    with committed():
        _translation(row).save_target(publish=True)
    target = row.get_translation(_english())
    return type(row).objects.get(pk=target.pk)


@pytest.fixture
def english(province: Province, committed: Any) -> Province:
    """The province with home and office in English."""
    _live(committed, province.home, {"Trang chủ": "Home"})
    _live(committed, province.office, {"Sở Nội vụ": "Home Affairs"})
    for fact in (province.agency, province.portal, province.contact):
        label = {"language": "en", "name": "Name", "short_name": "Short", "definition": ""}
        fact.labels = stream(("label", label))
        fact.save()
    return province


def _paragraphs(*texts: str) -> Any:
    return stream(*(("paragraph", f"<p>{text}</p>") for text in texts))


def _page(place: Province, *texts: str) -> AnnouncementPage:
    return an_announcement_page(place.office, body=_paragraphs(*texts))


ALL = {"Một": "One.", "Hai": "Two.", "Thủ tục": "Files", "Giám đốc": "Director"}


class TestASentenceWhoseSourceChanged:
    def test_is_stale_until_it_is_translated_anew(self, english: Province, committed: Any) -> None:
        page = _page(english, "Một.", "Hai.")
        target = _live(committed, page, ALL)
        assert document_of(target).head.stale == ()
        body = page.body.get_prep_value()
        body[0]["value"] = "<p>Một khác.</p>"
        page.body = body
        publish(page)
        head = document_of(target).head
        assert (head.stale, head.untranslated, head.lacks) == (("One.",), (), 1)
        assert ("translation-stale", "Files") in codes()
        _say(page, {"Một khác": "One else."})
        assert document_of(target).head.stale == ("One.",)
        with committed():
            _translation(page).save_target(publish=True)
        head = document_of(target).head
        assert (head.stale, head.lacks) == ((), 0)

    def test_is_told_although_the_draft_is_renewed(self, english: Province, committed: Any) -> None:
        page = _page(english, "Một.", "Hai.")
        target = _live(committed, page, ALL)
        body = page.body.get_prep_value()
        body[0]["value"] = "<p>Một khác.</p>"
        page.body = body
        publish(page)
        with committed():
            _translation(page).save_target(publish=False)
        head = document_of(target).head
        assert (head.stale, head.untranslated) == (("One.",), ())

    def test_stands_with_its_sign_on_the_page(self, english: Province, committed: Any) -> None:
        page = _page(english, "Một.", "Hai.")
        target = _live(committed, page, ALL)
        page.body = _paragraphs("Ba.")
        publish(page)
        tree = LexborHTMLParser(preview_response(target, None).content.decode())  # type: ignore[arg-type]
        assert {one.text() for one in tree.css(".stale")} == {"One.", "Two."}
        assert "out of date" in tree.css_first("main .notice").text()


def test_only_the_wording_keeps_translations_true(english: Province, committed: Any) -> None:
    page = _page(english, "Một.", "Hai.")
    target = _live(committed, page, ALL)
    body = page.body.get_prep_value()
    body[0]["value"] = "<p>Một,</p>"
    page.body = body
    page.save()
    assert renew_source(page, is_only_wording=True) == 1
    assert document_of(target).head.stale == ()
    body[1]["value"] = "<p>Hai khác.</p>"
    page.body = body
    publish(page)
    assert document_of(target).head.stale == ("Two.",)


MENDED = [
    ("<p>Một đơn gửi đi.</p><p>Hai đơn nhận lại.</p>",
     "<p>Hai đơn nhận laị.</p><p>Một đơn gửi đí.</p>", ()),
    ("<p>Một đơn gửi đi.</p>", '<p>Một <a href="https://a.vn/">đơn</a> gửi đi.</p>', ("One.",)),
    ("<p>Một đơn gửi đi.</p>", "<p>Ba người cần tới trụ sở.</p>", ("One.",)),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "stale"), MENDED)
def test_mended_wording_is_paired_by_likeness_not_by_place(
    english: Province, committed: Any, before: str, after: str, stale: tuple[str, ...]
) -> None:
    page = an_announcement_page(english.office, body=stream(("paragraph", before)))
    target = _live(committed, page, ALL)
    body = page.body.get_prep_value()
    body[0]["value"] = after
    page.body = body
    page.save()
    renew_source(page, is_only_wording=True)
    assert document_of(target).head.stale == stale
    with committed():
        _translation(page).save_target(publish=True)
    said = str(type(target).objects.get(pk=target.pk).body)
    if not stale:
        assert said.index("Two.") < said.index("One.")


WEIGHTY = [
    ("thu 45.000 đồng", "thu 54.000 đồng"), ("thu 45.000 đồng", "thu 45.0000 đồng"),
    ("trong 5 ngày", "trong 15 ngày"), ("trong năm ngày", "trong sáu ngày"), ("hai bản", "ba bản"),
    ("không thu phí", "thu phí"), ("được miễn phí", "được tính phí"), ("phải nộp", "chưa phải nộp"),
    ("trừ ngày lễ", "cả ngày lễ"), ("trước ngày hẹn", "sau ngày hẹn"), ("từ 1,5 ha", "từ 15 ha"),
    ("ngoài tỉnh", "trong tỉnh"), ("đừng ký", "đã ký"), ("cấm gửi", "cần gửi"), ("mục 2 và 3", "mục 3 và 2"),
]  # fmt: skip
LIGHT = [
    ("thu 87000 đồng", "thu 87.000 đồng"),
    ("nộp hồ xơ", "nộp hồ sơ"),
    ("Trong 9 ngày", "trong 9 ngày,"),
]


@pytest.mark.parametrize("seed", lots(4, 100))
def test_a_number_or_a_word_that_turns_the_meaning_is_no_wording(
    english: Province, committed: Any, editor: Any, seed: int
) -> None:
    lot = random.Random(f"weighty {seed}")  # noqa: S311  # the same every time
    changes = {one: lot.sample(found, 2) for one, found in ((True, WEIGHTY), (False, LIGHT))}
    kept = [
        (was, now) if lot.random() < 0.5 or (was, now) in LIGHT else (now, was)
        for was, now in changes[True] + changes[False]
    ]
    frame = "{} là việc của bộ phận một cửa ở xã và của cán bộ theo quy định hiện hành."
    lines = [frame.format(was) for was, _ in kept]
    page = _page(english, *lines)
    target = _live(committed, page, {was: f"Said of {was}." for was, _ in kept} | ALL)
    body = [
        {**block, "value": f"<p>{frame.format(now)}</p>"}
        for block, (_, now) in zip(page.body.get_prep_value(), kept, strict=True)
    ]
    with committed():
        assert edit_page(editor, page, body=body, only_wording="on").is_saved
    head = document_of(target).head
    assert set(head.stale) == {f"Said of {was}." for was, _ in kept[:2]}
    shown = editor.get(reverse("wagtailadmin_home")).context["messages"]
    told = " ".join(str(one) for one in shown)
    assert "vẫn bị đánh dấu là cũ" in told
    assert [now in told for _, now in kept] == [True, True, False, False]


def test_mended_wording_in_a_cell_keeps_it_true(english: Province, committed: Any) -> None:
    table = {"title": "Một bảng", "cells": [["Hai cột", "Thủ tục"], ["Giám đốc sở", "8.000"]]}
    page = an_announcement_page(english.office, body=stream(("table", table)))
    _live(committed, page, ALL)
    body = page.body.get_prep_value()
    body[0]["value"]["cells"][0][0] = "Hai cột."
    page.body = body
    page.save()
    renew_source(page, is_only_wording=True)
    truth = truths().get((str(page.translation_key), "en"), NOTHING)
    assert truth.stale == ()
    assert truth.lacks == 0


def test_another_fact_is_another_sentence(english: Province, committed: Any) -> None:
    page = _page(english, f"Gọi {a_chip(english.contact, 'phone')} ngay.")
    target = _live(committed, page, {**ALL, "Gọi": 'Call <a id="a1">x</a> now.'})
    assert document_of(target).head.stale == ()
    body = page.body.get_prep_value()
    other = re.sub(r">[^<>]*</a>", ">a@b.gov.vn</a>", a_chip(english.contact, "email"))
    body[0]["value"] = f"<p>Gọi {other} ngay.</p>"
    page.body = body
    publish(page)
    assert "Call x now." in document_of(target).head.stale


def _swapped(page: AnnouncementPage) -> None:
    page.body = list(reversed(page.body.get_prep_value()))


def _in_a_cell(page: AnnouncementPage) -> None:
    body = page.body.get_prep_value()
    body[2]["value"]["cells"][0][1] = "18.000"
    page.body = body


def _in_a_link(page: AnnouncementPage) -> None:
    body = page.body.get_prep_value()
    body[1]["value"] = body[1]["value"].replace("a.vn", "b.vn")
    page.body = body


def _in_a_list(page: AnnouncementPage) -> None:
    body = page.body.get_prep_value()
    body[0]["value"] = "<ul><li>Hai.</li><li>Một.</li></ul>"
    page.body = body


def _on_a_day(page: AnnouncementPage) -> None:
    page.effective_from = "2031-05-06"


@pytest.mark.parametrize("change", [_swapped, _in_a_cell, _in_a_link, _in_a_list, _on_a_day])
def test_what_is_no_sentence_is_told_until_it_is_taken_over(
    english: Province, committed: Any, change: Any
) -> None:
    parts = (
        ("paragraph", "<ul><li>Một.</li><li>Hai.</li></ul>"),
        ("paragraph", '<p>Một <a href="https://a.vn/">chỗ</a>.</p>'),
        ("table", {"title": "Một bảng", "cells": [["Hai cột", "8.000"]]}),
    )
    page = an_announcement_page(english.office, body=stream(*parts))
    target = _live(committed, page, {"Một <a": 'One <a id="a1">place</a>.', **ALL})
    key = str(page.translation_key), "en"
    before = truths().get(key, NOTHING)
    assert before.lacks == 0
    publish(page)
    assert truths().get(key, NOTHING) == before
    change(page)
    publish(page)
    after = truths()[key]
    assert (after.stale, after.lacks) == ((), 1)
    with committed():
        _translation(page).save_target(publish=True)
    assert truths().get(key, NOTHING) == before
    assert target.pk


def test_what_no_reader_of_a_translation_sees_puts_it_behind_nothing(
    english: Province, committed: Any
) -> None:
    page = _page(english, "Một.", "Hai.")
    target = _live(committed, page, ALL)
    page.slug = "dia-chi-khac"
    publish(page)
    head = document_of(target).head
    assert (head.stale, head.lacks) == ((), 0)


def test_a_stopped_translation_stays_marked(english: Province, committed: Any) -> None:
    page = _page(english, "Một.", "Hai.")
    target = _live(committed, page, {"Một": "One."})
    before = document_of(target).head
    translation = _translation(page)
    translation.enabled = False
    translation.save()
    assert document_of(target).head == before
    body = target.body.get_prep_value()
    body[1]["value"] = "<p>Two.</p>"
    target.body = body
    publish(target)
    head = document_of(target).head
    assert set(before.untranslated) - set(head.untranslated) == {"Hai."}
    page.body = _paragraphs("Khác.")
    publish(page)
    assert set(document_of(target).head.stale) == {"One.", "Two."}


def _by_hand(target: Any, old: str, new: str) -> Any:
    """Change words of a translation without a translator's form."""
    page = type(target).objects.get(pk=target.pk)
    stored = json.dumps(page.body.get_prep_value(), ensure_ascii=False)
    assert old in stored
    page.body = json.loads(stored.replace(old, new))
    publish(page)
    return page


def test_an_edit_by_hand_takes_no_sign_off_what_it_does_not_touch(
    english: Province, committed: Any
) -> None:
    cells = {"title": "Một bảng", "cells": [["Hai cột", "Thủ tục"], ["Giám đốc sở", "Hai"]]}
    said = {"Một.": "One.", "Hai.": "Two.", "Ba.": "Three.", "Một bảng": "Table"}
    said |= {"Hai cột": "Columns", "Giám đốc": "Director", "Thủ tục": "Files"}
    parts = (("paragraph", "<p>Một.</p><p>Hai.</p><p>Ba.</p>"), ("table", cells))
    page = an_announcement_page(english.office, body=stream(*parts))
    target = _live(committed, page, said)
    body = page.body.get_prep_value()
    body[0]["value"] = "<p>Một.</p><p>Hai khác.</p><p>Ba khác.</p>"
    body[1]["value"]["cells"][0][0] = "Khác hẳn"
    page.body = body
    publish(page)
    before = document_of(target).head
    assert {"Two.", "Three.", "Columns"} <= set(before.stale)

    target = _by_hand(target, "One.", "One more.")
    assert set(document_of(target).head.stale) == set(before.stale)
    target = _by_hand(target, "Two.", "Two more.")
    after = set(document_of(target).head.stale)
    assert after == set(before.stale) - {"Two."} | {"Two more."}  # which of the two is not plain


def test_a_sentence_renewed_by_hand_is_true_where_it_is_plain_which(
    english: Province, committed: Any
) -> None:
    page = _page(english, "Một.", "Hai.")
    target = _live(committed, page, ALL)
    page.body = [
        {**one, "value": one["value"].replace(".", " khác.")} for one in page.body.get_prep_value()
    ]
    publish(page)
    assert set(document_of(target).head.stale) == {"One.", "Two."}
    target = _by_hand(target, "Two.", "Two other.")
    assert document_of(target).head.stale == ("One.",)
    target = _by_hand(target, "One.", "One other.")
    head = document_of(target).head
    assert (head.stale, head.lacks) == ((), 0)


@pytest.mark.parametrize("change", ["a link", "a new paragraph", "a merged sentence"])
def test_who_stopped_a_translation_can_say_that_it_says_all(
    english: Province, committed: Any, editor: Any, change: str
) -> None:
    page = _page(english, "Một.</p><p>Hai.", 'Ba <a href="https://a.example.vn/">đây</a>.')
    said = {**ALL, "Ba ": 'Three <a id="a1">here</a>.'}
    target = _live(committed, page, said)
    Translation.objects.filter(pk=_translation(page).pk).update(enabled=False)
    assert "says_all" not in _edit_form(editor, target)

    def changed(stored: Any, what: str) -> Any:
        if change == "a link":
            stored[1]["value"] = stored[1]["value"].replace("a.example", "b.example")
        elif change == "a new paragraph":
            stored[0]["value"] += f"<p>{what}</p>"
        else:
            stored[0]["value"] = f"<p>{what}</p>"
        return stored

    page.body = changed(page.body.get_prep_value(), "Mới.")
    publish(page)
    assert _is_marked(target)
    assert "says_all" in _edit_form(editor, target)

    target = type(target).objects.get(pk=target.pk)
    body = changed(target.body.get_prep_value(), "New.")
    with committed():
        assert edit_page(editor, target, body=body).is_saved
    assert change == "a merged sentence" or _is_marked(target)  # nobody has said so
    with committed():
        assert edit_page(editor, target, body=body, says_all="on").is_saved
    head = document_of(target).head
    assert (head.stale, head.lacks) == ((), 0)
    assert head.untranslated == ()
    assert "says_all" not in _edit_form(editor, target)

    page.body = [*page.body.get_prep_value(), {"type": "paragraph", "value": "<p>Bốn.</p>"}]
    publish(page)
    assert _is_marked(target)
    with committed():
        assert edit_page(editor, target, body=body, says_all="on").is_saved
    assert _is_marked(target)
    shown = editor.get(reverse("wagtailadmin_home")).context["messages"]
    assert "số câu của nó khác" in " ".join(str(one) for one in shown)


def _edit_form(editor: Any, page: Any) -> str:
    shown: str = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    return shown


def _is_marked(page: Any) -> bool:
    head = document_of(page).head
    return bool(head.stale or head.lacks)


def test_the_value_of_a_fact_changes_no_truth(english: Province, committed: Any) -> None:
    page = _page(english, f"Gọi {a_chip(english.contact, 'phone')} ngay.")
    target = _live(committed, page, {**ALL, "Gọi": 'Call <a id="a1">x</a> now.'})
    assert document_of(target).head.stale == ()
    body = page.body.get_prep_value()
    body[0]["value"] = re.sub(r">[^<>]*</a>", ">0209.1111.222</a>", body[0]["value"])
    page.body = body
    publish(page)
    head = document_of(target).head
    assert (head.stale, head.untranslated, head.lacks) == ((), (), 0)


def test_an_untranslated_sentence_with_a_fact_is_named_as_it_is_shown(
    english: Province, committed: Any
) -> None:
    page = _page(english, f"Gọi {a_chip(english.contact, 'phone')} ngay.")
    english.contact.phone = "0209.1111.222"
    english.contact.save()
    target = _live(committed, page, {"Thủ tục": "Files"})
    assert "Gọi 0209.1111.222 ngay." in document_of(target).head.untranslated


class TestAPageOfWhichTooLittleIsTranslated:
    def test_is_not_offered(self, english: Province, committed: Any) -> None:
        HomePage.objects.update(least_translated=80)
        page = _page(english, "Một.", "Hai.", "Ba.", "Bốn.")
        target = _live(committed, page, ALL)
        keys = {one.head.key for one in collected().documents}
        assert f"page-{page.pk}" in keys
        assert f"page-{target.pk}" not in keys
        assert ("translation-held", "Files") in codes()
        _say(page, {"Ba": "Three.", "Bốn": "Four.", "Bắc": "North"})
        _say(page, {"": "All"} | ALL)
        with committed():
            _translation(page).save_target(publish=True)
        assert f"page-{target.pk}" in {one.head.key for one in collected().documents}

    def test_is_told_to_who_publishes_it(
        self, english: Province, committed: Any, editor: Any
    ) -> None:
        HomePage.objects.update(least_translated=80)
        page = _page(english, "Một.", "Hai.", "Ba.", "Bốn.", "Năm.")
        target = _live(committed, page, ALL)
        address = reverse("wagtailadmin_pages:edit", args=[target.pk])
        with committed():
            answer = editor.post(address, {"action": "publish"}, follow=True)
        said = " ".join(str(one) for one in answer.context["messages"])
        assert "Mới dịch 4 trong 7 câu. Trang hiện ra bằng tiếng Anh khi dịch được 80 %" in said

    def test_none_at_all_is_not_offered_whatever_is_asked(
        self, english: Province, committed: Any
    ) -> None:
        target = _live(committed, _page(english, "Một."), {})
        assert f"page-{target.pk}" not in {one.head.key for one in collected().documents}

    def test_an_office_that_only_repeats_its_source_is_no_page(
        self, province: Province, committed: Any
    ) -> None:
        _live(committed, province.home, {"Trang chủ": "Home"})
        guide = a_guide_page(province.office)
        target = _live(committed, guide, {"Nộp hồ sơ": "File"})
        office = province.office.get_translation(_english())
        assert office.alias_of_id == province.office.pk
        by_key = {one.head.key: one for one in collected().documents}
        assert f"page-{office.pk}" not in by_key
        head = by_key[f"page-{target.pk}"].head
        assert head.agency.short_name == "Sở Nội vụ"
        assert head.parent == f"page-{province.home.get_translation(_english()).pk}"
        assert Page.find_problems() == RIGHT


UNSEEN = ("\u200b", "\u00ad", "\u2060", "\ufeff")


def _oddly(lot: random.Random, words: str) -> str:
    """Return the same words with other spaces, and letters that nobody sees or that look the same."""
    spaced = "".join(lot.choice((" ", "  ", "\t", " \n ")) if one == " " else one for one in words)
    for _ in range(lot.randrange(4)):
        at = lot.randrange(len(spaced))
        spaced = spaced[:at] + lot.choice(UNSEEN) + spaced[at:]
    spaced = unicodedata.normalize(lot.choice(("NFC", "NFD")), spaced)
    return lot.choice(("", " ", "\n")) + spaced + lot.choice(("", " ", "\u200b"))


@pytest.mark.parametrize("seed", lots(3, 60))
@pytest.mark.parametrize("is_old", [False, True], ids=["cleaned", "stored before"])
def test_a_stale_sentence_has_its_sign_whatever_its_spaces_and_letters(
    english: Province, committed: Any, seed: int, is_old: bool
) -> None:
    lot = random.Random(f"letters {seed} {is_old}")  # noqa: S311  # the same every time
    page = _page(english, *(f"Câu {n} đây." for n in "abcdef"), "Đơn <b>g</b> này.")
    said = {f"Câu {n} đây.": _oddly(lot, f"Café {n} is here.") for n in "abcdef"}
    said |= {"Đơn": f"Form <b>{_oddly(lot, 'Gée')}</b> is here.", "Giám đốc": "Director"}
    target = _live(committed, page, said | {"Thủ tục": _oddly(lot, "Old files")})
    if is_old:  # by a version that did not clean what translators write
        for one in TranslatedSentence.objects.exclude(said=""):
            one.said = _oddly(lot, one.said) if "<" not in one.said else one.said
            one.save()
    page.title = "Đầu đề khác"
    page.body = _paragraphs("Ba.")
    publish(page)

    document = document_of(target)
    stale = {in_one_line(one) for one in document.head.stale}
    assert len(stale) == 8
    assert stale == set(document.head.stale)
    target = AnnouncementPage.objects.get(pk=target.pk)
    tree = LexborHTMLParser(preview_response(target, None).content.decode())  # type: ignore[arg-type]
    shown = {in_one_line(one.text()) for one in tree.css(".stale")}
    assert _plainly(shown) == _plainly(stale)
    assert stale <= {in_one_line(one) for one in words(document)}
    twin = _even(render_markdown(document, a_view()).decode())
    assert all(f"- {one}" in twin for one in _plainly(stale))
    paper = official_data(document, document.official)
    marked = re.compile(paper["meta"]["stale"])
    on_paper = {_even(found) for text in texts_of(paper) for found in marked.findall(text)}
    runs = {in_one_line(one) for one in (document.head.title, *stale) if "Form" in one}
    alone = stale - runs - {in_one_line(document.head.title)}
    assert len(alone) >= 6
    assert on_paper >= _plainly(alone)


def _even(words: str) -> str:
    return " ".join(words.split())


def _plainly(texts: Iterable[str]) -> set[str]:
    """Return texts with spaces that do not break as others: pages tie words together."""
    return {_even(one) for one in texts}


# Random edits against a simple model


FACT_BLOCK = str(uuid.UUID(int=1))


@dataclass(slots=True)
class Source:
    """What the model knows: blocks by id, each a list of sentences; what was translated from what."""

    blocks: dict[str, list[str]] = field(default_factory=dict)
    made: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    said: dict[tuple[str, str], str] = field(default_factory=dict)
    number: int = 0
    fact: str = ""
    whole: list[tuple[str, list[str]]] = field(default_factory=list)

    def now(self) -> list[tuple[str, list[str]]]:
        return [(name, list(lines)) for name, lines in self.blocks.items()]

    def new(self) -> str:
        self.number += 1
        name = "".join(chr(97 + self.number // 26**at % 26) for at in range(3))
        return f"Câu tên {name} đây."

    def stored(self) -> Any:
        fact = {"type": "paragraph", "id": FACT_BLOCK, "value": f"<p>Gọi {self.fact} ngay.</p>"}
        return [
            fact,
            *(
                {"type": "paragraph", "id": name, "value": "".join(f"<p>{x}</p>" for x in lines)}
                for name, lines in self.blocks.items()
            ),
        ]

    def published(self) -> None:
        """The translation is published: it is made of what the source says now."""
        self.made = {
            name: [(line, self.said.get((name, line), ""), line) for line in lines]
            for name, lines in self.blocks.items()
        }
        self.whole = self.now()

    def mend(self, name: str, at: int) -> None:
        """Mend a typo: what was said for the sentence is said for it as it is now."""
        lines, is_whole = self.blocks[name], self.whole == self.now()
        old, lines[at] = lines[at], self.new()
        if old in lines:  # it stood there twice: which of the two was translated is not plain
            return
        self.whole = self.now() if is_whole else self.whole
        if (name, old) in self.said:
            self.said[name, lines[at]] = self.said[name, old]
        self.made[name] = [
            (lines[at] if was == old else was, said, left)
            for was, said, left in self.made.get(name, ())
        ]

    def truth(self) -> tuple[set[str], set[str], int]:
        stale, untranslated, lacks = set(), set(), 0
        for name, lines in self.made.items():
            for source, said, left in lines:
                if not said:
                    untranslated.add(left)
                if source not in self.blocks.get(name, ()):
                    stale.add(said or left)
        for name, lines in self.blocks.items():
            there = {source for source, _, _ in self.made.get(name, ())}
            lacks += sum(line not in there for line in lines)
        if not stale and not lacks:
            lacks = int(self.whole != self.now())
        return stale, untranslated, lacks


def _around(lot: random.Random, source: Source, page: Any, contact: Any) -> None:
    """Change what is no sentence of the source: the value of a fact, an alias beside it."""
    if lot.random() < 0.1:
        contact.phone = f"0209.{lot.randrange(1000, 9999)}.222"
        contact.save()
        source.fact = a_chip(contact, "phone")
    if lot.random() < 0.1:
        for alias in page.aliases.all():
            alias.delete()
        page.create_alias(update_slug="ban-lap")


def _edit(lot: random.Random, source: Source) -> bool:
    """Change the source once; tell whether it is the wording alone that changed."""
    names = list(source.blocks)
    name = lot.choice(names)
    lines = source.blocks[name]
    at = lot.randrange(len(lines))
    match lot.choice(("typo", "meaning", "order", "move", "split", "merge", "add", "remove", "")):
        case "typo":
            source.mend(name, at)
            return True
        case "meaning":
            lines[at] = source.new()
        case "order":
            lot.shuffle(lines)
        case "move":
            lot.shuffle(names)
            source.blocks = {one: source.blocks[one] for one in names}
        case "split":
            lines[at : at + 1] = [source.new(), source.new()]
        case "merge" if len(lines) > 1:
            lines[at - 1 : at + 1] = [source.new()] if at else lines[:1]
        case "add":
            source.blocks[str(uuid.UUID(int=lot.getrandbits(128)))] = [source.new()]
        case "remove" if len(names) > 1:
            del source.blocks[name]
        case _:
            pass
    return False


@pytest.mark.parametrize("seed", lots(1, 40))
def test_random_edits_are_told_with_no_miss_and_no_false_alarm(
    english: Province, committed: Any, seed: int
) -> None:
    lot = random.Random(f"truth {seed}")  # noqa: S311  # the same every time
    source = Source(fact=a_chip(english.contact, "phone"))
    for _ in range(3):
        source.blocks[str(uuid.UUID(int=lot.getrandbits(128)))] = [source.new(), source.new()]
    page = an_announcement_page(english.office, title="Đầu đề", body=source.stored())
    said = {"Đầu đề": "Title", "Giám đốc": "Director", "Gọi": 'Call <a id="a1">x</a> now.'}
    target = _live(committed, page, said)
    source.published()
    for turn in lots(30, 250):
        _around(lot, source, page, english.contact)
        is_wording = _edit(lot, source)
        page.body = source.stored()
        _publish(page, is_wording=is_wording)
        if lot.random() < 0.6:
            _translate_one(lot, page, source)
        if lot.random() < 0.3:
            with committed():
                _translation(page).save_target(publish=True)
            source.published()
        stale, untranslated, lacks = source.truth()
        truth = truths().get((str(page.translation_key), "en"), NOTHING)
        told = set(truth.stale), set(truth.untranslated), truth.lacks
        assert told == (stale, untranslated, lacks), turn
        if turn % 10 == 0:
            _the_same_everywhere(target, stale, untranslated)
    assert Page.find_problems() == RIGHT


def _publish(page: Any, *, is_wording: bool) -> None:
    if is_wording:
        page.save()
        renew_source(page, is_only_wording=True)
    publish(page)


def _translate_one(lot: random.Random, page: Any, source: Source) -> None:
    name = lot.choice(list(source.blocks))
    line = lot.choice(source.blocks[name])
    said = f"Sentence {line.split()[2]} here."
    source.said[name, line] = said
    segment = StringSegment.objects.filter(
        source=_translation(page).source,
        string__data=line,
        context__path=f"body.{name}",
    ).first()
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        locale=_english(),
        context=segment.context,
        defaults={"data": said, "translation_type": "manual"},
    )


def _the_same_everywhere(target: Any, stale: set[str], untranslated: set[str]) -> None:
    document = document_of(target)
    assert set(document.head.stale) == stale
    assert set(document.head.untranslated) == untranslated
    target = AnnouncementPage.objects.get(pk=target.pk)
    read = encode(document).decode()
    assert all(one in read for one in stale | untranslated)
    tree = LexborHTMLParser(preview_response(target, None).content.decode())  # type: ignore[arg-type]
    main = tree.css_first("main")
    assert _texts(main, ".stale") == stale
    assert _texts(main, 'span[lang="vi"]') >= untranslated


def _texts(tree: Any, selector: str) -> set[str]:
    return {one.text().replace("\N{NO-BREAK SPACE}", " ") for one in tree.css(selector)}
