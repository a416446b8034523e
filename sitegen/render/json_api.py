"""JSON: the static interface of the mirror is the documents themselves, one beside each page."""

from typing import Any

import msgspec

from sitegen.documents import codec
from sitegen.documents.kinds import Document
from sitegen.documents.view import View
from sitegen.render.beside import beside
from sitegen.render.dublin_core import dublin_core

__all__ = ["SCHEMA_VERSION", "read", "render", "told"]

SCHEMA_VERSION = 1
"""Grows when a reader of yesterday's documents could misread today's."""


def render(document: Document, view: View) -> bytes:
    """Return {"schema", "metadata", "document", "beside"}; the same always gives the same bytes."""
    return codec.encode(
        {
            "schema": SCHEMA_VERSION,
            "metadata": dublin_core(document, view.site.name),
            "document": document,
            "beside": beside(document, view),
        }
    )


def told(**said: Any) -> bytes:
    """Return the bytes of a file about the whole mirror: what is ``said``, under its schema."""
    return msgspec.json.encode({"schema": SCHEMA_VERSION, **said})


def read(content: bytes) -> Document:
    """Return the document that ``render`` wrote; raises ValueError for another schema."""
    envelope: dict[str, Any] = msgspec.json.decode(content)
    if envelope.get("schema") != SCHEMA_VERSION:
        raise ValueError(f"schema {envelope.get('schema')!r} is not {SCHEMA_VERSION}")
    return codec.decode(msgspec.json.encode(envelope["document"]))
