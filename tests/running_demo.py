"""The demo as a newcomer runs it: editor, mirror and worker, on a copy that a test may change."""

import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from cms.demo.load.users import PASSWORD
from tests.demo_world import ROOT, demo_environment, demo_folder

__all__ = ["RunningDemo", "log_in", "running_demo", "wait_until"]

PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningDemo:
    """Its editor and its mirror, both with a final slash, and its folder."""

    editor: str
    mirror: str
    folder: Path

    def number(self, query: str) -> int:
        """Return the first number that a query of its database answers."""
        with sqlite3.connect(self.folder / "loa.sqlite3") as database:
            return int(database.execute(query).fetchone()[0])

    def text(self, query: str) -> str:
        """Return the first text that a query of its database answers."""
        with sqlite3.connect(self.folder / "loa.sqlite3") as database:
            return str(database.execute(query).fetchone()[0])

    def read(self, path: str) -> str:
        """Return a file of the mirror as text; "" while there is none."""
        try:
            with urllib.request.urlopen(self.mirror + path, timeout=10) as answer:  # noqa: S310
                return str(answer.read().decode())
        except OSError:
            return ""


@contextmanager
def running_demo(tmp_path: Path) -> Iterator[RunningDemo]:
    """Run the demo's own command on free ports."""
    folder = tmp_path / "var"
    shutil.copytree(demo_folder(), folder, symlinks=True)
    editor, mirror = _free_port(), _free_port()
    command = (sys.executable, "manage.py", "serve_demo")
    ports = ("--editor-port", str(editor), "--mirror-port", str(mirror))
    running = subprocess.Popen([*command, *ports], cwd=ROOT, env=demo_environment(folder))
    demo = RunningDemo(
        editor=f"http://127.0.0.1:{editor}/", mirror=f"http://127.0.0.1:{mirror}/", folder=folder
    )
    try:
        wait_until(lambda: _answers(f"{demo.editor}admin/login/"), "the editor to answer")
        wait_until(lambda: _answers(demo.mirror), "the mirror to answer")
        yield demo
    finally:
        running.terminate()
        running.wait(30)


def log_in(page: Page, demo: RunningDemo) -> None:
    """Log in as the officer, with the keyboard."""
    page.goto(demo.editor + "admin/login/")
    page.locator("input[name=username]").focus()
    page.keyboard.insert_text("can-bo")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/")


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Wait patiently; fail naming what was waited for."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if holds():
            return
        time.sleep(0.05)
    pytest.fail(f"waited {PATIENCE_SECONDS} s in vain for {what}")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310
            return bool(answer.read())
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
