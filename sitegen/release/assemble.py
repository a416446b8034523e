"""Assemble: a release folder of hard links, built under another name and shown when whole."""

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from sitegen.release.manifest import File, Manifest, read_manifest, release_ids, write_manifest
from sitegen.release.switch import current_release
from sitegen.store import flush

__all__ = ["HALF", "assemble", "clean", "is_whole", "read_whole_current"]

HALF = ".half-"
_NO_LINK = {errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP}


def assemble(releases: Path, manifest: Manifest, object_path: Callable[[str], Path]) -> None:
    """Make the folder and the manifest of a release; nothing is served from it yet.

    Everything is on the disk before the folder gets its name.
    """
    half = releases / f"{HALF}{manifest.id}"
    half.mkdir(parents=True)
    folders = {str(half)}
    for path, file in manifest.files.items():
        target = f"{half}/{path}"
        folder = target.rpartition("/")[0]
        if folder not in folders:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103  # text paths: a third of the time
            folders.add(folder)
        _link(str(object_path(file.digest)), target)
    write_manifest(releases, manifest)
    flush(releases)
    half.rename(releases / manifest.id)


def clean(releases: Path) -> None:
    """Remove what killed builds left: half releases, and manifests without their folder."""
    if not releases.is_dir():
        return
    for left_over in releases.glob(f"{HALF}*"):
        if left_over.is_dir() and not left_over.is_symlink():
            shutil.rmtree(left_over)
        else:
            left_over.unlink()
    for name in release_ids(releases):
        if not (releases / name).is_dir():
            (releases / f"{name}.json").unlink()


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


def _link(source: str, target: str) -> None:
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
    except OSError:
        return False
    return not is_thorough or hashlib.sha256(Path(path).read_bytes()).hexdigest() == file.digest
