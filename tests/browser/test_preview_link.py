"""A draft that is sent: made at the desk, read and answered on a phone, without account or script."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_paper import printed_sheets
from tests.running_demo import RunningDemo, be_logged_in

pytestmark = [pytest.mark.browser, pytest.mark.journey]

WORDS = "Phí thẩm định là 50.000 đồng, không phải 500.000."


@pytest.fixture
def desk(demo: RunningDemo, browser: Browser) -> Iterator[Page]:
    """An officer who has just made a link to an announcement."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    be_logged_in(page, demo)
    number = demo.number("select min(page_ptr_id) from cms_announcementpage")
    page.goto(f"{demo.editor}admin/pages/{number}/edit/")
    _make_link(page, demo, number)
    yield page
    context.close()


def _make_link(page: Page, demo: RunningDemo, number: int) -> str:
    page.goto(f"{demo.editor}admin/gui-xem/{number}/")
    page.get_by_label("Gửi cho ai").fill("Sở Tư pháp")
    page.get_by_role("button", name="Tạo địa chỉ xem trước").click()
    return page.get_by_label("Địa chỉ xem trước").input_value()


def _wide(page: Page) -> Any:
    return page.evaluate("document.scrollingElement.scrollWidth")


def test_draft_is_read_and_answered_on_a_phone_without_script(
    desk: Page, browser: Browser, demo: RunningDemo
) -> None:
    desk.get_by_role("button", name="Chép địa chỉ").click()
    expect(desk.get_by_text("Đã chép.")).to_be_visible()
    address = desk.get_by_label("Địa chỉ xem trước").input_value()
    assert desk.evaluate("navigator.clipboard.readText()") == address
    phone = browser.new_context(
        viewport={"width": 360, "height": 800}, java_script_enabled=False, locale="vi-VN"
    )
    page = phone.new_page()
    page.goto(address)
    expect(page.get_by_text("Bản xem trước để kiểm tra, gửi Sở Tư pháp.")).to_be_visible()
    page.get_by_role("link", name="Trả lời: đúng hay sai").click()
    page.get_by_label("Sai ở chỗ này").check()
    page.get_by_label("Sai ở chỗ nào, đúng là gì").fill(WORDS)
    page.get_by_label("Tên và cơ quan của bạn").fill("An, Sở Tư pháp")
    page.get_by_role("button", name="Gửi câu trả lời").click()
    expect(page.get_by_text("Đã nhận câu trả lời.")).to_be_visible()
    assert phone.cookies() == []
    page.goto(address)
    expect(page.get_by_text("Đã nhận câu trả lời.")).to_be_hidden()
    phone.close()
    number = demo.number("select page_id from cms_previewlink")
    for screen in ("", f"pages/{number}/edit/"):
        desk.goto(f"{demo.editor}admin/{screen}")
        expect(desk.get_by_text(WORDS)).to_be_visible()


def test_guide_has_its_form_clear_of_its_bar_and_each_printed_sheet_its_mark(
    desk: Page, browser: Browser, demo: RunningDemo
) -> None:
    address = _make_link(desk, demo, demo.number("select min(page_ptr_id) from guides_guidepage"))
    for width in (360, 768, 1280):
        page = browser.new_page(viewport={"width": width, "height": 800}, locale="vi-VN")
        page.goto(address)
        page.get_by_role("link", name="Trả lời: đúng hay sai").click()
        heading = page.get_by_role("heading", name="Trang này có đúng không?")
        expect(heading).to_be_in_viewport(ratio=1)
        assert heading.evaluate(
            """it => { const {left, top, bottom} = it.getBoundingClientRect();
            return [top + 1, bottom - 1].every(y => it === document.elementFromPoint(left + 4, y)) }"""
        )
        page.close()
    page = browser.new_page(locale="vi-VN")
    page.goto(address)
    sheets = ["".join(sheet.split()) for sheet in printed_sheets(page)]  # kerning looks like blanks
    assert len(sheets) > 1
    assert all("BẢNXEMTRƯỚC" in sheet for sheet in sheets)
    assert "gửiSởTưpháp" in sheets[0]
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_sticks_out_and_no_help_finds_a_fault(
    desk: Page, browser: Browser, theme: Any
) -> None:
    address = desk.get_by_label("Địa chỉ xem trước").input_value()
    context = browser.new_context(
        viewport={"width": 360, "height": 800}, color_scheme=theme, locale="vi-VN"
    )
    page, faults = context.new_page(), []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(address)
    assert _wide(page) == 360
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role(
        "button", name="Gửi câu trả lời"
    ).click()  # the browser asks for what is missing
    page.evaluate("document.querySelector('.answer form').noValidate = true")
    page.get_by_role("button", name="Gửi câu trả lời").click()
    expect(page.get_by_role("alert")).to_contain_text("Chọn “Đúng” hoặc “Sai ở chỗ này”.")
    assert _wide(page) == 360
    assert Axe().run(page).violations_count == 0
    assert faults == []
    page.goto(f"{address}x")
    expect(page.get_by_role("heading", name="Địa chỉ này không xem được")).to_be_visible()
    context.close()
    desk.set_viewport_size({"width": 390, "height": 844})
    assert _wide(desk) <= 390
