"""A turn to another panel, put by hand, that leaves half of one empty is told twice."""

import random
from dataclasses import replace

import pytest

from sitegen.documents.leaflet import LeafletFormat, Panel
from sitegen.preflight import PressSheet, press_sheet
from sitegen.render.print import panel_words
from tests.lots import lots
from tests.print_formats import FORMATS
from tests.unit.print_samples import CONTACTS, COVER, IMPRINT, a_leaflet, paragraph, picture_bytes

PANELS = [form for form in FORMATS if form.layout == "panels"]
each_format = pytest.mark.parametrize("form", PANELS, ids=lambda form: form.name)
SENTENCE = "Mỗi chiều thứ bảy cả buôn cùng quét đường, khơi cống và gom rác. "


def checked(form: LeafletFormat, panels: list[Panel]) -> PressSheet:
    document = replace(a_leaflet(), format=form, panels=tuple(panels))
    return press_sheet(document, load_picture=picture_bytes)


def told(sheet: PressSheet) -> set[str]:
    return {one.panel for one in sheet.remarks if one.code == "panel-turned"}


def told_in_preview(sheet: PressSheet) -> set[str]:
    return {fit.panel for fit in sheet.fit if "Sang mặt gấp khác" in panel_words(fit)}


def a_text(lot: random.Random) -> list[object]:
    return [paragraph(SENTENCE * lot.randint(1, 3)) for _ in range(lot.randint(1, 5))]


@each_format
def test_a_turn_that_leaves_a_panel_half_empty_is_told_in_the_preview_and_in_the_check(
    form: LeafletFormat,
) -> None:
    lot = random.Random(form.name)  # noqa: S311  # a lot, not a secret
    seen = 0
    for _ in lots(3, 30):
        count = max(1, len(form.order) - 3) if not form.is_handout else 1
        panels = [Panel(name="", parts=(COVER,))] if not form.is_handout else []
        panels += [Panel(name="", parts=tuple(a_text(lot))) for _ in range(count)]  # type: ignore[arg-type]
        end = (paragraph(SENTENCE), CONTACTS, IMPRINT)
        panels += [Panel(name="", parts=end)]
        sheet = checked(form, panels)
        assert told(sheet) == told_in_preview(sheet)
        for fit in sheet.fit:
            if fit.panel in told(sheet):
                assert fit.fill_percent <= 50
                seen += 1
    assert seen or len(form.order) < 5


@each_format
def test_what_is_left_to_loa_is_never_told_to_be_turned(form: LeafletFormat) -> None:
    lot = random.Random(form.name)  # noqa: S311  # a lot, not a secret
    for _ in lots(2, 30):
        parts = (COVER, *a_text(lot), *a_text(lot), CONTACTS, IMPRINT)
        sheet = checked(form, [Panel(name="", parts=parts)])  # type: ignore[arg-type]
        assert not told(sheet) | told_in_preview(sheet)


def test_the_front_of_a_handout_that_a_turn_leaves_half_empty_is_told() -> None:
    (form,) = (one for one in PANELS if one.name == "Tờ rơi A4, hai mặt")
    front = Panel(name="", parts=(replace(COVER, statement="Lũ lên, đi ngay"), paragraph(SENTENCE)))
    back = Panel(name="", parts=(paragraph(SENTENCE), CONTACTS, IMPRINT))
    sheet = checked(form, [front, back])
    assert len(told(sheet)) == len(told_in_preview(sheet)) == 1
