"""A short text is set large, on the panels that are read first; a heading keeps its text."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from sitegen.documents.base import Picture
from sitegen.documents.leaflet import Leaflet, LeafletFormat, LeafletSteps, Panel, PanelPart
from sitegen.documents.nodes import Figure, Heading, Step
from sitegen.errors import SitegenError
from sitegen.render.print import Sheet, render_sheet
from tests.lots import lots
from tests.print_formats import FORMATS
from tests.unit.print_faults import faults
from tests.unit.print_ink import ink_of
from tests.unit.print_samples import (
    CONTACTS,
    COVER,
    IMPRINT,
    a_leaflet,
    paragraph,
    picture_bytes,
    words,
)
from tests.unit.random_leaflets import plain_picture

PANELS = [form for form in FORMATS if form.layout == "panels"]
FOLDED = [form for form in PANELS if not form.is_handout]
each_format = pytest.mark.parametrize("form", PANELS, ids=lambda form: form.name)
SENTENCE = "Mỗi chiều thứ bảy cả buôn cùng quét đường, khơi cống và gom rác. "


def laid(form: LeafletFormat, *parts: PanelPart) -> Sheet:
    panels = (Panel(name="", parts=(COVER, *parts, CONTACTS, IMPRINT)),)
    document = replace(a_leaflet(), format=form, panels=panels)
    return render_sheet(document, mode="screen", load_picture=picture_bytes)


def sections(lot: Random) -> Iterator[PanelPart]:
    """Yield headings with their texts, some with subheads."""
    for number in range(lot.randint(2, 9)):
        yield Heading(text=f"Đề mục {number}", level=2, anchor="")
        yield from (paragraph(SENTENCE * lot.randint(1, 4)) for _ in range(lot.randint(1, 2)))
        if lot.random() < 0.4:
            yield Heading(text=f"Đề mục con {number}", level=3, anchor="")
            yield paragraph(SENTENCE * lot.randint(1, 3))


def torn(made: Leaflet) -> list[str]:
    """Return what begins on a panel without the heading that it belongs to."""
    found = []
    for panel in made.panels:
        first = panel.parts[0]
        if first.kind == "paragraph" or (isinstance(first, Heading) and first.level > 2):
            found.append(panel.name)
    return found


@each_format
def test_the_shorter_a_text_is_the_larger_it_is_set(form: LeafletFormat) -> None:
    sizes = [laid(form, paragraph(SENTENCE * count)).fit[0].body_pt for count in (2, 8, 16)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] >= 14


@pytest.mark.parametrize("form", FOLDED, ids=lambda form: form.name)
@pytest.mark.parametrize("seed", lots(2, 60))
def test_what_stays_blank_is_read_after_the_text_and_before_the_back(
    form: LeafletFormat, seed: int
) -> None:
    lot = Random(seed)  # noqa: S311  # a lot, not a secret
    parts = [paragraph(SENTENCE * lot.randint(1, 2)) for _ in range(lot.randint(1, 5))]
    made = laid(form, *parts).laid_out
    assert made is not None
    places = [panel.at for panel in made.panels]
    assert places == [*range(len(places) - 1), len(form.order) - 1]


@pytest.mark.parametrize("form", FOLDED, ids=lambda form: form.name)
def test_what_would_fill_many_panels_a_little_is_gathered_on_few(form: LeafletFormat) -> None:
    sheet = laid(form, *(paragraph(SENTENCE) for _ in range(6)))
    filled = [fit for fit in sheet.fit if fit.pieces]
    assert filled[0].fill_percent >= 35
    assert all(fit.fill_percent <= 85 for fit in filled)


@each_format
@pytest.mark.parametrize("seed", lots(2, 60))
def test_no_text_is_torn_from_its_heading_where_panels_could_hold_both(
    form: LeafletFormat, seed: int
) -> None:
    parts = [*sections(Random(seed))]  # noqa: S311  # a lot, not a secret
    try:
        sheet = laid(form, *parts)
    except SitegenError as refused:
        if refused.code != "print-overflow":
            raise
        return
    assert sheet.laid_out is not None
    assert not list(faults(sheet.laid_out, ink_of(sheet.pdf)))
    if sheet.fit[0].body_pt > 12 or form.panel_widths_mm[0] * len(form.order) > 1000:  # has room
        assert torn(sheet.laid_out) == []


SCREEN = Figure(picture=Picture(digest="p", width=1080, height=2400, alt="Màn hình điện thoại"))


def own_steps(lot: Random, count: int) -> LeafletSteps:
    steps = tuple(
        Step(number=at, anchor=f"b{at}", title=words(SENTENCE[: lot.randint(20, 60)]))
        for at in range(1, count + 1)
    )
    return LeafletSteps(title="Các bước", guide_key="own", steps=steps)


@pytest.mark.parametrize("form", FOLDED, ids=lambda form: form.name)
@pytest.mark.parametrize("count", [2, 3, 4])
def test_a_few_steps_stay_on_one_panel_and_the_screen_beside_them_is_large(
    form: LeafletFormat, count: int
) -> None:
    lot = Random(count)  # noqa: S311  # a lot, not a secret
    text = (Heading(text="Có gì mới", level=2, anchor="a"), paragraph(SENTENCE * 2))
    panels = (
        Panel(name="", parts=(COVER, *text)),
        Panel(name="", parts=(own_steps(lot, count), SCREEN, CONTACTS, IMPRINT)),
    )
    document = replace(a_leaflet(), format=form, panels=panels)
    sheet = render_sheet(document, mode="screen", load_picture=plain_picture)
    assert sheet.laid_out is not None
    steps = [
        part
        for panel in sheet.laid_out.panels
        for part in panel.parts
        if isinstance(part, LeafletSteps)
    ]
    assert [len(part.steps) for part in steps] == [count]
    (screen,) = [one for side in ink_of(sheet.pdf) for one in side if one.kind == "picture"]
    least = 110 if screen.box.top < 30 else 70  # below the steps, or on the next panel alone
    assert screen.box.bottom - screen.box.top > least
    assert not list(faults(document, ink_of(sheet.pdf)))
