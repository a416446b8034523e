"""A StreamField that keeps its block definitions out of migrations.

With definitions inside, every edit of a block writes a migration and renaming a block class
breaks old ones. What is stored does not depend on them: in a migration the field has no blocks and
gives the raw data, so that saving writes back what was there (docs/decisions/0008).
"""

import json
from functools import cached_property
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from wagtail.fields import StreamField as WagtailStreamField

__all__ = ["StreamField"]


class StreamField(WagtailStreamField):
    """Wagtail's StreamField; migrations know only that it is one.

    ``is_raw`` is True of the field of a historical model, whose values are plain lists of
    ``{"type": …, "value": …, "id": …}``.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        kwargs.pop("block_lookup", None)
        self.is_raw = isinstance(block_types, list | tuple) and not block_types
        super().__init__(block_types, **kwargs)

    @cached_property
    def json_field(self) -> models.JSONField:
        """The field that reads and writes the stored text; Wagtail makes one for every value."""
        return models.JSONField(encoder=DjangoJSONEncoder)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return the field without its blocks."""
        name, path, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs

    def to_python(self, value: Any) -> Any:
        """Return a stream of blocks; in a migration the raw data, untouched."""
        if not self.is_raw:
            return super().to_python(value)
        return json.loads(value or "[]") if isinstance(value, str) else value

    def get_default(self) -> Any:
        """Return an empty stream, or what the field declares."""
        return super().get_default() if not self.is_raw else self._raw_default()

    def _raw_default(self) -> Any:
        value = models.Field.get_default(self)
        return [] if value in (None, "") else value
