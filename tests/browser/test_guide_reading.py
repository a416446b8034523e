"""A guide is followed with one thumb, a keyboard or a screen reader, and without a script too."""

import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sitegen.render.server_headers import security_headers
from tests.builders import a_site
from tests.chromium import settle, until
from tests.keyboard import press_at
from tests.lots import crossed
from tests.reading_guides import CLOSED, PARTS, PUBLIC, SENT, TWO_WAYS, reading_files

PHONE, DESK = 360, 1280
SECOND_STEPS = 8  # thirty steps on one screen at a time are turned this often

pytestmark = pytest.mark.browser


class _Strict(SimpleHTTPRequestHandler):
    """Serves a folder with the headers of the mirror."""

    def end_headers(self) -> None:
        for name, value in security_headers(a_site()).items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("reading")
    for path, content in reading_files().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return root


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Strict, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["file", "http"])
def address(request: pytest.FixtureRequest, folder: Path, served: str) -> str:
    return folder.as_uri() if request.param == "file" else served


def _context(browser: Browser, width: int, **options: Any) -> BrowserContext:
    values: dict[str, Any] = {
        "viewport": {"width": width, "height": 740},
        "has_touch": width == PHONE,
        "reduced_motion": "reduce",
    }
    return browser.new_context(**values | options)


def _open(context: BrowserContext, address: str, where: str = "", *, path: str = TWO_WAYS) -> Page:
    """Open the guide of two ways, or another; an error of the script or of the policy fails the test."""
    page = context.new_page()

    def fail(said: object) -> None:
        raise AssertionError(str(said))

    page.on("pageerror", fail)
    page.on("console", lambda said: fail(said.text) if "Policy:" in said.text else None)
    page.goto(f"{address}/{path}index.html{where}")
    return page


def _sees_steps(page: Page, *wanted: str) -> None:
    """Wait until these steps and no others are shown: turning goes by the address, told later."""
    named = ", ".join(f"#{step}:visible" for step in wanted)
    expect(page.locator(named)).to_have_count(len(wanted))
    expect(page.locator(".step:visible")).to_have_count(len(wanted))


def _sees_end(page: Page) -> None:
    """Wait until what follows the steps has the screen to itself, with nothing greyed."""
    expect(page.locator(".step:visible")).to_have_count(0)
    expect(page.locator("#xong h2")).to_be_focused()
    expect(page.locator("#xong h2")).to_be_in_viewport()
    expect(page.locator(".turns button:visible")).to_have_text(["Trước"])
    expect(page.locator("button:disabled:visible")).to_have_count(0)


def _faults(page: Page) -> list[str]:
    found = [one["id"] for one in Axe().run(page).response["violations"]]
    size = page.viewport_size
    assert size is not None
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*found, f"{wide} px wide"] if wide > size["width"] else found


FIRST_WAY = ["tinh-buoc-1", "tinh-buoc-2", "tinh-buoc-2-hoac", "tinh-buoc-3", "tinh-buoc-4"]


class TestWithoutScript:
    @pytest.mark.parametrize("width", [PHONE, DESK])
    def test_one_way_is_open_and_choosing_the_other_folds_it(
        self, browser: Browser, address: str, width: int
    ) -> None:
        with _context(browser, width, java_script_enabled=False) as context:
            page = _open(context, address)
            _sees_steps(page, *FIRST_WAY)
            assert page.get_by_role("button", name="từng bước").count() == 0
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.evaluate("location.hash = '#quoc-gia'")
            _sees_steps(page, *(f"quoc-gia-buoc-{number}" for number in (1, 2, 3)))
            expect(page.locator("details.branch > summary").nth(1)).to_be_in_viewport()

    def test_the_telephone_stays_at_the_foot_of_a_phone_and_ticks_can_be_set(
        self, browser: Browser, address: str
    ) -> None:
        with _context(browser, PHONE, java_script_enabled=False) as context:
            page = _open(context, address, "#tinh-buoc-3")
            box = page.locator(".at-hand").bounding_box()
            assert box is not None
            assert (round(box["y"] + box["height"]), box["height"] < 64) == (740, True)
            assert page.locator(".at-hand a").inner_text().split() == ["Gọi", "0209.3810.777"]
            page.locator("#tinh").get_by_label("Xong bước 3").check()

    def test_an_address_of_a_folded_step_unfolds_its_way(
        self, browser: Browser, address: str
    ) -> None:
        with _context(browser, DESK, java_script_enabled=False) as context:
            page = _open(context, address, "#quoc-gia-buoc-2")
            expect(page.locator("#quoc-gia-buoc-2 h3")).to_be_in_viewport()


