"""Uploads in an S3 bucket, which several hosts share: never public, never by a signed address.

Keys come from the usual variables of AWS (docs/operators/README.md). The bucket gives nothing to
anybody but Loa: what an officer may see is read here and sent on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from sitegen.errors import AwayError

__all__ = ["PrivateBucket", "UploadBucket"]

_PATIENCE = Config(connect_timeout=5, read_timeout=20, retries={"max_attempts": 3})
"""Seconds: an officer who uploads waits a minute at the most until the refusal is said."""


@contextmanager
def _told() -> Iterator[None]:
    """Tell what AWS's library says as the error of a disk, which callers know."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise AwayError(f"Kho tệp không trả lời ({type(error).__name__}).") from error


class _Bucket(S3Storage):
    """One folder of the bucket; a name that is taken gets letters after it, as on a disk."""

    folder = ""

    def open(self, name: str, mode: str = "rb") -> Any:
        """Return the file, read to its end: nothing is fetched later, when nobody waits for it."""
        with _told():
            file = super().open(name, mode)
            if "r" in mode:
                file.read()
                file.seek(0)
            return file

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        """Write a file, whole or not at all."""
        with _told():
            return str(super().save(name, content, max_length))

    def delete(self, name: str) -> None:
        """Delete a file; one that is not there is no error."""
        with _told():
            super().delete(name)

    def exists(self, name: str) -> bool:
        """Tell whether there is such a file."""
        with _told():
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        """Return how many bytes a file has."""
        with _told():
            return int(super().size(name))

    def get_default_settings(self) -> dict[str, Any]:
        """Return the settings of the deployment in place of a dozen of django-storages' own."""
        bucket, _slash, prefix = settings.LOA_BUCKET.partition("/")
        return {
            **super().get_default_settings(),
            "bucket_name": bucket,
            "region_name": settings.LOA_BUCKET_REGION or None,
            "location": f"{prefix}/{self.folder}".lstrip("/"),
            "client_config": _PATIENCE,
            "default_acl": None,
            "file_overwrite": False,
        }


class UploadBucket(_Bucket):
    """Baked pictures and attachments."""

    folder = "public"

    def url(self, name: str, *_args: Any, **_options: Any) -> str:
        """Return the editor's own address of the file."""
        return settings.MEDIA_URL + filepath_to_uri(name)


class PrivateBucket(_Bucket):
    """Unredacted originals, and the files of printed editions."""

    folder = "private"

    def url(self, name: str, *_args: Any, **_options: Any) -> str:
        """Refuse: raises ValueError, whatever the file."""
        raise ValueError(f"Private files have no URL: {name}")
