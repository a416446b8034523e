"""PO: a translator's file is taken as far as it can be, and what was not is told in numbers."""

import random
import unicodedata
from collections.abc import Callable
from typing import Any

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from cms.models import Term
from cms.translating.marks import faults_of_marks, most_letters
from cms.translating.po import MOST_MEGABYTES, taken
from tests.factories import Province, a_fact, a_guide_page, an_announcement_page, stream

A_PAGE: dict[str, Any] = {"announcement": an_announcement_page, "guide": a_guide_page}
LINKED = '<p>Vào <a href="https://a.example.vn">cổng</a> bấm {{nut}}.</p>'
Change = Callable[[polib.POFile], None]


@pytest.fixture
def translation(province: Province) -> Translation:
    body = stream(("paragraph", "<p>Một.</p>"), ("paragraph", "<p>Hai.</p>"), ("paragraph", LINKED))
    page = an_announcement_page(province.office, body=body)
    translate_object(page, [Locale.objects.get(language_code="en")])
    return Translation.objects.get(source__object_id=page.translation_key)


def _filled(translation: Translation) -> polib.POFile:
    po = translation.export_po()
    for entry in po:
        entry.msgstr = f"En {entry.msgid}"
    return po


def _upload(editor: Any, translation: Translation, content: bytes | None) -> str:
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    home = reverse("wagtailadmin_home")
    sent = {"next": home}
    if content is not None:
        sent["file"] = SimpleUploadedFile("a.po", content)  # type: ignore[assignment]
    answer = editor.post(address, sent)
    assert answer.status_code == 302
    (said,) = [str(one) for one in editor.get(home).context["messages"]]
    return said


def _said(translation: Translation) -> int:
    return StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, has_error=False
    ).count()


def test_a_whole_file_is_taken(editor: Any, translation: Translation) -> None:
    po = _filled(translation)
    said = _upload(editor, translation, str(po).encode())
    assert said == f"Đã nhập {len(po)} trong {len(po)} câu."
    assert _said(translation) == len(po)


def test_a_byte_order_mark_and_letters_apart_from_their_marks_do_no_harm(
    editor: Any, translation: Translation
) -> None:
    po = _filled(translation)
    content = b"\xef\xbb\xbf" + unicodedata.normalize("NFD", str(po)).encode()
    assert _upload(editor, translation, content) == f"Đã nhập {len(po)} trong {len(po)} câu."
    texts = StringTranslation.objects.values_list("data", flat=True)
    assert all(unicodedata.is_normalized("NFC", one) for one in texts)


def _other_page(po: polib.POFile) -> None:
    po.metadata["X-WagtailLocalize-TranslationID"] = "0" * 8


def _no_id(po: polib.POFile) -> None:
    del po.metadata["X-WagtailLocalize-TranslationID"]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda _po: None, "Chưa chọn tệp"),
        (lambda _po: b"", "Tệp rỗng"),
        (lambda po: str(po).encode("utf-16"), "UTF-8"),
        (lambda _po: b"\x00\x01\x02 PNG", "Chưa nhập câu nào"),
        (lambda _po: b'msgid "a', "Chưa nhập câu nào"),
        (lambda _po: b"/etc/passwd", "Chưa nhập câu nào"),
        (lambda _po: b"x" * (MOST_MEGABYTES * 1_000_000 + 1), "lớn hơn"),
        (lambda po: (_other_page(po), str(po).encode())[1], "của trang khác"),
        (lambda po: (_no_id(po), str(po).encode())[1], "không có dòng"),
    ],
)
def test_a_file_that_is_not_usable_is_refused_with_its_reason(
    editor: Any, translation: Translation, make: Callable[[polib.POFile], bytes | None], told: str
) -> None:
    assert told in _upload(editor, translation, make(_filled(translation)))
    assert _said(translation) == 0


def test_what_is_not_taken_is_counted_by_its_reason(editor: Any, translation: Translation) -> None:
    po = _filled(translation)
    by_id = {entry.msgid: entry for entry in po}
    by_id["Một."].msgstr = ""
    by_id["Hai."].msgid = "Hai xưa."
    linked = next(entry for entry in po if "{{nut}}" in entry.msgid)
    linked.msgstr = "Press now."
    said = _upload(editor, translation, str(po).encode())
    assert said.startswith(f"Đã nhập {len(po) - 3} trong {len(po)} câu; bỏ 3 câu vì: ")
    for reason in ("1 chưa dịch", "1 không có trong bản gốc", "1 thiếu hoặc sai thẻ"):
        assert reason in said
    assert _said(translation) == len(po) - 3


