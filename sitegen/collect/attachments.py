"""Attachments: uploaded files that a page offers, and their bytes when a release wants them."""

import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction

from sitegen.collect.guard import each, readable
from sitegen.documents.base import Attachment
from sitegen.errors import Finding
from sitegen.slugs import slug

__all__ = ["attachments_by_id", "load_attachment", "private_collections"]

_DIGEST = re.compile("[0-9a-f]{40}")
_EXTENSION = re.compile(r"^\.[a-z0-9]{1,5}$")


def attachments_by_id(finds: Callable[[Finding], Any] = lambda _: None) -> dict[int, Attachment]:
    """Return every attachment outside private collections, in two queries.

    ``finds`` is told of those that cannot be read.
    """
    private = private_collections()
    rows = get_document_model().objects.select_related("collection").order_by("pk")
    public = (row for row in readable(rows, finds) if not row.collection.path.startswith(private))
    return {row.pk: made for row, made in each(public, _attachment, finds)}


def load_attachment(attachments: Mapping[int, Attachment], digest: str) -> bytes:
    """Return the bytes of the one with this ``digest``; raises FileNotFoundError."""
    pk = next((pk for pk, one in attachments.items() if one.digest == digest), None)
    if pk is None:
        raise FileNotFoundError(digest)
    return _bytes(get_document_model().objects.get(pk=pk))


def private_collections() -> tuple[str, ...]:
    """Return the tree paths of the collections whose files and pictures stay in the office."""
    return tuple(CollectionViewRestriction.objects.values_list("collection__path", flat=True))


def _attachment(row: Any) -> Attachment:
    # Uploads made by code may lack a hash; collecting reads, it must not save one.
    known = _DIGEST.fullmatch(row.file_hash or "")
    digest = (
        row.file_hash if known else hashlib.sha1(_bytes(row), usedforsecurity=False).hexdigest()
    )
    extension = PurePosixPath(row.filename).suffix.lower()
    extension = extension if _EXTENSION.match(extension) else ""
    return Attachment(
        digest=digest,
        path=f"files/{digest[:12]}/{slug(row.title) or 'tep'}{extension}",
        title=row.title,
        file_type=extension.lstrip(".").upper(),
        size_bytes=row.file_size or row.file.size,
    )


def _bytes(row: Any) -> bytes:
    with row.file.open("rb") as file:
        content: bytes = file.read()
    return content
