"""Figures of a statistics page, with what does not add up said in words."""

from typing import Any

from cms.blocks.statistics import figures
from cms.collect.facts import agency_name, agency_of
from cms.collect.nodes import collect_body
from cms.models import StatisticsPage
from sitegen.collect.collecting import PageCollecting, lines
from sitegen.collect.stored import unwrapped_all
from sitegen.documents import kinds

__all__ = ["collect_statistics"]


def collect_statistics(page: StatisticsPage, asking: PageCollecting) -> kinds.Statistics:
    """Thống kê."""
    groups = tuple(_group(value) for value in unwrapped_all(page.column_groups.get_prep_value()))
    return kinds.Statistics(
        lead=page.lead,
        period_from=page.period_from,
        period_until=page.period_until,
        highlight_value=page.highlight_value,
        highlight_label=page.highlight_label,
        column_groups=groups,
        rows=tuple(_row(value) for value in unwrapped_all(page.rows.get_prep_value())),
        chart_column=page.chart_column - 1,
        chart_title=page.chart_title,
        remarks=lines(page.remarks),
        source=page.source,
        body=collect_body(page.body, asking),
        head=asking.head(
            agency=agency_name(asking, agency_of(asking)), published=page.period_until
        ),
    )


def _group(value: dict[str, Any]) -> kinds.StatisticsColumnGroup:
    return kinds.StatisticsColumnGroup(
        label=value.get("label") or "",
        columns=tuple(
            kinds.StatisticsColumn(label=column["label"], unit=column["unit"])
            for column in unwrapped_all(value["columns"])
        ),
    )


def _row(value: dict[str, Any]) -> kinds.StatisticsRow:
    return kinds.StatisticsRow(unit=value["unit"], values=figures(value["figures"]))
