"""Prune: old releases go, and what they alone held goes with them."""

import shutil
from collections.abc import Container
from pathlib import Path

from sitegen.release.assemble import HALF
from sitegen.release.manifest import (
    BASES,
    Manifest,
    base_of,
    digests_of,
    manifest_path,
    release_ids,
)
from sitegen.release.switch import current_release
from sitegen.store import Store

__all__ = ["drop_old_releases", "drop_release", "held_objects", "prune", "sweep"]


def prune(releases: Path, *, keep: int) -> int:
    """Keep the newest releases and the bases that they need; return how many releases went.

    Runs after the switch: when it is stopped half way, nothing that is served is missing.
    """
    dropped = drop_old_releases(releases, keep=keep)
    _drop_bases(releases)
    return dropped


def sweep(
    releases: Path, store: Store, keys: Container[str], known: Manifest | None = None
) -> None:
    """Remove from the store what no kept release holds; refusals under ``keys`` stay.

    It looks at everything, so it runs now and then and not after each release. The manifest
    of one release may be ``known``.
    """
    held = digests_of(releases, release_ids(releases), known)
    if held is not None:
        store.sweep(held, keys)


def drop_old_releases(releases: Path, *, keep: int) -> int:
    """Remove all but the newest ``keep`` releases, never the one being served."""
    served = current_release(releases)
    old = [name for name in release_ids(releases)[:-keep] if name != served]
    for name in old:
        drop_release(releases, name)
    return len(old)


def drop_release(releases: Path, name: str) -> None:
    """Remove one release: first it is none any more, then its files go."""
    half = releases / f"{HALF}old-{name}"
    manifest_path(releases, name).unlink(missing_ok=True)
    if (releases / name).is_dir():
        (releases / name).rename(half)
        shutil.rmtree(half)


def held_objects(releases: Path) -> set[str] | None:
    """Return the objects that any kept release needs; None when one of them cannot be read."""
    return digests_of(releases, release_ids(releases))


def _drop_bases(releases: Path) -> None:
    needed = {base_of(releases, name) for name in release_ids(releases)}
    for path in (releases / BASES).glob("*.json"):
        if path.stem not in needed:
            path.unlink()
