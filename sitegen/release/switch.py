"""The switch: which release is served is one symbolic link, replaced in one step."""

import os
from pathlib import Path

__all__ = ["CURRENT", "current_release", "switch"]

CURRENT = "current"


def current_release(releases: Path) -> str:
    """Return the id of the release being served, "" before the first one."""
    try:
        return (releases / CURRENT).readlink().name
    except OSError:
        return ""


def switch(releases: Path, name: str) -> None:
    """Serve the release ``name`` from now on.

    A rename over the old link is atomic: whoever reads meanwhile sees the old release or the
    new one. The folder is flushed, so that the switch also survives a power cut.
    """
    half = releases / f".half-{CURRENT}"
    half.unlink(missing_ok=True)
    half.symlink_to(name, target_is_directory=True)
    half.replace(releases / CURRENT)
    handle = os.open(releases, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
