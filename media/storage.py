"""Where originals are kept: on a storage that has no address at all."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage

__all__ = ["PrivateStorage", "private_storage"]


class PrivateStorage(FileSystemStorage):
    """A folder that is never served. (Without a base_url Django would answer with MEDIA_URL.)"""

    def url(self, name: str | None) -> str:
        """Refuse: raises ValueError, whatever the file."""
        raise ValueError(f"Private files have no URL: {name}")


def private_storage() -> FileSystemStorage:
    """Return the storage of unredacted originals; asking it for a URL raises ValueError."""
    return PrivateStorage(location=settings.LOA_PRIVATE_ROOT)
