"""Files of editions: kept under their sha256 in the private folder, for officers only."""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings

from cms.models import EditionFile

__all__ = ["forget", "keep", "read_file"]


def keep(files: Mapping[str, bytes]) -> list[EditionFile]:
    """Write the files and return rows for them, unsaved and without an edition.

    A file is whole or not there; what was there under the same digest stays.
    """
    return [_keep(name, content) for name, content in files.items()]


def read_file(file: EditionFile) -> bytes:
    """Return the bytes of a file; raises OSError when they are gone or no longer the same."""
    content = _path(file.digest).read_bytes()
    if hashlib.sha256(content).hexdigest() != file.digest:
        raise OSError(f"edition file {file.digest} is damaged")
    return content


def forget(files: Iterable[EditionFile]) -> None:
    """Delete what was written for an edition that was not handed over after all."""
    for file in files:
        if not EditionFile.objects.filter(digest=file.digest).exists():
            _path(file.digest).unlink(missing_ok=True)


def _path(digest: str) -> Path:
    return Path(settings.LOA_PRIVATE_ROOT) / "editions" / digest[:2] / digest


def _keep(name: str, content: bytes) -> EditionFile:
    digest = hashlib.sha256(content).hexdigest()
    path = _path(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(path)
    return EditionFile(name=name, digest=digest, size_bytes=len(content))
