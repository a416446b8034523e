"""Promise 1: what an officer publishes in the editor is on the mirror, without a command."""

import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.chromium import PATIENCE_SECONDS, chromium, settle
from tests.running_demo import RunningDemo, log_in, running_demo, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.journey]

CONTACT = "lien-he/index.html"


def test_an_edit_published_in_the_browser_reaches_the_mirror_by_itself(tmp_path: Path) -> None:
    words = "Gọi trước khi đi: người trực chỉ bạn từng bước, cả ngày thứ Bảy."
    with running_demo(tmp_path) as demo, chromium() as browser:
        kept = demo.folder / "releases" / "current" / CONTACT
        assert demo.read(CONTACT)
        assert words not in demo.read(CONTACT)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        log_in(page, demo)
        _open_for_editing(page, demo)
        page.locator("textarea[name=lead]").fill(words)
        seconds = _publish_and_wait(page, demo, words)
        assert words in kept.read_text("utf-8")
        _unpublish(page, demo)
        wait_until(lambda: _is_gone(demo.mirror + CONTACT), "the page to disappear")
        assert words not in kept.read_text("utf-8")
        assert not kept.with_suffix(".json").exists()
        print(f"published in the editor, read on the mirror after {seconds:.2f} s")  # noqa: T201


def _open_for_editing(page: Page, demo: RunningDemo) -> None:
    query = "select id from wagtailcore_page where slug = 'lien-he' order by id limit 1"
    page.goto(f"{demo.editor}admin/pages/{demo.number(query)}/edit/")
    settle(page)


def _publish_and_wait(page: Page, demo: RunningDemo, words: str) -> float:
    page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    started = time.monotonic()
    with page.expect_navigation():  # one that comes while another is under way may never end
        page.locator("button[name=action-publish]").click()
    wait_until(lambda: words in demo.read(CONTACT), "the edit to reach the mirror")
    return time.monotonic() - started


def _unpublish(page: Page, demo: RunningDemo) -> None:
    _open_for_editing(page, demo)
    page.goto(page.url.replace("/edit/", "/unpublish/"))
    with page.expect_navigation():
        page.locator("main form [type=submit], #main form [type=submit]").first.click()


def _is_gone(address: str) -> bool:
    """Tell whether the mirror answers 410, with a sign in the place of the page."""
    try:
        urllib.request.urlopen(address, timeout=PATIENCE_SECONDS).close()  # noqa: S310
    except urllib.error.HTTPError as error:
        return error.code == 410
    except OSError:
        return False
    return False
