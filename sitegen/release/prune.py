"""Prune: old releases go, and what they alone held goes with them."""

import shutil
from collections.abc import Container
from pathlib import Path

from sitegen.release.assemble import HALF
from sitegen.release.manifest import manifest_path, read_manifest, release_ids
from sitegen.release.switch import current_release
from sitegen.store import Store

__all__ = ["drop_old_releases", "held_objects", "prune"]


def prune(releases: Path, store: Store, *, keep: int, keys: Container[str]) -> int:
    """Keep the newest releases, sweep the store; return how many releases went.

    Runs after the switch: when it is stopped half way, nothing that is served is missing.
    """
    dropped = drop_old_releases(releases, keep=keep)
    if dropped:
        store.sweep(held_objects(releases), keys)
    return dropped


def drop_old_releases(releases: Path, *, keep: int) -> int:
    """Remove all but the newest ``keep`` releases, never the one being served."""
    served = current_release(releases)
    old = [name for name in release_ids(releases)[:-keep] if name != served]
    for name in old:
        half = releases / f"{HALF}old-{name}"
        (releases / name).rename(half)
        manifest_path(releases, name).unlink()
        shutil.rmtree(half)
    return len(old)


def held_objects(releases: Path) -> set[str]:
    """Return the objects that any kept release needs."""
    manifests = (read_manifest(releases, name) for name in release_ids(releases))
    return {file.digest for held in manifests if held for file in held.files.values()}
