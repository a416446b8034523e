"""The drawing of a format shows every panel once, where it lies, and says when it is seen."""

import re

import pytest

from cms.folding.drawing import drawing, panels_called, seen_when
from sitegen.documents.leaflet import LeafletFormat
from tests.print_formats import FORMATS

PANELS = [form for form in FORMATS if form.layout == "panels"]
SHEETS = [form for form in FORMATS if form.layout != "panels"]
_PART = re.compile(
    r'loa-fold__part--\w+" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"'
)
_PANEL = re.compile(
    r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="[\d.]+"/>'
    r'<text class="loa-fold__number"[^>]*>(\d+)</text><text[^>]*>([^<]+)</text>'
)


@pytest.mark.parametrize("form", PANELS, ids=lambda form: form.name)
def test_each_panel_is_drawn_once_at_its_place_with_its_name(form: LeafletFormat) -> None:
    drawn = [
        (float(x), float(y), float(width), int(number), name)
        for x, y, width, number, name in _PANEL.findall(drawing(form))
    ]
    assert sorted(number for *_, number, _ in drawn) == [*range(1, len(form.order) + 1)]
    assert {number: name for *_, number, name in drawn} == dict(enumerate(form.panel_names, 1))
    for side in range(form.sides):
        row = [one for one in drawn if form.order[one[3] - 1][0] == side]
        assert [form.order[number - 1][1] for *_, number, _ in row] == [*range(len(row))]
        assert [x for x, *_ in row] == sorted(x for x, *_ in row)
        widths = form.panel_widths_mm if side == 0 else form.panel_widths_mm[::-1]
        scale = row[0][2] / widths[0]
        assert [one[2] for one in row] == pytest.approx([w * scale for w in widths], abs=0.1)


@pytest.mark.parametrize("form", PANELS, ids=lambda form: form.name)
def test_words_say_when_each_panel_is_seen(form: LeafletFormat) -> None:
    said = seen_when(form)
    spans = [
        (int(first), int(last or first)) for first, last in re.findall(r"(\d+)(?:–(\d+))?", said)
    ]
    seen = [number for first, last in spans for number in range(first, last + 1)]
    assert seen == [*range(1, len(form.order) + 1)]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_the_choice_of_a_panel_has_those_of_the_format_and_its_words(form: LeafletFormat) -> None:
    called = panels_called(form)
    if form in SHEETS:
        assert called == []
        return
    word = "trang" if form.fold == "none" else "mặt gấp"
    assert called == [f"{word} {at}: {name}" for at, name in enumerate(form.panel_names, 1)]


@pytest.mark.parametrize("form", SHEETS, ids=lambda form: form.name)
def test_one_sheet_is_drawn_with_its_parts_inside_and_told_in_words(form: LeafletFormat) -> None:
    shown = drawing(form)
    (sheet,) = re.findall(r'<rect x="0.0" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/>', shown)
    top, width, height = map(float, sheet)
    assert width / height == pytest.approx(form.width_mm / form.height_mm, abs=0.01)
    parts = [tuple(map(float, one)) for one in _PART.findall(shown)]
    assert len(parts) >= 3
    for x, y, wide, high in parts:
        assert -0.1 <= x <= x + wide <= width + 0.1
        assert top - 0.1 <= y <= y + high <= top + height + 0.1
    assert "mã QR" in seen_when(form)


def test_each_card_and_each_strip_is_drawn() -> None:
    counts = {form.layout: drawing(form).count("part--piece") for form in SHEETS}
    assert (counts["cards"], counts["tear_off"]) == (10, 7)
