"""What an officer leaves to Loa is spread over the panels; what is put by hand stays there."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from sitegen.documents.leaflet import (
    Cover,
    Imprint,
    Leaflet,
    LeafletFormat,
    LeafletSteps,
    Panel,
    PanelPart,
)
from sitegen.documents.nodes import Contacts, Heading, Step
from sitegen.errors import SitegenError
from sitegen.preflight import press_sheet
from sitegen.render.print import Sheet, render_sheet
from sitegen.render.print.arranging import arranged
from tests.print_formats import FORMATS
from tests.unit.print_ink import ink_of
from tests.unit.print_samples import (
    BENEFITS,
    CONTACTS,
    COVER,
    IMPRINT,
    a_leaflet,
    paragraph,
    picture_bytes,
    steps_part,
    words,
)

SENTENCE = "Mở cổng dịch vụ công của tỉnh, chọn thủ tục rồi điền đủ tờ khai theo mẫu. "


def steps_of(count: int, sentences: int = 4) -> LeafletSteps:
    steps = tuple(
        Step(number=at, anchor=f"b{at}", title=words(SENTENCE * sentences))
        for at in range(1, count + 1)
    )
    closing = words("Xem lại rồi bấm [GỬI ĐI].")
    return LeafletSteps(title="Các bước", guide_key="page-7", steps=steps, closing=closing)


def a_stream(*parts: PanelPart) -> Leaflet:
    return replace(a_leaflet(), panels=(Panel(name="", parts=parts),))


def made(document: Leaflet, mode: str = "screen") -> Sheet:
    return render_sheet(document, mode=mode, load_picture=picture_bytes)  # type: ignore[arg-type]


def laid(document: Leaflet) -> tuple[Panel, ...]:
    sheet = made(document)
    assert sheet.laid_out is not None
    return sheet.laid_out.panels


def numbers(panels: Sequence[Panel]) -> list[list[int]]:
    """Return the numbers of the steps on each panel that has some."""
    steps = [
        [
            step.number
            for part in panel.parts
            if isinstance(part, LeafletSteps)
            for step in part.steps
        ]
        for panel in panels
    ]
    return [some for some in steps if some]


def test_steps_that_nobody_put_anywhere_are_spread_evenly_over_all_panels_but_the_cover() -> None:
    panels = laid(a_stream(COVER, steps_of(20), CONTACTS, IMPRINT))
    assert panels[0].parts == (COVER,)
    spread = numbers(panels)
    assert [one for some in spread for one in some] == list(range(1, 21))
    assert len(spread) >= 6
    alone = spread[:-1]  # the last shares its panel with the contacts
    assert max(map(len, alone)) - min(map(len, alone)) <= 1
    assert [panel.at for panel in panels] == list(range(8))


@pytest.mark.parametrize(
    "form",
    [form for form in FORMATS if form.layout == "panels"],
    ids=lambda form: form.name,
)
def test_contacts_and_imprint_stand_at_the_foot_of_the_back(form: object) -> None:
    document = replace(a_stream(COVER, BENEFITS, CONTACTS, IMPRINT), format=form)
    sheet = made(document)
    back = sheet.laid_out.panels[-1]
    assert back.at == len(document.format.order) - 1
    assert back.parts[-2:] == (CONTACTS, IMPRINT)
    side = document.format.order[-1][0]
    lowest = max(one.box.bottom for one in ink_of(sheet.pdf)[side] if one.kind == "text")
    assert lowest > document.format.height_mm - 20


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("sentences", [2, 12])
@pytest.mark.parametrize("form", FORMATS[:6], ids=lambda form: form.name)
def test_contacts_that_one_panel_can_hold_are_not_parted_and_never_hang_at_a_foot_alone(
    form: LeafletFormat, sentences: int, count: int
) -> None:
    cards = Contacts(title=CONTACTS.title, cards=CONTACTS.cards[:1] * count)
    written = [paragraph(SENTENCE * 4) for _ in range(sentences // 2)]
    sheet = made(replace(a_stream(COVER, *written, cards, IMPRINT), format=form))
    assert sheet.laid_out is not None
    bearing = [p for p in sheet.laid_out.panels if any(isinstance(o, Contacts) for o in p.parts)]
    assert [part for p in bearing for part in p.parts if isinstance(part, Contacts)] == [cards]
    (panel,) = bearing
    if isinstance(panel.parts[0], Contacts) and not isinstance(panel.parts[-1], Imprint):
        side, place = form.order[panel.at or 0]
        left = sum(form.panel_widths_mm[:: -1 if side else 1][:place])
        tops = [
            one.box.top
            for one in ink_of(sheet.pdf)[side]
            if one.kind == "text" and left < one.box.left < left + form.panel_widths_mm[0]
        ]
        assert min(tops) < 25


def test_what_is_put_on_a_panel_and_is_too_long_goes_on_until_the_next_that_is_taken() -> None:
    many = Panel(name="Các bước", parts=(steps_of(24),), at=1)
    last = Panel(name="Lợi ích", parts=(BENEFITS,), at=5)
    document = replace(a_leaflet(), panels=(Panel(name="Bìa", parts=(COVER,), at=0), many, last))
    panels = laid(document)
    assert [panel.at for panel in panels] == [0, 1, 2, 3, 4, 5]
    assert [panel.name for panel in panels[1:3]] == ["Các bước (Trong 1)", "Các bước (Trong 2)"]
    assert panels[-1] == last
    assert max(map(len, numbers(panels))) - min(map(len, numbers(panels))) <= 1
    titles = [part.title for panel in panels[1:5] for part in panel.parts]
    assert titles == ["Các bước", "", "", ""]


def test_what_is_put_on_a_panel_and_fits_stays_there_alone() -> None:
    some = Panel(name="Các bước", parts=(steps_of(5, 1),), at=3)
    document = replace(a_leaflet(), panels=(Panel(name="Bìa", parts=(COVER,), at=0), some))
    assert laid(document)[-1] == some


def test_what_is_put_between_two_panels_by_hand_and_does_not_fit_is_refused() -> None:
    many = Panel(name="Các bước", parts=(steps_of(24),), at=1)
    document = replace(a_leaflet(), panels=(many, Panel(name="", parts=(BENEFITS,), at=3)))
    with pytest.raises(SitegenError, match=r"“Các bước \(Trong [12]\)” thừa .* mm"):
        made(document)


def test_what_is_spread_is_set_larger_than_on_one_panel() -> None:
    spread = made(a_stream(COVER, steps_of(12), CONTACTS, IMPRINT))
    assert min(one.body_pt for one in spread.fit) >= 12


def test_a_heading_stays_with_what_follows_and_the_end_of_a_list_with_its_last_step() -> None:
    for count in range(9, 17):
        steps = steps_of(count, 3)
        heading = Heading(text="Điều cần biết", level=2, anchor="a")
        document = a_stream(COVER, steps, heading, paragraph(SENTENCE * 8), CONTACTS, IMPRINT)
        for panel in laid(document):
            assert not isinstance(panel.parts[-1], Heading)
            for part in panel.parts:
                if isinstance(part, LeafletSteps):
                    assert part.steps
                    assert bool(part.title) == (part.steps[0].number == 1)
                    assert bool(part.closing) == (part.steps[-1].number == count)


def test_a_cover_written_anywhere_stands_alone_on_the_first_panel() -> None:
    panels = laid(a_stream(BENEFITS, COVER, CONTACTS, IMPRINT))
    assert [one.parts for one in panels if any(isinstance(p, Cover) for p in one.parts)] == [
        (COVER,)
    ]
    assert (panels[0].parts, panels[0].at) == ((COVER,), 0)


@pytest.mark.parametrize("mode", ["screen", "print"])
def test_a_leaflet_that_is_laid_out_gives_the_same_file_again(mode: str) -> None:
    steps = steps_part(1, 4, "Bốn bước")
    sheet = made(a_stream(COVER, steps, steps_of(9), BENEFITS, CONTACTS, IMPRINT), mode)
    assert sheet.laid_out is not None
    again = made(sheet.laid_out, mode)
    assert again.laid_out == sheet.laid_out
    assert again.pdf == sheet.pdf


def test_steps_that_go_on_stand_beside_each_other_with_numerals_of_one_size() -> None:
    sheet = made(a_stream(COVER, steps_of(14, 3), CONTACTS, IMPRINT))
    numerals = [one for one in ink_of(sheet.pdf)[1] if one.words.isdecimal()]
    assert len({one.size for one in numerals}) == 1
    rows: dict[int, list[float]] = {}
    for panel in range(1, 4):  # the first begins below its title
        inside = [one for one in numerals if one.box.left // 150 == panel]
        for row, one in enumerate(inside):
            rows.setdefault(row, []).append(one.box.top)
    assert len(rows[1]) == 3
    assert all(max(tops) - min(tops) < 0.2 for tops in rows.values())


def test_preflight_knows_the_panels_that_were_really_made() -> None:
    document = a_stream(COVER, steps_of(20), CONTACTS, IMPRINT)
    unlicensed = replace(document, imprint=replace(IMPRINT, licence_number=""))
    sheet = press_sheet(unlicensed, load_picture=picture_bytes)
    remarks = {remark.code: remark for remark in sheet.remarks}
    assert "imprint-unplaced" not in remarks
    assert (remarks["licence-missing"].side, remarks["licence-missing"].panel) == (1, "Bìa sau")
    assert sheet.laid_out is not None
    assert [panel.name for panel in arranged(sheet.laid_out)[0]][-1] == "Bìa"
    assert any(isinstance(part, Imprint) for part in arranged(sheet.laid_out)[0][-2].parts)
