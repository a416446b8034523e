"""Files for translators without an account: what goes out comes back, sentence by sentence."""

import copy
import io
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from defusedxml.ElementTree import fromstring
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from translate.storage.tmx import tmxfile
from wagtail.models import Locale
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from tests.factories import Province, a_guide_page, an_announcement_page, stream

VERSIONS = ("1.2", "2.1")
LINKED = '<p>Vào <a href="https://a.example.vn">cổng</a> <b>ngay</b>, bấm {{nut}} &amp; chờ.</p>'


def _translation(province: Province, kind: str) -> Translation:
    body = stream(("paragraph", "<p>Một.<br/>Hai.</p>"), ("paragraph", LINKED))
    page: Any = an_announcement_page(province.office, body=body)
    if kind == "guide":
        page = a_guide_page(province.office)
    translate_object(page, [Locale.objects.get(language_code="en")])
    return Translation.objects.get(source__object_id=page.translation_key)


def _file(editor: Any, translation: Translation, kind: str) -> bytes:
    answer = editor.get(reverse("translator_file", args=[translation.pk, kind]))
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return bytes(answer.content)


def _answered(content: bytes, version: str, said: str = "En ") -> ET.ElementTree:
    """Return a file in which a translator has put ``said`` before every sentence."""
    tree = ET.ElementTree(fromstring(content))
    space = tree.getroot().tag.partition("}")[0] + "}"
    for unit in tree.iter(f"{space}trans-unit" if version == "1.2" else f"{space}segment"):
        target = copy.deepcopy(unit.find(f"{space}source"))
        assert target is not None
        target.tag, target.text = f"{space}target", said + (target.text or "")
        unit.insert(1, target)
    return tree


def _written(tree: ET.ElementTree) -> bytes:
    out = io.BytesIO()
    tree.write(out, encoding="utf-8", xml_declaration=True)
    return out.getvalue()


def _upload(editor: Any, translation: Translation, content: bytes) -> str:
    address = reverse("wagtail_localize:upload_pofile", args=[translation.pk])
    home = reverse("wagtailadmin_home")
    sent = {"next": home, "file": SimpleUploadedFile("a.xlf", content)}
    assert editor.post(address, sent).status_code == 302
    (said,) = [str(one) for one in editor.get(home).context["messages"]]
    return said


def _said(translation: Translation) -> dict[str, str]:
    found = StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, has_error=False
    )
    return dict(found.values_list("translation_of__data", "data"))


@pytest.mark.parametrize("kind", ["announcement", "guide"])
@pytest.mark.parametrize("version", VERSIONS)
def test_every_sentence_goes_out_and_comes_back_with_its_marks(
    editor: Any, province: Province, version: str, kind: str
) -> None:
    translation = _translation(province, kind)
    content = _file(editor, translation, f"xliff-{version}")
    count = translation.source.stringsegment_set.count()

    said = _upload(editor, translation, _written(_answered(content, version)))

    assert said == f"Đã nhập {count} trong {count} câu."
    assert _said(translation) == {
        source: f"En {source}"
        for source in translation.source.stringsegment_set.values_list("string__data", flat=True)
    }


@pytest.mark.parametrize("version", VERSIONS)
def test_each_sentence_says_where_it_stands(editor: Any, province: Province, version: str) -> None:
    content = _file(editor, _translation(province, "announcement"), f"xliff-{version}").decode()
    assert "Đoạn văn" in content
    assert content.count("note>") >= 2


@pytest.mark.parametrize("version", VERSIONS)
def test_a_changed_sentence_brings_along_what_was_said_before(
    editor: Any, province: Province, version: str
) -> None:
    translation = _translation(province, "announcement")
    _upload(
        editor,
        translation,
        _written(_answered(_file(editor, translation, f"xliff-{version}"), version)),
    )
    page = translation.source.get_source_instance()
    page.title = "Tên mới"
    page.save_revision().publish()
    translation.source.update_from_db()

    content = _file(editor, translation, f"xliff-{version}").decode()
    old = content.index("En ")
    assert "Tên mới" in content
    assert ("alt-trans" if version == "1.2" else "mtc:match") in content[:old]


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_not_taken_is_counted_by_its_reason(
    editor: Any, province: Province, version: str
) -> None:
    translation = _translation(province, "announcement")
    tree = _answered(_file(editor, translation, f"xliff-{version}"), version)
    space = tree.getroot().tag.partition("}")[0] + "}"
    units = list(tree.iter(f"{space}trans-unit" if version == "1.2" else f"{space}unit"))
    marked = [one for one in units if one.find(f".//{space}target/*") is not None]
    foreign = marked[-1].find(f".//{space}target/*")
    assert foreign is not None
    foreign.set("id", "99")
    units[0].set("id", "0" * 16)

    said = _upload(editor, translation, _written(tree))

    count = len(units)
    assert said.startswith(f"Đã nhập {count - 2} trong {count} câu; bỏ 2 câu vì: ")
    assert "1 có thẻ mà câu gốc không có" in said
    assert "1 không có trong bản gốc" in said


@pytest.mark.parametrize("version", VERSIONS)
def test_a_sentence_that_comes_back_without_its_marks_leaves_what_was_said(
    editor: Any, province: Province, version: str
) -> None:
    translation = _translation(province, "announcement")
    tree = _answered(_file(editor, translation, f"xliff-{version}"), version)
    _upload(editor, translation, _written(tree))
    good = _said(translation)
    space = tree.getroot().tag.partition("}")[0] + "}"
    for target in list(tree.iter(f"{space}target")):
        if len(target):
            target[:] = []
            target.text = "New without marks"

    said = _upload(editor, translation, _written(tree))

    assert "thiếu hoặc sai thẻ" in said
    assert "(“Vào cổng ngay, bấm & chờ.”)" in said
    marked = [one for one in good if "<a" in one]
    assert marked
    assert [_said(translation)[one] for one in marked] == [good[one] for one in marked]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_file_of_another_page_is_refused(editor: Any, province: Province, version: str) -> None:
    one, other = _translation(province, "announcement"), _translation(province, "guide")
    said = _upload(
        editor, one, _written(_answered(_file(editor, other, f"xliff-{version}"), version))
    )
    assert "của trang khác" in said
    assert _said(one) == {}


def test_what_readers_see_is_read_by_another_program_and_no_draft(
    editor: Any, province: Province, committed: Any
) -> None:
    translation, draft = _translation(province, "announcement"), _translation(province, "guide")
    _upload(
        editor,
        draft,
        _written(_answered(_file(editor, draft, "xliff-1.2"), "1.2", said="SECRET ")),
    )
    _upload(
        editor, translation, _written(_answered(_file(editor, translation, "xliff-1.2"), "1.2"))
    )
    assert b"SECRET" not in _file(editor, translation, "tmx")
    with committed():
        translation.save_target(publish=True)
    assert b"SECRET" not in _file(editor, translation, "tmx")
    read = tmxfile.parsestring(_file(editor, translation, "tmx"), "vi", "en")
    assert {(unit.source, unit.target) for unit in read.units} >= {("Một.\nHai.", "En Một.\nHai.")}
    assert len(read.units) == len(_said(translation))


def test_the_form_of_a_translation_offers_the_files(editor: Any, province: Province) -> None:
    translation = _translation(province, "announcement")
    page = translation.get_target_instance()
    shown = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    for kind in ("xliff-1.2", "xliff-2.1", "tmx"):
        assert reverse("translator_file", args=[translation.pk, kind]) in shown
    assert 'enctype="multipart/form-data"' in shown
