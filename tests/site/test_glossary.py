"""The glossary: agreed words stand beside each sentence and are missed where they are not used."""

import json
import random
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.operations import translate_object

from cms.models import Term
from cms.translating.glossary import Agreed, glossary_of, terms_in, terms_not_used
from cms.translating.po import taken
from tests.factories import Province, a_fact, an_announcement_page, stream
from tests.factory_chips import a_chip

SYLLABLES = ("cổng", "dịch", "vụ", "công", "một", "cửa", "hồ", "sơ", "đơn")
WORDS = ("portal", "desk", "file", "form", "service", "art")


def test_random_terms_in_random_sentences_are_found_as_a_reader_would() -> None:
    """The model reads syllable by syllable, and takes the longest term that begins there."""
    chance = random.Random(16)  # noqa: S311  # repeatable, not secret
    for _turn in range(2000):
        glossary = {
            tuple(chance.choices(SYLLABLES, k=chance.randint(1, 3))): chance.choice(WORDS)
            for _term in range(chance.randint(0, 5))
        }
        source = chance.choices(SYLLABLES, k=chance.randint(0, 9))
        said = chance.choices(WORDS, k=chance.randint(0, 5))
        expected: list[tuple[str, ...]] = []
        at = 0
        while at < len(source):
            fits = [term for term in glossary if tuple(source[at : at + len(term)]) == term]
            longest = max(fits, key=len, default=None)
            if longest and longest not in expected:
                expected.append(longest)
            at += len(longest or "1")
        agreed = [Agreed(" ".join(term), word) for term, word in glossary.items()]
        sentence, translated = _dressed(source, chance), _dressed(said, chance)

        found = terms_in(sentence, agreed)
        missed = terms_not_used(sentence, translated, agreed)

        assert [one.name for one in found] == [" ".join(term) for term in expected]
        assert [one.word for one in missed] == [
            glossary[term] for term in expected if glossary[term] not in said
        ]


def _dressed(words: list[str], chance: random.Random) -> str:
    """Return words as a stored sentence: large or small, with marks, links and signs of writing."""
    shapes = ("{}", "{}", "<b>{}</b>", '<a id="a1">{}</a>')
    changes = (str, str.upper, str.capitalize)
    dressed = [chance.choice(shapes).format(chance.choice(changes)(word)) for word in words]
    return chance.choice(("{}.", "“{}”", "{}")).format(" ".join(dressed))


@pytest.mark.parametrize(
    ("word", "said", "is_used"),
    [
        ("form", "Two forms", True),
        ("form", "A platform", False),
        ("People’s Committee", "the people's committee", True),
        ("漢字", "寫漢字的", True),
        ("ភាសា", "មួយភាសាខ្មែរ", True),
    ],
)
def test_a_word_may_go_on_and_may_not_begin_earlier(word: str, said: str, is_used: bool) -> None:
    agreed = Agreed("mẫu", word)
    assert terms_not_used("Mẫu đơn", said, [agreed]) == ([] if is_used else [agreed])


@pytest.fixture
def translation(province: Province) -> Translation:
    label = stream(("label", {"language": "en", "name": "one-stop desk"}))
    a_fact(Term, name="bộ phận một cửa", says="một cửa", labels=label)
    a_fact(Term, name="nháp", says="n", labels=label, is_live=False)
    body = stream(
        ("paragraph", "<p>Nộp tại bộ phận một cửa.</p>"), ("paragraph", "<p>Bản nháp.</p>")
    )
    page = an_announcement_page(province.office, body=body)
    translate_object(page, [Locale.objects.get(language_code="en")])
    return Translation.objects.get(source__object_id=page.translation_key)


def _form(editor: Any, translation: Translation) -> dict[str, Any]:
    page = translation.get_target_instance()
    assert isinstance(page, Page)
    answer = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    data = re.search(r'js-translation-editor" data-props="([^"]*)"', answer.content.decode())
    assert data is not None
    found: dict[str, Any] = json.loads(
        data[1].replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")
    )
    return found


