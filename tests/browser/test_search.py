"""The search in a real browser, from a folder and over http: what readers type finds the page."""

import functools
import json
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.search_queries import ACCOUNT, ENGLISH, SNV_GUIDE, VIETNAMESE
from tests.chromium import until
from tests.lots import crossed

pytestmark = pytest.mark.browser

VECTORS = Path(__file__).parents[1] / "unit" / "search_vectors.json"
NEEDED = 57
ANSWERED = """() => {
  const said = document.getElementById('found').textContent;
  return said && !said.startsWith('Đang tìm') && !said.startsWith('Searching');
}"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: a test reads its own requests."""


@pytest.fixture(scope="module")
def site(demo_mirror: Path) -> Path:
    """The released demo with its index, as it lies in its folder."""
    return demo_mirror


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The same folder below a sub-path of a web server on this machine."""
    handler = functools.partial(_Quiet, directory=str(site.parent))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{site.name}"
    server.shutdown()
    server.server_close()


def _hits(page: Page, base: str, query: str, *, search: str = "tim-kiem") -> list[str]:
    page.goto(f"{base}/{search}/index.html?q={quote(query)}")
    until(page, ANSWERED)
    links = page.locator("#results a").evaluate_all("links => links.map(link => link.href)")
    return [link.removeprefix(f"{base}/").removesuffix("index.html") for link in links]


def _heading(page: Page) -> str:
    return page.locator("h1").inner_text().replace("\xa0", " ")


@pytest.mark.parametrize("way", ["file", "http"])
def test_right_page_is_among_the_first_three(
    browser: Browser, site: Path, served: str, way: str, record_property: Any
) -> None:
    page = browser.new_page()
    base = site.as_uri() if way == "file" else served
    found = {query: _hits(page, base, query)[:3] for query, _ in VIETNAMESE}
    wrong = [(query, found[query]) for query, wanted in VIETNAMESE if wanted not in found[query]]
    score = len(VIETNAMESE) - len(wrong)
    record_property("score", score)
    print(f"search from {way}: {score} of {len(VIETNAMESE)}")  # noqa: T201  # the figure asked for
    assert len(VIETNAMESE) == 60
    assert score >= NEEDED, wrong


def test_english_pages_are_found_in_english(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    base = site.as_uri()
    for query, wanted in ENGLISH:
        assert wanted in _hits(page, base, query, search="en/search")[:3]


def test_vectors_hold_in_this_browser(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/tim-kiem/index.html?q=a")
    until(page, "window.loa && window.loa.words")
    wrong = page.evaluate(
        """vectors => {
          const { fold, exact, stream, codes, phones } = loa.words;
          const wrong = [];
          const same = (left, right, name) => {
            if (JSON.stringify(left) !== JSON.stringify(right)) { wrong.push([name, left, right]); }
          };
          for (const one of vectors.words) { same(fold(one.typed), one.fold, one.typed); }
          for (const group of vectors.same) { same(new Set(group.map(exact)).size, 1, group[0]); }
          for (const group of vectors.different) {
            same(new Set(group.map(exact)).size, group.length, group[0]);
          }
          for (const one of vectors.streams) { same(stream(one.typed).map(fold), one.folded, one.typed); }
          for (const one of vectors.codes) { same(codes(one.typed), one.codes, one.typed); }
          for (const one of vectors.phones) { same(phones(one.typed), one.phones, one.typed); }
          return wrong;
        }""",
        json.loads(VECTORS.read_text("utf-8")),
    )
    assert wrong == []


def test_exact_marks_come_before_other_marks(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    with_marks = _hits(page, site.as_uri(), "cửa")
    assert with_marks
    first = page.locator("#results li").first.inner_text().lower()
    assert "của " not in first or "cửa" in (site / with_marks[0] / "index.html").read_text("utf-8")


def test_nothing_is_loaded_before_the_box_is_used(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("index.html", "tim-kiem/index.html", f"{ACCOUNT}index.html"):
        page.goto(f"{site.as_uri()}/{path}")
    assert [url for url in asked if "search." in url or "/search/" in url] == []
    page.goto(f"{site.as_uri()}/tim-kiem/index.html")
    page.get_by_role("searchbox").focus()
    until(page, "window.loa && window.loa.words")
    assert [url for url in asked if "/search/vi/" in url] == []


def test_home_leads_to_the_results_and_back_leads_home(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    page.get_by_role("searchbox").fill("nộp hồ sơ Sở Nội vụ")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/tim-kiem/**")
    until(page, ANSWERED)
    assert page.locator("#results a").first.get_attribute("href") == f"../{SNV_GUIDE}index.html"
    page.go_back()
    assert _heading(page) == "Bạn cần làm gì?"


def test_back_button_returns_to_the_words_before(browser: Browser, site: Path, served: str) -> None:
    for base in (site.as_uri(), served):
        page = browser.new_page()
        _hits(page, base, "mở tài khoản")
        page.get_by_role("searchbox").fill("tờ gấp năm 2019")
        page.get_by_role("searchbox").press("Enter")
        until(page, "document.getElementById('found').textContent.includes('tờ gấp')")
        page.locator("#results a").first.click()
        page.wait_for_url(lambda url: "tim-kiem" not in url)
        page.go_back()
        until(page, ANSWERED)
        assert page.get_by_role("searchbox").input_value() == "tờ gấp năm 2019"
        page.go_back()
        until(page, "document.getElementById('found').textContent.includes('tài khoản')")
        assert page.get_by_role("searchbox").input_value() == "mở tài khoản"


def test_search_is_done_by_keyboard_alone(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/{ACCOUNT}index.html")
    page.get_by_role("link", name="Tìm", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/index.html#q")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("ban dan toc")
    until(
        page, "document.getElementById('found').textContent.includes('ban dan toc')"
    )  # not of "ban"
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('#results') !== null")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ban-dan-toc/**")


def test_filters_narrow_the_results_and_stand_in_the_address(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    everything = _hits(page, site.as_uri(), "nộp hồ sơ")
    page.get_by_label("Loại bài").select_option("guide")
    until(page, "location.search.includes('kind=guide')")
    page.get_by_label("Cơ quan").select_option("Sở Nội vụ")
    until(page, "document.querySelectorAll('#results li').length === 1")
    assert len(everything) > 3
    page.reload()
    until(page, ANSWERED)
    assert page.get_by_label("Cơ quan").input_value() == "Sở Nội vụ"
    assert page.locator("#results a").count() == 1
    page.get_by_label("Ngôn ngữ", exact=True).select_option("en")
    until(page, "location.search.includes('lang=en')")


def test_missing_word_is_said_and_the_rest_is_shown(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    assert _hits(page, site.as_uri(), "loa truyền thanh khai sinh kết hôn Zalo thống kê")
    said = page.get_by_role("status").inner_text()
    assert said.startswith("Không có trang nào đủ các từ")
    assert "Thiếu:" in page.locator("#results li").first.inner_text()


def test_mistyped_word_is_corrected_and_said_so(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    assert _hits(page, site.as_uri(), "mo tai khaon")[:1] == [ACCOUNT]
    said = page.get_by_role("status").inner_text()
    assert said.startswith("Không có “mo tai khaon”.")
    assert said.endswith("có “mo tai khoản”.")


def test_nothing_found_offers_the_lists(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    assert _hits(page, site.as_uri(), "qqqqqqqq xxxxxxxx") == []
    assert "Không có trang nào có" in page.get_by_role("status").inner_text()
    assert page.get_by_role("link", name="Tất cả theo chữ cái").is_visible()


def test_typed_markup_stays_text(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    _hits(page, site.as_uri(), "<img src=x onerror=alert(1)> hồ sơ")
    assert page.locator("#found img, #results img").count() == 0


def test_words_found_are_marked_in_titles(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    _hits(page, site.as_uri(), "mo tai khoan")
    assert page.locator("#results li").first.locator("mark").first.inner_text() == "Mở tài khoản"


def test_without_script_the_lists_lead_everywhere(browser: Browser, site: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site.as_uri()}/index.html")
        page.get_by_role("searchbox").fill("khai sinh")
        page.get_by_role("button", name="Tìm").click()
        page.locator("noscript .notice").wait_for()
        page.get_by_role("link", name="Tất cả theo chữ cái").click()
        page.get_by_role("link", name="Mở tài khoản công dân điện tử", exact=True).click()
        expect(page.locator("h1")).to_have_text("Mở tài khoản công dân điện tử")
        page.goto(f"{site.as_uri()}/theo-linh-vuc/index.html")
        assert page.get_by_role("heading", name="Công chức, viên chức").is_visible()


@pytest.mark.parametrize(("width", "theme"), crossed((320, 1280), ("light", "dark")))
def test_no_accessibility_fault_with_and_without_results(
    browser: Browser, site: Path, width: int, theme: Any
) -> None:
    faults = []
    with browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=theme
    ) as context:
        page = context.new_page()
        for query in ("nop ho so", "mo tai khaon", "qqqqqqqq", ""):
            page.goto(f"{site.as_uri()}/tim-kiem/index.html" + (f"?q={query}" if query else ""))
            if query:
                until(page, ANSWERED)
            faults += _faults(page, width, f"q={query}")
        for path in ("theo-chu-cai/", "theo-linh-vuc/", "theo-co-quan/", ""):
            page.goto(f"{site.as_uri()}/{path}index.html")
            faults += _faults(page, width, path)
    assert faults == []


def _faults(page: Page, width: int, name: str) -> list[tuple[str, str]]:
    found = [(name, one["id"]) for one in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*found, (name, f"{wide} px")] if wide > width else found
