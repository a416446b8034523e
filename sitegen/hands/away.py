"""Hands away: Celery workers of other machines take shares, and leave what they made in a place.

A message is a name and nothing more. Shares and results lie in the place, a folder that all mount or
a bucket, under the digest of what is asked for: a share that is lost, comes late or is worked off
twice does no harm. Both are signed with a key of the installation and its code: who merely reaches
broker or place is not believed, and neither is a machine with another version.
"""

import hashlib
import hmac
import logging
import re
import secrets
import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import chain, repeat
from multiprocessing import get_context
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from celery import Celery
from obstore.store import LocalStore, from_url

from sitegen.hands.share import HandLostError, worked_off
from sitegen.made_by import made_by

__all__ = ["Away", "Hall", "Queue"]

_VERSION = made_by()
"""Taken when the code is: a process that still runs yesterday's must not sign with today's."""

PATIENCE_S = 60.0
"""So long nothing at all comes back before a share is given out again, and then is made here."""

REST_S = 600.0
"""So long nobody away is asked after nothing came back at all."""

_MOST = 1024  # nobody has more helpers; who says so is not ours

_ASKING_S = 1.0  # who has not said within it that he is there is not counted
_PAUSES_S = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
_KEPT = timedelta(days=1)
_FOLDER = "loa-hands"
_OURS = re.compile(rf"{_FOLDER}/[0-9a-f]{{16}}/[0-9a-f]{{64}}\.(share|made)")
_NAME = re.compile("[0-9a-f]{16}/[0-9a-f]{64}")
_TASK = "loa.work_off"
_log = logging.getLogger("loa.release")
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
        self._objects.put(f"{_FOLDER}/{name}", self._sign(name, content) + content)

    def find(self, name: str) -> bytes | None:
        """Return what lies under ``name``; None when there is nothing, or nothing of ours."""
        try:
            found = bytes(self._objects.get(f"{_FOLDER}/{name}").bytes())
        except FileNotFoundError:
            return None
        sign, content = found[:32], found[32:]
        return content if hmac.compare_digest(sign, self._sign(name, content)) else None

    def remove(self, run: str) -> None:
        """Remove all that a run put, and what others left there days ago; nothing that is not ours."""
        old = datetime.now(UTC) - _KEPT
        for some in self._objects.list(prefix=_FOLDER):
            gone = [
                one["path"]
                for one in some
                if _OURS.fullmatch(one["path"])
                and (one["path"].startswith(f"{_FOLDER}/{run}/") or one["last_modified"] < old)
            ]
            if gone:
                self._objects.delete(gone)

    @cached_property
    def _objects(self) -> Any:
        if "://" in self.address:
            return from_url(self.address, retry_config=_OPTIONS)
        if not Path(self.address).is_dir():  # made here it would be another one than that of all
            raise FileNotFoundError(self.address)
        return LocalStore(self.address, automatic_cleanup=True)

    def mark(self) -> str:
        """Return a word that only those have who believe each other and stand in the same hall.

        A helper whose hall is not mounted would take shares and find nothing.
        """
        name = f"{hmac.digest(self._key, b'word', 'sha256').hex()[:16]}.word"
        word = self.find(name)
        if word is None:
            with suppress(Exception):  # somebody else was quicker, or the place takes no condition
                signed = self._sign(name, drawn := secrets.token_bytes(16)) + drawn
                self._objects.put(f"{_FOLDER}/{name}", signed, mode="create")
            word = self.find(name)
        if word is None:
            raise PermissionError(f"{self.address} takes nothing")
        return hmac.digest(self._key, word, "sha256").hex()[:16]

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
    _rests_until: float = 0.0

    def begin(self, patience_s: float = PATIENCE_S) -> "Queue":
        """Return those that are there now; raises HandLostError when nobody is, or no broker."""
        if monotonic() < self._rests_until:
            raise HandLostError
        try:
            self.reach()
            found = self.app.control.inspect(timeout=_ASKING_S).stats() or {}
            ours = [said for name, said in found.items() if name.startswith(f"{self.name}@")]
            count = sum(said["pool"]["max-concurrency"] for said in ours)
        except Exception as away:  # a broker has an error of its own for each kind of trouble
            raise HandLostError from away
        if not 0 < count <= _MOST:
            raise HandLostError
        return Queue(self, count, patience_s)

    def rest(self) -> None:
        """Ask nobody for a while: they are there, but nothing comes back."""
        object.__setattr__(self, "_rests_until", monotonic() + REST_S)

    def reach(self) -> None:
        """Look whether the broker is there: whoever sends to one that is not waits for long."""
        with self.app.connection_for_write() as line:
            line.ensure_connection(max_retries=1, interval_start=0, interval_step=0.1, timeout=3)

    def serve(self, count: int, *, tells: Callable[[str], object] = str) -> None:
        """Work off shares, ``count`` at a time, until told to stop; ``tells`` hears the queue's name.

        Raises what the hall does, when it cannot be used.
        """
        # Celery forks, and what has opened a hall has threads that no fork takes along.
        with get_context("spawn").Pool(1) as apart:
            self.__dict__["name"] = apart.apply(_named, (self.hall,))
        tells(self.name)
        self.app.worker_main(
            [
                *("--quiet", "worker", "--queues", self.name, "--concurrency", str(count)),
                *("--hostname", f"{self.name}@{socket.gethostname()}-{secrets.token_hex(4)}"),
                *("--without-gossip", "--without-mingle", "--loglevel", "WARNING"),
            ]
        )

    @cached_property
    def app(self) -> Celery:
        """The application, with its one task."""
        app = Celery("loa", broker=self.broker)
        app.conf.update(
            task_ignore_result=True,
            task_default_queue=self.name,
            task_publish_retry=False,
            worker_prefetch_multiplier=1,
            worker_hijack_root_logger=False,
            broker_connection_retry_on_startup=True,
            broker_connection_max_retries=None,
            broker_transport_options={
                "visibility_timeout": 60,
                "socket_connect_timeout": 3,
                "socket_timeout": 5,
            },
        )
        app.task(self._work_off, name=_TASK)
        return app

    @cached_property
    def name(self) -> str:
        """The name of the queue, and of its workers: with another version, key or hall it is another."""
        return _named(self.hall)

    def _work_off(self, name: str) -> None:
        if not _NAME.fullmatch(name):
            return
        share = self.hall.find(f"{name}.share")
        if share is None or self.hall.find(f"{name}.made") is not None:
            return
        made = worked_off(share)
        if self.hall.find(f"{name}.share") is not None:  # else it is too late, and cleared away
            self.hall.put(f"{name}.made", made)


