"""Mending: words put in the place of those at fault, where a rule says that this is safe.

Only the stored text of the place is touched, and only where the words stand in it as they are read;
in running text a mark or a link may part them, and then nothing is done.
"""

import re
from html import escape
from typing import Any

from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.proofreading.pages import Noticed
from cms.usage.walk import GIVEN
from sitegen.proofreading.texts import Found

__all__ = ["mend"]


def mend(page: Page, noticed: Noticed) -> int:
    """Mend the draft ``page`` in memory, wherever the words stand; return at how many places."""
    return sum(_mend(page, found) for found in noticed.places)


def _mend(page: Page, found: Found) -> bool:
    if found.instead is None or GIVEN in found.words:
        return False
    name, *inside = found.place.split(".")
    field = page._meta.get_field(name)
    value = getattr(page, name)
    if isinstance(field, StreamField):
        stored = value.get_prep_value()
        if not _in_stream(field.stream_block, stored, inside, found):
            return False
        setattr(page, name, field.stream_block.to_python(stored))
        return True
    new = _mended(str(value), found, is_html=isinstance(field, RichTextField))
    if new is None:
        return False
    setattr(page, name, new)
    return True


def _in_stream(block: Any, value: list[Any], inside: list[str], found: Found) -> bool:
    wanted = (one for one in value or () if one["type"] == inside[0])
    child = block.child_blocks[inside[0]]
    return any(_in_holder(one, "value", child, inside[1:], found) for one in wanted)


def _in_holder(holder: Any, key: Any, block: Any, inside: list[str], found: Found) -> bool:
    """Mend what ``holder`` has under ``key``, a value of ``block``; tell whether it had the words."""
    value = holder[key]
    if isinstance(block, blocks.ListBlock):
        places = (_of_item(value, at) for at in range(len(value or ())))
        return any(_in_holder(*at, block.child_block, inside, found) for at in places)
    if isinstance(block, blocks.StreamBlock):
        return bool(inside) and _in_stream(block, value, inside, found)
    if isinstance(block, blocks.StructBlock):
        is_there = bool(inside) and inside[0] in (value or {})
        return is_there and _in_holder(
            value, inside[0], block.child_blocks[inside[0]], inside[1:], found
        )
    is_html = isinstance(block, blocks.RichTextBlock)
    new = _mended(value, found, is_html=is_html) if isinstance(value, str) else None
    if new is not None:
        holder[key] = new
    return new is not None


def _of_item(items: list[Any], at: int) -> tuple[Any, Any]:
    """Return where the value of an item of a list lies: lists were stored without their ids once."""
    item = items[at]
    is_wrapped = isinstance(item, dict) and "value" in item and "type" in item
    return (item, "value") if is_wrapped else (items, at)


def _mended(value: str, found: Found, *, is_html: bool) -> str | None:
    """Return ``value`` with the words replaced in the line that has them, None without it."""
    say = _as_html if is_html else str
    line, end = found.line, found.start + len(found.words)
    # The line may be parted by marks; as much around the words as stands beside them will do.
    for around in (len(line), 20, 8, 1):
        start, stop = max(0, found.start - around), min(len(line), end + around)
        old = say(line[start:stop])
        if value.count(old) == 1 or (around == len(line) and old in value):
            instead = f"{line[start : found.start]}{found.instead}{line[end:stop]}"
            return _tidied(value.replace(old, say(instead), 1))
    return None


def _as_html(words: str) -> str:
    return escape(words, quote=False)


def _tidied(value: str) -> str:
    """Return a text without the space that was left at the beginning of a paragraph."""
    return re.sub(r"(^|<p\b[^>]*>) +", r"\1", value)