class TestTicks:
    @pytest.mark.parametrize("width", [PHONE, DESK])
    def test_are_remembered_on_the_device_and_cleared_together(
        self, browser: Browser, address: str, width: int
    ) -> None:
        with _context(browser, width) as context:
            page = _open(context, address)
            settle(page)
            asked: list[str] = []
            page.on("request", lambda request: asked.append(request.url))
            clear = page.get_by_role("button", name="Xoá các dấu đã đánh")
            expect(clear).to_be_hidden()
            page.get_by_label("Số điện thoại chính chủ").check()
            page.locator("#tinh").get_by_label("Xong bước 3").check()
            assert [url for url in asked if "/pictures/" not in url] == []
            page.reload()
            expect(page.locator("input:checked")).to_have_count(4)  # size and theme are two
            expect(page.locator("#tinh .way .ok")).to_have_text(re.compile("3"))
            clear.click()
            expect(page.get_by_role("status")).to_have_text("Đã xoá các dấu.")
            assert page.evaluate("Object.keys(localStorage)") == []
            page.reload()
            expect(page.locator("main input:checked")).to_have_count(0)

    def test_of_one_guide_are_not_those_of_another(self, browser: Browser, served: str) -> None:
        with _context(browser, DESK) as context:
            page = _open(context, served)
            page.get_by_label("Số điện thoại chính chủ").check()
            page.goto(f"{served}/dai/index.html")
            expect(page.locator("main input:checked")).to_have_count(0)

    def test_a_step_that_says_something_else_now_is_to_be_done_again(
        self, browser: Browser, served: str
    ) -> None:
        with _context(browser, DESK) as context:
            page = _open(context, served)
            page.locator("#tinh").get_by_label("Xong bước 3").check()
            page.evaluate(
                "for (const key in localStorage) if (key.startsWith('loa-ticks-'))"
                " localStorage[key] = localStorage[key].replace('thứ 3', 'thứ ba')"
            )
            page.reload()
            expect(page.locator("#tinh").get_by_label("Xong bước 3")).not_to_be_checked()

    def test_a_step_with_other_words_beneath_its_heading_is_to_be_done_again(
        self, browser: Browser, folder: Path, served: str
    ) -> None:
        with _context(browser, DESK) as context:
            page = _open(context, served)
            for number in (1, 2):
                page.locator("#tinh").get_by_label(f"Xong bước {number}").first.check()
            other = (folder / TWO_WAYS / "index.html").read_text().replace("huyện CưM’gar", "xã")
            page.route(f"**/{TWO_WAYS}index.html", lambda route: route.fulfill(body=other))
            page.reload()
            expect(page.locator("#tinh-buoc-1 .done input")).to_be_checked()
            expect(page.locator("#tinh-buoc-2 .done input")).not_to_be_checked()

    def test_nothing_breaks_where_storage_is_blocked(self, browser: Browser, address: str) -> None:
        with _context(browser, PHONE) as context:
            context.add_init_script(
                "Object.defineProperty(window, 'localStorage',"
                " { get() { throw new DOMException('blocked', 'SecurityError'); } });"
            )
            page = _open(context, address)
            page.locator("#tinh").get_by_label("Xong bước 1").check()
            page.get_by_role("button", name="Xem từng bước một").click()
            _sees_steps(page, "tinh-buoc-1")


