"""A session ends, a value is wrong, a tab is closed in the middle of a form: no letter is lost."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from wagtail.snippets.models import get_snippet_models

from cms.demo.load.users import PASSWORD
from tests.chromium import settle, until
from tests.running_demo import RunningDemo, be_logged_in, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.journey]

ENDED, OFFER, REFUSED = (f".loa-kept[data-kind={kind}]" for kind in ("ended", "offer", "refused"))
RICH = ".public-DraftEditor-content"
LINES = "[data-contentpath=means_for_you] .c-sf-add-button"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    yield made
    made.close()


def _open(context: BrowserContext, address: str, ready: str, demo: RunningDemo) -> Page:
    page = context.new_page()
    be_logged_in(page, demo)
    page.goto(demo.editor + address)
    page.locator(ready).last.wait_for()
    return page


def _announcement(demo: RunningDemo, context: BrowserContext) -> tuple[int, Page]:
    number = demo.number("select min(page_ptr_id) from cms_announcementpage")
    return number, _open(context, f"admin/pages/{number}/edit/", LINES, demo)


def _point(demo: RunningDemo, context: BrowserContext) -> tuple[int, Page]:
    number = demo.number("select min(id) from cms_contactpoint")
    address = f"admin/snippets/cms/contactpoint/edit/{number}/"
    return number, _open(context, address, "[name=note]", demo)


def _is_stored(demo: RunningDemo, number: int, words: str) -> bool:
    """Tell whether a version holds ``words``: as text, or inside the text of a StreamField."""
    inner = json.dumps(words)[1:-1]
    query = (
        "select count(*) from wagtailcore_revision, json_tree(content) "  # noqa: S608  # a test's own
        f"where object_id = '{number}' and (json_tree.value like '%{words}%' "
        f"or json_tree.value like '%{inner}%')"
    )
    return demo.number(query) > 0


def _log_in_over(page: Page, name: str = "can-bo") -> None:
    page.locator("dialog.loa-login").wait_for()
    page.fill("#loa-login-name", name)
    page.fill("#loa-login-password", PASSWORD)
    page.keyboard.press("Enter")


def _add_line(page: Page, words: str) -> None:
    page.locator(LINES).last.click()
    until(page, "() => document.activeElement.name?.startsWith('means_for_you-')")
    page.keyboard.insert_text(words)


def test_faults_of_a_refused_publication_go_when_they_are_mended(
    demo: RunningDemo, context: BrowserContext
) -> None:
    _number, page = _announcement(demo, context)
    faults, message = page.locator("form .error-message"), page.locator(".messages .error")
    page.fill("[name=signed_day]", "31")
    page.fill("[name=signed_month]", "2")
    page.fill("[name=number]", "K" * 140)
    page.locator("footer .w-dropdown__toggle").first.click()
    page.locator("[name=action-publish]").click()
    expect(message).to_be_visible()
    expect(page.locator(REFUSED)).to_contain_text("Đã lưu trừ 2 mục")
    expect(faults).to_have_count(2)
    expect(page.locator(".loa-refused")).to_have_count(0)  # each is told once
    page.fill("[name=number]", "12")
    expect(page.locator(REFUSED)).to_contain_text("Đã lưu trừ 1 mục")
    expect(faults).to_have_count(1)
    page.fill("[name=signed_day]", "3")
    for over in (faults, message, page.locator(".w-field--error"), page.locator(REFUSED)):
        expect(over).to_have_count(0)


@pytest.mark.parametrize("cookies", ["sessionid", "all"])
def test_officer_logs_in_over_the_form_and_every_letter_is_saved(
    demo: RunningDemo, context: BrowserContext, cookies: str
) -> None:
    number, page = _announcement(demo, context)
    context.clear_cookies(**({} if cookies == "all" else {"name": "sessionid"}))
    page.fill("#id_summary", f"Tóm tắt sau khi hết phiên {cookies}")
    page.fill("[name=means_for_you-0-value]", f"Dòng mới sau khi hết phiên {cookies}")
    page.locator(ENDED).wait_for()
    assert "phiên làm việc đã hết" in page.inner_text(ENDED)
    assert "Đăng nhập lại" in page.inner_text("footer")
    page.click(f"{ENDED} button")
    page.locator("dialog.loa-login[open]").wait_for()
    assert Axe().run(page, context=".loa-login").response["violations"] == []
    with page.expect_response("**/admin/phien/"):  # a save that fails meanwhile
        page.evaluate(SAVE)
    settle(page)
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.loa-login", state="detached")
    assert page.evaluate("document.activeElement.textContent") == "Đăng nhập lại"
    page.keyboard.press("Enter")
    _log_in_over(page)
    for words in ("Tóm tắt", "Dòng mới"):
        stored = f"{words} sau khi hết phiên {cookies}"
        wait_until(lambda stored=stored: _is_stored(demo, number, stored), stored)


def test_running_text_survives_the_end_of_the_session(
    demo: RunningDemo, context: BrowserContext
) -> None:
    number = demo.number(
        "select min(page_ptr_id) from cms_outreachpage where body like '%paragraph%'"
    )
    page = _open(context, f"admin/pages/{number}/edit/", RICH, demo)
    context.clear_cookies()
    page.locator(RICH).first.click()
    page.keyboard.type("zzLoa")
    page.click(f"{ENDED} button")
    _log_in_over(page)
    query = "select count(*) from wagtailcore_revision where content like '%zzLoa%'"
    wait_until(lambda: demo.number(query) > 0, "the words")


def test_registry_row_survives_the_end_of_the_session(
    demo: RunningDemo, context: BrowserContext
) -> None:
    number, page = _point(demo, context)
    context.clear_cookies()
    page.fill("[name=note]", "Ghi chú khi hết phiên")
    page.click(f"{ENDED} button")
    _log_in_over(page)
    wait_until(lambda: _is_stored(demo, number, "Ghi chú khi hết phiên"), "the note")


def test_form_is_not_saved_as_somebody_else_without_a_word(
    demo: RunningDemo, context: BrowserContext
) -> None:
    number, page = _announcement(demo, context)
    context.clear_cookies()
    page.fill("#id_summary", "Chữ của cán bộ, người khác lưu")
    page.click(f"{ENDED} button")
    _log_in_over(page, "quan-tri")
    page.get_by_role("button", name="Lưu bằng tên quan-tri").wait_for()
    assert "do can-bo soạn" in page.inner_text(".loa-login")
    assert not _is_stored(demo, number, "Chữ của cán bộ, người khác lưu")
    page.get_by_role("button", name="Lưu bằng tên quan-tri").click()
    wait_until(lambda: _is_stored(demo, number, "Chữ của cán bộ, người khác lưu"), "the words")


def test_tab_that_was_closed_after_the_session_ended_is_offered_again_with_its_new_blocks(
    demo: RunningDemo, context: BrowserContext
) -> None:
    number, page = _announcement(demo, context)
    context.clear_cookies()
    page.fill("#id_summary", "Tóm tắt của thẻ đã đóng")
    _add_line(page, "Dòng của thẻ đã đóng")
    page.locator(ENDED).wait_for()
    until(page, KEPT)
    assert "thẻ đã đóng" not in page.evaluate(STORED), "nobody reads the copy without the key"
    page.close()
    other = _open(context, f"admin/pages/{number}/edit/", OFFER, demo)
    other.get_by_role("button", name="Dùng lại").click()
    until(
        other, "() => document.querySelector('[name=summary]')?.value === 'Tóm tắt của thẻ đã đóng'"
    )
    assert "bản chưa lưu" in other.inner_text(".messages")
    wait_until(lambda: _is_stored(demo, number, "Dòng của thẻ đã đóng"), "the new line")
    until(other, f"async () => !(await ({KEPT})())")
    other.reload()
    settle(other)  # what is kept is looked for once the form is there
    assert other.input_value("#id_summary") == "Tóm tắt của thẻ đã đóng"
    assert other.locator(OFFER).count() == 0


def test_words_typed_in_the_first_second_are_guarded_and_saved(
    demo: RunningDemo, context: BrowserContext
) -> None:
    number, page = _announcement(demo, context)
    held = _held_back(page)  # it is not saved before it is asked
    page.goto(f"{demo.editor}admin/pages/{number}/edit/", wait_until="domcontentloaded")
    page.fill("#id_summary", "Gõ ngay khi vừa mở")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.evaluate("location.href = '/admin/'")
    wait_until(lambda: _turn(page) or asked == ["beforeunload"], "the browser to ask")
    page.unroute("**/edit/")
    for route in held:
        route.continue_()
    wait_until(lambda: _turn(page) or _is_stored(demo, number, "Gõ ngay khi vừa mở"), "the words")


def _held_back(page: Page) -> list[Route]:
    """Keep back what a form sends; return it, as it comes."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    page.route("**/edit/", hold)
    return held


