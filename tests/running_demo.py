"""The demo as a newcomer runs it, on a copy that a test may change; or its editor alone.

Who only looks at the editor pays for one program of three, and for no release of a new address.
"""

import sqlite3
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from cms.demo.load.users import PASSWORD
from tests.chromium import PATIENCE_SECONDS
from tests.commands import Running, start
from tests.demo_world import copy_demo, demo_environment
from tests.ports import free_port

__all__ = [
    "RunningDemo",
    "be_logged_in",
    "free_port",
    "log_in",
    "running_demo",
    "running_editor",
    "wait_until",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningDemo:
    """Its editor and its mirror, both with a final slash, and its folder."""

    editor: str
    mirror: str
    folder: Path
    session: list[Any] = field(default_factory=list, compare=False)
    """The cookies of the officer who logged in first."""

    def number(self, query: str) -> int:
        """Return the first number that a query of its database answers."""
        return int(self._first(query))

    def text(self, query: str) -> str:
        """Return the first text that a query of its database answers."""
        return str(self._first(query))

    def _first(self, query: str) -> Any:
        """Ask while the demo works: a lock of its own is waited for."""
        rows = sqlite3.connect(self.folder / "loa.sqlite3", timeout=PATIENCE_SECONDS)
        with closing(rows) as database:
            return database.execute(query).fetchone()[0]

    def read(self, path: str) -> str:
        """Return a file of the mirror as text; "" while there is none."""
        try:
            with urllib.request.urlopen(self.mirror + path, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
                return str(answer.read().decode())
        except OSError:
            return ""


@contextmanager
def running_demo(tmp_path: Path) -> Iterator[RunningDemo]:
    """Run the demo's own command on free ports."""
    folder = tmp_path / "var"
    copy_demo(folder)
    editor, mirror = free_port(), free_port()
    ports = ("--editor-port", str(editor), "--mirror-port", str(mirror))
    demo = RunningDemo(
        editor=f"http://127.0.0.1:{editor}/", mirror=f"http://127.0.0.1:{mirror}/", folder=folder
    )
    with _program(demo, "serve_demo", *ports) as running:
        wait_until(lambda: _answers(demo.mirror, running), f"{demo.mirror} to answer")
        yield demo


@contextmanager
def running_editor(tmp_path: Path) -> Iterator[RunningDemo]:
    """Run the editor alone, as `serve_demo` starts it: nothing is released, no mirror answers."""
    folder = tmp_path / "var"
    copy_demo(folder)
    port = free_port()
    demo = RunningDemo(editor=f"http://127.0.0.1:{port}/", mirror="", folder=folder)
    with _program(demo, "runserver", f"127.0.0.1:{port}", "--noreload", "--insecure"):
        yield demo


@contextmanager
def _program(demo: RunningDemo, *arguments: str) -> Iterator[Running]:
    """Run a command until the test ends, once its editor answers."""
    known = {**demo_environment(demo.folder), "LOA_EDITOR_ADDRESS": demo.editor}
    running = start(known, *arguments)
    login = f"{demo.editor}admin/login/"
    try:
        wait_until(lambda: _answers(login, running), f"{login} to answer")
        yield running
    finally:
        running.terminate()
        running.wait(PATIENCE_SECONDS)


def log_in(page: Page, demo: RunningDemo) -> None:
    """Log in as the officer, with the keyboard."""
    page.goto(demo.editor + "admin/login/")
    page.locator("input[name=username]").focus()
    page.keyboard.insert_text("can-bo")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")


def be_logged_in(page: Page, demo: RunningDemo) -> None:
    """Be logged in as the officer: the first by the form, others by the session that it gave.

    The form, its slow password and the page behind it are most of what a short test would cost.
    """
    if demo.session:
        page.context.add_cookies(demo.session)
        return
    log_in(page, demo)
    kept = {"sessionid", "csrftoken"}
    demo.session.extend(one for one in page.context.cookies() if one.get("name") in kept)


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Wait patiently; fail naming what was waited for."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if holds():
            return
        time.sleep(0.05)
    pytest.fail(f"waited {PATIENCE_SECONDS} s in vain for {what}")


def _answers(address: str, running: Running) -> bool:
    assert running.poll() is None, f"the demo ended with {running.returncode}"
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
            return bool(answer.read())
    except OSError:
        return False