class TestOneStepAtATime:
    def test_by_keyboard_with_the_focus_on_the_heading_and_the_way_back(
        self, browser: Browser, address: str
    ) -> None:
        with _context(browser, DESK) as context:
            page = _open(context, address)
            press_at(page, ".aids .one")
            _sees_steps(page, "tinh-buoc-1")
            expect(page.locator("#tinh-buoc-1 h3")).to_be_focused()
            expect(page.get_by_role("status")).to_have_text("Bước 1/4")
            expect(page.locator(".before")).to_be_visible()
            press_at(page, ".turns .on")
            expect(page.locator("#tinh-buoc-2 h3")).to_be_focused()
            _sees_steps(page, "tinh-buoc-2", "tinh-buoc-2-hoac")
            expect(page.get_by_role("status")).to_have_text("Bước 2/4")
            expect(page.locator(".way [aria-current=step]")).to_have_attribute(
                "href", "#tinh-buoc-2"
            )
            assert page.evaluate("location.hash") == "#tinh-buoc-2"
            expect(page.locator(".before")).to_be_hidden()
            page.go_back()
            expect(page.locator("#tinh-buoc-1 h3")).to_be_focused()
            _sees_steps(page, "tinh-buoc-1")

    def test_by_touch_from_the_first_step_to_what_follows_the_last(
        self, browser: Browser, address: str
    ) -> None:
        with _context(browser, PHONE) as context:
            page = _open(context, address)
            page.get_by_role("button", name="Xem từng bước một").tap()
            _sees_steps(page, "tinh-buoc-1")
            following = page.get_by_role("button", name="Bước tiếp")
            box = following.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 48
            assert box["y"] + box["height"] <= 740 < box["y"] + 3 * box["height"]
            for number in (2, 3, 4):
                following.tap()
                expect(page.locator(f"#tinh-buoc-{number} h3")).to_be_in_viewport()
                expect(page.locator(".card")).to_be_hidden()
            expect(following).to_be_hidden()
            page.get_by_role("button", name="Xong", exact=True).tap()
            _sees_end(page)
            expect(page.locator(".card")).to_be_visible()
            assert _faults(page) == []
            page.get_by_role("button", name="Trước").tap()
            _sees_steps(page, "tinh-buoc-4")
            expect(page.locator("#xong")).to_be_hidden()
            assert _faults(page) == []

    def test_is_remembered_and_left_again(self, browser: Browser, served: str) -> None:
        with _context(browser, PHONE) as context:
            page = _open(context, served, "#tinh-buoc-3")
            page.get_by_role("button", name="Xem từng bước một").click()
            page.reload()
            _sees_steps(page, "tinh-buoc-3")
            page.get_by_role("button", name="Xem tất cả các bước").click()
            _sees_steps(page, *FIRST_WAY)
            expect(page.locator("#tinh-buoc-3 h3")).to_be_focused()
            assert page.evaluate("localStorage.getItem('loa-steps')") is None

    def test_goes_through_the_way_that_was_chosen(self, browser: Browser, served: str) -> None:
        with _context(browser, DESK) as context:
            page = _open(context, served)
            page.get_by_role("button", name="Xem từng bước một").click()
            page.evaluate("location.hash = '#quoc-gia'")
            _sees_steps(page, "quoc-gia-buoc-1")
            page.get_by_role("button", name="Bước tiếp").click()
            expect(page.locator("#quoc-gia-buoc-2 h3")).to_be_focused()

    def test_all_at_once_the_thumb_goes_from_step_to_step(
        self, browser: Browser, address: str
    ) -> None:
        with _context(browser, PHONE) as context:
            page = _open(context, address)
            following = page.get_by_role("button", name="Bước tiếp")
            for number in (1, 2, 3):
                following.tap()
                expect(page.locator(f"#tinh-buoc-{number} h3")).to_be_in_viewport()
                expect(page.locator("#tinh .way p b")).to_have_text(f"{number}/4")
            _sees_steps(page, *FIRST_WAY)

    def test_thirty_steps_without_anybody_to_call(self, browser: Browser, served: str) -> None:
        with _context(browser, PHONE) as context:
            page = _open(context, served)
            page.goto(f"{served}/dai/index.html#dai-buoc-20")
            page.get_by_role("button", name="Xem từng bước một").click()
            for number in range(21, 21 + SECOND_STEPS):
                page.get_by_role("button", name="Bước tiếp").tap()
                expect(page.locator(f"#dai-buoc-{number} h3")).to_be_focused()
            expect(page.locator(".way [aria-current]")).to_be_in_viewport()

    def test_goes_from_part_to_part_through_the_way_chosen_in_each(
        self, browser: Browser, served: str
    ) -> None:
        with _context(browser, PHONE) as context:
            page = _open(context, served)
            page.goto(f"{served}/{PARTS}index.html")
            assert _faults(page) == []
            page.locator("details.branch > summary").nth(3).click()  # the second way of part B
            _sees_steps(
                page, *(f"{way}-buoc-{n}" for way in ("chuan-bi-1", "nop-2") for n in (1, 2))
            )
            assert _faults(page) == []
            page.get_by_role("button", name="Xem từng bước một").click()
            page.evaluate("location.hash = '#phan-chuan-bi-1'")
            for step in ("chuan-bi-1-buoc-1", "chuan-bi-1-buoc-2", "nop-2-buoc-1", "nop-2-buoc-2"):
                _sees_steps(page, step)
                part = "Phần A: Chuẩn bị" if step.startswith("chuan") else "Phần B: Nộp"
                expect(page.locator(".phase:visible")).to_have_text([part])
                if step != "nop-2-buoc-2":
                    page.get_by_role("button", name="Bước tiếp").tap()
            page.get_by_role("button", name="Xong", exact=True).tap()
            _sees_end(page)

    def test_a_single_step_has_nothing_to_turn_to(self, browser: Browser, served: str) -> None:
        with _context(browser, PHONE) as context:
            page = _open(context, served)
            page.get_by_role("button", name="Xem từng bước một").click()
            page.goto(f"{served}/mot/index.html")
            expect(page.get_by_role("button", name="In các bước này").first).to_be_visible()
            expect(page.locator(".turns, .aids .all:visible, .aids .one:visible")).to_have_count(0)
            expect(page.locator(".at-hand")).to_have_text(re.compile("0209.3810.777"))


