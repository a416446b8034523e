"""A StreamField that keeps its block definitions out of migrations.

With definitions inside, every edit of a block writes a migration and renaming a block class
breaks old ones. What is stored does not depend on them; stored blocks are changed by data
migrations on raw data (docs/decisions/0008).
"""

from functools import cached_property
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from wagtail.fields import StreamField as WagtailStreamField

__all__ = ["StreamField"]


class StreamField(WagtailStreamField):
    """Wagtail's StreamField; migrations know only that it is one."""

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        kwargs.pop("block_lookup", None)
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
