"""Load: many readers go through nginx while one release after another is switched to."""

import http.client
import os
import random
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sitegen.release.build import Remembered
from tests.ports import free_port
from tests.running_demo import wait_until
from tests.unit.mirror_samples import PlainWorkshop, Province, release, tree

__all__ = ["Load", "find_nginx", "read_while_releasing"]

_CONFIG = """
{user}
worker_processes 2;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log error;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    types {{ text/html html; text/css css; application/json json; font/woff2 woff2; }}
    server {{
        listen 127.0.0.1:{port};
        root {releases}/current;
        set $release $realpath_root;  # one look at the link for each request
        location / {{ root $release; index index.html; }}
    }}
}}
"""
_NUMBER = re.compile(rb"<!--(\d+)-->")
WAIT_SECONDS = 300  # only reached when something is broken


@dataclass(slots=True)
class Load:
    """What the readers got: ``older`` are pages of a release before one seen already."""

    releases: int = 0
    readers: int = 0
    requests: int = 0
    bytes: int = 0
    failed: list[str] = field(default_factory=list)
    older: int = 0
    releases_seen: int = 0
    seconds: float = 0

    @property
    def is_good(self) -> bool:
        """Tell whether no reader noticed anything."""
        return not (self.failed or self.older)


def find_nginx() -> str | None:
    """Return the program, None where there is none."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def read_while_releasing(folder: Path, *, releases: int, readers: int, seed: int) -> Load:
    """Release ``releases`` times; ``readers`` connections read all the while."""
    found = Load(releases=releases, readers=readers)
    province, remembered = Province.of(40), Remembered()
    var = folder / "var"
    _release(province, var, remembered, 1)
    paths = [path for path in tree(var) if path.endswith((".html", ".json", ".css"))]
    paths.remove("404.html")  # nobody asks for it, and it has no number
    paths += [path.removesuffix("index.html") for path in paths if path.endswith("/index.html")]
    started = time.perf_counter()
    with _nginx(folder, var / "releases") as port:
        hands = [_Reader(port, paths, seed + number) for number in range(readers)]
        for number in range(2, releases + 2):
            province.edit(10 + number % 40, body=f"Lượt {number}.")
            _release(province, var, remembered, number)
            _let_read(hands)
        for hand in hands:
            hand.stop()
    found.seconds = time.perf_counter() - started
    found.requests = sum(hand.requests for hand in hands)
    found.bytes = sum(hand.bytes for hand in hands)
    found.failed = [said for hand in hands for said in hand.failed]
    found.older = sum(hand.older for hand in hands)
    found.releases_seen = len(set[int]().union(*(hand.seen for hand in hands)))
    return found


def _let_read(hands: list["_Reader"]) -> None:
    """Let each reader end two requests, however slow nginx is: one began after the switch."""
    wanted = [(hand, hand.requests + 2) for hand in hands]
    wait_until(
        lambda: all(hand.failed or hand.requests >= number for hand, number in wanted),
        "the readers",
    )


def _release(province: Province, var: Path, remembered: Remembered, number: int) -> None:
    """Release; every page says the number, so every page is new in every release."""
    report = release(
        province,
        var,
        day=1 + number % 28,
        remembered=remembered,
        make_workshop=partial(PlainWorkshop, template=str(number)),
    )
    assert report.status == "released", report.findings


class _Reader(threading.Thread):
    """One connection that asks for one page after another and keeps account."""

    def __init__(self, port: int, paths: list[str], seed: int) -> None:
        super().__init__(daemon=True)
        self.requests = self.bytes = self.older = 0
        self.failed: list[str] = []
        self.seen: set[int] = set()
        self._newest = 0
        self._paths = paths
        self._chance = random.Random(seed)  # noqa: S311  # tests are repeatable, not secret
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT_SECONDS)
        self._is_over = threading.Event()
        self.start()

    def run(self) -> None:
        """Read until told to stop."""
        while not self._is_over.is_set():
            path = self._chance.choice(self._paths)
            try:
                self._read(path)
            except (OSError, http.client.HTTPException) as error:
                self.failed.append(f"/{path}: {error!r}")
                self._connection.close()
        self._connection.close()

    def stop(self) -> None:
        """Let the reader end its page."""
        self._is_over.set()
        self.join(WAIT_SECONDS)

    def _read(self, path: str) -> None:
        self._connection.request("GET", f"/{path}")
        answer = self._connection.getresponse()
        content = answer.read()
        self.requests += 1
        self.bytes += len(content)
        if answer.status != http.client.OK or not content:
            self.failed.append(f"/{path}: {answer.status}, {len(content)} bytes")
        elif (told := _NUMBER.search(content)) is not None:
            number = int(told[1])
            self.older += number < self._newest
            self._newest = max(self._newest, number)
            self.seen.add(number)
        elif path.endswith((".html", "/")):
            self.failed.append(f"/{path}: a page without its number")


@contextmanager
def _nginx(folder: Path, releases: Path) -> Iterator[int]:
    """Serve ``releases/current`` on a free port of this machine only; end it afterwards."""
    program = find_nginx()
    assert program is not None
    port = free_port()
    user = "user root;" if os.geteuid() == 0 else ""
    config = folder / "nginx.conf"
    text = _CONFIG.format(folder=folder, releases=releases, port=port, user=user)
    config.write_text(text, encoding="utf-8")
    command = [program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(config)]
    process = subprocess.Popen(command)
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(WAIT_SECONDS)


def _wait_for(port: int) -> None:
    for _ in range(WAIT_SECONDS * 20):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nginx does not answer on port {port}")
