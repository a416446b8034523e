"""One text by four hands: written, answered by a stranger with a link, returned and approved on a phone."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from cms.demo.load.users import PASSWORD
from tests.chromium import chromium
from tests.running_demo import RunningDemo, running_editor

pytestmark = [pytest.mark.journey, pytest.mark.browser]

FIRST = "Nộp trực tuyến được giảm 500 đồng phí."
SECOND = "Nộp trực tuyến được giảm 50 % phí."
LAST = "Nộp trực tuyến được giảm 50 % phí, đến hết ngày 31/12/2027."
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDemo]:
    with running_editor(tmp_path_factory.mktemp("demo")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def _as(browser: Browser, demo: RunningDemo, name: str, *, on_phone: bool = False) -> Page:
    size = PHONE if on_phone else {"width": 1280, "height": 900}
    page = browser.new_context(
        viewport=size,
        has_touch=on_phone,
        is_mobile=on_phone,
        locale="vi-VN",
    ).new_page()
    page.goto(f"{demo.editor}admin/login/")
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url("**/admin/")
    return page


def _write(page: Page, demo: RunningDemo, number: int, words: str) -> None:
    page.goto(f"{demo.editor}admin/pages/{number}/edit/")
    page.locator("[name=lead]").fill(words)
    with page.expect_navigation():
        page.locator("footer .action-save").first.click()


def _send(page: Page) -> None:
    page.locator("footer .w-dropdown__toggle").click()
    page.locator("footer button[name='action-submit']").click()
    expect(page.get_by_text("Đã gửi duyệt").first).to_be_visible()


def _shown(page: Page) -> None:
    """Nothing of a screen is out of reach of a thumb, and axe finds no fault on it."""
    assert page.evaluate("document.scrollingElement.scrollWidth") == PHONE["width"]
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_text_is_written_checked_returned_and_approved(
    browser: Browser, demo: RunningDemo
) -> None:
    writer = _as(browser, demo, "nguoi-soan")
    number = demo.number("select min(page_ptr_id) from cms_statisticspage")
    before = demo.text(
        "select title from wagtailcore_page where id = (select min(page_ptr_id) from cms_statisticspage)"
    )
    _write(writer, demo, number, FIRST)
    writer.goto(f"{demo.editor}admin/gui-xem/{number}/")
    writer.get_by_label("Gửi cho ai").fill("Sở Tài chính")
    writer.get_by_role("button", name="Tạo địa chỉ xem trước").click()
    address = writer.get_by_label("Địa chỉ xem trước").input_value()

    checker = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    checker.goto(address)
    expect(checker.locator("main")).to_contain_text("được giảm")
    checker.get_by_role("link", name="Trả lời: đúng hay sai").click()
    checker.get_by_label("Sai ở chỗ này").check()
    checker.get_by_label("Sai ở chỗ nào, đúng là gì").fill("Là 50 %, không phải 500 đồng.")
    checker.get_by_label("Tên và cơ quan của bạn").fill("An, Sở Tài chính")
    checker.get_by_role("button", name="Gửi câu trả lời").click()
    expect(checker.get_by_text("Đã nhận câu trả lời.")).to_be_visible()

    writer.goto(f"{demo.editor}admin/")
    expect(writer.get_by_text("Là 50 %, không phải 500 đồng.")).to_be_visible()
    _write(writer, demo, number, SECOND)
    _send(writer)

    approver = _as(browser, demo, "nguoi-duyet", on_phone=True)
    approver.get_by_role("link", name=before).first.tap()
    expect(approver.locator("ins", has_text=SECOND).first).to_be_visible()
    _shown(approver)
    approver.get_by_label("Lời gửi người viết").fill("Ghi thêm: đến ngày nào.")
    approver.get_by_role("button", name="Trả lại").tap()
    expect(approver.get_by_text("Đã trả lại").first).to_be_visible()

    writer.goto(f"{demo.editor}admin/")
    expect(writer.get_by_text("Bị trả lại, cần sửa")).to_be_visible()
    writer.locator(f"a[href$='/duyet/{number}/']").first.click()
    expect(writer.get_by_text("Ghi thêm: đến ngày nào.")).to_be_visible()
    _write(writer, demo, number, LAST)
    _send(writer)

    approver.goto(f"{demo.editor}admin/")
    approver.get_by_role("link", name=before).first.tap()
    expect(approver.locator("ins", has_text=LAST).first).to_be_visible()
    approver.get_by_role("button", name="Duyệt và đăng").tap()
    expect(approver.get_by_text("Đã duyệt").first).to_be_visible()
    assert demo.text("select lead from cms_statisticspage order by page_ptr_id") == LAST
