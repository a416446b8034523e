"""Assemble: a release folder of hard links, built under another name and shown when whole.

A folder that is about to be dropped is the cheapest start for a new one: only what differs
is linked anew, so a change to one page of ten thousand links one page, which saves 0.9 s of CPU.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sitegen.release.manifest import (
    BASES,
    File,
    Manifest,
    is_release_id,
    manifest_path,
    read_manifest,
    release_ids,
)
from sitegen.release.switch import current_release

__all__ = [
    "HALF",
    "Recycled",
    "assemble",
    "clean",
    "is_whole",
    "link",
    "read_whole_current",
]

HALF = ".half-"
_NO_LINK = {errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP}

ObjectPath = Callable[[str], str]
"""Gives the place of an object by its digest."""


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the bytes of a file may be had: in the store, and in the release that is served."""

    object_path: ObjectPath
    served: Path
    before: Mapping[str, File]

    def of(self, path: str, file: File) -> tuple[str, str]:
        """Return the better of the two places, and the other."""
        old = self.before.get(path)
        places = (self.object_path(file.digest), f"{self.served}/{path}")
        return places[::-1] if old is not None and old.digest == file.digest else places


@dataclass(frozen=True, slots=True, kw_only=True)
class Recycled:
    """A release whose turn has come, and every path that may differ in the new one."""

    name: str
    paths: frozenset[str]


def assemble(
    releases: Path,
    manifest: Manifest,
    object_path: ObjectPath,
    *,
    before: Mapping[str, File],
    recycled: Recycled | None = None,
) -> Path:
    """Return the folder of a release, whole but still under the name of a half one.

    What is the same ``before``, in the release that is served, is taken from there: an object that
    lies idle in the store may have rotted. What is lost in one is taken from the other.
    """
    half = releases / f"{HALF}{manifest.id}"
    places = _Places(object_path, releases / current_release(releases), before)
    if recycled is not None and _recycle(releases, recycled, half):
        try:
            _relink(half, manifest, recycled.paths, places)
        except OSError:  # somebody's hands were in the old folder: begin with nothing
            shutil.rmtree(half)
        else:
            return half
    half.mkdir(parents=True)
    _link_all(half, manifest.files, places)
    return half


def clean(releases: Path) -> None:
    """Remove what killed builds left: half releases, and manifests without their folder."""
    if not releases.is_dir():
        return
    for left_over in [*releases.glob(f"{HALF}*"), *(releases / BASES).glob(f"{HALF}*")]:
        if left_over.is_dir() and not left_over.is_symlink():
            shutil.rmtree(left_over)
        else:
            left_over.unlink()
    named = set(release_ids(releases))
    for name in named:
        if not (releases / name).is_dir():
            manifest_path(releases, name).unlink()
    for folder in releases.iterdir():
        is_release = is_release_id(folder.name) and folder.is_dir()
        if is_release and folder.name not in named and folder.name != current_release(releases):
            shutil.rmtree(folder)


def read_whole_current(releases: Path, *, is_thorough: bool) -> Manifest | None:
    """Return what is served now; None when there is nothing, or when a part of it is missing."""
    name = current_release(releases)
    manifest = read_manifest(releases, name)
    if manifest and is_whole(releases, name, manifest.files, is_thorough=is_thorough):
        return manifest
    return None


def is_whole(releases: Path, name: str, files: Mapping[str, File], *, is_thorough: bool) -> bool:
    """Tell whether every file of a release is there: by its size, thoroughly by its digest."""
    root = releases / name
    return all(
        _is_file_whole(f"{root}/{path}", file, is_thorough=is_thorough)
        for path, file in files.items()
    )


def _recycle(releases: Path, recycled: Recycled, half: Path) -> bool:
    """Take the folder of the old release; from now on that release does not exist."""
    manifest_path(releases, recycled.name).unlink(missing_ok=True)
    try:
        (releases / recycled.name).rename(half)
    except OSError:
        return False
    return True


def _relink(half: Path, manifest: Manifest, paths: Iterable[str], places: "_Places") -> None:
    emptied = set()
    for path in paths:
        target = half / path
        target.unlink(missing_ok=True)
        if path not in manifest.files:
            emptied.add(target.parent)
    new = {path: manifest.files[path] for path in paths if path in manifest.files}
    _link_all(half, new, places)
    for folder in sorted(emptied, key=lambda one: len(one.parts), reverse=True):
        _remove_empty(folder, half)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _link_all(root: Path, files: Mapping[str, File], places: "_Places") -> None:
    folders = {str(root)}
    for path, file in files.items():
        target = f"{root}/{path}"
        folder = target.rpartition("/")[0]
        if folder not in folders:
            _make_folder(folder)
            folders.add(folder)
        first, other = places.of(path, file)
        try:
            link(first, target)
        except FileNotFoundError:
            link(other, target)


def _make_folder(folder: str) -> None:
    """Make a folder, mostly in one that is there: paths as text, one call, a fifth of the time."""
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    except FileExistsError:
        pass


def link(source: str, target: str) -> None:
    """Let ``target`` be the same file as ``source``, a copy where the disk has no hard links."""
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        shutil.copyfile(source, target)


def _is_file_whole(path: str, file: File, *, is_thorough: bool) -> bool:
    try:
        if os.stat(path).st_size != file.size:  # noqa: PTH116  # thousands of files
            return False
        return not is_thorough or sha256(Path(path).read_bytes()).hexdigest() == file.digest
    except OSError:
        return False
