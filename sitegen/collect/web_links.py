"""Links into the web: what stands in the place of one that nobody should follow any more."""

from collections.abc import Callable
from dataclasses import replace

from sitegen.collect.runs import Blocks
from sitegen.documents.inline import (
    Emphasis,
    FactValue,
    Inline,
    Link,
    Strong,
    Subscript,
    Superscript,
)
from sitegen.documents.nodes import Paragraph

__all__ = ["Instead", "blocks_instead", "inline_instead"]

Instead = Callable[[Link], FactValue | None]


def blocks_instead(blocks: Blocks, instead: Instead) -> Blocks:
    """Return ``blocks`` with what ``instead`` gives for their links; None leaves a link as it is."""
    return tuple(
        replace(block, children=inline_instead(block.children, instead))
        if isinstance(block, Paragraph)
        else replace(block, items=tuple(inline_instead(item, instead) for item in block.items))
        for block in blocks
    )


def inline_instead(children: tuple[Inline, ...], instead: Instead) -> tuple[Inline, ...]:
    """Return one line in the same way."""
    return tuple(_one(child, instead) for child in children)


def _one(node: Inline, instead: Instead) -> Inline:
    if isinstance(node, Strong | Emphasis | Subscript | Superscript):
        return replace(node, children=inline_instead(node.children, instead))
    if isinstance(node, Link) and node.target == "web":
        return instead(node) or node
    return node