def test_what_the_file_calls_unfinished_or_no_field_holds_is_not_taken(
    editor: Any, translation: Translation
) -> None:
    po = _filled(translation)
    titled = next(entry for entry in po if entry.msgctxt == "title")
    titled.msgstr = "x" * 400
    for entry in po:
        if entry is not titled:
            entry.flags.append("fuzzy")
    said = _upload(editor, translation, str(po).encode())
    assert said.startswith(f"Đã nhập 0 trong {len(po)} câu")
    assert "1 dài quá 255 ký tự" in said
    assert f"{len(po) - 1} tệp ghi là chưa dịch xong" in said
    assert _said(translation) == 0


def test_an_old_file_writes_nothing_of_what_is_no_longer_there(
    editor: Any, translation: Translation
) -> None:
    po = _filled(translation)
    page = translation.source.get_source_instance()
    page.body = stream(("paragraph", "<p>Ba.</p>"))
    page.save_revision().publish()
    translation.source.update_from_db()
    _upload(editor, translation, str(po).encode())
    assert not StringTranslation.objects.filter(data__in=["En Một.", "En Hai."]).exists()


@pytest.mark.parametrize("kind", sorted(A_PAGE))
def test_what_no_place_holds_says_so_when_it_is_saved_and_is_not_taken(
    province: Province, kind: str
) -> None:
    page: Any = A_PAGE[kind](province.office)
    translate_object(page, [Locale.objects.get(language_code="en")])
    translation = Translation.objects.get(source__object_id=page.translation_key)
    po = translation.export_po()
    for entry in po:
        entry.msgstr = entry.msgid + "x" * 5_000
    total = len(po)
    _level, said = taken(po, translation, None)
    model = type(page)
    limits = {
        one.pk: most_letters(model, one.context.field_path)
        for one in translation.source.stringsegment_set.select_related("context")
    }
    long = [most for most in limits.values() if most]
    assert 255 in long
    assert said.startswith(f"Đã nhập {total - len(long)} trong {total} câu")
    for segment in translation.source.stringsegment_set.all():
        row, _made = StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={"data": segment.string.data + "x" * 5_000},
        )
        most = limits[segment.pk]
        assert row.has_error == bool(most)
        assert f"chỗ này chứa được {most}" in str(row.get_error()) or not most
    title = Page.objects.get(translation_key=page.translation_key, locale__language_code="en")
    assert len(title.draft_title) == 255, "a database may refuse more, and the words with it"
    assert title.draft_title.startswith(page.title)


def test_markup_that_was_put_in_is_not_used(editor: Any, translation: Translation) -> None:
    po = _filled(translation)
    for entry in po:
        entry.msgstr += "<script>alert(1)</script>"
    said = _upload(editor, translation, str(po).encode())
    assert said.startswith(f"Đã nhập 0 trong {len(po)} câu")
    assert _said(translation) == 0


def _spoilt(rng: random.Random, said: str) -> str:
    """Return a translation with one fault of its marks, whichever."""
    link = '<a id="a1">cổng</a>'
    faults: list[Callable[[str], str]] = [
        lambda one: f"{one}<script>alert(1)</script>",
        lambda one: f"<p>{one}</p>",
        lambda one: f'{one}<b class="x">!</b>',
        lambda one: f'{one} <a id="a7">more</a>',
        lambda one: f"{one} {{{{foreign}}}}",
        lambda one: f"{one} }}}}",
        lambda one: f'{one} <a id="a9"></a>',
        lambda one: one.replace(link, "cổng") if link in one else f"{one} {link}",
        lambda one: one.replace("{{nut}}", "button") if "{{nut}}" in one else f"{one} {{{{nut}}}}",
    ]
    return rng.choice(faults)(said)


def _data(translation: Translation) -> dict[str, str]:
    rows = StringTranslation.objects.filter(context__object_id=translation.source.object_id)
    return dict(rows.values_list("translation_of__data", "data"))


