"""Each part of a leaflet stands on the panel that it asks for, or on the next one that is free."""

from dataclasses import replace

import pytest

from sitegen.documents.formats import FORMATS
from sitegen.documents.leaflet import FOLDS, LeafletFormat, Panel
from sitegen.errors import SitegenError
from sitegen.render.print.arranging import arranged
from tests.builder_leaflet import a_leaflet


def _places(*asked: int | None) -> list[list[str]]:
    panels = tuple(Panel(name=f"{n}", parts=(), at=at) for n, at in enumerate(asked, 1))
    sides = arranged(a_leaflet(panels=panels))
    return [[panel.name for panel in side] for side in sides]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_panel_of_a_format_is_read_once_and_has_a_name_of_its_own(
    form: LeafletFormat,
) -> None:
    count = len(form.panel_widths_mm)
    assert sorted(form.order) == [(side, at) for side in range(form.sides) for at in range(count)]
    assert len(set(form.panel_names)) == len(form.panel_names) == len(form.order)
    assert sum(form.panel_widths_mm) == form.width_mm


@pytest.mark.parametrize("fold", FOLDS)
@pytest.mark.parametrize("sides", [1, 2])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 6])
def test_panels_have_names_however_a_sheet_folds(fold: str, sides: int, count: int) -> None:
    form = replace(LeafletFormat(), fold=fold, sides=sides, panel_widths_mm=(600 / count,) * count)
    assert len(form.panel_names) == len(set(form.panel_names)) == len(form.order)


def test_a_folded_sheet_is_read_cover_first_and_its_back_last() -> None:
    assert LeafletFormat().order == (
        *((0, 3), (1, 0), (1, 1), (1, 2), (1, 3)),
        *((0, 0), (0, 1), (0, 2)),
    )
    assert LeafletFormat().panel_names[0] == "Bìa"
    assert LeafletFormat().panel_names[-1] == "Bìa sau"


def test_what_asks_for_no_panel_takes_the_next_that_nobody_wants() -> None:
    assert _places(0, None, 3, None) == [
        ["Ngoài 1", "Ngoài 2", "Bìa sau", "1"],
        ["2", "Trong 2", "3", "4"],
    ]


@pytest.mark.parametrize("asked", [(0, 0), (9,), (None,) * 9, (7, None)])
def test_more_than_the_sheet_has_is_refused_by_the_name_of_the_format(
    asked: tuple[int | None, ...],
) -> None:
    with pytest.raises(SitegenError, match="có 8 mặt") as refused:
        _places(*asked)
    assert "Sang mặt gấp khác" in str(refused.value)
