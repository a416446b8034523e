"""Said once: what has ended is remarked where a page first shows it, and not again below."""

from dataclasses import replace
from functools import partial

from sitegen.collect.each_inline import Turn
from sitegen.documents.inline import FactValue, Inline

__all__ = ["FACT_LINK", "once"]

FACT_LINK = 'linktype="fact"'
"""Stands in every text that shows a value of a registry, and in nearly no other."""


def once(said: set[str]) -> Turn:
    """Return what leaves the remarks out that are in ``said``; new ones are added to it."""
    return partial(_once, said)


def _once(said: set[str], node: Inline) -> Inline:
    if not isinstance(node, FactValue) or not node.remark:
        return node
    remark = f"{node.fact_key}{node.remark}"
    if remark in said:
        return replace(node, remark="", remark_key="", now="", now_address="")
    said.add(remark)
    return node