def _sentence(translation: Translation) -> StringSegment:
    found: StringSegment = translation.source.stringsegment_set.get(
        string__data="Nộp tại bộ phận một cửa."
    )
    return found


def _save(editor: Any, translation: Translation, said: str) -> str:
    return _save_of(editor, translation, _sentence(translation), said)


def _save_of(editor: Any, translation: Translation, segment: StringSegment, said: str) -> str:
    address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    body = f'--x\r\nContent-Disposition: form-data; name="value"\r\n\r\n{said}\r\n--x--\r\n'
    answer = editor.put(address, body, content_type="multipart/form-data; boundary=x")
    assert answer.status_code in {200, 201}
    comment: str = answer.json()["comment"]
    return comment


def test_the_form_shows_agreed_words_beside_their_sentence_alone(
    editor: Any, translation: Translation
) -> None:
    shown = {
        one["source"]: one["location"]["subField"] or ""
        for one in _form(editor, translation)["segments"]
        if one["type"] == "string"
    }
    told = "Từ đã thống nhất: “bộ phận một cửa” là “one-stop desk”"
    assert [source for source, said in shown.items() if told in said] == [
        "Nộp tại bộ phận một cửa."
    ]
    assert not any("nháp" in said for said in shown.values())


def test_a_sentence_without_its_agreed_word_is_saved_and_told_of(
    editor: Any, translation: Translation
) -> None:
    told = "Chưa dùng từ đã thống nhất: “bộ phận một cửa” là “one-stop desk”."
    assert told in _save(editor, translation, "File at the counter.")
    comments = [one["comment"] for one in _form(editor, translation)["initialStringTranslations"]]
    assert [told in comment for comment in comments] == [True]

    assert "thống nhất" not in _save(editor, translation, "File at the One-Stop Desk.")


def test_the_words_of_a_fact_are_nobodys_to_translate(editor: Any, province: Province) -> None:
    label = stream(("label", {"language": "en", "name": "one-stop desk"}))
    a_fact(Term, name="bộ phận một cửa", says="một cửa", labels=label)
    assert "Bộ phận một cửa" in province.contact.name
    chip = a_chip(province.contact, "name").replace("chữ cũ", "Bộ phận một cửa")
    page = an_announcement_page(
        province.office, body=stream(("paragraph", f"<p>Tới {chip} ngay.</p>"))
    )
    translate_object(page, [Locale.objects.get(language_code="en")])
    made = Translation.objects.get(source__object_id=page.translation_key)
    segment = made.source.stringsegment_set.get(string__data__startswith="Tới")
    said = 'Go to <a id="a1">it</a> now.'
    assert terms_not_used(segment.string.data, said, glossary_of(made))  # as if it were a link
    assert "thống nhất" not in _save_of(editor, made, segment, said)
    shown = [one["location"]["subField"] or "" for one in _form(editor, made)["segments"]]
    assert not any("thống nhất" in one for one in shown)
    po = made.export_po()
    for entry in po:
        entry.msgstr = said if entry.msgid == segment.string.data else f"En {entry.msgid}"
    assert "thống nhất" not in taken(po, made, None)[1]


def test_the_report_of_an_import_names_what_was_not_used(
    editor: Any, translation: Translation
) -> None:
    po = translation.export_po()
    for entry in po:
        entry.msgstr = "En"
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    home = reverse("wagtailadmin_home")
    file = SimpleUploadedFile("a.po", str(po).encode())
    editor.post(address, {"next": home, "file": file})
    (said,) = [str(one) for one in editor.get(home).context["messages"]]
    assert said == (
        f"Đã nhập {len(po)} trong {len(po)} câu. Đã nhập nhưng chưa dùng từ đã thống nhất: "
        "“bộ phận một cửa” là “one-stop desk” (1 câu)."
    )
