"""Heartbeat: the worker's sign of life, a small file that can be read when nothing else works."""

from pathlib import Path

__all__ = ["beat", "last_beat"]

NAME = "worker-heartbeat"


def beat(folder: Path) -> None:
    """Say that the worker has just done its round; the time is that of the file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).touch()


def last_beat(folder: Path) -> float | None:
    """Return when the worker did its last round, in seconds since 1970; None if it never did."""
    try:
        return (folder / NAME).stat().st_mtime
    except OSError:
        return None
