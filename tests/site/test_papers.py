"""The papers of an official text: offered to whoever edits it, with the name, from the draft."""

import io
from typing import Any

import docx
import pytest
from django.urls import reverse
from docx.oxml.ns import qn

from cms.models import OutreachPage
from tests.factories import Province, an_announcement_page, an_outreach_page
from tests.unit.print_text import text_of

NAME = "Hotenmauxx Kyvanban"


def words_of(kind: str, content: bytes) -> str:
    if kind == "pdf":
        return text_of(content)
    body = docx.Document(io.BytesIO(content)).element.body
    return "".join(piece.text or "" for piece in body.iter(qn("w:t")))


@pytest.fixture
def page(province: Province) -> Any:
    made = an_announcement_page(province.office, signer_post="Chủ tịch", signer_name=NAME)
    made.closing = "Câu kết mới của bản nháp"
    made.save_revision()
    return made


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_paper_holds_the_name_and_the_latest_draft(editor: Any, page: Any, kind: str) -> None:
    answer = editor.get(reverse(f"paper_{kind}", args=[page.pk]))
    assert answer.status_code == 200
    assert f'filename="{page.slug}.{kind}"' in answer["Content-Disposition"]
    said = words_of(kind, answer.content)
    assert NAME in said
    assert "Câu kết mới của bản nháp./." in said
    again = editor.get(reverse(f"paper_{kind}", args=[page.pk]))
    assert again.content == answer.content


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_nobody_else_gets_the_paper(client: Any, page: Any, kind: str) -> None:
    answer = client.get(reverse(f"paper_{kind}", args=[page.pk]))
    assert answer.status_code in {302, 403}
    assert NAME.encode() not in answer.content


def test_both_are_offered_where_an_official_text_is_edited(
    editor: Any, province: Province, page: Any
) -> None:
    plan = an_outreach_page(province.office, form=OutreachPage.Form.PLAN, symbol="KH-UBND")
    article = an_outreach_page(province.office, slug="bai-viet")
    for one, is_offered in ((page, True), (plan, True), (article, False)):
        html = editor.get(reverse("wagtailadmin_pages:edit", args=[one.pk])).content.decode()
        for kind in ("docx", "pdf"):
            assert (reverse(f"paper_{kind}", args=[one.pk]) in html) == is_offered


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_text_without_an_official_part_says_so(
    editor: Any, province: Province, kind: str
) -> None:
    article = an_outreach_page(province.office)
    answer = editor.get(reverse(f"paper_{kind}", args=[article.pk]), follow=True)
    assert "chưa có bản văn bản chính thức" in answer.content.decode()
