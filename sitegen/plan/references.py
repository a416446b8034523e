"""References: the pictures, attachments and facts that a document shows, found by its types.

The walk visits only fields whose declared type can hold what is looked for, so a new node is
found without a line here, and a page of a hundred paragraphs costs next to nothing.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from sitegen.documents.base import Attachment, Picture
from sitegen.documents.registries import REGISTRIES, Fact

__all__ = ["facts", "placed", "references"]

Kinds = tuple[type, ...]

_SHOWN: Kinds = (Picture, Attachment)
_FACTS: Kinds = tuple(registry.kind for registry in REGISTRIES)


def references(value: object) -> Iterator[Picture | Attachment]:
    """Yield every picture and attachment inside ``value``, in reading order."""
    return (found for _, found in placed(value))


def placed(value: object) -> Iterator[tuple[str, Picture | Attachment]]:
    """Yield the same, each with its place in ``value`` as a JSON Pointer ("/body/0/picture")."""
    return _found(value, _SHOWN, "")


def facts(value: object) -> Iterator[Fact]:
    """Yield every value inside ``value`` of which registries are made."""
    return (found for _, found in _found(value, _FACTS, ""))


def _found(value: object, wanted: Kinds, at: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _found(item, wanted, f"{at}/{number}")
    elif is_dataclass(value) and not isinstance(value, type):
        if isinstance(value, wanted):
            yield at, value
        for name in _fields_that_lead_on(type(value), wanted):
            yield from _found(getattr(value, name), wanted, f"{at}/{name}")


@cache
def _fields_that_lead_on(kind: Any, wanted: Kinds) -> tuple[str, ...]:
    hints = get_type_hints(kind)
    return tuple(one.name for one in fields(kind) if _leads_on(hints[one.name], wanted, set()))


def _leads_on(hint: Any, wanted: Kinds, seen: set[Any]) -> bool:
    """Tell whether a value of this type can hold what we look for; ``seen`` stops recursion."""
    if hint in wanted:
        return True
    if is_dataclass(hint):
        if hint in seen:
            return False
        seen.add(hint)
        return any(_leads_on(inner, wanted, seen) for inner in get_type_hints(hint).values())
    return any(_leads_on(inner, wanted, seen) for inner in get_args(hint))
