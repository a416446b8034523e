"""The released demo, opened from a folder: everything resolves, nothing leaves the folder."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.mirror_links import broken_links

pytestmark = pytest.mark.browser


def _pages(mirror: Path) -> list[Path]:
    return sorted(mirror.rglob("index.html"))


def _watched(browser: Browser, mirror: Path) -> tuple[Page, list[str], list[str]]:
    page = browser.new_page()
    left: list[str] = []
    broken: list[str] = []

    def notice(address: str) -> None:
        if not address.startswith(mirror.as_uri()) and not address.startswith("data:"):
            left.append(address)

    page.on("request", lambda request: notice(request.url))
    page.on("requestfailed", lambda request: _note_failure(request, broken))
    page.on("pageerror", lambda error: broken.append(str(error)))
    return page, left, broken


def _note_failure(request: Request, broken: list[str]) -> None:
    """A request that the next page cut short is no fault of the mirror."""
    if "ERR_ABORTED" not in (request.failure or ""):
        broken.append(request.url)


def test_every_page_opens_from_a_folder_and_asks_for_nothing_outside(
    browser: Browser, demo_mirror: Path
) -> None:
    page, left, broken = _watched(browser, demo_mirror)
    for path in _pages(demo_mirror):
        page.goto(path.as_uri())
        assert page.locator("h1").count() == 1, path
    assert left == []
    assert broken == []


def test_every_link_of_every_page_leads_to_a_file_and_an_anchor_that_exist(
    demo_mirror: Path,
) -> None:
    assert len(_pages(demo_mirror)) >= 28
    assert broken_links(demo_mirror) == []


def test_a_reader_without_a_script_finds_every_step(browser: Browser, demo_mirror: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto((demo_mirror / "index.html").as_uri())
    with page.expect_navigation():  # counting waits for nothing
        page.get_by_role("link", name="Nộp hồ sơ trực tuyến", exact=False).first.click()
    assert page.locator("h1").inner_text()
    assert page.locator("main ol > li, main [id*=buoc]").count() >= 4
    context.close()


def test_no_page_is_wider_than_a_small_phone(browser: Browser, demo_mirror: Path) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    wide = []
    for path in _pages(demo_mirror):
        page.goto(path.as_uri())
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide.append((str(path.relative_to(demo_mirror)), width))
    assert wide == []


def test_the_same_bytes_work_under_a_sub_path(browser: Browser, demo_mirror: Path) -> None:
    """A folder below another folder is a sub-path: the same files, one level deeper."""
    page, left, broken = _watched(browser, demo_mirror.parent)
    page.goto((demo_mirror / "huong-dan" / "index.html").as_uri())
    with page.expect_navigation():
        page.locator("main a[href$='index.html']").first.click()
    assert page.locator("h1").count() == 1
    assert left == []
    assert broken == []
