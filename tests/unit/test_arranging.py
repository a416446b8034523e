"""Each part of a leaflet stands on the panel that it asks for, or on the next one that is free."""

import random
from dataclasses import replace

import pytest

from sitegen.documents.leaflet import FOLDS, Imprint, LeafletFormat, Panel
from sitegen.documents.nodes import Contacts
from sitegen.errors import SitegenError
from sitegen.render.print import render_sheet
from sitegen.render.print.arranging import arranged
from tests.builder_leaflet import a_leaflet
from tests.lots import lots
from tests.print_formats import FORMATS
from tests.unit import print_samples
from tests.unit.print_samples import BENEFITS, CONTACTS, COVER, IMPRINT, paragraph


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


@pytest.mark.parametrize("fold", FOLDS)
@pytest.mark.parametrize("count", [1, 2, 4])
def test_a_cover_has_a_place_of_its_own_unless_the_side_is_one_page(fold: str, count: int) -> None:
    form = replace(LeafletFormat(), fold=fold, panel_widths_mm=(600 / count,) * count)
    panels = (Panel(name="", parts=(paragraph("Chữ."),)), Panel(name="", parts=(COVER,)))
    shown = replace(a_leaflet(), format=form, panels=panels)
    parts = [panel.parts for side in arranged(shown) for panel in side if COVER in panel.parts]
    is_handout = fold == "none" and count == 1
    assert form.is_handout is is_handout
    assert [len(one) for one in parts] == [2 if is_handout else 1]


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


@pytest.mark.parametrize("asked", [(9,), (None,) * 9, (7, None)])
def test_more_than_the_sheet_has_is_refused_by_the_name_of_the_format(
    asked: tuple[int | None, ...],
) -> None:
    with pytest.raises(SitegenError, match="có 8 mặt") as refused:
        _places(*asked)
    assert "Sang mặt gấp khác" in str(refused.value)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_what_has_no_room_is_named_by_its_first_words(form: LeafletFormat) -> None:
    """It said "không còn mặt nào cho phần này" of a part that nobody had given a name."""
    if form.layout != "panels":
        return
    count = len(form.order)
    panels = [Panel(name="", parts=(paragraph(f"Đoạn số {number}."),)) for number in range(count)]
    late = Panel(name="", parts=(paragraph("Đến muộn rồi. " + "Chữ " * 40),))
    with pytest.raises(SitegenError, match=r"cho phần “Đến muộn rồi\. .+…”") as refused:
        arranged(a_leaflet(format=form, panels=(*panels, late)))
    assert "phần này" not in refused.value.message


def test_two_that_want_one_place_are_refused_by_its_name() -> None:
    with pytest.raises(SitegenError, match="hai phần cùng muốn mặt “Trong 2”"):
        _places(2, 2)
    text = Panel(name="", parts=(BENEFITS,), at=0)
    with pytest.raises(SitegenError, match="hai phần cùng muốn mặt “Bìa”"):
        arranged(a_leaflet(panels=(Panel(name="", parts=(COVER,)), text)))


@pytest.mark.parametrize("seed", lots(6, 100))
def test_an_imprint_stands_on_the_back_wherever_it_was_written(seed: int) -> None:
    """Only a place that was chosen for it alone, or with contacts, keeps it."""
    lot = random.Random(seed)  # noqa: S311  # a lot, not a secret
    texts = [paragraph("Chữ " * lot.randint(1, 40)), BENEFITS, CONTACTS]
    places = sorted(lot.sample(range(1, 8), lot.randint(1, 3)))
    written = [Panel(name="", parts=(COVER, *lot.sample(texts, lot.randint(0, 2))))]
    written += [Panel(name="", parts=(lot.choice(texts[:2]),), at=at) for at in places]
    written += [Panel(name="", parts=(BENEFITS,))] if lot.random() < 0.3 else []
    at = lot.randrange(len(written))
    tail = (CONTACTS, IMPRINT) if lot.random() < 0.5 else (IMPRINT,)
    written[at] = replace(written[at], parts=(*written[at].parts, *tail))
    document = replace(print_samples.a_leaflet(), panels=tuple(written))
    made = render_sheet(document, mode="screen", load_picture=print_samples.picture_bytes)
    assert made.laid_out is not None
    on = [panel for panel in made.laid_out.panels if IMPRINT in panel.parts]
    assert [panel.at for panel in on] == [7]
    assert isinstance(on[0].parts[-1], Imprint)
    again = render_sheet(made.laid_out, mode="screen", load_picture=print_samples.picture_bytes)
    assert again.pdf == made.pdf


@pytest.mark.parametrize("parts", [(IMPRINT,), (CONTACTS, IMPRINT), (IMPRINT, CONTACTS)])
def test_a_place_that_was_chosen_for_the_imprint_keeps_it(
    parts: tuple[Imprint | Contacts, ...],
) -> None:
    chosen = Panel(name="Chọn", parts=parts, at=3)
    panels = (Panel(name="", parts=(BENEFITS,)), chosen, Panel(name="", parts=(BENEFITS,)))
    (panel,) = (
        panel
        for side in arranged(a_leaflet(panels=panels))
        for panel in side
        if any(isinstance(part, Imprint) for part in panel.parts)
    )
    assert panel.name == "Chọn"
    assert isinstance(panel.parts[-1], Imprint)
