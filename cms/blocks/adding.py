"""What every ⊕ adds, in words: Wagtail draws bare plus signs, and two or three of them on end.

The words are made of the labels that blocks have already; ``static/cms/adding.js`` writes them
into the buttons.
"""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.blocks.list_block import ListBlockAdapter
from wagtail.blocks.stream_block import StreamBlockAdapter

__all__ = ["NamedListAdapter", "NamedStreamAdapter", "adds"]

FEW = 2
"""Kinds of blocks that are still named one by one on the button that offers them."""


def adds(block: blocks.ListBlock | blocks.BaseStreamBlock) -> str:
    """Return what is written beside the ⊕ of a list or a stream.

    A list adds one thing: "Thêm bước". A stream of many kinds asks which one only after the click.
    """
    if isinstance(block, blocks.ListBlock):
        return _one(str(block.child_block.label or block.label))
    names = [str(child.label) for child in block.child_blocks.values()]
    if len(names) == 1:
        return _one(*names)
    if len(names) <= FEW:
        first, last = map(_lowered, names)
        return _("Thêm %(first)s hoặc %(last)s") % {"first": first, "last": last}
    return _("Thêm vào “%(name)s”") % {"name": block.label} if block.label else _("Thêm nội dung")


def _one(name: str) -> str:
    return _("Thêm %(name)s") % {"name": _lowered(name).removeprefix("các ")}


def _lowered(name: str) -> str:
    """Return a label as it stands within a sentence; "VNeID" and "QR" stay."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


class _Named:
    """Tells the browser's half of a list or a stream what it adds."""

    def js_args(self, block: Any) -> list[Any]:
        """Put the words with what Wagtail tells."""
        *args, meta = super().js_args(block)  # type: ignore[misc]  # of the adapter beside it
        return [*args, {**meta, "adds": adds(block)}]

    @cached_property
    def media(self) -> forms.Media:
        """Wagtail's own script, then ours."""
        media: forms.Media = super().media + forms.Media(js=["cms/adding.js"])  # type: ignore[misc]
        return media


class NamedListAdapter(_Named, ListBlockAdapter):
    """A list whose ⊕ says what it adds."""

    js_constructor = "loa.ListBlock"


class NamedStreamAdapter(_Named, StreamBlockAdapter):
    """A stream whose ⊕ says what it adds."""

    js_constructor = "loa.StreamBlock"


register(NamedListAdapter(), blocks.ListBlock)
register(NamedStreamAdapter(), blocks.StreamBlock)
