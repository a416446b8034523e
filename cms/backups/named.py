"""Which uploads the database names: the files that a backup of its moment must hold."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage
from django.db import connection, models

from cms.editions.files import place
from cms.models import EditionFile
from media.storage import private_storage

__all__ = ["named", "uploads"]

Rows = Callable[[str], list[tuple[Any, ...]]]


def uploads() -> Path:
    """Return the folder of all uploads, those that officers see and those that nobody does."""
    return Path(settings.LOA_PRIVATE_ROOT).parent


def named(rows: Rows) -> set[str]:
    """Return the paths, below ``uploads``, of every file that the rows name.

    Files in a bucket have none: they are neither of this disk nor of this moment.
    """
    root, found = uploads(), set()
    for storage, names in _names(rows):
        if isinstance(storage, FileSystemStorage):
            folder = Path(storage.location)
            found |= {str((folder / name).relative_to(root)) for name in names}
    return found


def _names(rows: Rows) -> Iterator[tuple[Storage, set[str]]]:
    """Yield what is named, with the storage that has it."""
    digests = _column(rows, EditionFile, "digest")
    yield private_storage(), {place(digest) for digest in digests}
    for kind in apps.get_models(include_auto_created=True):
        if kind._meta.managed and not kind._meta.proxy:
            for field in kind._meta.local_concrete_fields:
                if isinstance(field, models.FileField):
                    yield field.storage, _column(rows, kind, str(field.column))


def _column(rows: Rows, kind: type[models.Model], column: str) -> set[str]:
    quote = connection.ops.quote_name
    asked = f"SELECT DISTINCT {quote(column)} FROM {quote(kind._meta.db_table)}"  # noqa: S608
    return {row[0] for row in rows(asked) if row[0]}
