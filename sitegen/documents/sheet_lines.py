"""Lines of a sheet: every line of words that stands on a leaflet, and where it comes from.

The walk follows the declared types, so the words of a new part are found without a line here.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args

from sitegen.documents.editions import SheetLine
from sitegen.documents.inline import FactValue, Inline, LineBreak
from sitegen.documents.leaflet import Imprint, Leaflet, Panel

__all__ = ["sheet_lines"]

_INLINE = get_args(Inline)
_KEYS = ("guide_key", "page_key", "fact_key", "account_key", "remark_key")
_SILENT = frozenset(
    {
        *_KEYS,
        *("alt", "anchor", "digest", "fact_keys", "form", "id", "kind", "logic", "phone_link"),
        *("path", "shape", "target", "tone"),
    }
)
"""Fields that hold no words that a reader sees on paper."""


def sheet_lines(leaflet: Leaflet) -> tuple[SheetLine, ...]:
    """Return all lines in the order in which one reads the folded sheet.

    The imprint is left out: it speaks of the run and not of the matter.
    """
    return tuple(line for panel in leaflet.panels for line in _of_panel(panel))


def _of_panel(panel: Panel) -> Iterator[SheetLine]:
    for part in panel.parts:
        if isinstance(part, Imprint):
            continue
        place = panel.name or getattr(part, "title", "")
        for says, keys in _said(part, ()):
            yield SheetLine(place=place, says=says, keys=tuple(dict.fromkeys(keys)))


def _said(value: object, keys: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each line below ``value`` with the keys of all that it stands in."""
    if isinstance(value, str):
        if words := " ".join(value.split()):
            yield words, keys
    elif isinstance(value, tuple):
        if value and isinstance(value[0], _INLINE):
            yield from _said("".join(map(_plain, value)), (*keys, *_inner_keys(value)))
        else:
            for item in value:
                yield from _said(item, keys)
    elif is_dataclass(value):
        own = (*keys, *_own_keys(value))
        kind: Any = type(value)
        for name in _spoken(kind):
            yield from _said(getattr(value, name), own)


def _plain(node: Any) -> str:
    if isinstance(node, LineBreak):
        return " "
    if isinstance(node, FactValue):
        return node.value + node.remark
    children = getattr(node, "children", None)
    return node.value if children is None else "".join(map(_plain, children))


def _inner_keys(nodes: tuple[Any, ...]) -> Iterator[str]:
    for node in nodes:
        yield from _own_keys(node)
        yield from _inner_keys(getattr(node, "children", ()))


def _own_keys(value: Any) -> Iterator[str]:
    yield from filter(None, (getattr(value, name, "") for name in _KEYS))
    yield from getattr(value, "fact_keys", ())


@cache
def _spoken(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in _SILENT)
