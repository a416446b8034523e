"""A table pasted into running text becomes a block below it, or is refused in words; never glued."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.running_demo import RunningDemo, be_logged_in

pytestmark = [pytest.mark.browser, pytest.mark.journey]

PASTE = """(place, [html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  place.focus();
  const pasted = { clipboardData: data, bubbles: true, cancelable: true };
  place.dispatchEvent(new ClipboardEvent("paste", pasted));
}"""
WORD = (
    "<p class=MsoNormal>Trước bảng</p><table class=MsoTableGrid>"
    "<tr><td>Việc</td><td>Lệ phí</td></tr><tr><td>Khai sinh</td><td>8.000</td></tr></table>"
    "<p>Sau bảng</p>"
)
WORDS_BEFORE = "<p class=MsoNormal>Trước bảng</p>"
ONLY_TABLE = WORD.removeprefix(WORDS_BEFORE).removesuffix("<p>Sau bảng</p>")
BODY = "document.getElementById('body-root').rootBlock"
TYPES = f"() => {BODY}.children.map(one => one.type)"
EMPTY = f"""() => {BODY}.children.filter(one => one.type === "paragraph"
  && !one.block.getState().getCurrentContent().hasText()).length"""
WIDTHS = [390, 1280]


@pytest.fixture(params=WIDTHS)
def page(request: pytest.FixtureRequest, browser: Browser, demo: RunningDemo) -> Iterator[Page]:
    """An officer at the editor."""
    context = browser.new_context(viewport={"width": request.param, "height": 900}, locale="vi-VN")
    opened = context.new_page()
    be_logged_in(opened, demo)
    yield opened
    context.close()


def _edit(page: Page, demo: RunningDemo, model: str, order: str = "page_ptr_id") -> None:
    with closing(sqlite3.connect(demo.folder / "loa.sqlite3")) as rows:
        asked = f"SELECT page_ptr_id FROM {model} ORDER BY {order} LIMIT 1"  # noqa: S608  # names of this file
        (number,) = rows.execute(asked).fetchone()
    page.goto(f"{demo.editor}admin/pages/{number}/edit/")


def _fields(page: Page, within: str = "") -> Locator:
    return page.locator(f"{within} .public-DraftEditor-content")


def _paste(place: Locator, html: str, text: str = "x") -> None:
    place.evaluate(PASTE, [html, text])


def test_table_becomes_a_block_below_with_the_words_around_it(
    page: Page, demo: RunningDemo
) -> None:
    _edit(page, demo, "cms_outreachpage")
    editor = _fields(page, "[data-contentpath=body]").first
    editor.wait_for()
    before, count = editor.inner_text(), _fields(page, "[data-contentpath=body]").count()
    _paste(editor, WORD)
    expect(page.get_by_text("Đã thêm 1 khối “Bảng” và 2 khối “Đoạn văn”")).to_be_visible()
    assert editor.inner_text() == before
    expect(_fields(page, "[data-contentpath=body]")).to_have_count(count + 2)
    grid = page.locator(".loa-cells__grid").first
    cells = grid.locator("textarea").evaluate_all("all => all.map(one => one.value)")
    assert cells == ["Việc", "Lệ phí", "Khai sinh", "8.000"]
    for words in ("Trước bảng", "Sau bảng"):
        expect(_fields(page).filter(has_text=words)).to_have_count(1)
    found = Axe().run(page, context=".loa-cells").response["violations"]
    assert [one["id"] for one in found] == []
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    for html, said in (
        ("<table><tr><td>8.000 đồng</td></tr></table>", "8.000 đồng"),
        ("<p>Một đoạn thường</p>", "Một đoạn thường"),
    ):
        _paste(editor, html)
        expect(editor).to_contain_text(said)
        expect(page.locator(".loa-table-said")).to_have_count(0)


@pytest.mark.parametrize("html", [WORD, WORD.removeprefix(WORDS_BEFORE), ONLY_TABLE])
def test_paragraph_that_was_only_there_to_be_pasted_into_goes(
    page: Page, demo: RunningDemo, html: str
) -> None:
    _edit(page, demo, "cms_outreachpage")
    body = _fields(page, "[data-contentpath=body]")
    body.first.wait_for()
    count, before = body.count(), page.evaluate(TYPES)
    page.evaluate(f"() => {{ {BODY}._onRequestInsert(0, {{ type: 'paragraph' }}); }}")  # its "+"
    expect(body).to_have_count(count + 1)
    _paste(body.first, html)
    said = page.locator(".loa-table-said")
    expect(said).to_contain_text("vào đây")
    expect(said).to_be_visible()
    words = ["paragraph"] * html.startswith(WORDS_BEFORE), ["paragraph"] * (html != ONLY_TABLE)
    assert page.evaluate(TYPES) == [*words[0], "table", *words[1], *before]
    assert page.evaluate(EMPTY) == 0


def test_what_cannot_be_taken_whole_is_refused_where_it_was_pasted(
    page: Page, demo: RunningDemo
) -> None:
    _edit(page, demo, "cms_outreachpage")
    editor = _fields(page, "[data-contentpath=body]").first
    editor.wait_for()
    _paste(editor, "<table><tr><td>a<table><tr><td>1<td>2</table><td>b</table>")
    expect(page.get_by_role("alert").filter(has_text="Trong một ô lại có bảng")).to_be_visible()
    expect(page.locator(".loa-cells__grid")).to_have_count(
        page.locator("[data-contentpath=cells]").count()
    )
    _edit(page, demo, "guides_guidepage", "length(groups) DESC")  # with steps of its own
    page.locator(".public-DraftEditor-content").first.wait_for(state="attached")
    steps = _fields(page, "[data-contentpath=groups]").first
    before = steps.text_content()
    _paste(steps, WORD)
    expect(page.locator(".loa-table-said")).to_contain_text("chỗ này chỉ nhận chữ")
    assert steps.text_content() == before


def test_grid_is_written_by_keyboard_and_a_paste_into_it_can_be_taken_back(
    page: Page, demo: RunningDemo
) -> None:
    _edit(page, demo, "cms_outreachpage")
    editor = _fields(page, "[data-contentpath=body]").first
    editor.wait_for()
    _paste(editor, WORD)
    block = page.locator(".loa-cells").first
    cell = block.get_by_label("Dòng 2, cột 2")
    cell.fill("0")
    block.get_by_role("button", name="Thêm dòng").press("Enter")
    expect(block.get_by_label("Dòng 3, cột 2")).to_be_focused()
    page.keyboard.type("5.000")
    kept = page.locator("textarea[name$='-cells']").first
    assert kept.input_value() == '[["Việc","Lệ phí"],["Khai sinh","0"],["","5.000"]]'
    _paste(block.get_by_label("Dòng 3, cột 1"), "", "Khai tử\t0\nKết hôn\t0\n")
    whole = '[["Việc","Lệ phí"],["Khai sinh","0"],["Khai tử","0"],["Kết hôn","0"]]'
    assert kept.input_value() == whole
    block.get_by_role("button", name="Hoàn tác").click()
    assert kept.input_value() == '[["Việc","Lệ phí"],["Khai sinh","0"],["","5.000"]]'
    block.get_by_role("button", name="Gộp dòng làm tên nhóm").click()
    assert kept.input_value().endswith('["5.000"]]')
    block.get_by_role("button", name="Thêm cột").click()
    assert kept.input_value().startswith('[["Việc","","Lệ phí"]')