class TestEnd:
    def test_all_at_once_the_last_step_leads_to_the_end(
        self, browser: Browser, address: str
    ) -> None:
        with _context(browser, PHONE) as context:
            page = _open(context, address, "#quoc-gia-buoc-3")
            page.get_by_role("button", name="Xong", exact=True).tap()
            expect(page.locator("#xong h2")).to_be_in_viewport()
            assert page.evaluate("location.hash") == "#xong"

    @pytest.mark.parametrize("one", [False, True])
    def test_where_every_way_is_folded_there_is_nothing_to_turn(
        self, browser: Browser, served: str, one: bool
    ) -> None:
        with _context(browser, PHONE) as context:
            page = _open(context, served)
            if one:
                page.get_by_role("button", name="Xem từng bước một").tap()
                _sees_steps(page, "tinh-buoc-1")
            page.locator("details.branch[open] > summary").click()
            expect(page.locator(".turns")).to_be_hidden()
            expect(page.locator("button:disabled:visible")).to_have_count(0)
            page.locator("details.branch > summary:visible").last.click()
            expect(page.locator(".turns")).to_be_visible()

    @pytest.mark.parametrize("width", [PHONE, DESK])
    def test_the_page_can_be_copied_sent_and_printed_without_anybody_between(
        self, browser: Browser, served: str, width: int
    ) -> None:
        with _context(browser, width, permissions=["clipboard-read", "clipboard-write"]) as context:
            context.add_init_script(
                "navigator.share = told => { window.told = told; return Promise.resolve(); };"
                "window.print = () => { window.told = 'paper'; };"
            )
            page = _open(context, served)
            page.goto(f"{served}/{SENT}index.html")
            end = page.locator(".send")
            end.get_by_role("button", name=f"Chép: {PUBLIC}{SENT}").click()
            expect(page.get_by_role("status").last).to_have_text(f"Đã chép: {PUBLIC}{SENT}")
            assert page.evaluate("navigator.clipboard.readText()") == PUBLIC + SENT
            for name in ("Gửi thư", "Nhắn tin"):
                href = end.get_by_role("link", name=name).get_attribute("href") or ""
                assert unquote(href.partition("body=")[2]) == f"Gửi cho nhau\n{PUBLIC}{SENT}"
            end.get_by_role("button", name="Zalo").click()
            assert page.evaluate("told") == {"title": "Gửi cho nhau", "url": PUBLIC + SENT}
            end.get_by_role("button", name="In các bước này").first.click()
            until(page, "told === 'paper'")
            assert _faults(page) == []


class TestCopying:
    @pytest.mark.parametrize("width", [PHONE, DESK])
    def test_a_value_says_that_it_was_copied(
        self, browser: Browser, address: str, width: int
    ) -> None:
        with _context(browser, width, permissions=["clipboard-read", "clipboard-write"]) as context:
            page = _open(context, address)
            page.get_by_role("button", name="Chép: UBND huyện CưM’gar").first.click()
            expect(page.get_by_role("status")).to_have_text("Đã chép: UBND huyện CưM’gar")
            assert page.evaluate("navigator.clipboard.readText()") == "UBND huyện CưM’gar"
            assert page.locator("#tinh").get_by_role("button", name="Chép").count() == 2

    def test_works_where_the_clipboard_is_closed_because_there_is_no_https(
        self, browser: Browser, served: str
    ) -> None:
        with _context(browser, DESK) as context:
            context.add_init_script(
                "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
                "document.addEventListener('copy', () => {"
                " window.copied = document.activeElement.value; });"
            )
            page = _open(context, served)
            button = page.get_by_role("button", name="Chép: Toàn trình").first
            button.click()
            expect(page.get_by_role("status")).to_have_text("Đã chép: Toàn trình")
            assert page.evaluate("window.copied") == "Toàn trình"
            expect(button).to_be_focused()


