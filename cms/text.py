"""Vietnamese text as it is stored: composed (NFC), without invisible letters."""

import re
import unicodedata
from typing import Any

from django.db import models
from wagtail.fields import RichTextField
from wagtail.fields import StreamField as WagtailStreamField

__all__ = ["clean_text", "compose", "compose_fields", "is_legible"]

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffc\ufffe\uffff]"
)
_MANY_MARKS = re.compile("([\u0300-\u036f]{8})[\u0300-\u036f]+")
"""No letter of any language carries more; putting thousands in order is quadratic."""

_LETTERS = str.maketrans(
    {"\u00d0": "Đ", "\u00f0": "đ"}
    | dict.fromkeys(("\uf0b7", "\uf0a7", "\uf0a8", "\uf076", "\uf0d8", "\uf0fc", "\uf02d"), "-")
)
"""Eth, which old programs write for Đ; bullets of Symbol and Wingdings, which only Word can draw."""

_ODD = re.compile("[\u00d0\u00f0\uf02d-\uf0fc]")


def clean_text(text: str) -> str:
    """Return ``text`` composed (NFC), without letters that nobody sees.

    Eth becomes Đ and a bullet of Word's own fonts a hyphen: no other font has them.
    """
    text = _MANY_MARKS.sub(r"\1", text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    if _ODD.search(text):
        text = text.translate(_LETTERS)
    return _INVISIBLE.sub("", text)


def is_legible(text: str) -> bool:
    """Tell whether ``text`` has a letter or a number in it that somebody sees.

    >>> [is_legible(one) for one in ("An", "\u200b \u3164", "...")]
    [True, False, False]
    """
    return any(one.isalnum() and "FILLER" not in unicodedata.name(one, "") for one in text)


def compose(value: Any) -> Any:
    """Return ``value`` with every text in it cleaned; lists and dicts are walked through."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [compose(item) for item in value]
    if isinstance(value, dict):
        return {key: compose(item) for key, item in value.items()}
    return value


def compose_fields(record: models.Model) -> None:
    """Clean every text of ``record`` in place, inside StreamFields too."""
    for field in record._meta.concrete_fields:
        if isinstance(field, WagtailStreamField):
            _compose_stream(record, field)
        elif isinstance(field, models.CharField | models.TextField | RichTextField):
            value = getattr(record, field.attname)
            if isinstance(value, str):
                setattr(record, field.attname, clean_text(value))


def _compose_stream(record: models.Model, field: WagtailStreamField) -> None:
    raw = getattr(record, field.attname).get_prep_value()
    composed = compose(raw)
    if composed != raw:
        setattr(record, field.attname, field.stream_block.to_python(composed))
