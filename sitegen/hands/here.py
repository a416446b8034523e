"""Hands here: processes of this machine, begun when there is much to make, ended with the release."""

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context, parent_process

from sitegen.hands.share import HandLostError, worked_off

__all__ = ["Processes", "processes"]

NICE = 3
"""Two such processes weigh as much as the one that made all before: officers who write wait no longer."""


def processes(most: int | None) -> "Callable[[int], Processes] | None":
    """Return what begins processes: ``most``, by default one for each processor; None for 0 and 1."""
    most = len(os.sched_getaffinity(0)) if most is None else most
    return (lambda count: Processes(count or most)) if most > 1 else None


class Processes:
    """So many processes that work off shares; a new one begins in a third of a second."""

    def __init__(self, count: int) -> None:
        self.count = count
        # Not forked: what fills a page has threads of its own, and a fork would take none along.
        self._pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_begin)

    def give(self, share: bytes) -> Future[bytes]:
        """Hand a share out."""
        try:
            return self._pool.submit(worked_off, share)
        except BrokenProcessPool as broken:
            raise HandLostError from broken

    def take(self, given: Future[bytes]) -> bytes:
        """Wait for what became of a share; raises HandLostError when a process died of it or beside it."""
        try:
            return given.result()
        except BrokenProcessPool as broken:
            raise HandLostError from broken

    def close(self) -> None:
        """Let all go; what has not begun is not made."""
        self._pool.shutdown(cancel_futures=True)


def _begin() -> None:
    with suppress(OSError):  # a service that may not change its priority helps all the same
        os.nice(NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is asked to stop tells us by himself
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End when who gives out the shares was killed, and can no longer say so."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
