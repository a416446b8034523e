"""Hands here: processes of this machine, begun when there is much to make, ended with the release."""

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from sitegen.hands.share import HandLostError, worked_off

__all__ = ["Processes", "processes"]

NICE = 3
"""Two such processes weigh as much as the one that made all before: officers who write wait no longer."""

# Not forked: what fills a page has threads of its own, and a fork would take none along.
_processes = get_context("spawn")


def processes(most: int | None) -> "Callable[[int], Processes] | None":
    """Return what begins processes: ``most``, by default one for each processor; None for 0 and 1."""
    most = len(os.sched_getaffinity(0)) if most is None else most
    return (lambda count: Processes(count or most)) if most > 1 else None


class Processes:
    """So many processes that work off shares; a new one begins in a third of a second.

    Each has a line of its own, whose other end nobody else holds: when it dies, in the middle of a
    word even, the line ends, and only the share that it had is lost.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self.are_living = True
        self._own = threading.local()
        self._living: set[Any] = set()
        self._is_closed = False
        self._threads = ThreadPoolExecutor(count, "hand")

    def give(self, share: bytes) -> Future[bytes]:
        """Hand a share out."""
        try:
            return self._threads.submit(self._ask, share)
        except RuntimeError as short:  # of threads
            raise HandLostError from short

    def take(self, given: Future[bytes], seconds: float) -> bytes | None:
        """Return what became of a share, None when it takes longer; raises HandLostError."""
        try:
            return given.result(seconds)
        except TimeoutError:
            return None

    def close(self) -> None:
        """Let all go, whatever they do: what has not come back is not made."""
        self._is_closed = True
        for process in list(self._living):
            process.kill()
            process.join()  # else it stays in the list of processes until the next big release
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _ask(self, share: bytes) -> bytes:
        """Have a share worked off by the process of this thread."""
        try:
            process, line = self._hand()
        except (OSError, RuntimeError) as short:
            raise HandLostError from short
        try:
            line.send_bytes(share)
            return line.recv_bytes()
        except (EOFError, OSError) as died:
            self._own.hand = None
            self._living.discard(process)
            line.close()
            process.kill()
            process.join()
            raise HandLostError from died

    def _hand(self) -> tuple[Any, Connection]:
        if getattr(self._own, "hand", None) is None:
            ours, theirs = _processes.Pipe()
            process = _processes.Process(target=_serve, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            self._living.add(process)
            self._own.hand = process, ours
            if self._is_closed:  # meanwhile
                process.kill()
        return self._own.hand  # type: ignore[no-any-return]


def _serve(line: Connection) -> None:
    """Work off what comes over the line until it ends: then who gave it is no more."""
    with suppress(OSError):  # a service that may not change its priority helps all the same
        os.nice(NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is asked to stop tells us by himself
    with suppress(EOFError, OSError):
        while True:
            line.send_bytes(worked_off(line.recv_bytes()))
