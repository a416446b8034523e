"""A program: a number of the feed again and again, each time its sender is killed at some moment.

It has a database of its own with the two tables, and a receiver that writes down what it takes. At the end the
senders are left alone until nothing waits; then it prints what was killed and what was taken.
"""

import json
import multiprocessing
import os
import random
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import django
import msgspec

from sitegen.release import feed
from sitegen.release.switch import switch

__all__ = ["Feed"]

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
FIRST = 5
APART = timedelta(minutes=3)
"""What a dead sender had taken is free again after that."""


class Feed:
    """The feed of a mirror, as far as it is told."""

    def __init__(self, var: Path, n: int = FIRST) -> None:
        self.root, self.n = var / "releases" / "0001-20261101T080000", n
        (self.root / feed.CHANGES).mkdir(parents=True)
        self._say_latest(n)
        switch(var / "releases", self.root.name)

    def change(self, path: str = "so-noi-vu/index.json") -> int:
        self.n += 1
        entry = feed.Entry(path, "d" * 64, 9, "page-7")
        said = feed.Change(n=self.n, at=NOW, before="", after="", changed=(entry,))
        (self.root / feed.CHANGES / f"{self.n}.json").write_bytes(msgspec.json.encode(said))
        self._say_latest(FIRST)
        return self.n

    def begin_anew(self) -> None:
        for file in (self.root / feed.CHANGES).iterdir():
            file.unlink()
        self.n += 1
        self._say_latest(self.n)

    def _say_latest(self, oldest: int) -> None:
        said = feed.Latest(
            n=self.n, oldest=oldest, all=oldest, digest="", release=self.root.name, at=NOW
        )
        (self.root / feed.LATEST).write_bytes(msgspec.json.encode(said))


def _serve(place: Path, tell: Any) -> None:
    """Be a receiver: a line for each letter, written before the answer."""

    class _Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with place.open("a") as file:
                file.write(f"{self.headers['webhook-id']} {json.loads(body)['data']['n']}\n")
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    tell.send(server.server_address[1])
    server.serve_forever()


def _send(now: datetime) -> None:
    from cms.webhooks.sending import queue_changes, send_due  # noqa: PLC0415

    queue_changes(now)
    send_due(now)
    os._exit(0)


def main() -> None:
    """Kill so many senders, let the others finish, tell how it ended."""
    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from cms.models import Webhook, WebhookDelivery  # noqa: PLC0415

    var, kills = Path(settings.LOA_VAR), int(sys.argv[1])
    with connection.schema_editor() as tables:
        tables.create_model(Webhook)
        tables.create_model(WebhookDelivery)
    forking = multiprocessing.get_context("fork")
    here, there = forking.Pipe()
    server = forking.Process(target=_serve, args=(var / "letters", there), daemon=True)
    server.start()
    fed = Feed(var)
    Webhook.objects.create(address=f"http://127.0.0.1:{here.recv()}/", salt="s", told=FIRST)
    dice = random.Random(17)  # noqa: S311
    now, killed, length, left = NOW, 0, 0.05, True
    while killed < kills or left:
        if killed < kills:
            fed.change()
            left = True
        now += APART
        connection.close()
        sender = forking.Process(target=_send, args=(now,))
        started = time.monotonic()
        sender.start()
        sender.join(dice.random() * length if killed < kills else None)
        if sender.exitcode is None:
            os.kill(sender.pid or 0, signal.SIGKILL)
            sender.join()
        if sender.exitcode == -signal.SIGKILL:
            killed += 1
        elif sender.exitcode:
            sys.exit(f"a sender ended with {sender.exitcode}")
        else:
            length = max(0.01, time.monotonic() - started)
            left = WebhookDelivery.objects.exclude(state="taken").exists()
    letters = [line.split() for line in (var / "letters").read_text("utf-8").splitlines()]
    said = {
        "killed": killed,
        "letters": len(letters),
        "numbers": list(range(FIRST + 1, fed.n + 1)),
        "taken": sorted(int(n) for n in dict(letters).values()),
    }
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
