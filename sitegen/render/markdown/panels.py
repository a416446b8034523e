"""Parts of a leaflet's panels as markdown."""

from collections.abc import Iterable
from typing import assert_never

from sitegen.documents.leaflet import (
    Cover,
    Imprint,
    LeafletKinds,
    LeafletStatistics,
    LeafletSteps,
    PortalLine,
)
from sitegen.render import formats
from sitegen.render.markdown.blocks import blocks, bullets, cell, table
from sitegen.render.markdown.escaping import one_line, words
from sitegen.render.markdown.sheet import Sheet
from sitegen.render.markdown.steps import changed_words, on_one_line, portal, steps

__all__ = ["outlined", "panel_part"]

OnlyOnPanels = Cover | LeafletSteps | LeafletKinds | LeafletStatistics | PortalLine | Imprint


def panel_part(node: OnlyOnPanels, sheet: Sheet) -> str:
    """Return a part that stands on panels only."""
    match node:
        case Cover():
            said = (node.subtitle, *node.agencies, node.foot)
            parts = [f"**{words(node.statement).strip()}**", *map(one_line, said)]
        case LeafletSteps():
            last = on_one_line(node.closing, sheet)
            parts = [sheet.title(node.title), steps(node.steps, sheet), last]
        case LeafletKinds():
            parts = [sheet.title(node.title), outlined(node.kinds)]
        case LeafletStatistics():
            parts = [sheet.title(node.title), one_line(node.period), _figures(node, sheet)]
        case PortalLine():
            features = bullets(map(one_line, node.features))
            name, link = one_line(node.portal.name), portal(node.portal, sheet)
            closed = node.portal.closed
            name = name if node.portal.address or not closed else ""  # nothing took its place
            was = (
                f"{one_line(closed.name)} {changed_words(closed.closed_on, sheet)}"
                if closed
                else ""
            )
            parts = [sheet.title(node.title), name, was, link, features]
        case Imprint():
            parts = _imprint(node, sheet)
        case _:
            assert_never(node)
    return blocks(parts)


def outlined(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    """Return names, each with its sentences."""
    return bullets(
        blocks((f"**{words(name).strip()}**", *map(one_line, said))) for name, said in pairs
    )


def _figures(node: LeafletStatistics, sheet: Sheet) -> str:
    rows = [
        [cell(unit), *(cell(sheet.number(value) or sheet.w.unknown) for value in values)]
        for unit, values in node.rows
    ]
    head = [sheet.w.unit, *map(cell, node.labels)]
    return table(head, rows, right=range(1, len(head)))


def _imprint(node: Imprint, sheet: Sheet) -> list[str]:
    w = sheet.w
    run = ""
    if node.tells_run:
        count = sheet.number(node.print_run)
        run = w.print_run.format(count=count, size=node.printed_size, printer=node.printer)
    licence = w.licence_draft
    if node.licence_number and node.licence_date:
        day = formats.long_day(node.licence_date, sheet.language)
        licence = w.licence.format(number=node.licence_number, date=day, issuer=node.licence_issuer)
    deposit = w.deposit.format(month=node.deposit_month) if node.deposit_month else ""
    return [sheet.title(w.imprint), *map(one_line, (run, licence, deposit))]