@pytest.mark.parametrize("seed", range(6))
def test_what_is_refused_leaves_the_words_that_were_there(
    editor: Any, translation: Translation, seed: int
) -> None:
    rng = random.Random(f"refused {seed}")  # noqa: S311  # a test, the same each time
    label = stream(("label", {"language": "en", "name": "Second"}))
    a_fact(Term, name="Hai", says="hai", labels=label)
    po = translation.export_po()
    for entry in po:
        entry.msgstr = f"Good {entry.msgid}"
    _upload(editor, translation, str(po).encode())
    good = _data(translation)
    whole = translation.get_progress()
    assert whole == (len(po), len(po))

    spoilt = [one for one in po if rng.random() < 0.7] or list(po)
    for entry in spoilt:
        entry.msgstr = _spoilt(rng, f"New {entry.msgid}")
    said = _upload(editor, translation, str(po).encode())

    left = len(po) - len(spoilt)
    assert said.startswith(f"Đã nhập {left} trong {len(po)} câu; bỏ {len(spoilt)} câu vì: ")
    assert _data(translation) == good
    assert translation.get_progress() == whole
    is_taken = "Hai." not in {one.msgid for one in spoilt}
    assert ("chưa dùng từ đã thống nhất" in said) == is_taken
    assert is_taken or "“Hai.”" in said or "câu khác" in said


def test_a_file_of_which_no_sentence_fits_says_so(editor: Any, translation: Translation) -> None:
    po = _filled(translation)
    for entry in po:
        entry.msgid += " xưa"
    said = _upload(editor, translation, str(po).encode())
    assert said.startswith(f"Đã nhập 0 trong {len(po)} câu; bỏ {len(po)} câu vì")


SOURCE = 'Vào <a id="a1">cổng</a>, bấm {{nut}} của {{co_quan}}.'


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('At {{co_quan}}’s <a id="a1">portal</a> press {{nut}}.', ()),
        ('At {{ co_quan }}’s <a id="a1">portal</a> press {{nut}}, {{nut}}.', ()),
        ("Press {{nut}} of {{co_quan}}.", ("a1",)),
        ('<a id="a1">Open</a> now.', ("{{co_quan}}, {{nut}}",)),
        ('<a id="a1">x</a> {{nut}} {{co_qaun}}', ("{{co_quan}}", "{{co_qaun}}")),
        ('<a id="a1">x</a> {{nut}} {{co_quan}} {{tinh}}', ("{{tinh}}",)),
        ('<a id="a1">x</a> {{nut}} {{co_quan}} {{tinh}', ("lẻ",)),
        ('<a id="a1">x</a> <a id="a1">y</a> {{nut}} {{co_quan}}', ("lặp lại: a1",)),
        ('<a id="a1"></a> {{nut}} {{co_quan}}', ("không có chữ",)),
        ('<a id="a1"><b></b></a> {{nut}} {{co_quan}}', ("không có chữ",)),
        ('<a id="a1"><b> </b><i/></a> {{nut}} {{co_quan}}', ("không có chữ",)),
        ('<a id="a1">\u200b\u00ad</a> {{nut}} {{co_quan}}', ("không có chữ",)),
        ('<a id="a1">&nbsp;&#8203;</a> {{nut}} {{co_quan}}', ("không có chữ",)),
        ('<a id="a1"/> {{nut}} {{co_quan}}', ("không có chữ",)),
        ('<a id="a1">the <a id="a1">x</a></a> {{nut}} {{co_quan}}', ("nằm trong",)),
        ('<a id="a1">the <b><a id="a1">x</a></b></a> {{nut}} {{co_quan}}', ("nằm trong",)),
        ('<a id="a1"><b>x</b> y</a> {{nut}} {{co_quan}}', ()),
    ],
)
def test_lost_and_foreign_marks_are_told(said: str, told: tuple[str, ...]) -> None:
    faults = " | ".join(faults_of_marks(SOURCE, said))
    assert bool(faults) == bool(told)
    assert all(one in faults for one in told)


def test_a_sentence_with_a_misspelt_token_is_not_shown_as_translated(
    province: Province, translation: Translation
) -> None:
    segment = translation.source.stringsegment_set.get(string__data__contains="{{nut}}")
    made = StringTranslation.objects.create(
        translation_of=segment.string,
        context=segment.context,
        locale=translation.target_locale,
        data='Go to the <a id="a1">portal</a>, press {{nutt}}.',
    )
    assert made.has_error
    assert "{{nutt}}" in str(made.get_error())
    translation.save_target(publish=False)
    page = translation.get_target_instance().get_latest_revision_as_object()
    assert "bấm {{nut}}" in page.body[2].value.source
