"""A form that is only looked at sends nothing: what is published does not become a draft."""

import sqlite3
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, Page, Request

from tests.running_demo import RunningDemo, be_logged_in

KINDS = (
    "guides_guidepage",
    "cms_announcementpage",
    "cms_contactpage",
    "cms_leafletpage",
    "cms_outreachpage",
    "cms_servicekindspage",
    "cms_statisticspage",
)
PATIENCE_MS = 15_000
"""Far more than the form's own clocks wait before they save."""


def test_looking_at_a_published_page_saves_nothing(demo: RunningDemo, browser: Browser) -> None:
    page = browser.new_page()
    be_logged_in(page, demo)
    page.clock.install()
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.url) if _is_save(asked) else None)
    saved = {kind for kind in KINDS if _is_saved_unasked(page, demo, kind, sent)}
    assert saved == set()
    with page.expect_request(_is_save):  # the test can see a save
        page.fill("[name=title]", "Tiêu đề vừa sửa")
        page.clock.run_for(PATIENCE_MS)


def _is_saved_unasked(page: Page, demo: RunningDemo, kind: str, sent: list[str]) -> bool:
    """Open a page of a kind, let its clocks run, and tell whether it was sent."""
    number = _number(demo.folder, kind)
    sent.clear()
    page.goto(f"{demo.editor}admin/pages/{number}/edit/")
    page.locator("form[data-edit-form] div.loa-kept").wait_for(state="attached")
    page.clock.run_for(PATIENCE_MS)
    page.evaluate("() => new Promise(requestAnimationFrame)")
    return bool(sent)


def _is_save(asked: Request) -> bool:
    return asked.method == "POST" and asked.url.endswith("/edit/")


def _number(folder: Path, kind: str) -> int:
    with closing(sqlite3.connect(folder / "loa.sqlite3")) as rows:
        return int(rows.execute(f"SELECT MIN(page_ptr_id) FROM {kind}").fetchone()[0])  # noqa: S608
