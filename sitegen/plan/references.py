"""References: the pictures and attachments that a document shows, found by its types.

The walk visits only fields whose declared type can hold a picture or an attachment, so a new
node is found without a line here, and a page of a hundred paragraphs costs next to nothing.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from sitegen.documents.base import Attachment, Picture

__all__ = ["references"]

_WANTED = (Picture, Attachment)


def references(value: object) -> Iterator[Picture | Attachment]:
    """Yield every picture and attachment inside ``value``, in reading order."""
    if isinstance(value, _WANTED):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from references(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for name in _fields_that_lead_on(type(value)):
            yield from references(getattr(value, name))


@cache
def _fields_that_lead_on(kind: Any) -> tuple[str, ...]:
    hints = get_type_hints(kind)
    return tuple(field.name for field in fields(kind) if _leads_on(hints[field.name], set()))


def _leads_on(hint: Any, seen: set[Any]) -> bool:
    """Tell whether a value of this type can hold what we look for; ``seen`` stops recursion."""
    if hint in _WANTED:
        return True
    if is_dataclass(hint):
        if hint in seen:
            return False
        seen.add(hint)
        return any(_leads_on(inner, seen) for inner in get_type_hints(hint).values())
    return any(_leads_on(inner, seen) for inner in get_args(hint))
