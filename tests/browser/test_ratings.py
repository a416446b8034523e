"""Was it of help? From the web with and without script, one step at a time, and from a folder."""

import dataclasses
import re
import threading
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, expect

from sitegen.documents.view import View
from sitegen.render.assets import assets
from sitegen.render.html import render
from sitegen.render.server_headers import security_headers
from tests.builders import a_guide, a_head, a_site

pytestmark = pytest.mark.browser

PATH = "so/huong-dan/"
DAY = date(2026, 11, 30)
THANKS, FAILED = "Đã ghi câu trả lời. Cảm ơn bạn.", "Chưa gửi được."


class _Counter(BaseHTTPRequestHandler):
    """Takes answers as the editor does, on a host of its own."""

    got: list[tuple[dict[str, list[str]], Any]]
    status = 204

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.got.append((parse_qs(body, keep_blank_values=True), self.headers))
        is_script = "text/html" not in self.headers["Accept"]
        self.send_response(self.status if is_script else 200)
        if is_script:
            self.send_header("Access-Control-Allow-Origin", self.headers["Origin"])
        self.send_header("Set-Cookie", "who=me")
        self.end_headers()
        if not is_script:
            self.wfile.write(b"<h1>Taken</h1>")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class _Mirror(SimpleHTTPRequestHandler):
    headers_sent: dict[str, str]

    def end_headers(self) -> None:
        for name, value in self.headers_sent.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@dataclasses.dataclass(frozen=True, slots=True)
class Mirror:
    """A guide that asks: its address, its file, what was sent to the other host."""

    address: str
    file: Path
    got: list[Any]
    counter: type[_Counter]


@pytest.fixture
def mirror(tmp_path: Path) -> Iterator[Mirror]:
    counter = type("Counter", (_Counter,), {"got": []})
    counting = ThreadingHTTPServer(("127.0.0.1", 0), counter)
    answers = f"http://127.0.0.1:{counting.server_address[1]}/danh-gia/"
    site = a_site(base_address="http://127.0.0.1/", rating_address=answers, menu=())
    guide = a_guide(steps=4, head=a_head(path=PATH, asks=True, published=DAY))
    files = {artifact.path: artifact.content for artifact in assets()}
    files[f"{PATH}index.html"] = render(guide, View(site=site))
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    handler = type("Handler", (_Mirror,), {"headers_sent": security_headers(site)})
    serving = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(tmp_path)))
    for one in (counting, serving):
        threading.Thread(target=one.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{serving.server_address[1]}/{PATH}index.html"
    yield Mirror(address, tmp_path / PATH / "index.html", counter.got, counter)
    for one in (counting, serving):
        one.shutdown()
        one.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def _sent(mirror: Mirror) -> list[dict[str, list[str]]]:
    return [body for body, _headers in mirror.got]


def test_answer_goes_out_alone_and_the_page_stays(page: Page, mirror: Mirror) -> None:
    page.goto(mirror.address)
    page.locator(".rate button[value=unclear]").click()
    expect(page.locator(".rate [role=status]")).to_have_text(THANKS)
    assert page.url == mirror.address
    assert _sent(mirror) == [{"page": [PATH], "step": [""], "answer": ["unclear"]}]
    (headers,) = (headers for _body, headers in mirror.got)
    assert (headers["Cookie"], headers["Referer"]) == (None, None)
    assert page.context.cookies() == []
    expect(page.locator(".rate button")).to_have_count(5)
    expect(page.locator(".rate button:visible, .rate select:visible")).to_have_count(0)


def test_one_step_at_a_time_asks_about_the_step_on_the_screen(page: Page, mirror: Mirror) -> None:
    page.goto(mirror.address)
    page.locator(".aids .one").click()
    for number in (1, 2, 3):
        expect(page.locator(".rate select")).to_have_value(re.compile(f"-{number}$"))
        page.locator(".rate button[value=stuck]").click()
        expect(page.locator(".rate [role=status]")).to_have_text(THANKS)
        page.locator(".turns .on").click()
    steps = [body["step"][0][-1] for body in _sent(mirror)]
    assert steps == ["1", "2", "3"]


def test_host_that_does_not_answer_is_said(page: Page, mirror: Mirror) -> None:
    mirror.counter.status = 503
    page.goto(mirror.address)
    page.locator(".rate button[value=yes]").click()
    expect(page.locator(".rate [role=status]")).to_contain_text(FAILED)
    mirror.counter.status = 204
    page.locator(".rate button[value=yes]").click()
    expect(page.locator(".rate [role=status]")).to_have_text(THANKS)
    expect(page.locator(".rate a[href^='tel:']")).to_be_visible()


def test_without_a_script_the_form_sends_the_same(browser: Browser, mirror: Mirror) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(mirror.address)
    page.locator(".rate select").select_option(index=2)
    page.locator(".rate button[value=wrong]").click()
    expect(page.locator("h1")).to_have_text("Taken")
    (sent,) = _sent(mirror)
    assert sent.keys() == {"page", "step", "answer"}
    assert (sent["answer"], sent["step"][0][-1]) == (["wrong"], "2")
    context.close()


def test_folder_offers_mail_and_telephone_and_sends_nothing(page: Page, mirror: Mirror) -> None:
    page.goto(mirror.file.as_uri())
    expect(page.locator(".rate form")).to_have_count(0)
    expect(page.locator(".rate a[href^='tel:']")).to_be_visible()
    assert mirror.got == []


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_question_and_what_follows_lie_under_nothing(
    page: Page, mirror: Mirror, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto(mirror.address)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    ends = page.evaluate(
        """() => [".rate", "main > .source", ".at-hand", ".foot"].map((name) => {
            const box = document.querySelector(name).getBoundingClientRect();
            return [box.top, box.bottom]; })"""
    )
    tops, bottoms = zip(*ends, strict=True)
    assert all(bottom <= top + 1 for bottom, top in zip(bottoms, tops[1:], strict=False))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
