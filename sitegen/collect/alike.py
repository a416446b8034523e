"""Alike: one object for a value that stands in many documents, for a worker that holds them all.

Names of buttons, labels, words of warning, sentences about the portals and cards of offices come
again on page after page; read from the database, each would be an object of its own: at 10,000
pages the worker would need 75 MB more, and with them more than 450.
"""

from collections.abc import Hashable
from functools import lru_cache
from typing import TypeVar, cast

from sitegen.documents.inline import Text
from sitegen.documents.nodes import Paragraph

__all__ = ["alike", "line", "paragraph", "text", "wording"]

_REMEMBERED = 16_384
_REMEMBERED_FEW = 4096

_Value = TypeVar("_Value", bound=Hashable)


@lru_cache(maxsize=_REMEMBERED)
def text(value: str) -> Text:
    """Return plain words as an inline node."""
    return Text(value=value)


@lru_cache(maxsize=_REMEMBERED_FEW)
def line(value: str) -> tuple[Text, ...]:
    """Return plain words as a line of their own."""
    return (text(value),)


@lru_cache(maxsize=_REMEMBERED_FEW)
def paragraph(value: str) -> Paragraph:
    """Return plain words as a paragraph."""
    return Paragraph(children=line(value))


@lru_cache(maxsize=_REMEMBERED_FEW)
def wording(value: str) -> str:
    """Return the first string that was equal to ``value``."""
    return value


def alike(value: _Value) -> _Value:
    """Return the first of equal values of one type: a card, the name of an office, a day."""
    return cast("_Value", _first(value))


@lru_cache(maxsize=_REMEMBERED_FEW, typed=True)
def _first(value: Hashable) -> Hashable:
    return value
