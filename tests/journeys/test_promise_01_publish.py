"""Promise 1: what an officer publishes in the editor is on the mirror, without a command."""

import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from cms.demo.load.users import PASSWORD
from tests.chromium import chromium
from tests.demo_world import ROOT, demo_environment, demo_folder

pytestmark = [pytest.mark.browser, pytest.mark.journey]

PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A running demo: its editor, its mirror and its folder."""

    editor: str
    mirror: str
    folder: Path


def test_an_edit_published_in_the_browser_reaches_the_mirror_by_itself(tmp_path: Path) -> None:
    words = "Gọi trước khi đi: người trực chỉ bạn từng bước, cả ngày thứ Bảy."
    with _demo(tmp_path) as demo, chromium() as browser:
        assert words not in _read(demo.mirror + "lien-he/index.html")
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        _log_in(page, demo)
        _open_for_editing(page, demo, "lien-he")
        page.locator("textarea[name=lead]").fill(words)
        seconds = _publish_and_wait(page, demo, "lien-he/index.html", words)
        assert words in (demo.folder / "releases/current/lien-he/index.html").read_text()
        _unpublish(page, demo)
        _wait_until(lambda: _is_gone(demo, "lien-he/index.html"), "the page to disappear")
        assert words not in (demo.folder / "releases/current/lien-he/index.html").read_text()
        assert not (demo.folder / "releases/current/lien-he/index.json").exists()
        print(f"published in the editor, read on the mirror after {seconds:.2f} s")  # noqa: T201


@contextmanager
def _demo(tmp_path: Path) -> Iterator[Demo]:
    """Run the demo's own command on free ports, on a copy that the test may change."""
    folder = tmp_path / "var"
    shutil.copytree(demo_folder(), folder, symlinks=True)
    editor, mirror = _free_port(), _free_port()
    command = (sys.executable, "manage.py", "serve_demo")
    ports = ("--editor-port", str(editor), "--mirror-port", str(mirror))
    running = subprocess.Popen([*command, *ports], cwd=ROOT, env=demo_environment(folder))
    demo = Demo(
        editor=f"http://127.0.0.1:{editor}/", mirror=f"http://127.0.0.1:{mirror}/", folder=folder
    )
    try:
        _wait_until(lambda: _answers(demo.editor + "admin/login/"), "the editor to answer")
        _wait_until(lambda: _answers(demo.mirror), "the mirror to answer")
        yield demo
    finally:
        running.terminate()
        running.wait(30)


def _log_in(page: Page, demo: Demo) -> None:
    page.goto(demo.editor + "admin/login/")
    page.fill("input[name=username]", "can-bo")
    page.fill("input[name=password]", PASSWORD)
    page.locator("button[type=submit]").click()
    page.wait_for_url("**/admin/")


def _open_for_editing(page: Page, demo: Demo, slug: str) -> None:
    with sqlite3.connect(demo.folder / "loa.sqlite3") as database:
        query = "select id from wagtailcore_page where slug = ? order by id limit 1"
        (number,) = database.execute(query, (slug,)).fetchone()
    page.goto(f"{demo.editor}admin/pages/{number}/edit/")
    page.wait_for_load_state("networkidle")


def _publish_and_wait(page: Page, demo: Demo, path: str, words: str) -> float:
    page.locator("footer [data-w-dropdown-target=toggle]").last.click()
    page.locator("button[name=action-publish]").click()
    started = time.monotonic()
    _wait_until(lambda: words in _read(demo.mirror + path), "the edit to reach the mirror")
    return time.monotonic() - started


def _unpublish(page: Page, demo: Demo) -> None:
    _open_for_editing(page, demo, "lien-he")
    page.goto(page.url.replace("/edit/", "/unpublish/"))
    page.locator("main form [type=submit], #main form [type=submit]").first.click()
    page.wait_for_load_state()


def _read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310
        return str(answer.read().decode())


def _answers(address: str) -> bool:
    try:
        return bool(_read(address))
    except OSError:
        return False


def _is_gone(demo: Demo, path: str) -> bool:
    """Tell whether the mirror answers 410, with a sign in the place of the page."""
    try:
        _read(demo.mirror + path)
    except urllib.error.HTTPError as error:
        return error.code == 410
    return False


def _wait_until(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if holds():
            return
        time.sleep(0.05)
    pytest.fail(f"waited {PATIENCE_SECONDS} s in vain for {what}")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
