"""A table pasted into running text is refused in words; what is no table goes in as ever."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.running_demo import RunningDemo, be_logged_in

pytestmark = [pytest.mark.browser, pytest.mark.journey]

PASTE = """(editor, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "x");
  editor.focus();
  const pasted = { clipboardData: data, bubbles: true, cancelable: true };
  editor.dispatchEvent(new ClipboardEvent("paste", pasted));
}"""
WORD = (
    "<p class=MsoNormal>Trước bảng</p><table class=MsoTableGrid><tr><td>Khai sinh</td>"
    "<td>8.000</td></tr></table>"
)
REFUSED = "chữ trong các ô sẽ dính vào nhau"


def _paste(page: Page, html: str) -> None:
    page.locator(".public-DraftEditor-content").first.evaluate(PASTE, html)


@pytest.mark.parametrize("width", [390, 1280])
def test_table_is_refused_and_a_single_cell_or_a_paragraph_is_not(
    browser: Browser, demo: RunningDemo, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="vi-VN")
    page = context.new_page()
    be_logged_in(page, demo)
    with closing(sqlite3.connect(demo.folder / "loa.sqlite3")) as rows:
        (number,) = rows.execute("SELECT MIN(page_ptr_id) FROM cms_outreachpage").fetchone()
    page.goto(f"{demo.editor}admin/pages/{number}/edit/")
    editor = page.locator(".public-DraftEditor-content").first
    editor.wait_for()
    before = editor.inner_text()
    _paste(page, WORD)
    expect(page.get_by_text(REFUSED)).to_be_visible()
    assert editor.inner_text() == before
    for html, said in (
        ("<table><tr><td>8.000 đồng</td></tr></table>", "8.000 đồng"),
        ("<p>Một đoạn thường</p>", "Một đoạn thường"),
    ):
        _paste(page, html)
        expect(editor).to_contain_text(said)
        expect(page.get_by_text(REFUSED)).to_have_count(0)
    context.close()