class TestLargePictures:
    @pytest.mark.parametrize("width", [PHONE, DESK])
    def test_show_the_same_callouts_and_close_by_key_by_back_and_by_button(
        self, browser: Browser, address: str, width: int
    ) -> None:
        with _context(browser, width) as context:
            page = _open(context, address)
            figure = page.locator("#tinh-buoc-2 figure")
            link = figure.get_by_role("link", name="Xem hình lớn")
            large = page.get_by_role("dialog", name="Xem hình lớn")
            drawn = figure.locator("> .screen:not(.crop) > svg").inner_html()
            before = page.url
            for close in ("Escape", "back", "button"):
                link.click()
                expect(large).to_be_visible()
                assert large.locator(".screen > svg").inner_html() == drawn
                assert large.locator("li").count() == figure.locator("li").count() > 0
                if close == "Escape":
                    assert _faults(page) == []
                    page.keyboard.press("Escape")
                elif close == "back":
                    page.go_back()
                else:
                    large.get_by_role("button", name="Đóng").click()
                expect(large).to_be_hidden()
                expect(link).to_be_focused()
                until(page, "history.state?.loa !== 'big'")  # it goes back after it has closed
                assert page.url == before

    def test_are_larger_than_a_phone_and_fit_it_on_demand(
        self, browser: Browser, address: str
    ) -> None:
        with _context(browser, PHONE) as context:
            page = _open(context, address)
            page.locator("#tinh-buoc-1 figure .screen:visible").first.tap()
            picture = page.locator("dialog .screen")
            assert _width(picture) > 3 * PHONE
            page.get_by_role("button", name="Vừa màn hình").tap()
            assert _width(picture) <= PHONE
            shown = page.locator("dialog img")
            assert shown.evaluate("i => i.decode().then(() => i.naturalWidth)") > 0
            zoomable = page.locator("meta[name=viewport]").get_attribute("content") or ""
            assert "maximum" not in zoomable
            assert "user-scalable" not in zoomable

    def test_without_a_script_the_link_leads_to_the_picture(self, folder: Path) -> None:
        html = (folder / TWO_WAYS / "index.html").read_text()
        (address, *_) = re.findall(r'<a href="([^"]+pictures/[^"]+)"', html)
        assert (folder / TWO_WAYS / address).resolve().is_file()


def _width(locator: Any) -> float:
    box = locator.bounding_box()
    return float(box["width"])


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_each_step_of_a_way_that_is_over_says_so_on_its_own_screen(
    browser: Browser, served: str, path: str, width: int
) -> None:
    for at, way in enumerate(CLOSED[path], start=1):
        with _context(browser, width) as context:
            page = _open(context, served, f"#cach-{at}-buoc-1", path=path)
            expect(page.locator(".step > :is(.repealed, .warning):visible")).to_have_count(0)
            page.get_by_role("button", name="Xem từng bước một").click()
            for number in (1, 2):
                page.goto(f"{served}/{path}index.html#cach-{at}-buoc-{number}")
                _sees_steps(page, f"cach-{at}-buoc-{number}")
                over = page.locator(".step > :is(.repealed, .warning):visible")
                expect(over).to_have_count(1 if way == "x" else 0)
                if way == "x":
                    expect(over).to_contain_text("1/7/2025")
                    expect(over).to_be_in_viewport(ratio=1)


