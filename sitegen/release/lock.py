"""The lock: two releases at once take turns, so the later one holds what the earlier changed."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["locked"]


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the release lock of ``folder``; wait while another process holds it.

    The kernel frees the lock when its holder dies, so no lock outlives a killed build.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "release.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
