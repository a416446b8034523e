"""The security headers forbid nothing that our own pages need."""

import dataclasses
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from sitegen.documents.view import View
from sitegen.render.assets import assets
from sitegen.render.html import render
from sitegen.render.server_headers import security_headers
from sitegen.render.service_worker import OFFLINE_PATH, service_worker
from sitegen.render.site_files import not_found, offline_page
from tests.builders import a_guide, a_head, a_home, a_site, a_statistics, an_announcement
from tests.chromium import settle

pytestmark = pytest.mark.browser

SITE = a_site(base_address="http://127.0.0.1/", search_path="tim-kiem/", menu=())


class _Strict(SimpleHTTPRequestHandler):
    """Serves a folder with the headers of the mirror."""

    def end_headers(self) -> None:
        for name, value in security_headers(SITE).items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, *_: Any, **__: Any) -> None:
        content = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("mirror")
    view = View(site=SITE)
    offline = offline_page(view)
    files = {artifact.path: artifact.content for artifact in assets()}
    files |= {"404.html": not_found(view), OFFLINE_PATH: offline, "sw.js": service_worker(offline)}
    for place, document in enumerate((a_home(), a_guide(), an_announcement(), a_statistics())):
        path = "" if place == 0 else f"trang-{place}/"
        head = a_head("Trang", path=path)
        files[f"{path}index.html"] = render(dataclasses.replace(document, head=head), view)
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Strict, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def test_no_page_of_ours_breaks_the_policy(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        refused: list[str] = []
        page.on(
            "console", lambda said: refused.append(said.text) if "Policy" in said.text else None
        )
        for path in ("", "trang-1/", "trang-2/", "trang-3/", "khong/co/trang/nay/"):
            page.goto(address + path)
            settle(page)
            margin = page.locator("body").evaluate("e => getComputedStyle(e).margin")
            assert margin == "0px", f"{path}: our style was refused, a browser's own has 8px"
        assert refused == []


def test_the_404_page_looks_right_at_any_depth(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        answer = page.goto(f"{address}a/b/c/d/")
        assert answer is not None
        assert answer.status == 404
        colour = page.locator(".question").evaluate("e => getComputedStyle(e).backgroundColor")
        assert colour == "rgb(245, 241, 232)"


def test_the_worker_may_be_registered(browser: Browser, address: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address)
        page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then(r => r.length)") == 1
