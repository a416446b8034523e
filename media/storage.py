"""Where originals are kept: on a storage that has no address at all."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage

__all__ = ["private_storage"]


def private_storage() -> FileSystemStorage:
    """Return the storage of unredacted originals; asking it for a URL raises ValueError."""
    return FileSystemStorage(location=settings.LOA_PRIVATE_ROOT, base_url=None)
