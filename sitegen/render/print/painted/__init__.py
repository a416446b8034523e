"""Painted: what a finished PDF really puts on paper, read back from its content streams."""

from sitegen.render.print.painted.items import Box, Ink, Item, Pen, Picture, Shape, Words
from sitegen.render.print.painted.sides import Side, read_sides, trimmed_origin

__all__ = [
    "Box",
    "Ink",
    "Item",
    "Pen",
    "Picture",
    "Shape",
    "Side",
    "Words",
    "read_sides",
    "trimmed_origin",
]
