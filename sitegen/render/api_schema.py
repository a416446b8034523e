"""The description of the data: JSON Schema of all documents, made from their own types."""

import re
import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from inspect import getdoc
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from sitegen.documents.addresses import Gone, Moved, PageEntry
from sitegen.documents.editions import EditionSign
from sitegen.documents.kinds import Document
from sitegen.languages import Language
from sitegen.render.beside import Beside
from sitegen.render.json_api import SCHEMA_VERSION
from sitegen.render.site_files.for_programs import ListedPages, SiteLook, Words

__all__ = ["SCHEMA_DIALECT", "definitions", "json_schema", "schema_bytes"]

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
_IN_TICKS = re.compile("``(.+?)``")
_SENTENCE_ENDS = re.compile(r"(?<=\.)\s+(?=[A-Z`])")

_PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    type(None): {"type": "null"},
}


_ALWAYS = ("title", "creator", "description", "publisher", "identifier")

_METADATA: Schema = {
    "description": "Dublin Core: title, creator, date, description, publisher, identifier.",
    "type": "object",
    "properties": {name: {"type": "string"} for name in _ALWAYS},
    "additionalProperties": {"type": "string"},
    "required": list(_ALWAYS),
}


_PROBLEM: Schema = {
    "description": "Problem document (RFC 9457), in place of what was asked for.",
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
    "required": ["type", "title", "status"],
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
        "Envelope": _object(
            {
                "schema": version,
                "metadata": _METADATA,
                "document": document,
                "beside": found.of(Beside),
            }
        ),
        **{name: _object({"schema": version, **holds}) for name, holds in _files(found).items()},
        "Problem": _PROBLEM,
        **_feed(),
    }
    return dict(sorted(found.named.items()))


def _files(found: "_Definitions") -> dict[str, dict[str, Schema]]:
    """Return what the files about the whole mirror hold, by the name of their schema."""
    text, many = _PLAIN[str], {"type": "object", "additionalProperties": _PLAIN[str]}
    paths = _items(text)
    return {
        "PageList": {"pages": _items(found.of(PageEntry)), "previous": text, "next": text},
        "PageListIndex": {"parts": paths},
        "Lists": {"lists": _items(found.of(ListedPages)), "parts": paths},
        "SiteObject": {
            "sites": _items(found.of(SiteLook)),
            "languages": _items(found.of(Language)),
        },
        "PageWords": {"languages": _items(found.of(Words))},
        "FormerPlaces": {"moved": _items(found.of(Moved)), "gone": _items(found.of(Gone))},
        "Edition": {"edition": found.of(EditionSign)},
        "Registry": {"registry": text, "title": text, "licence": text, "rows": _items(many)},
    }


def _feed() -> dict[str, Schema]:
    """Return what the feed of changes holds; releases write it, so its types are not known here."""
    text, number, at = _PLAIN[str], _PLAIN[int], _PLAIN[datetime]
    entry = {"path": text, "digest": text, "size": number, "key": text}
    files = _items(_object(entry) | {"required": ["path"]})
    ways = dict.fromkeys(("added", "changed", "removed"), files)
    kinds = {
        "Latest": (
            "Where the feed of changes stands: who has number oldest or later can replay.",
            {"n": number, "oldest": number, "all": number}
            | {"digest": text, "release": text, "at": at},
        ),
        "Change": (
            "What came with one number; digests of all files together before and after it.",
            {"n": number, "at": at, "before": text, "after": text} | ways,
        ),
        "EveryFile": (
            "Every file that programs copy as it was at one number.",
            {"n": number, "digest": text, "files": files},
        ),
    }
    return {name: {"description": says} | _object(own) for name, (says, own) in kinds.items()}


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
            said = _said_of_fields(kind)
            own = _object(
                {
                    one.name: self.of(hints[one.name]) | said.get(one.name, {})
                    for one in fields(kind)
                }
            )
            self.named[name] = {"description": _sentence(kind)} | own
        return {"$ref": f"{self._prefix}{name}"}

    def _tuple(self, hint: Any) -> Schema:
        args = get_args(hint)
        if len(args) == 2 and args[1] is Ellipsis:
            return _items(self.of(args[0]))
        parts = [self.of(arg) for arg in args]
        return {"type": "array", "prefixItems": parts, "items": {"not": {}}, "minItems": len(parts)}

    def _union(self, hint: Any) -> Schema:
        choices = [self.of(arg) for arg in get_args(hint)]
        kinds = {_kind(arg): self.of(arg)["$ref"] for arg in get_args(hint) if _kind(arg)}
        if len(kinds) < len(choices):
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


def _said_of_fields(kind: type) -> dict[str, Schema]:
    """Return what the type says of its fields: of each, the sentences that name it in ticks."""
    sentences = _SENTENCE_ENDS.split(" ".join((getdoc(kind) or "").split()))
    named = [
        (said, set(re.findall(r"\w+", " ".join(_IN_TICKS.findall(said))))) for said in sentences
    ]
    found = {
        one.name: " ".join(said for said, names in named if one.name in names)
        for one in fields(kind)
    }
    return {name: {"description": said.replace("``", "`")} for name, said in found.items() if said}
