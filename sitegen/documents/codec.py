"""Documents to JSON and back, and the digest by which two documents are compared.

Encoding is msgspec's (it reads dataclasses and keeps the order of their fields, so the same
document gives the same bytes); decoding is cattrs', which understands closed unions told
apart by their literal ``kind``. The choice is measured in docs/decisions/0003.
"""

import hashlib
from functools import cache
from typing import Any, get_args

import cattrs
import msgspec
from cattrs.preconf.msgspec import make_converter

from sitegen.documents.inline import Inline
from sitegen.documents.kinds import Document
from sitegen.documents.leaflet import PanelPart
from sitegen.documents.nodes import Node

__all__ = ["decode", "digest", "encode"]

_encoder = msgspec.json.Encoder()


def encode(value: Any) -> bytes:
    """Return the canonical JSON of a document or of any value made of dataclasses."""
    return _encoder.encode(value)


def digest(value: Any) -> str:
    """Return the sha256 of the canonical JSON, as 64 hexadecimal digits."""
    return hashlib.sha256(_encoder.encode(value)).hexdigest()


def decode(data: bytes) -> Document:
    """Return the document that ``encode`` wrote; raises cattrs errors for anything else."""
    document: Document = _converter().structure(msgspec.json.decode(data), Document)  # type: ignore[arg-type]  # a union is a type here
    return document


@cache
def _converter() -> cattrs.Converter:
    converter = make_converter()
    for union in (Inline, Node, PanelPart, Document):
        _tell_by_kind(converter, union)
    return converter


def _tell_by_kind(converter: cattrs.Converter, union: Any) -> None:
    members = {member.__dataclass_fields__["kind"].default: member for member in get_args(union)}

    def structure(value: dict[str, Any], _: Any) -> Any:
        return converter.structure(value, members[value["kind"]])

    converter.register_structure_hook_func(lambda kind: kind == union, structure)
