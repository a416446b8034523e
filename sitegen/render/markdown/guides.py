"""Guides and leaflets as markdown."""

from sitegen.documents.kinds import Guide
from sitegen.documents.leaflet import Imprint, Leaflet
from sitegen.render.markdown.blocks import bullets, facts
from sitegen.render.markdown.escaping import one_line, words
from sitegen.render.markdown.nodes import nodes
from sitegen.render.markdown.parts import part, pdf
from sitegen.render.markdown.sheet import Sheet

__all__ = ["guide", "leaflet"]


def guide(document: Guide, sheet: Sheet) -> list[str]:
    """Return for whom it is, what to prepare, the ways through, and whom to call."""
    known = facts(
        (
            (sheet.w.for_whom, words(document.audience)),
            (sheet.w.duration, words(document.duration)),
        )
    )
    parts = [known, *part(sheet.w.prepare, bullets(map(one_line, document.prepare)))]
    if len(document.groups) > 1:
        parts.append(one_line(sheet.w.ways.format(count=len(document.groups))))
    if not document.groups:
        parts.append(sheet.w.guide_empty)
    level = 1
    for group in document.groups:
        if group.part:
            level = 2
            parts.append(f"## {one_line(group.part)}")
        sheet.under(level)
        parts.append(nodes((group,), sheet))
    sheet.under(1)
    parts.append(nodes(document.body, sheet))
    return [*parts, *part(sheet.w.whom_to_call, sheet.cards(document.contacts))]


def leaflet(document: Leaflet, sheet: Sheet) -> list[str]:
    """Return the words of the sheet, panel by panel in reading order."""
    parts = [one_line(document.edition), pdf(sheet, sheet.w.leaflet_pdf)]
    parts.append(f"## {sheet.w.sheet_text}")
    for panel in document.panels:
        sheet.under(3)
        parts += [f"### {one_line(panel.name)}"] if panel.name else []
        parts.append(nodes(panel.parts, sheet))
    parts += part(sheet.w.whom_to_call, sheet.cards(document.contacts))
    if not any(isinstance(part, Imprint) for panel in document.panels for part in panel.parts):
        sheet.under(1)
        parts.append(nodes((document.imprint,), sheet))
    return parts
