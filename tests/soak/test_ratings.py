"""Ten thousand readers answer in a minute, through the operators' nginx, while an officer works."""

import http.client
import os
import ssl
import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import pytest

from cms.rating.limits import OF_ALL
from sitegen.render import json_api
from tests.builders import a_guide, a_head, a_view
from tests.chromium import PATIENCE_SECONDS
from tests.running_server import HOST, Browser, Server, find_nginx, running_server
from tests.soak.figures import IS_SOAK, record

POSTS = 10_000 if IS_SOAK else 300
A_MINUTE = 10_000 / 60
SENDERS, OF_ONE = 16, 50
"""Lines that are open at once, and answers that come from one address."""
PATH = "so-noi-vu/nop-ho-so/"
PASSWORD = "mot-mat-khau-that-dai-93"  # noqa: S105
FILL = f"""
from cms.models import User
from tests.factories import a_province, a_guide_page
User.objects.create_superuser("an", "an@loa.example", "{PASSWORD}")
print(a_guide_page(a_province().office).pk)
"""
TOTAL = """
from django.db.models import Sum
from cms.models import PageRating
print(PageRating.objects.aggregate(n=Sum("count"))["n"])
"""


@dataclass(slots=True)
class _Readers:
    """Send answers at the pace of ten thousand a minute; keep account of what is said."""

    port: int
    bodies: list[str]
    answers: Counter[int] = field(default_factory=Counter)
    _next: Iterator[int] = field(default_factory=count)
    _begun: float = field(default_factory=time.monotonic)

    def run(self) -> None:
        """Be one of the lines: a new reader, from an address of its own, after some answers."""
        context = ssl._create_unverified_context()  # noqa: S323  # made a moment ago, here
        number = next(self._next)
        while number < POSTS:
            at = f"127.{number // 62500 + 3}.{number // 250 % 250}.{number % 250 + 1}"
            line = http.client.HTTPSConnection(
                "127.0.0.1", self.port, timeout=PATIENCE_SECONDS, context=context,
                source_address=(at, 0),
            )  # fmt: skip
            for _ in range(OF_ONE):
                time.sleep(max(0, self._begun + number / A_MINUTE - time.monotonic()))
                line.request("POST", "/danh-gia/", self.bodies[number % len(self.bodies)], HEADERS)
                answer = line.getresponse()
                answer.read()
                self.answers[answer.status] += 1
                if (number := next(self._next)) >= POSTS:
                    break
            line.close()


HEADERS = {
    "Host": HOST,
    "Origin": "https://dichvu.example.vn",
    "Content-Type": "application/x-www-form-urlencoded",
    "User-Agent": "Chimsaubay",
}


@contextmanager
def _reading(readers: _Readers) -> Iterator[list[threading.Thread]]:
    threads = [threading.Thread(target=readers.run, daemon=True) for _ in range(SENDERS)]
    for one in threads:
        one.start()
    yield threads
    for one in threads:
        one.join()


def _opened(officer: Browser, page: int) -> float:
    begun = time.perf_counter()
    assert officer.ask(f"/admin/pages/{page}/edit/").status == 200
    return time.perf_counter() - begun


def _serve(server: Server, page: int) -> list[str]:
    """Serve the guide; return bodies of answers to it and its steps."""
    guide = a_guide(head=a_head(path=PATH, key=f"page-{page}", asks=True))
    folder = server.var / "releases" / "current" / PATH
    folder.mkdir(parents=True)
    (folder / "index.json").write_bytes(json_api.render(guide, a_view()))
    steps = ["", *(step.anchor for group in guide.groups for step in group.steps)]
    return [
        urlencode({"page": PATH, "step": step, "answer": answer})
        for step in steps
        for answer in ("yes", "stuck")
    ]


def _logs(folder: Path) -> str:
    return "".join(one.read_text("utf-8", "replace") for one in folder.glob("*.log"))


def test_editor_stays_usable_while_ten_thousand_answer_in_a_minute(tmp_path: Path) -> None:
    nginx = find_nginx()
    if nginx is None:
        if os.environ.get("CI"):
            pytest.fail("no nginx in CI")
        pytest.skip("KHÔNG CÓ NGINX: cài bằng tools/programs.sh")
    with running_server(tmp_path, nginx) as server:
        page = int(server.manage("shell", "-v", "0", "-c", FILL).split()[-1])
        bodies = _serve(server, page)
        officer = Browser(server.https)
        officer.ask("/admin/login/")
        data = {"username": "an", "password": PASSWORD, "next": "/admin/"}
        assert officer.ask("/admin/login/", data).status == 302
        alone = [_opened(officer, page) for _ in range(60 if IS_SOAK else 3)]
        readers = _Readers(server.https, bodies)
        begun, beside = time.perf_counter(), []
        with _reading(readers) as threads:
            while not beside or any(one.is_alive() for one in threads):
                beside.append(_opened(officer, page))
        seconds = time.perf_counter() - begun
        total = int(server.manage("shell", "-v", "0", "-c", TOTAL).split()[-1])
        found = {
            "posts": readers.answers.total(),
            "seconds": round(seconds, 1),
            "taken": readers.answers[204],
            "turned away": readers.answers[429],
            "counted": total,
            "opened": len(beside),
            **{f"alone {name}": value for name, value in _spread(alone).items()},
            **{f"beside {name}": value for name, value in _spread(beside).items()},
        }
    print(f"\n{found}")  # noqa: T201  # the numbers are the result
    record("ratings", found)
    assert readers.answers.keys() <= {204, 429}
    assert readers.answers.total() == POSTS
    assert 0 < total <= OF_ALL * (seconds // 60 + 2)
    assert "127.3." not in _logs(tmp_path)
    assert "Chimsaubay" not in _logs(tmp_path)


def _spread(seconds: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(seconds, n=20) if len(seconds) > 1 else seconds * 19
    return {"p50": round(cuts[9], 3), "p95": round(cuts[18], 3)}
