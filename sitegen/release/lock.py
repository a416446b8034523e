"""Locks of one machine: two releases at once take turns, so the later one holds what the earlier changed."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

__all__ = ["locked"]


@contextmanager
def locked(
    folder: Path, what: str = "release", *, waiting: Callable[[], None] | None = None
) -> Iterator[bool]:
    """Hold the lock ``what`` of ``folder``; wait while another process holds it.

    ``waiting`` is called once when there is somebody to wait for. The kernel frees the lock when
    its holder dies, so no lock outlives a killed build. Yields whether the last holder died with it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{what}.lock").open("ab", buffering=0) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting:
                waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        has_died = os.fstat(file.fileno()).st_size > 0
        with suppress(OSError):  # a full disk
            file.write(b"held")
        try:
            yield has_died
        finally:
            with suppress(OSError):
                file.truncate(0)
