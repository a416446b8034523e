"""Returning readers on the web: what they read before opens without a network, what was withdrawn does not."""

import contextlib
import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sitegen.documents.base import Picture, Region
from sitegen.documents.kinds import Document, Guide
from sitegen.documents.view import View
from sitegen.release.serve import mirror_server
from sitegen.render.assets import assets
from sitegen.render.html import render
from sitegen.render.pictures import Source, derivatives, encode
from sitegen.render.service_worker import OFFLINE_PATH, service_worker
from sitegen.render.site_files import not_found, offline_page
from tests.builders import (
    a_contact,
    a_guide,
    a_head,
    a_home,
    a_picture,
    a_search,
    a_site,
    a_step,
    a_step_group,
    drawn_picture,
)
from tests.chromium import PATIENCE_SECONDS, until

pytestmark = pytest.mark.browser

GUIDE = "nop-ho-so/"
OTHERS = ("khai-sinh/", "doi-the/")
CONTACT = "lien-he/"
SEARCH = "tim-kiem/"
STEPS = 4


@cache
def _files(picture: Picture) -> tuple[tuple[str, bytes], ...]:
    source = Source(drawn_picture())
    return tuple((one.path, encode(source, one)) for one in derivatives(picture))


def _guide(title: str, path: str) -> Guide:
    """Return a guide of several steps, each with a picture that the browser loads when it comes near."""
    focus = Region(x=60, y=10, w=30, h=30)
    pictures = [replace(a_picture(f"{path}{number}"), focus=focus) for number in range(STEPS)]
    pictures[0] = replace(pictures[0], focus=None)
    steps = tuple(a_step(number, pictures=(picture,)) for number, picture in enumerate(pictures, 1))
    group = replace(a_step_group(), steps=steps)
    return a_guide(head=a_head(title, path=path), groups=(group,))


