"""Explainers and statistics as markdown."""

from sitegen.documents.kinds import ServiceKindRegime, ServiceKinds, Statistics
from sitegen.render import charts, formats
from sitegen.render.markdown.blocks import blocks, bullets, cell, numbered, table
from sitegen.render.markdown.escaping import one_line, words
from sitegen.render.markdown.nodes import nodes
from sitegen.render.markdown.panels import outlined
from sitegen.render.markdown.parts import part, source
from sitegen.render.markdown.sheet import Sheet

__all__ = ["service_kinds", "statistics"]


def service_kinds(document: ServiceKinds, sheet: Sheet) -> list[str]:
    """Return the regimes in order of time, each with its kinds."""
    parts: list[str] = []
    for regime in document.regimes:
        parts += _regime(regime, sheet)
    sheet.under(1)
    if document.comparison:
        parts.append(nodes((document.comparison,), sheet))
    sheet.under(1)
    return [*parts, nodes(document.body, sheet)]


def _regime(regime: ServiceKindRegime, sheet: Sheet) -> list[str]:
    w = sheet.w
    basis = f"{w.legal_basis} {regime.legal_basis}" if regime.legal_basis else ""
    added = [
        blocks((f"**{cell(reach.name)}**", _added(reach.added, sheet)))
        for reach in charts.reaches(regime)
    ]
    features = [
        [cell(feature.label), *(sheet.yes(has=has) for has in feature.offered)]
        for feature in regime.features
    ]
    head = [w.feature, *(cell(kind.name) for kind in regime.kinds)]
    definitions = outlined(
        (kind.name, (*kind.definition, *_corresponding(kind.corresponds_to, sheet)))
        for kind in regime.kinds
    )
    compared = table(head, features) if added else ""
    return [
        f"## {one_line(regime.name)}",
        *map(one_line, (_validity(regime, sheet), basis, regime.note)),
        numbered(added),
        *part(w.compare_kinds, compared, level=3),
        *part(w.definitions, definitions, level=3),
    ]


def _added(labels: tuple[str, ...], sheet: Sheet) -> str:
    if not labels:
        return one_line(sheet.w.adds_nothing)
    return blocks((f"{sheet.w.adds}:", bullets(map(one_line, labels))))


def _corresponding(name: str, sheet: Sheet) -> tuple[str, ...]:
    return (f"{sheet.w.corresponds}: {name}",) if name else ()


def _validity(regime: ServiceKindRegime, sheet: Sheet) -> str:
    start = formats.day(regime.valid_from, sheet.language) if regime.valid_from else ""
    end = formats.day(regime.valid_until, sheet.language) if regime.valid_until else ""
    name = f"valid_{'between' if start and end else 'from' if start else 'until'}"
    said: str = getattr(sheet.w, name).format(start=start, end=end)
    return said if start or end else ""


def statistics(document: Statistics, sheet: Sheet) -> list[str]:
    """Return the one figure that matters, then the table."""
    period = sheet.w.period.format(
        start=formats.day(document.period_from, sheet.language),
        end=formats.day(document.period_until, sheet.language),
    )
    parts = [
        f"**{words(document.highlight_value).strip()}** {words(document.highlight_label)}",
        one_line(period),
        *_figures(document, sheet),
        *part(sheet.w.remarks, bullets(map(one_line, document.remarks))),
    ]
    sheet.under(1)
    return [*parts, nodes(document.body, sheet), source(document.source, sheet)]


def _figures(document: Statistics, sheet: Sheet) -> list[str]:
    named = [(group.label, column) for group in document.column_groups for column in group.columns]
    if not document.rows or not named:
        return []
    head = [sheet.w.unit, *(cell(f"{group} – {column.label}") for group, column in named)]
    rows = [
        [
            cell(row.unit),
            *(
                cell(sheet.number(value, column.unit) or sheet.w.unknown)
                for value, (_, column) in zip(row.values, named, strict=True)
            ),
        ]
        for row in document.rows
    ]
    title = document.chart_title or named[document.chart_column][1].label
    return part(title, table(head, rows, right=range(1, len(head))))
