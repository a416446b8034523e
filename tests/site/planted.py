"""A text of its own in every place of a page where an officer may write words.

Made from the declarations, of any page type and any block: what is added tomorrow is planted too.
"""

import itertools
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail_localize.fields import get_translatable_fields

from cms.blocks.table import CellsBlock

__all__ = ["Planter"]

_LETTERS = "bcdghklmnpqrstvx"
_NEVER = (
    blocks.RegexBlock,
    blocks.URLBlock,
    blocks.EmailBlock,
    blocks.StaticBlock,
    blocks.DateBlock,
)
"""Blocks whose values are the same in every language."""


@dataclass(slots=True)
class Planter:
    """Makes values; ``words`` are the canaries by the place where each stands.

    ``chosen`` are rows to choose, by model.
    """

    chosen: dict[type, int] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    numbers: int = 0

    def word(self, place: str) -> str:
        """Return a new canary: a capital, letters only, no part of another."""
        number = len(self.words)
        parts = (number // 4096 % 16, number // 256 % 16, number // 16 % 16, number % 16)
        made = "Chim" + "".join(_LETTERS[part] for part in parts) + "ay"
        while place in self.words:
            place += "'"
        self.words[place] = made
        return made

    def fields(self, model: type[models.Model]) -> dict[str, Any]:
        """Return a value for each field that translators are offered."""
        return {
            one.field_name: value
            for one in get_translatable_fields(model)
            if (value := self._field(one, model)) is not None
        }

    def _field(self, one: Any, model: Any) -> Any:
        found = one.get_field(model)
        if isinstance(found, StreamField) and one.is_translated(model):
            return self.value(found.stream_block, found.name)
        is_text = isinstance(found, models.CharField | models.TextField) and not found.choices
        is_offered = is_text and one.is_translated(model) and found.name != "draft_title"
        return self.word(found.name) if is_offered else None

    def value(self, block: Any, place: str) -> Any:  # noqa: C901, PLR0911  # a table by kind
        """Return what ``block`` stores, with a canary in each of its texts."""
        match block:
            case blocks.StreamBlock():
                return [
                    self._item(name, child, f"{place}.{name}") for name, child in _ordered(block)
                ]
            case blocks.StructBlock():
                return {
                    name: self.value(child, f"{place}.{name}")
                    for name, child in block.child_blocks.items()
                }
            case blocks.ListBlock():
                return [self._item("item", block.child_block, f"{place}[{at}]") for at in range(2)]
            case CellsBlock():
                return [[self.word(f"{place}.{at}") for at in range(2)] for _ in range(2)]
            case blocks.RichTextBlock():
                one, two, three = (self.word(f"{place}.{at}") for at in ("p", "b", "li"))
                return f"<p>{one} <b>{two}</b>.</p><ul><li>{three}</li></ul>"
            case blocks.BooleanBlock():
                return False
            case blocks.IntegerBlock():
                self.numbers += 1
                return max(
                    block.field.min_value or 1, self.numbers if place.endswith(".step") else 1
                )
            case blocks.ChoiceBlock():
                return next(itertools.chain(_choices(block)), "")
            case blocks.ChooserBlock():
                return self.chosen.get(block.target_model)
            case blocks.CharBlock() | blocks.TextBlock() if not _is_kept(block):
                return self.word(place)
            case _:
                return _plain(block)

    def _item(self, name: str, child: Any, place: str) -> dict[str, Any]:
        return {"type": name, "value": self.value(child, place), "id": str(uuid.uuid4())}


def _ordered(block: blocks.StreamBlock) -> list[tuple[str, Any]]:
    """Return the children; a leaflet begins by saying on which panel it is."""
    return sorted(block.child_blocks.items(), key=lambda named: named[0] != "turn")


def _choices(block: Any) -> Any:
    return (str(value) for value, _ in block.field.choices if value)


def _is_kept(block: Any) -> bool:
    return isinstance(block, _NEVER) or hasattr(block, "get_translatable_segments")


def _plain(block: Any) -> Any:
    name = type(block).__name__
    if name == "FiguresBlock":
        return "1; 2"
    if isinstance(block, blocks.RegexBlock):
        return next(one for one in ("x", "1", "") if not one or block.field.regex.search(one))
    if isinstance(block, blocks.DateBlock | blocks.StaticBlock):
        return None
    return ""
