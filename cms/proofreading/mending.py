"""Mending: words put in the place of those at fault, where a rule says that this is safe.

Found again is the very place that was shown: the same line of the same field, at the same letter.
What is not text of that line (where a link leads, a value of a registry, the name of a button) is
never touched, and neither is a quotation.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from html import escape
from typing import Any

from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.blocks.table import CellsBlock
from cms.blocks.text import QuotationBlock
from cms.proofreading.pages import Noticed
from cms.usage.walk import GIVEN, Letter, typed_letters
from sitegen.collect.stored import is_item
from sitegen.proofreading.texts import Found

__all__ = ["Mend", "mend_of"]


@dataclass(slots=True)
class Mend:
    """What a mend would do: ``values`` are those of the fields then, at ``done`` places.

    ``left`` are the places that it leaves as they are, each with the reason in the officer's words.
    """

    values: dict[str, Any] = field(default_factory=dict)
    done: list[Found] = field(default_factory=list)
    left: list[tuple[Found, str]] = field(default_factory=list)

    def apply(self, page: Page) -> None:
        """Mend ``page`` in memory."""
        for name, value in self.values.items():
            setattr(page, name, value)


def mend_of(page: Page, noticed: Noticed) -> Mend:
    """Return what can be mended in ``page`` of what was noticed, and what not; nothing is changed."""
    mend = Mend()
    wanted: dict[str, _Wanted] = defaultdict(lambda: defaultdict(set))
    for found in noticed.places:
        if found.instead is not None:
            wanted[found.place][found.line].add(found)
    for place, lines in wanted.items():
        _mend_at(page, place, lines, mend)
    seen = Counter(mend.done) + Counter(found for found, _why in mend.left)
    unseen = (Counter(one for one in noticed.places if one.instead is not None) - seen).elements()
    mend.left += ((found, _("chữ nằm trong địa chỉ của liên kết")) for found in unseen)
    return mend


_Wanted = dict[str, set[Found]]


def _mend_at(page: Page, place: str, lines: _Wanted, mend: Mend) -> None:
    name, *inside = place.split(".")
    one = page._meta.get_field(name)
    value = mend.values.get(name, getattr(page, name))
    before = len(mend.done)
    if isinstance(one, StreamField):
        stored = deepcopy(value.get_prep_value())
        for holder, key, block in _leaves(one.stream_block, {"": stored}, "", inside):
            if isinstance(block, QuotationBlock):
                mend.left += _quoted(holder[key], lines)
                continue
            is_html = isinstance(block, blocks.RichTextBlock)
            holder[key] = _mended(holder[key], lines, mend, is_html=is_html)
        value = one.stream_block.to_python(stored)
    else:
        value = _mended(str(value), lines, mend, is_html=isinstance(one, RichTextField))
    if len(mend.done) > before:
        mend.values[name] = value


def _leaves(block: Any, holder: Any, key: Any, inside: list[str]) -> Iterator[tuple[Any, Any, Any]]:
    """Yield where the texts at the path ``inside`` lie below ``holder[key]``, each with its block.

    That of a text within a quotation is the quotation.
    """
    value = holder[key]
    if isinstance(block, blocks.ListBlock):
        for at in range(len(value or ())):
            yield from _leaves(block.child_block, *_of_item(value, at), inside)
    elif isinstance(block, blocks.StreamBlock):
        for one in value or ():
            if inside and one["type"] == inside[0]:
                yield from _leaves(block.child_blocks[inside[0]], one, "value", inside[1:])
    elif isinstance(block, blocks.StructBlock):
        if inside and inside[0] in (value or {}):
            own = block.child_blocks[inside[0]]
            for leaf in _leaves(own, value, inside[0], inside[1:]):
                yield (*leaf[:2], block if isinstance(block, QuotationBlock) else leaf[2])
    else:
        yield from _texts(block, holder, key)


def _texts(block: Any, holder: Any, key: Any) -> Iterator[tuple[Any, Any, Any]]:
    value = holder[key]
    if isinstance(value, str):
        yield holder, key, block
    elif isinstance(block, CellsBlock):
        yield from ((row, at, block) for row in value or () for at in range(len(row)))


def _quoted(value: str, lines: _Wanted) -> Iterator[tuple[Found, str]]:
    for letters in typed_letters(value, is_html=False):
        for found in lines.get("".join(one.letter for one in letters), ()):
            yield found, _("lời trích giữ nguyên văn")


def _of_item(items: list[Any], at: int) -> tuple[Any, Any]:
    """Return where the value of an item of a list lies: lists were stored without their ids once."""
    item = items[at]
    return (item, "value") if is_item(item) else (items, at)


def _mended(value: str, lines: _Wanted, mend: Mend, *, is_html: bool) -> str:
    """Return ``value`` with what is wanted put into its lines, and note what was done and left."""
    edits: list[tuple[int, int, str]] = []
    for letters in typed_letters(value, is_html=is_html):
        for found in lines.get("".join(one.letter for one in letters), ()):
            span, why = _span(letters, found)
            if any(span[0] < end and start < span[1] for start, end, _instead in edits):
                why = _("chữ đã sửa ở chỗ bên cạnh")
            if why:
                mend.left.append((found, why))
            else:
                instead = found.instead or ""
                edits.append((*span, escape(instead, quote=False) if is_html else instead))
                mend.done.append(found)
    for start, end, instead in sorted(edits, reverse=True):
        value = f"{value[:start]}{instead}{value[end:]}"
    return value


def _span(letters: list[Letter], found: Found) -> tuple[tuple[int, int], str]:
    """Return from where to where the words are stored, or why they must be left."""
    start, end = found.start, found.start + len(found.words)
    if not found.instead and (not start or letters[start - 1].letter == " "):
        end += letters[end : end + 1] != [] and letters[end].letter == " "  # no blank is left over
    words = letters[start:end]
    if GIVEN in found.words:
        return (0, 0), _("có giá trị lấy từ sổ ở giữa")
    if len({one.run for one in words}) > 1:
        return (0, 0), _("có chữ đậm, chữ nghiêng hay liên kết ở giữa")
    return (words[0].start, words[-1].end), ""
