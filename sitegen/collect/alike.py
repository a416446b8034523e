"""Alike: one object for a value that stands in many documents, for a worker that holds them all.

Names of buttons, labels, words of warning and sentences about the portals come again on page
after page; read from the database, each would be an object of its own.
"""

from functools import lru_cache

from sitegen.documents.inline import ButtonName, Text

__all__ = ["button_name", "text", "wording"]

_REMEMBERED = 16_384


@lru_cache(maxsize=_REMEMBERED)
def text(value: str) -> Text:
    """Return plain words as an inline node."""
    return Text(value=value)


@lru_cache(maxsize=_REMEMBERED)
def button_name(value: str) -> ButtonName:
    """Return the name of a button as an inline node."""
    return ButtonName(value=value)


@lru_cache(maxsize=_REMEMBERED)
def wording(value: str) -> str:
    """Return the first string that was equal to ``value``."""
    return value
