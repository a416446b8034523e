"""Dated notices: a page says what is no longer so before anything else is read."""

from dataclasses import replace
from datetime import date

import pytest

from sitegen.documents.base import PageNotice
from sitegen.documents.codec import decode, encode
from sitegen.documents.kinds import Document
from sitegen.render.html import render
from sitegen.render.markdown import render_markdown
from sitegen.render.notices import plain_notice
from tests.builders import a_guide, a_view, every_document

CLOSED = PageNotice(
    kind="close",
    day=date(2025, 7, 1),
    subject="Cổng tỉnh <b>",
    successor="Cổng quốc gia",
)


def noticed(*notices: PageNotice, language: str = "vi") -> Document:
    guide = a_guide()
    return replace(guide, head=replace(guide.head, notices=notices, language=language))


@pytest.mark.parametrize(
    ("changes", "language", "words"),
    [
        ({}, "vi", "Từ ngày 1/7/2025, Cổng tỉnh <b> đã đóng. Thay bằng: Cổng quốc gia."),
        ({"is_coming": True}, "vi", "Từ ngày 1/7/2025, Cổng tỉnh <b> sẽ đóng. Thay bằng:"),
        ({"kind": "merge", "successor": "", "note": "Nay hỏi xã."}, "vi", "hoạt động. Nay hỏi xã."),
        ({"kind": "repeal"}, "vi", "hết hiệu lực. Thay bằng: Cổng quốc gia."),
        (
            {"kind": "overtaken", "successor": ""},
            "vi",
            "in trước ngày 1/7/2025, có chỗ nay đã khác.",
        ),
        ({}, "en", "Cổng tỉnh <b> closed on"),
    ],
)
def test_notice_says_what_since_when_and_what_instead(
    changes: dict[str, object], language: str, words: str
) -> None:
    assert words in plain_notice(replace(CLOSED, **changes), language)  # type: ignore[arg-type]  # of the table


def test_page_and_twin_carry_the_notice_above_the_content() -> None:
    document = noticed(CLOSED)
    html, twin = (one(document, a_view()).decode() for one in (render, render_markdown))
    assert html.index('class="notice changed"') < html.index("<h1")
    assert "Cổng tỉnh &lt;b&gt;" in html
    assert "Cổng tỉnh <b>" not in html
    assert "đã đóng. Thay bằng: Cổng quốc gia." in twin


def test_page_without_notice_shows_nothing_of_it() -> None:
    assert 'class="notice changed"' not in render(noticed(), a_view()).decode()


def test_overtaken_paper_does_not_ask_for_patience_with_the_page() -> None:
    paper = replace(CLOSED, kind="overtaken", successor="")
    assert "đang được rà soát" not in render(noticed(paper), a_view()).decode()
    assert "đang được rà soát" in render(noticed(CLOSED, paper), a_view()).decode()


def test_notice_survives_its_own_json() -> None:
    document = noticed(CLOSED)
    assert decode(encode(document)) == document


@pytest.mark.parametrize("document", every_document(), ids=lambda one: one.kind)
def test_day_on_which_somebody_reviewed_a_page_stands_at_the_end_of_it_and_in_its_twins(
    document: Document,
) -> None:
    reviewed = replace(document, head=replace(document.head, reviewed=date(2026, 2, 3)))
    page, twin = (one(reviewed, a_view()).decode() for one in (render, render_markdown))
    assert page.index("Rà soát ngày <time") > page.index("<h1")
    assert "Rà soát ngày 3/2/2026" in twin
    assert decode(encode(reviewed)) == reviewed
    for one in (render, render_markdown):
        assert "Rà soát ngày" not in one(document, a_view()).decode()
