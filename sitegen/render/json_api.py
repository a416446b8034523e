"""JSON: the static interface of the mirror is the documents themselves, one beside each page."""

from typing import Any

import msgspec

from sitegen.documents import codec
from sitegen.documents.kinds import Document
from sitegen.render.dublin_core import dublin_core

__all__ = ["SCHEMA_VERSION", "read", "render"]

SCHEMA_VERSION = 1
"""Grows when a reader of yesterday's documents could misread today's."""


def render(document: Document, publisher: str) -> bytes:
    """Return {"schema": …, "metadata": …, "document": …}; the same always gives the same bytes."""
    metadata = dublin_core(document, publisher)
    return codec.encode({"schema": SCHEMA_VERSION, "metadata": metadata, "document": document})


def read(content: bytes) -> Document:
    """Return the document that ``render`` wrote; raises ValueError for another schema."""
    envelope: dict[str, Any] = msgspec.json.decode(content)
    if envelope.get("schema") != SCHEMA_VERSION:
        raise ValueError(f"schema {envelope.get('schema')!r} is not {SCHEMA_VERSION}")
    return codec.decode(msgspec.json.encode(envelope["document"]))
