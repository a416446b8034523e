"""Lists of short lines: one click a line, and a line left empty is no fault."""

from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from wagtail import blocks
from wagtail.blocks.list_block import ListValue
from wagtail_localize.segments import StringSegmentValue

__all__ = ["LinesBlock"]


class LinesBlock(blocks.ListBlock):
    """A list of short texts; lines that nobody filled in are gone when the form is sent.

    Translators get every line, however deep the list stands: wagtail-localize passes over lists
    inside a struct inside a struct.
    """

    def to_python(self, value: Any) -> ListValue:
        """Return the lines; one that was stored without a number gets the same each time."""
        return _numbered(super().to_python(value))

    def bulk_to_python(self, values: Any) -> list[ListValue]:
        """Return many lists like one."""
        return [_numbered(lines) for lines in super().bulk_to_python(values)]

    def get_translatable_segments(self, value: ListValue) -> list[StringSegmentValue]:
        """Return the lines, each by its own number."""
        return [StringSegmentValue(one.id, one.value or "") for one in value.bound_blocks]

    def restore_translated_segments(
        self, value: ListValue, segments: Iterable[StringSegmentValue]
    ) -> ListValue:
        """Return the lines with what is translated in its place."""
        said = {one.path: one.render_text() for one in segments}
        for one in value.bound_blocks:
            one.value = said.get(one.id, one.value)
        return value

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> ListValue:
        """Return the lines that say something, in their order."""
        sent = super().value_from_datadict(data, files, prefix)
        written = [one for one in sent.bound_blocks if str(one.value or "").strip()]
        return ListValue(self, bound_blocks=written)


def _numbered(lines: ListValue) -> ListValue:
    for place, one in enumerate(lines.bound_blocks):
        if one.original_id is None:
            one.id = str(uuid5(NAMESPACE_OID, f"{place} {one.value}"))
    return lines