class TestPaper:
    @pytest.fixture
    def sheets(self, browser: Browser, address: str) -> list[str]:
        """The text of each sheet that Chromium prints after step 1 was ticked."""
        if shutil.which("pdftotext") is None:
            pytest.skip("No pdftotext: apt-get install poppler-utils")
        with _context(browser, DESK) as context:
            page = _open(context, address)
            page.locator("#tinh").get_by_label("Xong bước 1").check()
            page.get_by_role("button", name="Xem từng bước một").click()
            printed = page.pdf(prefer_css_page_size=True, format="A4")
        read = subprocess.run(
            ["pdftotext", "-layout", "-", "-"], input=printed, capture_output=True, check=True
        )
        return read.stdout.decode().split("\f")[:-1]

    def test_has_three_steps_a_sheet_and_the_telephone_at_every_foot(
        self, sheets: list[str]
    ) -> None:
        steps = [re.findall(r"Làm việc thứ (\d)", sheet) for sheet in sheets]
        assert [found for found in steps if found] == [["1"], ["2", "3"], ["4"]]
        assert all("Gọi 0209.3810.777" in " ".join(sheet.split()) for sheet in sheets)

    def test_has_the_chosen_way_alone_with_its_callouts_and_no_buttons(
        self, sheets: list[str]
    ) -> None:
        whole = " ".join(" ".join(sheets).split())
        assert "Bấm Nộp hồ sơ ở thủ tục cần làm" in whole
        assert whole.count("Không in cách này") == 1
        assert whole.index("Nộp trên cổng quốc gia") < whole.index("Không in cách này")
        for words in ("Chép", "In các bước", "Bước tiếp", "Xem hình lớn"):
            assert words not in whole

    @pytest.mark.parametrize("path", CLOSED)
    @pytest.mark.parametrize("by", ["button", "browser"])
    def test_has_every_open_way_else_all_and_names_each_that_it_leaves_out(
        self, browser: Browser, served: str, path: str, by: str
    ) -> None:
        ways = CLOSED[path]
        is_open = [at for at, way in enumerate(ways, start=1) if way == "o"]
        wanted = is_open or [*range(1, len(ways) + 1)]
        with _context(browser, DESK) as context:
            context.add_init_script(
                "window.print = () => dispatchEvent(new Event('beforeprint')) && console.log('printed')"
            )
            page = _open(context, served, path=path)
            if by == "button":
                with page.expect_console_message():
                    page.get_by_role("button", name="In các bước này").first.click()
            else:
                page.evaluate("dispatchEvent(new Event('beforeprint'))")
            page.emulate_media(media="print")
            for at in range(1, len(ways) + 1):
                expect(page.locator(f"#cach-{at} .step:visible")).to_have_count(2 * (at in wanted))
            assert page.locator("summary .on-paper:visible").count() == len(ways) - len(wanted)

    def test_has_empty_boxes(self, browser: Browser, served: str) -> None:
        with _context(browser, DESK) as context:
            page = _open(context, served)
            box = page.locator("#tinh").get_by_label("Xong bước 1")
            box.check()
            page.emulate_media(media="print")
            drawn = box.evaluate(
                "b => [getComputedStyle(b).appearance, getComputedStyle(b).backgroundImage,"
                " parseFloat(getComputedStyle(b).borderTopWidth) > 0]"
            )
            assert drawn == ["none", "none", True]

    def test_is_asked_for_once_every_picture_is_there(self, browser: Browser, served: str) -> None:
        with _context(browser, PHONE) as context:
            context.add_init_script(
                "window.print = () => console.log([...document.querySelectorAll("
                "'#tinh .shot > .screen:not(.crop) img')].map(i => i.complete).join());"
            )
            context.clock.install(time=datetime(2026, 1, 1, tzinfo=UTC))
            page = _open(context, served)
            context.clock.pause_at(datetime(2026, 1, 2, tzinfo=UTC))  # pictures have all the time
            with page.expect_console_message() as said:
                page.get_by_role("button", name="In các bước này").first.tap()
            assert said.value.text == "true,true,true,true"


@pytest.mark.parametrize(("width", "theme"), crossed((320, PHONE, 768, DESK), ("light", "dark")))
def test_axe_finds_no_fault_and_nothing_is_wider_than_the_screen(
    browser: Browser, served: str, width: int, theme: str
) -> None:
    with _context(browser, width, color_scheme=theme) as context:
        page = _open(context, served)
        page.locator("#tinh").get_by_label("Xong bước 1").check()
        assert _faults(page) == []
        page.get_by_role("button", name="Xem từng bước một").click()
        _sees_steps(page, "tinh-buoc-1")
        assert _faults(page) == []


def test_large_text_keeps_every_button_whole(browser: Browser, served: str) -> None:
    with _context(browser, 320) as context:
        page = _open(context, served)
        page.evaluate("document.documentElement.dataset.size = 'large'")
        assert _faults(page) == []
        cut = page.locator("main button:visible").evaluate_all(
            "all => all.filter(b => b.scrollWidth > b.clientWidth).map(b => b.textContent)"
        )
        assert cut == []
