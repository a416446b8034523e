"""From when to when an announcement is in effect: on the web, on paper, in the data; and over."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from cms.models import AnnouncementPage
from sitegen.render.html import render
from sitegen.render.markdown import render_markdown
from sitegen.render.print import render_sheet
from sitegen.render.word.file import official_docx
from tests.builders import a_view
from tests.factories import Province, an_announcement_page
from tests.site.collected import document_of
from tests.site.editing import add_page
from tests.unit.print_text import text_of

FIRST, LAST = date(2026, 1, 5), date(2099, 12, 31)
DATES: list[tuple[date | None, date | None, str]] = [
    (FIRST, None, "có hiệu lực từ ngày 5/1/2026."),
    (None, LAST, "có hiệu lực đến hết ngày 31/12/2099."),
    (FIRST, LAST, "có hiệu lực từ ngày 5/1/2026 đến hết ngày 31/12/2099."),
]


@pytest.mark.parametrize(("first", "last", "words"), DATES)
def test_every_output_says_it(
    province: Province, first: date | None, last: date | None, words: str
) -> None:
    page = an_announcement_page(province.office, effective_from=first, effective_until=last)
    document = document_of(page)
    assert (document.effective_from, document.effective_until) == (first, last)
    for twin in (render, render_markdown):
        assert words in twin(document, a_view()).decode().replace("\u00a0", " ")
    pdf = render_sheet(document, mode="screen", load_picture=lambda _: b"").pdf
    paper = " ".join(text_of(pdf).replace("\u00a0", " ").split())
    assert "Thông báo này có hiệu lực" in paper
    assert first is None or "ngày 05 tháng 01 năm 2026" in paper
    assert official_docx(document, load_picture=lambda _: b"")


def test_a_text_without_dates_says_nothing_of_it(province: Province) -> None:
    document = document_of(an_announcement_page(province.office))
    assert "hiệu lực" not in render(document, a_view()).decode()
    assert document.head.notices == ()


@pytest.mark.parametrize(("days", "kinds"), [(0, []), (1, ["lapsed"]), (400, ["lapsed"])])
def test_after_its_last_day_the_page_stays_and_says_since_when(
    province: Province, days: int, kinds: list[str]
) -> None:
    last = timezone.localdate() - timedelta(days=days)
    page = an_announcement_page(province.office, effective_until=last)
    notices = document_of(page).head.notices
    assert [one.kind for one in notices] == kinds
    assert all(one.day == last + timedelta(days=1) for one in notices)


def test_dates_that_run_backwards_are_refused_at_the_field(editor: Any, province: Province) -> None:
    wrong = {"effective_from": LAST, "effective_until": FIRST}
    made = add_page(editor, province.office, AnnouncementPage, title="Ngược", **wrong)
    assert set(made.errors) == {"effective_until"}