class Queue:
    """``count`` helpers of other machines, for one release."""

    def __init__(self, away: Away, count: int, patience_s: float) -> None:
        self.count = count
        self._away = away
        self._patience_s = patience_s
        self._run = secrets.token_hex(8)
        self._last = monotonic()
        self._again: set[str] = set()
        self.are_living = True

    def give(self, share: bytes) -> str:
        """Put a share into the hall, and its name into the queue."""
        name = f"{self._run}/{hashlib.sha256(share).hexdigest()}"
        try:
            self._away.hall.put(f"{name}.share", share)
        except Exception as away:  # obstore has an error of its own for each kind of trouble
            self._away.rest()
            raise HandLostError from away
        self._send(name)
        return name

    def take(self, given: str, seconds: float) -> bytes | None:
        """Return what became of a share, None when it takes longer; raises HandLostError."""
        until = monotonic() + seconds
        for pause in _pauses():
            found = self._found(f"{given}.made")
            if found is not None:
                self._last = monotonic()
                return found
            if monotonic() - self._last > self._patience_s:
                self._lose_patience(given)
            if not self.are_living:
                raise HandLostError
            if monotonic() >= until:
                break
            sleep(min(pause, seconds))
        return None

    def _lose_patience(self, given: str) -> None:
        """Give a share out once more; the next time nothing is waited for any more."""
        if given in self._again:
            self.are_living = False
            self._away.rest()
        else:
            self._again.add(given)
            self._last = monotonic()
            self._send(given)

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
        except Exception as away:  # as in Away.begin
            self.are_living = False
            self._away.rest()
            raise HandLostError from away

    def _found(self, name: str) -> bytes | None:
        try:
            return self._away.hall.find(name)
        except Exception:  # noqa: BLE001  # obstore has an error for each kind; it may be there again soon
            _log.warning("cannot look into the hall of shares", exc_info=True)
            return None


def _named(hall: Hall) -> str:
    return f"loa-{hall.mark()}"


def _pauses() -> Iterator[float]:
    return chain(_PAUSES_S, repeat(_PAUSES_S[-1]))
