"""The system's Chromium for tests: nothing is downloaded, no other host can be reached.

Without a browser the tests say loudly what they skip; in CI a missing browser is a failure.

The headless shell is the same engine without windows, at half the work. Nothing here waits by
the clock: ``PATIENCE_SECONDS`` are only reached when something is broken, on a busy machine too.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    Error,
    Page,
    expect,
    sync_playwright,
)

__all__ = ["PATIENCE_SECONDS", "another", "chromium", "settle", "until"]

PATIENCE_SECONDS = 300
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a running browser, or skip (fail in CI) when there is none."""
    with sync_playwright() as playwright, _running(playwright.chromium) as browser:
        yield browser


@contextmanager
def another(browser: Browser, *flags: str) -> Iterator[Browser]:
    """Yield a second browser beside ``browser``, with ``flags`` of its own."""
    with _running(browser.browser_type, *flags) as running:
        yield running


@contextmanager
def _running(kind: BrowserType, *more: str) -> Iterator[Browser]:
    flags = [*FLAGS, *more, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    browser = kind.launch(executable_path=_path(), args=flags, timeout=PATIENCE_SECONDS * 1000)
    try:
        yield _patient(browser)
    finally:
        browser.close()


def settle(page: Page) -> None:
    """Wait until the page is loaded, nothing is being fetched and its scripts have nothing to do."""
    page.wait_for_load_state("load")
    page.wait_for_load_state("networkidle")
    page.evaluate("scheduler.postTask(() => 1, {priority: 'background'})")  # after all its own


def until(page: Page, script: str, arg: Any = None) -> None:
    """Wait until ``script`` holds in ``page``, also on a page whose policy forbids ``eval``.

    Playwright's own ``wait_for_function`` asks first from outside, where the policy does not count,
    and then from within: under a strict policy it holds only when it holds at once.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not _holds(page, script, arg):
        if time.monotonic() > deadline:
            pytest.fail(f"waited {PATIENCE_SECONDS} s in vain for {script}")
        page.wait_for_timeout(20)


def _holds(page: Page, script: str, arg: Any) -> bool:
    try:
        return bool(page.evaluate(script, arg))
    except Error as error:
        if "context was destroyed" in error.message:  # the page is on its way to another
            return False
        raise


def _patient(browser: Browser) -> Browser:
    """Let every context and page of ``browser`` wait for what they need, however long it takes."""
    expect.set_options(timeout=PATIENCE_SECONDS * 1000)
    new_context, new_page = browser.new_context, browser.new_page

    def context(**options: Any) -> BrowserContext:
        made = new_context(**options)
        made.set_default_timeout(PATIENCE_SECONDS * 1000)
        return made

    def page(**options: Any) -> Page:
        made = new_page(**options)
        made.context.set_default_timeout(PATIENCE_SECONDS * 1000)
        return made

    browser.new_context, browser.new_page = context, page  # type: ignore[method-assign]
    return browser


def _path() -> str:
    named = os.environ.get("CHROMIUM", "")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    reason = "No Chromium: apt-get install chromium, or set CHROMIUM=/path/to/it"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
