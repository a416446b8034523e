"""Lists of short lines: one click a line, and a line left empty is no fault."""

from typing import Any

from wagtail import blocks
from wagtail.blocks.list_block import ListValue

__all__ = ["LinesBlock"]


class LinesBlock(blocks.ListBlock):
    """A list of short texts; lines that nobody filled in are gone when the form is sent."""

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> ListValue:
        """Return the lines that say something, in their order."""
        sent = super().value_from_datadict(data, files, prefix)
        written = [one for one in sent.bound_blocks if str(one.value or "").strip()]
        return ListValue(self, bound_blocks=written)
