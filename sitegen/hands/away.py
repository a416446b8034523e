"""Hands away: Celery workers of other machines take shares, and leave what they made in a place.

A message is a name and nothing more. Shares and results lie in the place, a folder that all mount or
a bucket, under the digest of what is asked for: a share that is lost, comes late or is worked off
twice does no harm. Both are signed with a key of the installation and its code: who merely reaches
broker or place is not believed, and neither is a machine with another version.
"""

import hashlib
import hmac
import logging
import secrets
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import chain, repeat
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from celery import Celery
from kombu.exceptions import OperationalError
from obstore.store import LocalStore, from_url

from sitegen.hands.share import HandLostError, worked_off
from sitegen.made_by import made_by

__all__ = ["Away", "Hall", "Queue"]

_VERSION = made_by()
"""Taken when the code is: a process that still runs yesterday's must not sign with today's."""

PATIENCE_S = 30.0
"""So long nothing at all comes back before a share is given out again, and then is made here."""

_ASKING_S = 1.0  # who has not said within it that he is there is not counted
_PAUSES_S = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
_KEPT = timedelta(days=1)
_TASK = "loa.work_off"
_OPTIONS: Any = {"max_retries": 5, "retry_timeout": timedelta(seconds=20)}


@dataclass(frozen=True)
class Hall:
    """Where shares and results lie: ``address`` is a folder, or that of a bucket ("s3://name/prefix").

    What is put is signed with ``secret``; what is not so signed is not there. Errors of the place
    are OSError or obstore's own.
    """

    address: str
    secret: str

    def put(self, name: str, content: bytes) -> None:
        """Leave ``content`` under ``name``."""
        self._objects.put(name, self._sign(name, content) + content)

    def find(self, name: str) -> bytes | None:
        """Return what lies under ``name``; None when there is nothing, or nothing of ours."""
        try:
            found = bytes(self._objects.get(name).bytes())
        except FileNotFoundError:
            return None
        sign, content = found[:32], found[32:]
        return content if hmac.compare_digest(sign, self._sign(name, content)) else None

    def remove(self, prefix: str) -> None:
        """Remove all under ``prefix``, and what others left there days ago."""
        old = datetime.now(UTC) - _KEPT
        for some in self._objects.list():
            gone = [
                one["path"]
                for one in some
                if one["path"].startswith(f"{prefix}/") or one["last_modified"] < old
            ]
            if gone:
                self._objects.delete(gone)

    @cached_property
    def _objects(self) -> Any:
        if "://" in self.address:
            return from_url(self.address, retry_config=_OPTIONS)
        Path(self.address).mkdir(parents=True, exist_ok=True)
        return LocalStore(self.address)

    @cached_property
    def _key(self) -> bytes:
        return hmac.digest(self.secret.encode(), f"loa hands {_VERSION}".encode(), "sha256")

    def _sign(self, name: str, content: bytes) -> bytes:
        return hmac.digest(self._key, name.encode() + b"\0" + content, "sha256")


@dataclass(frozen=True)
class Away:
    """Celery workers at ``broker`` with our version of the code, and the ``hall`` that all share."""

    broker: str
    hall: Hall

    def begin(self, patience_s: float = PATIENCE_S) -> "Queue":
        """Return those that are there now; raises HandLostError when nobody is, or no broker."""
        try:
            self.reach()
            found = self.app.control.inspect(timeout=_ASKING_S).stats() or {}
        except (OperationalError, OSError) as away:
            raise HandLostError from away
        ours = [said for name, said in found.items() if name.startswith(f"{_name()}@")]
        count = sum(said["pool"]["max-concurrency"] for said in ours)
        if not count:
            raise HandLostError
        return Queue(self, count, patience_s)

    def reach(self) -> None:
        """Look whether the broker is there: whoever sends to one that is not waits for long."""
        with self.app.connection_for_write() as line:
            line.ensure_connection(max_retries=1, interval_start=0, interval_step=0.1, timeout=3)

    def serve(self, count: int) -> None:
        """Work off shares, ``count`` at a time, until told to stop."""
        self.app.worker_main(
            [
                *("--quiet", "worker", "--queues", _name(), "--concurrency", str(count)),
                *("--hostname", f"{_name()}@{socket.gethostname()}-{secrets.token_hex(4)}"),
                *("--without-gossip", "--without-mingle", "--loglevel", "WARNING"),
            ]
        )

    @cached_property
    def app(self) -> Celery:
        """The application, with its one task."""
        app = Celery("loa", broker=self.broker)
        app.conf.update(
            task_ignore_result=True,
            task_default_queue=_name(),
            task_publish_retry=False,
            worker_prefetch_multiplier=1,
            worker_hijack_root_logger=False,
            broker_connection_retry_on_startup=True,
            broker_connection_max_retries=None,
            broker_transport_options={"visibility_timeout": 60, "socket_connect_timeout": 3},
        )
        app.task(self._work_off, name=_TASK)
        return app

    def _work_off(self, name: str) -> None:
        share = self.hall.find(f"{name}.share")
        if share is not None and self.hall.find(f"{name}.made") is None:
            self.hall.put(f"{name}.made", worked_off(share))


class Queue:
    """``count`` helpers of other machines, for one release."""

    def __init__(self, away: Away, count: int, patience_s: float) -> None:
        self.count = count
        self._away = away
        self._patience_s = patience_s
        self._run = secrets.token_hex(8)
        self._last = monotonic()
        self._is_given_up = False

    def give(self, share: bytes) -> str:
        """Put a share into the hall, and its name into the queue."""
        name = f"{self._run}/{hashlib.sha256(share).hexdigest()}"
        try:
            self._away.hall.put(f"{name}.share", share)
        except Exception as away:  # obstore has an error of its own for each kind of trouble
            raise HandLostError from away
        self._send(name)
        return name

    def take(self, given: str) -> bytes:
        """Wait for what became of a share; raises HandLostError when nobody works it off."""
        for is_again in (False, True):
            found = self._waited(f"{given}.made")
            if found is not None:
                self._last = monotonic()
                return found
            if self._is_given_up or is_again:
                break
            self._send(given)
            self._last = monotonic()
        self._is_given_up = True  # for what else is out nobody waits
        raise HandLostError

    def close(self) -> None:
        """Remove what lies in the hall of this release."""
        try:
            self._away.hall.remove(self._run)
        except Exception:  # noqa: BLE001  # as in give; what is left goes after a day
            _log.warning("cannot clear the hall of shares", exc_info=True)

    def _send(self, name: str) -> None:
        try:
            self._away.reach()
            self._away.app.send_task(_TASK, (name,), task_id=name.rpartition("/")[2])
        except (OperationalError, OSError) as away:
            self._is_given_up = True
            raise HandLostError from away

    def _waited(self, name: str) -> bytes | None:
        for pause in _pauses():
            try:
                found = self._away.hall.find(name)
            except Exception:  # noqa: BLE001  # as in give; it may be there again soon
                _log.warning("cannot look into the hall of shares", exc_info=True)
                found = None
            if (
                found is not None
                or self._is_given_up
                or monotonic() - self._last > self._patience_s
            ):
                return found
            sleep(pause)
        return None


def _pauses() -> Iterator[float]:
    return chain(_PAUSES_S, repeat(_PAUSES_S[-1]))


def _name() -> str:
    """Return the name of the queue, and of its workers: those of another version have another."""
    return f"loa-{_VERSION[:12]}"


_log = logging.getLogger("loa.release")
