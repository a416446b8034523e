"""What a leaflet asks of another page and does not get is told, never dropped in silence."""

import pytest

from sitegen.collect.leaflet_parts import fill_leaflet
from sitegen.documents.kinds import Document
from sitegen.documents.leaflet import LeafletStatistics, LeafletSteps, PanelPart
from sitegen.errors import Finding
from tests.builder_leaflet import a_leaflet
from tests.builders import a_guide, every_document


def _told(part: PanelPart, source: Document) -> tuple[list[str], PanelPart | None]:
    """Return the findings, and the part as it is printed, None when it is left out."""
    panel = a_leaflet().panels[0]
    leaflet = a_leaflet(panels=(type(panel)(name=panel.name, at=panel.at, parts=(part,)),))
    findings: list[Finding] = []
    filled = fill_leaflet(leaflet, {source.head.key: source}, None, findings).panels[0].parts
    own = [one.message for one in findings if one.code == "leaflet-part-missing"]
    return own, filled[0] if filled else None


@pytest.mark.parametrize(
    ("first", "last", "printed", "is_told"),
    [(1, 5, 5, False), (2, 99, 4, False), (4, 9, 2, True), (5, 2, 0, True), (50, 60, 0, True)],
)
def test_steps_that_the_guide_does_not_have(
    first: int, last: int, printed: int, is_told: bool
) -> None:
    guide = a_guide(5)
    told, part = _told(
        LeafletSteps(title="", guide_key=guide.head.key, first=first, last=last), guide
    )
    assert isinstance(part, LeafletSteps)
    assert len(part.steps) == printed
    assert bool(told) is is_told


@pytest.mark.parametrize(
    ("columns", "kept"), [((0,), (0,)), ((0, 400), (0,)), ((-1, 0), (0,)), ((400,), None)]
)
def test_columns_that_the_table_does_not_have(
    columns: tuple[int, ...], kept: tuple[int, ...] | None
) -> None:
    statistics = next(one for one in every_document() if type(one).__name__ == "Statistics")
    wanted = LeafletStatistics(
        title="", page_key=statistics.head.key, columns=columns, form="table"
    )
    told, part = _told(wanted, statistics)
    assert (part.columns if isinstance(part, LeafletStatistics) else None) == kept
    assert bool(told) is (kept != columns)
