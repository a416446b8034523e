"""The demo as a ZIM archive: judged, and its own search answers as it does from a folder."""

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from sitegen.release.export import Asked, export
from tests.browser.search_queries import VIETNAMESE, questions
from tests.browser.test_search import FIND_ALL
from tests.chromium import until
from tests.demo_world import demo_folder
from tests.programs import judged
from tests.unit.test_export_zim import zimcheck

pytestmark = pytest.mark.browser


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


def _first_three(browser: Browser, base: str, texts: list[str]) -> list[list[str]]:
    page = browser.new_page()
    page.goto(f"{base}/tim-kiem/index.html?q=a")
    until(page, "Boolean(window.loa && window.loa.find)")
    found: list[list[str]] = page.evaluate(FIND_ALL, texts)
    return found


def test_archive_is_sound_and_search_inside_gives_the_same_first_three(
    browser: Browser, demo_mirror: Path, tmp_path: Path
) -> None:
    archive, inside = tmp_path / "loa.zim", tmp_path / "ben-trong"
    asked = Asked(destination=str(archive), target="file", profile="zim")
    export(demo_folder(), asked, publisher="test", tell_withdrawn=lambda _: ())
    zimcheck(archive)
    assert judged("zimdump", "dump", f"--dir={inside}", archive).returncode == 0
    handler = functools.partial(_Quiet, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    texts = [*(one.text for one in questions()), *(text for text, _ in VIETNAMESE)]
    try:
        base = f"http://127.0.0.1:{server.server_port}/{inside.name}"
        found = _first_three(browser, base, texts)
    finally:
        server.shutdown()
        server.server_close()
    assert found == _first_three(browser, demo_mirror.as_uri(), texts)
    assert sum(map(bool, found)) > 200
