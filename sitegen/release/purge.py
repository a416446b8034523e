"""Purge: old releases that hold what may never be seen again are deleted, objects and all.

For a page that became private, a picture that was redacted and an attachment that was
withdrawn it is not enough that nobody is led there: no kept copy may have it. Runs inside
the release lock, after the switch to a release without it; what is served is never touched.
"""

import re
from collections.abc import Container, Iterator, Set
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

_PLACE = re.compile(rb'(?m)(?:^|")(pictures/[^/"\n]{16}|files/[^/"\n]{12})')
"""Where the files of a picture or an attachment begin, in a list of paths."""


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
    places = {f"pictures/{digest[:16]}".encode() for digest in digests}
    places |= {f"files/{digest[:12]}".encode() for digest in digests}
    found = tuple(
        name
        for name in _kept(releases)
        if name != served and _holds(read_manifest(releases, name), keys, digests, places)
    )
    for name in found:
        drop_release(releases, name)
    _forget_bases(releases, {f'"{name}"'.encode() for name in keys}, places)
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
    manifest: Manifest | None, keys: Container[str], digests: Set[str], places: Set[bytes]
) -> bool:
    """Files made of a picture have digests of their own; where they lie says which picture it was."""
    if manifest is None or any(key in keys for key in manifest.titles):
        return True
    if not digests.isdisjoint(file.digest for file in manifest.files.values()):
        return True
    return _lists("\n".join(manifest.files).encode(), places)


def _lists(paths: bytes, places: Set[bytes]) -> bool:
    return bool(places) and not places.isdisjoint(_PLACE.findall(paths))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # a lost object holds nothing


def _forget_bases(releases: Path, keys: Set[bytes], places: Set[bytes]) -> None:
    """Give a base of their own to manifests that refer to one which lists what is gone.

    What betrays it there: a document's key, the beginning of a path.
    """
    for release in release_ids(releases):
        listed = _content(releases / BASES / f"{base_of(releases, release)}.json")
        manifest = read_manifest(releases, release)
        tells = any(key in listed for key in keys)
        if manifest is not None and (tells or _lists(listed, places)):
            write_manifest(releases, manifest)
    prune(releases, keep=len(release_ids(releases)) + 1)  # drops no release, only idle bases