def test_impossible_day_costs_only_itself_and_is_never_lost(
    demo: RunningDemo, context: BrowserContext
) -> None:
    number, page = _point(demo, context)
    page.fill("[name=note]", "Ghi chú bên ngày sai")
    page.fill("[name=name]", "tên" * 90)
    assert page.input_value("[name=name]") == "tên" * 90, "nothing is cut"
    assert "Dài quá 15 chữ" in page.inner_text(".loa-count")
    page.evaluate("document.querySelector('[name=valid_from]').value = '31/02/2026'")
    expect(page.locator(REFUSED)).to_contain_text("Đã lưu trừ 2 mục")  # it may be 1 before
    expect(page.locator("#w-autosave-indicator")).to_contain_text("Đã lưu trừ 2 mục")
    assert "Dài 270 chữ, nhiều nhất 255." in " ".join(
        page.locator(".loa-refused").all_inner_texts()
    )
    assert _is_stored(demo, number, "Ghi chú bên ngày sai")
    until(page, KEPT)
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]
    page.locator(OFFER).get_by_role("button", name="Dùng lại").click()
    until(page, "() => document.querySelector('[name=valid_from]')?.value === '31/02/2026'")


def test_publishing_asks_for_the_login_first_and_goes_on_after_it(
    demo: RunningDemo, context: BrowserContext
) -> None:
    """As saving.js asks: the submit happens only when the promise is kept."""
    _, page = _point(demo, context)
    context.clear_cookies()
    page.fill("[name=note]", "Ghi chú trước khi xuất bản")
    page.evaluate(ASKED)
    page.locator("dialog.loa-login").wait_for()
    page.keyboard.press("Escape")
    until(page, "() => window.goesOn === false")
    page.evaluate(ASKED)
    _log_in_over(page)
    until(page, "() => window.goesOn === true")
    token = page.input_value("[data-edit-form] [name=csrfmiddlewaretoken]")
    answer = context.request.post(
        f"{demo.editor}admin/phien/dang-nhap/",
        form={"username": "can-bo", "password": PASSWORD, "csrfmiddlewaretoken": token},
    )
    assert answer.ok, "the form carries a token of the new session"


