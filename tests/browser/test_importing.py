"""Rows pasted from Excel: the HTML beside the plain text is what is read, at every width."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from tests.running_demo import RunningDemo, be_logged_in

pytestmark = [pytest.mark.browser, pytest.mark.journey]

PASTE = """() => {
  const data = new DataTransfer();
  data.setData("text/html", "<p>Danh mục</p><table><tr><td>Mã<td>Tên thủ tục</tr>" +
    "<tr><td>3.000009<td>Đăng ký<br>thử</tr></table>");
  const area = document.querySelector("#import-rows");
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
}"""


@pytest.mark.parametrize("width", [390, 1280])
def test_table_pasted_from_excel_is_looked_at(
    browser: Browser, demo: RunningDemo, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="vi-VN")
    page = context.new_page()
    be_logged_in(page, demo)
    page.goto(f"{demo.editor}admin/nhap-tu-bang/thu-tuc/")
    assert [one["id"] for one in Axe().run(page, "main").response["violations"]] == []
    page.evaluate(PASTE)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("cell", name="Đăng ký thử")).to_be_visible()
    expect(page.get_by_role("button", name="Nhận 1 dòng làm bản nháp")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert [one["id"] for one in Axe().run(page, "main").response["violations"]] == []
    assert page.evaluate("document.querySelector('main').scrollWidth") <= width
    context.close()
