"""Files of editions: kept under their sha256 on the private storage, for officers only."""

import hashlib
from collections.abc import Iterable, Mapping

from django.core.files.base import ContentFile

from cms.models import EditionFile
from media.storage import private_storage

__all__ = ["forget", "keep", "place", "read_file"]


def keep(files: Mapping[str, bytes]) -> list[EditionFile]:
    """Write the files and return rows for them, unsaved and without an edition.

    What was there under the same digest stays; what a full disk or a power cut left of it is
    written anew.
    """
    return [_keep(name, content) for name, content in files.items()]


def read_file(file: EditionFile) -> bytes:
    """Return the bytes of a file; raises OSError when they are gone or no longer the same."""
    content = _bytes(file.digest)
    if hashlib.sha256(content).hexdigest() != file.digest:
        raise OSError(f"edition file {file.digest} is damaged")
    return content


def forget(files: Iterable[EditionFile]) -> None:
    """Delete what was written for an edition that was not handed over after all."""
    for file in files:
        if not EditionFile.objects.filter(digest=file.digest).exists():
            private_storage().delete(place(file.digest))


def place(digest: str) -> str:
    """Return the name under which the private storage has the file of this digest."""
    return f"editions/{digest[:2]}/{digest}"


def _bytes(digest: str) -> bytes:
    with private_storage().open(place(digest)) as file:
        content: bytes = file.read()
    return content


def _is_there(digest: str, content: bytes) -> bool:
    try:
        return _bytes(digest) == content
    except OSError:
        return False


def _keep(name: str, content: bytes) -> EditionFile:
    digest = hashlib.sha256(content).hexdigest()
    if not _is_there(digest, content):
        storage = private_storage()
        storage.delete(place(digest))  # a name that is taken would get letters after it
        storage.save(place(digest), ContentFile(content))
    return EditionFile(name=name, digest=digest, size_bytes=len(content))
