"""Said once: what has ended is remarked where a page first shows it, and not again below."""

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

__all__ = ["FACT_LINK", "blocks_once", "inline_once"]

FACT_LINK = 'linktype="fact"'
"""Stands in every text that shows a value of a registry, and in nearly no other."""


def blocks_once(blocks: Blocks, said: set[str]) -> Blocks:
    """Return ``blocks`` without the remarks that are in ``said``; new ones are added to it."""
    return tuple(
        replace(block, children=inline_once(block.children, said))
        if isinstance(block, Paragraph)
        else replace(block, items=tuple(inline_once(item, said) for item in block.items))
        for block in blocks
    )


def inline_once(children: tuple[Inline, ...], said: set[str]) -> tuple[Inline, ...]:
    """Return one line in the same way."""
    return tuple(_once(child, said) for child in children)


def _once(node: Inline, said: set[str]) -> Inline:
    if isinstance(node, Strong | Emphasis | Subscript | Superscript | Link):
        return replace(node, children=inline_once(node.children, said))
    if not isinstance(node, FactValue) or not node.remark:
        return node
    remark = f"{node.fact_key}{node.remark}"
    if remark in said:
        return replace(node, remark="", remark_key="", now="", now_address="")
    said.add(remark)
    return node
