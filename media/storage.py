"""Where uploads and originals are kept: in folders of this machine, or in an S3 bucket.

Neither ever has an address of its own. Pictures are sent by Loa after it has asked who wants them
(``cms.pictures``), originals and files of editions by views that ask for more.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage

from sitegen.errors import AwayError

__all__ = ["PrivateStorage", "UploadFolder", "private_storage"]


class UploadFolder(FileSystemStorage):
    """A folder of this machine, or of another one that is mounted here."""

    def _save(self, name: str, content: Any) -> str:
        """Refuse what has no room before a letter of it is written: Django leaves what it could write."""
        folder = Path(self.location)
        if folder.is_dir() and content.size > shutil.disk_usage(folder).free:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
        return str(super()._save(name, content))  # type: ignore[misc]  # not in its types

    def _open(self, name: str, mode: str = "rb") -> Any:
        with self._told_apart():
            return super()._open(name, mode)  # type: ignore[misc]  # not in its types

    def size(self, name: str) -> int:
        """Return how many bytes a file has."""
        with self._told_apart():
            return super().size(name)

    @contextmanager
    def _told_apart(self) -> Iterator[None]:
        """Let a file be missing alone; where all of them are, the folder is what is missing."""
        try:
            yield
        except FileNotFoundError as error:
            folder = Path(self.location)
            if folder.is_dir() and any(folder.iterdir()):
                raise
            said = f"Thư mục tệp tải lên {folder} trống, hoặc chưa nối vào máy này."
            raise AwayError(said) from error


class PrivateStorage(UploadFolder):
    """A folder that is never served. (Without a base_url Django would answer with MEDIA_URL.)"""

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        """Write a file, and have it on the disk before a row tells of it."""
        kept = super().save(name, content, max_length)
        with Path(self.path(kept)).open("rb") as file:
            os.fsync(file.fileno())
        return kept

    def url(self, name: str | None) -> str:
        """Refuse: raises ValueError, whatever the file."""
        raise ValueError(f"Private files have no URL: {name}")


def private_storage() -> Storage:
    """Return the storage of unredacted originals; asking it for a URL raises ValueError."""
    if settings.LOA_BUCKET:
        from media.buckets import PrivateBucket  # noqa: PLC0415  # most installations have no boto3

        return PrivateBucket()
    return PrivateStorage(location=settings.LOA_PRIVATE_ROOT)
