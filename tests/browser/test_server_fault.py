"""What an officer sees when the server breaks under a form: the truth about what was typed."""

from collections.abc import Iterator

import pytest
from django.template import loader
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from cms.watching.faults import AWAY
from tests.chromium import until
from tests.running_demo import RunningDemo, be_logged_in

pytestmark = [pytest.mark.browser, pytest.mark.journey]

NUMBER = "0123456789ab"
KEPT = """() => new Promise((done) => {
  const asked = indexedDB.open('loa-copies', 1);
  asked.onupgradeneeded = () => asked.transaction.abort();
  asked.onerror = () => done(false);
  asked.onsuccess = () => {
    const found = asked.result.transaction('copies').objectStore('copies').count();
    found.onsuccess = () => done(found.result > 0);
  };
})"""
"""Whether this browser has a copy of what was typed."""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 360, "height": 800}, locale="vi-VN")
    yield made
    made.close()


@pytest.fixture
def form(demo: RunningDemo, context: BrowserContext) -> Page:
    """The form of an announcement, with a word typed that no server has heard."""
    page = context.new_page()
    be_logged_in(page, demo)
    number = demo.number("select min(page_ptr_id) from cms_announcementpage")
    with page.expect_response("**/admin/phien/"):  # from then on copies are kept
        page.goto(f"{demo.editor}admin/pages/{number}/edit/")
    page.wait_for_load_state("networkidle")
    return page


def _fault_of(path: str, status: str) -> str:
    """Return the page as the server makes it (tests/site/test_server_faults.py asks the server)."""
    context = {"number": NUMBER, "path": path, "is_sent": True, "is_kept": True, "again": path}
    return loader.render_to_string(f"{status}.html", context)


def _breaks(page: Page, status: str) -> None:
    """Let what a button sends come back as the page of a fault, and no autosave get through."""

    def answer(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
        elif route.request.is_navigation_request():
            path = "/" + route.request.url.split("/", 3)[3]
            html = _fault_of(path, status)
            route.fulfill(status=int(status), body=html, content_type="text/html; charset=utf-8")
        else:
            route.abort()

    page.route("**/edit/", answer)


@pytest.mark.parametrize("status", ["500", "503"])
def test_words_of_a_form_that_broke_the_server_are_found_again_and_the_page_says_so(
    form: Page, demo: RunningDemo, status: str
) -> None:
    _breaks(form, status)
    form.fill("#id_summary", f"Chữ gõ trước khi hỏng {status}")
    until(form, KEPT)
    form.locator("footer button[type=submit]").first.click()
    expect(form.locator("[data-copy=kept]")).to_be_visible()
    expect(form.locator("[data-copy=none]")).to_be_hidden()
    assert form.evaluate("document.documentElement.scrollWidth <= innerWidth")
    form.unroute("**/edit/")
    form.get_by_role("link", name="Mở lại biểu mẫu").click()
    form.locator(".loa-kept[data-kind=offer]").get_by_role("button", name="Dùng lại").click()
    expect(form.locator("#id_summary")).to_have_value(f"Chữ gõ trước khi hỏng {status}")


def test_words_are_kept_where_the_server_did_not_answer_at_first(
    demo: RunningDemo, context: BrowserContext
) -> None:
    page = context.new_page()
    be_logged_in(page, demo)
    number = demo.number("select min(page_ptr_id) from cms_announcementpage")
    _breaks(page, "503")
    failing = ["503", "500"]

    def answer(route: Route) -> None:
        if failing:
            route.fulfill(status=int(failing.pop()), body="{}")
        else:
            route.continue_()

    page.route("**/admin/phien/", answer)
    page.goto(f"{demo.editor}admin/pages/{number}/edit/")
    page.wait_for_load_state("networkidle")
    page.fill("#id_summary", "Chữ gõ khi máy chủ bận")
    until(page, KEPT)
    assert failing == []


def test_page_does_not_say_that_words_are_kept_where_the_browser_keeps_none(
    form: Page, demo: RunningDemo
) -> None:
    _breaks(form, "500")
    form.fill("#id_summary", "Chữ không được giữ")
    form.evaluate(
        "() => new Promise((done) => { const asked = indexedDB.open('loa-copies', 1);"
        "asked.onsuccess = () => { const store = asked.result.transaction('copies', 'readwrite')"
        ".objectStore('copies'); store.constructor.prototype.put = () => store.count();"
        "store.clear().onsuccess = done; }; })"
    )
    form.locator("footer button[type=submit]").first.click()
    expect(form.locator("[data-copy=none]")).to_be_visible()
    expect(form.locator("[data-copy=kept]")).to_be_hidden()


def test_number_is_copied_with_what_an_administrator_needs(form: Page, demo: RunningDemo) -> None:
    form.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=demo.editor)
    _breaks(form, "500")
    form.fill("#id_summary", "Chữ gõ trước khi báo lỗi")
    form.locator("footer button[type=submit]").first.click()
    form.get_by_role("button", name="Báo lỗi").click()
    expect(form.get_by_role("status")).to_contain_text("Đã chép")
    copied = form.evaluate("navigator.clipboard.readText()")
    assert NUMBER in copied
    assert "/edit/" in copied
    assert "Chữ gõ" not in copied


def test_autosave_that_the_database_did_not_hear_is_sent_again_by_itself(
    form: Page, demo: RunningDemo
) -> None:
    said = f"Cơ sở dữ liệu chưa trả lời, việc vừa rồi chưa xong (số {NUMBER})."
    answer = {"success": False, "error_code": AWAY, "error_message": said, "number": NUMBER}
    form.route(
        "**/edit/",
        lambda route: (
            route.fulfill(status=503, json=answer)
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    form.fill("#id_summary", "Chữ gõ lúc cơ sở dữ liệu vắng")
    footer = form.locator("footer").first
    expect(footer).to_contain_text(NUMBER)
    expect(footer).to_contain_text("Chữ bạn gõ được giữ trên máy này")
    with form.expect_response(lambda one: one.request.method == "POST" and one.ok):
        form.unroute("**/edit/")
