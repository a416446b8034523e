"""Purge: old releases that hold what may never be seen again are deleted, objects and all.

For a page that became private, a picture that was redacted and an attachment that was
withdrawn it is not enough that nobody is led there: no kept copy may have it. Runs inside
the release lock, after the switch to a release without it; what is served is never touched.
"""

import re
from collections.abc import Container, Iterator
from pathlib import Path

from sitegen.release.assemble import HALF
from sitegen.release.manifest import (
    BASES,
    Manifest,
    base_of,
    read_manifest,
    release_ids,
    write_manifest,
)
from sitegen.release.prune import drop_release, prune, sweep
from sitegen.release.switch import current_release
from sitegen.store import Store

__all__ = ["purge"]

_WORD = re.compile(rb'(?<=")[0-9A-Za-z-]{1,64}(?=")')
"""What a digest looks like in the data of a page: a text of its own, however long."""


def purge(
    releases: Path, store: Store, *, keys: frozenset[str], digests: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Delete the older releases that hold a document or a digest; return their ids.

    ``keys`` are documents, ``digests`` pictures and attachments as documents name them. A
    release whose manifest cannot be read goes as well, since nobody can tell what it holds.
    Bases are written anew where they still list the files of such a document. When it is
    stopped half way, doing it again finishes it.
    """
    served = current_release(releases)
    found = tuple(
        name
        for name in _kept(releases)
        if name != served and _holds(read_manifest(releases, name), store, keys, digests)
    )
    for name in found:
        drop_release(releases, name)
    places = {f'"pictures/{digest[:16]}' for digest in digests}
    places |= {f'"files/{digest[:12]}' for digest in digests}
    _forget_bases(releases, {f'"{name}"' for name in keys} | places)
    sweep(releases, store, ())
    return found


def _kept(releases: Path) -> Iterator[str]:
    """Yield all releases, those too that have lost their manifest or their folder."""
    folders = (path.name for path in releases.iterdir() if _is_release_folder(path))
    yield from sorted({*release_ids(releases), *folders})


def _is_release_folder(path: Path) -> bool:
    is_other = path.is_symlink() or path.name == BASES or path.name.startswith(HALF)
    return path.is_dir() and not is_other


def _holds(
    manifest: Manifest | None, store: Store, keys: Container[str], digests: frozenset[str]
) -> bool:
    if manifest is None or any(key in keys for key in manifest.titles):
        return True
    if digests.isdisjoint(file.digest for file in manifest.files.values()):
        return bool(digests) and _names_any(store, manifest, digests)
    return True


def _names_any(store: Store, manifest: Manifest, digests: frozenset[str]) -> bool:
    """Tell whether the data of any page speaks of one of the pictures or attachments.

    Files made of a picture have digests of their own; the documents name the picture itself.
    Each is read once, however many digests are sought.
    """
    sought = {digest.encode() for digest in digests}
    return any(
        not sought.isdisjoint(_WORD.findall(_content(store.path(file.digest))))
        for file in manifest.files.values()
        if file.group == "data"
    )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # a lost object holds nothing


def _forget_bases(releases: Path, signs: set[str]) -> None:
    """Give a base of their own to manifests that refer to one which lists what is gone.

    ``signs`` are what betrays it there: a document's key, the beginning of a path.
    """
    sought = [sign.encode() for sign in signs]
    for release in release_ids(releases):
        listed = _content(releases / BASES / f"{base_of(releases, release)}.json")
        manifest = read_manifest(releases, release)
        if manifest is not None and any(name in listed for name in sought):
            write_manifest(releases, manifest)
    prune(releases, keep=len(release_ids(releases)) + 1)  # drops no release, only idle bases
