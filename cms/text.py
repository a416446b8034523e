"""Vietnamese text as it is stored: composed (NFC), without invisible letters."""

import unicodedata
from typing import Any

from django.db import models
from wagtail.fields import RichTextField
from wagtail.fields import StreamField as WagtailStreamField

from sitegen.letters import clean_text

__all__ = ["clean_text", "compose", "compose_fields", "is_legible"]


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
