"""The system's Chromium for tests: nothing is downloaded, no other host can be reached.

Without a browser the tests say loudly what they skip; in CI a missing browser is a failure.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

__all__ = ["chromium"]

NAMES = ("chromium", "chromium-browser", "google-chrome")
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
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_path(), args=flags)
        try:
            yield browser
        finally:
            browser.close()


def _path() -> str:
    named = os.environ.get("CHROMIUM", "")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    reason = "No Chromium: apt-get install chromium, or set CHROMIUM=/path/to/it"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
