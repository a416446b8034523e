"""System checks of our blocks: an officer may use only what a collector understands."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from cms.blocks.body import BodyBlock
from cms.blocks.leaflet import LeafletBlock
from cms.collect.leaflet import PARTS, PLACES
from cms.collect.nodes import BLOCKS

__all__ = ["check_blocks"]


@register()
def check_blocks(**_kwargs: Any) -> list[CheckMessage]:
    """E002: every block becomes a node, and every part of a panel a part of the document."""
    missing = [
        (name, "cms/collect/nodes.py: BLOCKS")
        for name in BodyBlock().child_blocks
        if name not in BLOCKS
    ] + [
        (name, "cms/collect/leaflet.py: PARTS")
        for name in LeafletBlock().child_blocks
        if name not in PARTS and name not in PLACES
    ]
    return [
        Error(
            f"The block “{name}” has no collector: what officers write in it would be lost.",
            hint=f"Write one and name it in {place}.",
            id="cms.E002",
        )
        for name, place in missing
    ]
