"""The description of the data: JSON Schema of all documents, made from their own types."""

import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from inspect import getdoc
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from sitegen.documents.addresses import PageEntry
from sitegen.documents.kinds import Document
from sitegen.render.json_api import SCHEMA_VERSION

__all__ = ["SCHEMA_DIALECT", "definitions", "json_schema", "schema_bytes"]

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]

_PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    type(None): {"type": "null"},
}


_METADATA: Schema = {
    "description": "Dublin Core: title, creator, date, description, publisher, identifier.",
    "type": "object",
    "additionalProperties": {"type": "string"},
    "required": ["title", "creator", "description", "publisher", "identifier"],
}


@cache
def schema_bytes() -> bytes:
    """Return ``schema.json``."""
    return msgspec.json.format(msgspec.json.encode(json_schema()), indent=1)


def json_schema() -> Schema:
    """Return the schema of ``index.json``, with every type of a document and of page lists."""
    return {
        "$schema": SCHEMA_DIALECT,
        "title": "index.json",
        "description": "Một trang của bản tĩnh, ở dạng dữ liệu.",
        "$ref": "#/$defs/Envelope",
        "$defs": definitions("#/$defs/"),
    }


def definitions(prefix: str) -> dict[str, Schema]:
    """Return the schema of every type by its name; references between them begin with ``prefix``."""
    found = _Definitions(prefix)
    document = found.of(Document)
    version = {"const": SCHEMA_VERSION}
    found.named |= {
        "Envelope": _object({"schema": version, "metadata": _METADATA, "document": document}),
        "PageList": _object({"schema": version, "pages": _items(found.of(PageEntry))}),
        "PageListIndex": _object({"schema": version, "parts": _items(_PLAIN[str])}),
    }
    return dict(sorted(found.named.items()))


class _Definitions:
    """Schemas of types, each dataclass once, by its name."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self.named: dict[str, Schema] = {}

    def of(self, hint: Any) -> Schema:
        """Return the schema of a type as it stands in a field; raises TypeError for others."""
        if hint in _PLAIN:
            return _PLAIN[hint]
        if is_dataclass(hint) and isinstance(hint, type):
            return self._dataclass(hint)
        make = self._makers().get(get_origin(hint))
        if make is None:
            raise TypeError(f"{hint!r} has no schema")
        return make(hint)

    def _makers(self) -> dict[Any, Callable[[Any], Schema]]:
        return {
            Literal: lambda hint: {"enum": list(get_args(hint))},
            tuple: self._tuple,
            Union: self._union,
            types.UnionType: self._union,
        }

    def _dataclass(self, kind: type) -> Schema:
        name = kind.__name__
        if name not in self.named:
            self.named[name] = {}  # a type that holds itself finds its name taken
            hints = get_type_hints(kind)
            own = _object({field.name: self.of(hints[field.name]) for field in fields(kind)})
            self.named[name] = {"description": _sentence(kind)} | own
        return {"$ref": f"{self._prefix}{name}"}

    def _tuple(self, hint: Any) -> Schema:
        args = get_args(hint)
        if len(args) == 2 and args[1] is Ellipsis:
            return _items(self.of(args[0]))
        parts = [self.of(arg) for arg in args]
        return {"type": "array", "prefixItems": parts, "items": False, "minItems": len(parts)}

    def _union(self, hint: Any) -> Schema:
        choices = [self.of(arg) for arg in get_args(hint)]
        kinds = {_kind(arg): self.of(arg)["$ref"] for arg in get_args(hint) if _kind(arg)}
        if not kinds:
            return {"anyOf": choices}
        return {"oneOf": choices, "discriminator": {"propertyName": "kind", "mapping": kinds}}


def _object(properties: dict[str, Schema]) -> Schema:
    """Return an object with all of these fields; later versions may have more."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def _items(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


def _kind(member: Any) -> str:
    """Return the literal by which a member of a union is told, "" for one without."""
    field = getattr(member, "__dataclass_fields__", {}).get("kind")
    return str(field.default) if field is not None and field.default is not MISSING else ""


def _sentence(kind: type) -> str:
    """Return the first paragraph of what the type says of itself."""
    return " ".join((getdoc(kind) or "").partition("\n\n")[0].split())
