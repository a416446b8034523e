"""What is typed decomposed or with invisible letters is stored composed and clean, everywhere."""

import json
import unicodedata
from typing import Any

import pytest

from cms.models import AnnouncementPage
from cms.text import clean_text
from guides.models import GuidePage
from tests.factories import (
    Province,
    a_group,
    a_step,
    a_step_set,
    an_announcement_page,
    items,
    publish,
    stream,
)
from tests.site.editing import add_page, edit_fact, edit_page


def _decomposed(value: Any) -> Any:
    """Return ``value`` with every text in it decomposed, as some telephones send it."""
    text = json.dumps(value, ensure_ascii=False)
    return json.loads(unicodedata.normalize("NFD", text))


def _is_composed(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text)


def test_title_rich_text_and_nested_blocks_are_composed(editor: Any, province: Province) -> None:
    page = an_announcement_page(province.office)
    lines = {"title": "Bản điện tử", "lines": items("Sở Tài chính", "Lưu: VT")}
    outcome = edit_page(
        editor,
        page,
        title=_decomposed("Mười thủ tục của Sở Nội vụ"),
        lead=_decomposed("Thông báo như sau:"),
        body=_decomposed(stream(("paragraph", "<p>Nộp <b>hồ sơ</b> ở đây.</p>"))),
        recipients=_decomposed(stream(("group", lines))),
    )
    assert outcome.errors == {}
    row = AnnouncementPage.objects.values().get(pk=page.pk)
    assert row["title"] == row["draft_title"] == "Mười thủ tục của Sở Nội vụ"
    stored = AnnouncementPage.objects.get(pk=page.pk)
    raw = json.dumps([stored.body.get_prep_value(), stored.recipients.get_prep_value()])
    words = json.dumps(json.loads(raw), ensure_ascii=False)
    assert "hồ sơ" in words
    assert "Bản điện tử" in words
    assert _is_composed(words + row["lead"])


def test_steps_deep_inside_a_guide_are_composed(editor: Any, province: Province) -> None:
    field = {"label": "Mức độ", "value": "toàn trình", "example": "", "condition": ""}
    groups = stream(("group", a_group(a_step("Bấm <code>Đăng ký</code>.", fields=items(field)))))
    outcome = add_page(editor, province.office, GuidePage, title="Nộp", groups=_decomposed(groups))
    assert outcome.errors == {}
    stored = GuidePage.objects.get().groups.get_prep_value()
    words = json.dumps(stored, ensure_ascii=False)
    assert "Đăng ký" in words
    assert "toàn trình" in words
    assert _is_composed(words)


def test_latest_draft_is_composed_too(editor: Any, province: Province) -> None:
    page = an_announcement_page(province.office)
    edit_page(editor, page, is_draft=True, title=_decomposed("Đã sửa"))
    draft = page.get_latest_revision_as_object()
    assert _is_composed(draft.title)


def test_facts_are_composed(editor: Any, province: Province) -> None:
    outcome = edit_fact(editor, province.agency, name=_decomposed("Ủy ban nhân dân"))
    assert outcome.errors == {}
    province.agency.refresh_from_db()
    assert province.agency.name == "Ủy ban nhân dân"


def test_step_sets_are_composed(province: Province) -> None:
    shared = a_step_set(a_step(_decomposed("Điền đủ các ô.")), name=_decomposed("Bộ bước"))
    publish(shared)
    words = json.dumps(shared.steps.get_prep_value(), ensure_ascii=False) + shared.name
    assert _is_composed(words)


def test_invisible_letters_are_dropped(editor: Any, province: Province) -> None:
    outcome = add_page(
        editor,
        province.office,
        GuidePage,
        title="\ufeffNộp\u200b hồ\u202e sơ",
        groups=stream(("group", a_group(title="Cách\u200b một"))),
    )
    assert outcome.errors == {}
    page = GuidePage.objects.get()
    assert (page.title, page.slug) == ("Nộp hồ sơ", "nop-ho-so")
    assert page.groups.get_prep_value()[0]["value"]["title"] == "Cách một"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("\u00d0ăng ký, \u00f0ất", "Đăng ký, đất"),
        ("\uf0b7 Giấy tờ", "- Giấy tờ"),
        ("\uf0a7 Giấy tờ", "- Giấy tờ"),
        ("trích\u00ad lục\u2060 khai\u200c sinh\u200d", "trích lục khai sinh"),
        ("hộ\u0000 tịch", "hộ tịch"),
    ],
)
def test_letters_that_only_one_program_knows_become_those_of_everybody(
    typed: str, stored: str
) -> None:
    assert clean_text(typed) == stored


def test_thousands_of_marks_on_one_letter_are_a_few() -> None:
    assert len(clean_text("a" + "\u0301\u0323" * 50_000)) < 20
