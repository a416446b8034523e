"""A real server of two processes: every line of its log is JSON, and they count together."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cms.watching.numbers import HEADER
from tests.chromium import PATIENCE_SECONDS
from tests.demo_world import ROOT
from tests.ports import free_port
from tests.running_demo import wait_until
from tests.running_server import PATIENT

TIMES = 12
SETTINGS = {
    "LOA_SECRET_KEY": "0123456789-_.~" * 4,
    "LOA_ALLOWED_HOSTS": "127.0.0.1",
    "LOA_EDITOR_ADDRESS": "https://loa.example.vn",
    "LOA_LOG": "json",
    "LOA_METRICS_FROM": "127.0.0.1",
    "LOA_TRUSTED_PROXIES": "",
}


@contextmanager
def _server(folder: Path) -> "Iterator[tuple[str, subprocess.Popen[bytes]]]":
    """Run two processes until the test ends; their database has no tables: who needs one breaks."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LOA_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    (folder / "static").mkdir()
    port, written = free_port(), folder / "log"
    options = (*PATIENT, "--bind", f"127.0.0.1:{port}", "--workers", "2")
    with written.open("wb") as out:
        running = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *options, "cms.wsgi"],
            cwd=ROOT,
            env={**kept, **SETTINGS, "LOA_VAR": str(folder)},
            stdout=out,
            stderr=out,
        )
    try:
        wait_until(lambda: _count(running, written, b"Booting worker") == 2, "gunicorn")
        yield f"http://127.0.0.1:{port}", running
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(PATIENCE_SECONDS)


def _count(running: "subprocess.Popen[bytes]", written: Path, words: bytes) -> int:
    assert running.poll() is None, written.read_text("utf-8", "replace")
    return written.read_bytes().count(words)


def _ask(address: str) -> tuple[int, Any, str]:
    asked = urllib.request.Request(address, headers={"X-Forwarded-Proto": "https"})  # noqa: S310
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as broken:
        with broken:
            return broken.code, broken.headers, broken.read().decode()


def test_faults_have_the_number_of_their_answer_in_json_and_are_counted_over_all_processes(
    tmp_path: Path,
) -> None:
    with _server(tmp_path) as (host, running):
        answers = [_ask(f"{host}/admin/login/?next=bi-mat") for _ in range(TIMES)]
        status, _headers, figures = _ask(f"{host}/metrics")
        own = f"loa-metrics-{running.pid}-*"
        assert len(list(Path(tempfile.gettempdir()).glob(own))) == 1
    assert {answer[0] for answer in answers} == {500}
    assert status == 200
    line = 'loa_requests_total{method="GET",screen="login",status="500"} '
    (counted,) = [one for one in figures.splitlines() if one.startswith(line)]
    assert float(counted.removeprefix(line)) == TIMES
    assert "pid=" not in figures
    assert list(Path(tempfile.gettempdir()).glob(own)) == []

    written = (tmp_path / "log").read_text("utf-8")
    lines = [json.loads(one) for one in written.splitlines()]
    told = [one["number"] for one in lines if one["level"] == "ERROR"]
    assert told == [headers[HEADER] for _status, headers, _page in answers]
    assert "bi-mat" not in written
    assert {one["logger"] for one in lines} >= {"gunicorn.error", "django.request"}
    assert len([one for one in lines if "Booting worker" in one["message"]]) == 2  # once each
