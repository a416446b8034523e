"""Paper may be blank: what a short text leaves empty is weighed by the officer, never refused."""

from dataclasses import replace

import pytest

from sitegen.documents.leaflet import LeafletFormat, Panel
from sitegen.preflight import PressSheet, Remark, press_sheet
from sitegen.render.print import panel_words
from tests.print_formats import FORMATS
from tests.unit.print_samples import (
    CONTACTS,
    COVER,
    IMPRINT,
    a_leaflet,
    paragraph,
    picture_bytes,
)

PANELS = [form for form in FORMATS if form.layout == "panels"]
each_format = pytest.mark.parametrize("form", PANELS, ids=lambda form: form.name)
TEXT = paragraph("Mỗi chiều thứ bảy cả buôn cùng quét đường, khơi cống và gom rác. " * 3)


def checked(form: LeafletFormat, *panels: Panel) -> PressSheet:
    size = f"{form.width_mm:g} x {form.height_mm:g} mm".replace(".", ",")
    imprint = replace(IMPRINT, printed_size=size)
    own = tuple(
        replace(p, parts=tuple(imprint if part == IMPRINT else part for part in p.parts))
        for p in panels
    )
    document = replace(a_leaflet(imprint=imprint), format=form, panels=own)
    return press_sheet(document, load_picture=picture_bytes, formats=FORMATS)


def short(form: LeafletFormat) -> PressSheet:
    return checked(form, Panel(name="", parts=(COVER, TEXT, CONTACTS, IMPRINT)))


def coded(sheet: PressSheet, code: str) -> list[Remark]:
    return [remark for remark in sheet.remarks if remark.code == code]


@each_format
def test_a_cover_a_paragraph_a_contact_and_an_imprint_are_printed_in_every_format(
    form: LeafletFormat,
) -> None:
    assert short(form).is_sound


@each_format
def test_blank_panels_are_one_warning_that_names_a_smaller_format(form: LeafletFormat) -> None:
    sheet = short(form)
    remarks = coded(sheet, "panel-empty")
    assert sheet.laid_out is not None
    blank = len(form.order) - len(sheet.laid_out.panels)
    assert len(remarks) == (blank > 0)
    for remark in remarks:
        assert remark.severity == "warning"
        assert f"{blank} {form.panel_word} để trống" in remark.message
        smaller = [one for one in PANELS if f"“{one.name}”" in remark.hint]
        assert len(smaller) == 1
        assert smaller[0].width_mm * smaller[0].height_mm < form.width_mm * form.height_mm or (
            len(smaller[0].order) < len(form.order)
        )
        assert short(smaller[0]).is_sound


@each_format
def test_the_preview_says_the_same_of_a_blank_panel_as_the_check(form: LeafletFormat) -> None:
    sheet = short(form)
    blank = {fit.panel for fit in sheet.fit if panel_words(fit).endswith("để trống")}
    named = " ".join(remark.message for remark in coded(sheet, "panel-empty"))
    assert all(f"“{name}”" in named for name in blank)
    assert named.count("“") == len(blank)


def test_what_is_blank_by_hand_is_printed_too() -> None:
    for at in range(1, 7):
        panels = (Panel(name="", parts=(COVER,), at=0), Panel(name="", parts=(TEXT,), at=at))
        back = Panel(name="", parts=(CONTACTS, IMPRINT), at=7)
        assert checked(PANELS[0], *panels, back).is_sound


@each_format
def test_preview_and_check_tell_the_same_figure_of_how_full_a_panel_is(
    form: LeafletFormat,
) -> None:
    places = range(1, len(form.order))
    panels = [Panel(name=f"Mặt {at}", parts=(paragraph("Một dòng chữ."),), at=at) for at in places]
    sheet = checked(form, Panel(name="", parts=(COVER,), at=0), *panels)
    few = ("panel-nearly-empty", "panel-turned")
    said = {one.panel: one.message for code in few for one in coded(sheet, code)}
    assert said
    for fit in sheet.fit:
        if fit.panel in said:
            assert f"đầy {fit.fill_percent} %" in panel_words(fit)
            assert f"đầy {fit.fill_percent} %" in said[fit.panel]
