"""Left out: what a document would have said, had its collector been allowed to take it in.

A page of the mirror is mended by the next release; paper is not, so it is asked before printing.
"""

from collections.abc import Iterable, Iterator

from sitegen.documents.kinds import Document
from sitegen.documents.leaflet import Leaflet, LeafletSteps
from sitegen.documents.nodes import EmbeddedGuide, Step
from sitegen.errors import Finding

__all__ = ["left_out"]


def left_out(document: Document, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the remarks on what is missing in ``document``, its own and of what it takes of others.

    What readers see all the same is not missing. Nor is what this very format does not print: the
    preflight reads that from the sheet.
    """
    taken = set(_taken(document))
    for one in findings:
        is_here = one.key == document.head.key or (one.key, one.anchor) in taken
        if is_here and not one.is_shown and not one.is_on_web:
            yield one


def _taken(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the page and the anchor of every part of another page that stands in ``document``."""
    panels = document.panels if isinstance(document, Leaflet) else ()
    for part in (part for panel in panels for part in panel.parts):
        if isinstance(part, LeafletSteps) and part.guide_key:
            yield from _anchors(part.guide_key, part.steps)
    for node in getattr(document, "body", ()):
        if isinstance(node, EmbeddedGuide):
            for group in node.groups:
                yield from _anchors(node.guide_key, group.steps)


def _anchors(key: str, steps: Iterable[Step]) -> Iterator[tuple[str, str]]:
    """Yield the anchors of the steps, and of the group that they are of ("cach-1-buoc-2")."""
    for step in steps:
        yield key, step.anchor
        yield key, step.anchor.partition("-buoc-")[0]
