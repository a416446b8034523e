"""One walk through running text: each piece may be taken for another."""

from collections.abc import Callable
from dataclasses import replace

from sitegen.collect.runs import Blocks
from sitegen.documents.inline import Emphasis, Inline, Link, Strong, Subscript, Superscript
from sitegen.documents.nodes import Paragraph

__all__ = ["Turn", "turned", "turned_blocks"]

Turn = Callable[[Inline], Inline]
"""Gives what stands in the place of a piece: itself, as a rule; what is inside is asked after it."""


def turned_blocks(blocks: Blocks, turn: Turn) -> Blocks:
    """Return paragraphs and lists with what ``turn`` gives for their pieces."""
    return tuple(
        replace(block, children=turned(block.children, turn))
        if isinstance(block, Paragraph)
        else replace(block, items=tuple(turned(item, turn) for item in block.items))
        for block in blocks
    )


def turned(children: tuple[Inline, ...], turn: Turn) -> tuple[Inline, ...]:
    """Return one line in the same way."""
    return tuple(_one(child, turn) for child in children)


def _one(node: Inline, turn: Turn) -> Inline:
    made = turn(node)
    if isinstance(made, Strong | Emphasis | Subscript | Superscript | Link):
        return replace(made, children=turned(made.children, turn))
    return made