class Mirror:
    """A small mirror on this machine that can be stopped and started again at its address."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "current"
        self._folder = folder
        self._port = 0
        self.start()
        self.address = f"http://127.0.0.1:{self._port}/"
        self.fill()

    def fill(self, guide_title: str = "Nộp hồ sơ") -> None:
        site = a_site(base_address=self.address, menu=())
        documents: tuple[Document, ...] = (
            a_home(),
            _guide(guide_title, GUIDE),
            *(_guide(path, path) for path in OTHERS),
            a_contact(head=a_head("Liên hệ", path=CONTACT)),
            a_search(head=a_head("Tìm kiếm", path=SEARCH)),
        )
        offline = offline_page(View(site=site))
        files = [(artifact.path, artifact.content) for artifact in assets()]
        files += [(f"{d.head.path}index.html", render(d, View(site=site))) for d in documents]
        files += [(OFFLINE_PATH, offline), ("404.html", not_found(View(site=site)))]
        for one in documents:
            steps = one.groups[0].steps if isinstance(one, Guide) else ()
            files += [file for step in steps for file in _files(step.pictures[0])]
        worker = service_worker(offline, ("", CONTACT))
        files.append(("sw.js", _patient(worker)))
        for path, content in files:
            self.write(path, content)

    def write(self, path: str, content: bytes) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    def withdraw(self, path: str) -> None:
        (self.root / path / "index.html").unlink()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._hang_up()

    def break_off(self) -> None:
        """Begin every answer from now on, and end none."""
        self._server.RequestHandlerClass = _BreaksOff
        self._hang_up()

    def _hang_up(self) -> None:
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def start(self) -> None:
        self._server = mirror_server(self._folder, self._port)
        self._port = self._server.server_address[1]
        self._open: list[socket.socket] = []
        accept = self._server.get_request

        def remember() -> tuple[socket.socket, Any]:
            connection, client = accept()
            self._open.append(connection)
            return connection, client

        self._server.get_request = remember  # type: ignore[method-assign]  # to hang up at once
        threading.Thread(target=self._server.serve_forever, daemon=True).start()


class _BreaksOff(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", "9000")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>half")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def _patient(script: bytes) -> bytes:
    """Let the worker wait for a machine that is busy with other things, as the tests do."""
    patient = script.replace(b"PATIENCE = 3000", b"PATIENCE = 300000")
    assert patient != script
    return patient


@pytest.fixture
def mirror(tmp_path: Path) -> Iterator[Mirror]:
    running = Mirror(tmp_path)
    yield running
    running.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 360, "height": 740}) as fresh:
        yield fresh


def _visited(context: BrowserContext, mirror: Mirror, *paths: str) -> Page:
    """Open the home page, wait until the worker is there, then open the others."""
    page = context.new_page()
    page.goto(mirror.address)
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    until(page, "navigator.serviceWorker.controller !== null")
    for path in paths:
        page.goto(mirror.address + path)
        _wait_until(page, path, is_kept=True)
    return page


def _wait_until(page: Page, path: str, *, is_kept: bool) -> None:
    _eventually(page, f"async () => await ({_kept(path)})() === {str(is_kept).lower()}")


def _kept(path: str) -> str:
    """Return the question whether the device has a page."""
    return f"""async () => {{
        const names = (await caches.keys()).filter(name => name.endsWith(" pages"));
        const kept = await Promise.all(names.map(async name => (await caches.open(name)).keys()));
        return kept.flat().some(key => key.url.endsWith("/{path}index.html"));
    }}"""


def _eventually(page: Page, question: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not page.evaluate(question):
        if time.monotonic() > deadline:
            pytest.fail(f"never true: {question}")
        page.wait_for_timeout(50)


def _title(page: Page) -> str:
    return page.locator("h1").inner_text().replace("\u00a0", " ")


def test_a_page_read_before_opens_without_a_network(
    context: BrowserContext, mirror: Mirror
) -> None:
    page = _visited(context, mirror, GUIDE)
    mirror.stop()
    page.goto(f"{mirror.address}{GUIDE}index.html")
    assert _title(page) == "Nộp hồ sơ"
    page.get_by_role("status").get_by_text("bản đã lưu trong máy").wait_for()
    width = page.locator("header.top").evaluate("e => getComputedStyle(e).display")
    assert width == "grid"  # the stylesheet came from the device too
    page.goto(mirror.address)
    assert _title(page) == "Bạn cần làm gì?"


def test_a_page_never_read_says_so_and_lists_what_is_kept(
    context: BrowserContext, mirror: Mirror
) -> None:
    page = _visited(context, mirror, GUIDE)
    mirror.stop()
    page.goto(mirror.address + OTHERS[0])
    assert _title(page) == "Đang không có mạng"
    page.get_by_role("link", name=re.compile("Nộp hồ sơ")).click()
    expect(page.locator("h1")).to_have_text("Nộp hồ sơ")


@pytest.mark.parametrize("wanted", [OTHERS[0], f"{OTHERS[0]}?a=1&b=2#cuoi"])
def test_the_page_that_was_wanted_is_asked_for_again(
    context: BrowserContext, mirror: Mirror, wanted: str
) -> None:
    page = _visited(context, mirror, GUIDE)
    mirror.stop()
    page.goto(mirror.address + wanted)
    again = page.get_by_role("link", name="Thử lại")
    asked = mirror.address + wanted.partition("#")[0]
    for _ in range(2):
        with page.expect_navigation(url=asked):
            again.click()
        assert _title(page) == "Đang không có mạng"
    mirror.start()
    again.click()
    expect(page.locator("h1")).to_have_text(OTHERS[0])
    assert page.url == asked


def test_a_search_without_a_network_says_what_it_needs_and_lists_what_is_kept(
    context: BrowserContext, mirror: Mirror
) -> None:
    page = _visited(context, mirror, SEARCH, GUIDE)
    mirror.stop()
    page.goto(f"{mirror.address}{SEARCH}index.html?q=khai+sinh")
    expect(page.locator("#found")).to_contain_text("tìm kiếm cần có mạng")
    kept = page.locator("#instead li")
    expect(kept.first).to_contain_text("đã có sẵn trong máy")
    assert page.locator("#instead a[href^='tel:']").is_visible()
    assert not kept.get_by_role("link", name=re.compile("Tìm kiếm")).count()
    kept.get_by_role("link", name=re.compile("Nộp hồ sơ")).click()
    expect(page.locator("h1")).to_have_text("Nộp hồ sơ")


def test_an_answer_that_breaks_off_half_way_does_not_cost_the_copy(
    context: BrowserContext, mirror: Mirror
) -> None:
    page = _visited(context, mirror, GUIDE)
    mirror.break_off()
    half = page.evaluate(f"fetch('/{GUIDE}').then(one => one.text()).catch(() => 'half')")
    assert half == "half"
    mirror.stop()
    page.goto(mirror.address + GUIDE)
    assert _title(page) == "Nộp hồ sơ"


def test_the_network_wins_as_long_as_it_answers(context: BrowserContext, mirror: Mirror) -> None:
    page = _visited(context, mirror, GUIDE)
    mirror.fill(guide_title="Nộp hồ sơ, bản mới")
    page.goto(mirror.address + GUIDE)
    assert _title(page) == "Nộp hồ sơ, bản mới"


def test_a_withdrawn_page_is_not_shown_and_leaves_the_device(
    context: BrowserContext, mirror: Mirror
) -> None:
    page = _visited(context, mirror, GUIDE)
    mirror.withdraw(GUIDE)
    page.goto(mirror.address + GUIDE)
    assert _title(page) == "Không tìm thấy trang này"
    _wait_until(page, GUIDE, is_kept=False)
    mirror.stop()
    page.goto(mirror.address + GUIDE)
    assert _title(page) == "Đang không có mạng"
    assert "Nộp hồ sơ" not in page.locator("main").inner_text()


def test_a_page_withdrawn_while_the_reader_was_away_leaves_with_the_next_visits(
    context: BrowserContext, mirror: Mirror
) -> None:
    page = _visited(context, mirror, GUIDE)
    mirror.withdraw(GUIDE)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while page.evaluate(_kept(GUIDE)):
        assert time.monotonic() < deadline
        page.goto(mirror.address + CONTACT)  # each visit asks about one page, in its own time


def test_new_assets_take_over_and_old_copies_are_deleted(
    context: BrowserContext, mirror: Mirror
) -> None:
    page = _visited(context, mirror)
    before = page.evaluate("caches.keys()")
    script = (mirror.root / "sw.js").read_bytes()
    mirror.write("sw.js", re.sub(rb'VERSION = "\w+"', b'VERSION = "changed"', script))
    page.goto(mirror.address + CONTACT)
    page.evaluate("navigator.serviceWorker.ready.then(one => one.update())")
    _eventually(page, "caches.keys().then(n => n.every(one => one.includes(' changed ')))")
    assert set(page.evaluate("caches.keys()")).isdisjoint(before)


def test_a_folder_has_no_worker(browser: Browser, mirror: Mirror) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto((mirror.root / "index.html").as_uri())
        page.wait_for_load_state("load")
        assert errors == []
        assert _title(page) == "Bạn cần làm gì?"


def _opened_first(context: BrowserContext, mirror: Mirror, path: str = GUIDE) -> Page:
    """Open a guide and nothing else, and read its first lines only."""
    page = context.new_page()
    page.goto(mirror.address + path)
    expect(page.locator(".kept")).to_contain_text("Đã lưu để đọc khi mất mạng")
    return page


def _broken(page: Page) -> list[str]:
    """Return the pictures of the page that do not show, at the width that it has."""
    found: list[str] = page.evaluate(
        """async () => {
            document.querySelectorAll("details").forEach(one => { one.open = true; });
            const all = [...document.querySelectorAll(".step img")];
            all.forEach(one => { one.loading = "eager"; });
            const shown = await Promise.all(all.map(one => one.decode().then(() => "", () => one.currentSrc)));
            return [...shown.filter(Boolean), ...(all.length ? [] : ["none"])];
        }"""
    )
    return found


def _guides_kept(page: Page) -> set[str]:
    """Return the folders of the guides of which the device has all."""
    names: list[str] = page.evaluate("caches.keys()")
    kept = {name.partition(" guide ")[2] for name in names if " guide " in name}
    return {f"{url.rsplit('/', 2)[1]}/" for url in kept}


@pytest.mark.parametrize("width", [360, 1280])
def test_a_guide_that_was_opened_first_is_kept_with_every_picture_of_every_step(
    context: BrowserContext, mirror: Mirror, width: int
) -> None:
    page = _opened_first(context, mirror)
    assert "MB" in page.locator(".kept").inner_text()
    mirror.stop()
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(mirror.address + GUIDE)
    assert _title(page) == "Nộp hồ sơ"
    assert page.locator(".step").count() == STEPS
    assert _broken(page) == []
    page.goto(mirror.address + CONTACT)  # whom to call is there too
    assert _title(page) == "Liên hệ"


def test_a_guide_stays_over_a_new_release_and_is_brought_up_to_it(
    context: BrowserContext, mirror: Mirror
) -> None:
    page = _opened_first(context, mirror)
    mirror.fill(guide_title="Nộp hồ sơ, bản mới")
    script = (mirror.root / "sw.js").read_bytes()
    mirror.write("sw.js", re.sub(rb'VERSION = "\w+"', b'VERSION = "changed"', script))
    page.goto(mirror.address + CONTACT)
    page.evaluate("navigator.serviceWorker.ready.then(one => one.update())")
    _eventually(
        page,
        "caches.keys().then(n => n.every(one => / changed | guide /.test(one)) && n.length > 2)",
    )
    assert _guides_kept(page) == {GUIDE}
    _eventually(
        page,
        "caches.keys().then(n => caches.open(n.find(one => / guide /.test(one))))"
        f".then(one => one.match('{mirror.address}{GUIDE}index.html'))"
        ".then(one => one ? one.text() : '').then(one => one.includes('bản mới'))",
    )
    mirror.stop()
    page.goto(mirror.address + GUIDE)
    assert _title(page) == "Nộp hồ sơ, bản mới"
    assert _broken(page) == []


@pytest.mark.parametrize("says_so_by_status", [True, False])
def test_a_withdrawn_guide_leaves_the_device_with_its_pictures(
    context: BrowserContext, mirror: Mirror, *, says_so_by_status: bool
) -> None:
    page = _opened_first(context, mirror)
    if says_so_by_status:
        mirror.withdraw(GUIDE)
    else:  # a bucket or a plain host sends the sign of what is gone as it sends every page
        sign = (mirror.root / "404.html").read_bytes()
        mirror.write(f"{GUIDE}index.html", sign)
    page.goto(mirror.address + GUIDE)
    assert _title(page) == "Không tìm thấy trang này"
    if says_so_by_status:
        _wait_until(page, GUIDE, is_kept=False)
    _eventually(page, "caches.keys().then(n => n.every(one => !/ guide /.test(one)))")


def test_room_is_bounded_and_the_guide_that_was_not_opened_for_longest_goes_first(
    context: BrowserContext, mirror: Mirror
) -> None:
    script = (mirror.root / "sw.js").read_bytes()
    few = script.replace(b"GUIDES = 12", b"GUIDES = 2")
    assert few != script
    mirror.write("sw.js", few)
    page = _opened_first(context, mirror, OTHERS[0])
    for path in (OTHERS[1], OTHERS[0], GUIDE):
        page.goto(mirror.address + path)
        expect(page.locator(".kept")).to_contain_text("Đã lưu")
    assert _guides_kept(page) == {OTHERS[0], GUIDE}
    mirror.stop()
    page.goto(mirror.address + OTHERS[0])
    assert _broken(page) == []


SETTLED = """async () => {
  const used = async () => (await navigator.storage.estimate()).usage;
  let before = -1, now = await used();
  while (now !== before) {
    await new Promise((go) => setTimeout(go, 300));
    [before, now] = [now, await used()];
  }
  return now;
}"""
"""What is kept, once nothing more is being kept."""


def test_a_full_device_gives_up_the_oldest_guide_and_says_when_nothing_helps(
    context: BrowserContext, mirror: Mirror
) -> None:
    page = _opened_first(context, mirror)
    client = context.new_cdp_session(page)

    def leave_room(size: int) -> None:
        used = page.evaluate(SETTLED)
        origin = {"origin": mirror.address.rstrip("/"), "quotaSize": used + size}
        client.send("Storage.overrideQuotaForOrigin", origin)

    leave_room(60_000)  # the page itself, but not its pictures
    page.goto(mirror.address + OTHERS[0])
    expect(page.locator(".kept")).to_contain_text("Đã lưu")
    assert _guides_kept(page) == {OTHERS[0]}
    leave_room(-150_000)  # what goes with a guide is not enough
    page.goto(mirror.address + OTHERS[1])
    expect(page.locator(".kept")).to_contain_text("Máy hết chỗ")
    assert _guides_kept(page) == set()
    assert page.locator(".step").count() == STEPS
