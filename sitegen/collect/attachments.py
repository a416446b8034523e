"""Attachments: uploaded files that a page offers, and their bytes when a release wants them."""

import re
from pathlib import PurePosixPath

from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

from sitegen.documents.base import Attachment
from sitegen.slugs import slug

__all__ = ["Shelf", "attachments_by_id", "load_attachment"]

_EXTENSION = re.compile(r"^\.[a-z0-9]{1,5}$")


class Shelf(dict[int, Attachment]):
    """The public attachments by id."""


def attachments_by_id() -> Shelf:
    """Return every attachment outside private collections, in two queries."""
    private = tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))
    rows = get_document_model().objects.select_related("collection").order_by("pk")
    return Shelf(
        (row.pk, _attachment(row)) for row in rows if not row.collection.path.startswith(private)
    )


def load_attachment(digest: str) -> bytes:
    """Return the bytes of the attachment whose file hash begins the mirror path."""
    row = get_document_model().objects.filter(file_hash=digest).first()
    if row is None:
        raise FileNotFoundError(digest)
    with row.file.open("rb") as file:
        content: bytes = file.read()
    return content


def _attachment(row: object) -> Attachment:
    digest = row.get_file_hash()  # type: ignore[attr-defined]  # Wagtail's document
    extension = PurePosixPath(row.filename).suffix.lower()  # type: ignore[attr-defined]  # the same
    extension = extension if _EXTENSION.match(extension) else ""
    return Attachment(
        digest=digest,
        path=f"files/{digest[:12]}/{slug(row.title) or 'tep'}{extension}",  # type: ignore[attr-defined]  # the same
        title=row.title,  # type: ignore[attr-defined]  # the same
        file_type=extension.lstrip(".").upper(),
        size_bytes=row.get_file_size() or 0,  # type: ignore[attr-defined]  # the same
    )
