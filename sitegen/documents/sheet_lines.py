"""Lines of a sheet: every line of words that stands on a leaflet, and where it comes from.

The walk follows the declared types, so the words of a new part are found without a line here.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args

from sitegen.documents.base import Portal
from sitegen.documents.editions import SheetLine
from sitegen.documents.inline import FactValue, Inline, LineBreak
from sitegen.documents.leaflet import Imprint, Leaflet, LeafletSteps, Panel

__all__ = ["first_words", "sheet_lines", "unprinted"]

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

_Whose = tuple[str, str]
_Line = tuple[str, tuple[str, ...], _Whose]
_NOBODYS: _Whose = ("", "")


def sheet_lines(leaflet: Leaflet) -> tuple[SheetLine, ...]:
    """Return all lines in the order in which one reads the folded sheet.

    The imprint is left out: it speaks of the run and not of the matter.
    """
    silent = unprinted(leaflet)
    lines = (line for panel in leaflet.panels for line in _of_panel(panel))
    return tuple(line for line in lines if line.says not in silent)


def first_words(panel: Panel) -> str:
    """Return the words by which one knows a panel that has no name; "" when it has none."""
    return next((line.says for line in _of_panel(panel)), "")


def unprinted(leaflet: Leaflet) -> frozenset[str]:
    """Return what panels do not print: addresses of guides, which open from one sheet only."""
    if leaflet.format.layout != "panels":
        return frozenset()
    parts = (part for panel in leaflet.panels for part in panel.parts)
    return frozenset(part.address for part in parts if isinstance(part, LeafletSteps))


def _of_panel(panel: Panel) -> Iterator[SheetLine]:
    for part in panel.parts:
        if isinstance(part, Imprint):
            continue
        place = panel.name or getattr(part, "title", "")
        for says, keys, (of, what) in _said(part, (), _NOBODYS):
            unique = tuple(dict.fromkeys(keys))
            yield SheetLine(place=place, says=says, keys=unique, of=of, what=what)


def _said(value: object, keys: tuple[str, ...], whose: _Whose) -> Iterator[_Line]:
    """Yield each line below ``value`` with the keys of all that it stands in, and whose it is."""
    if isinstance(value, str):
        if words := " ".join(value.split()):
            yield words, keys, whose
    elif isinstance(value, tuple):
        if value and isinstance(value[0], _INLINE):
            yield from _said("".join(map(_plain, value)), (*keys, *_inner_keys(value)), whose)
        else:
            for item in value:
                yield from _said(item, keys, whose)
    elif isinstance(value, Portal) and value.closed:  # paper names what it was written for
        yield from _said(value.closed, keys, whose)
    elif is_dataclass(value):
        own = (*keys, *_own_keys(value))
        kind: Any = type(value)
        for name in _spoken(kind):
            yield from _said(getattr(value, name), own, _whose(value, name, whose))


def _whose(value: Any, name: str, whose: _Whose) -> _Whose:
    """Return whose a field is: of a fact with a name of its own, or of what it stands in."""
    if not (hasattr(value, "fact_key") and hasattr(value, "name")):
        return whose
    return _NOBODYS if name == "name" else (value.name, name)


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