@pytest.mark.parametrize("model", get_snippet_models(), ids=lambda model: model.__name__)
def test_no_field_of_a_registry_cuts_what_is_typed(
    demo: RunningDemo, context: BrowserContext, model: Any
) -> None:
    address = reverse(model.snippet_viewset.get_url_name("add")).lstrip("/")
    page = _open(context, address, "form[data-edit-form]", demo)
    page.wait_for_load_state("networkidle")
    limited = page.locator("[data-edit-form] :is(input, textarea)[data-loa-max]:visible")
    assert page.locator("input[maxlength]:not([type=hidden]), textarea[maxlength]").count() == 0
    for field in limited.all():
        limit = int(field.get_attribute("data-loa-max") or 0)
        field.fill("ữ" * (limit + 3))
        assert len(field.input_value()) == limit + 3
        said = field.locator("xpath=following-sibling::p[contains(@class, 'loa-count')]")
        assert said.inner_text().startswith(f"Dài quá 3 chữ, nhiều nhất {limit}.")


def _turn(page: Page) -> bool:
    """Let the browser's events come in while something else is waited for."""
    page.wait_for_timeout(20)
    return False


SAVE = """
() => document.querySelector("form[data-edit-form]").dispatchEvent(new CustomEvent("w-unsaved:add", {
  bubbles: true, cancelable: true, detail: { type: "edits" } }))
"""
ASKED = """
() => { const form = document.querySelector("form[data-edit-form]"); const waits = [];
  document.dispatchEvent(new CustomEvent("loa:before-submit", {
    detail: { form, submitter: null, waitFor: (promise) => waits.push(promise) } }));
  Promise.all(waits).then((all) => { window.goesOn = all.length > 0 && all.every(Boolean); }); }
"""
COPIES = """
  new Promise((done) => { const asked = indexedDB.open("loa-copies", 1);
    asked.onsuccess = () => { const all = asked.result.transaction("copies").objectStore("copies").getAll();
      all.onsuccess = () => done(all.result); }; })
"""
KEPT = f"async () => (await {COPIES}).length > 0"
STORED = f"""async () => (await {COPIES}).map((copy) =>
  new TextDecoder().decode(copy.data) + JSON.stringify(copy)).join()"""
