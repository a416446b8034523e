"""A handout has pages and no folds: its cover is the head of the first, and nobody says “mặt gấp”."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import page
import pytest

from sitegen.documents.leaflet import Cover, Imprint, Leaflet, LeafletFormat, Panel, PanelPart
from sitegen.documents.nodes import Contacts, Heading
from sitegen.errors import SitegenError
from sitegen.preflight import press_sheet
from sitegen.render.print import Sheet, drawn_sides, panel_words, render_sheet
from tests.lots import lots
from tests.print_formats import FORMATS
from tests.unit.handout_fronts import is_left_wanting
from tests.unit.print_faults import faults
from tests.unit.print_ink import ink_of
from tests.unit.print_samples import (
    BENEFITS,
    CONTACTS,
    COVER,
    IMPRINT,
    a_leaflet,
    paragraph,
    picture_bytes,
)
from tests.unit.random_leaflets import a_random_leaflet, plain_picture

PANELS = [form for form in FORMATS if form.layout == "panels"]
HANDOUTS = [form for form in PANELS if form.is_handout]
each_handout = pytest.mark.parametrize("form", HANDOUTS, ids=lambda form: form.name)
each_format = pytest.mark.parametrize("form", PANELS, ids=lambda form: form.name)
TEXT = paragraph("Mở cổng dịch vụ công của tỉnh, chọn thủ tục rồi điền đủ tờ khai theo mẫu. " * 4)


def on(form: LeafletFormat, *parts: PanelPart) -> Leaflet:
    size = f"{form.width_mm:g} x {form.height_mm:g} mm".replace(".", ",")
    imprint = replace(IMPRINT, printed_size=size)
    own = tuple(imprint if isinstance(part, Imprint) else part for part in parts)
    return replace(a_leaflet(imprint=imprint), format=form, panels=(Panel(name="", parts=own),))


def made(document: Leaflet) -> Sheet:
    return render_sheet(document, mode="screen", load_picture=picture_bytes)


def test_a_sheet_whose_sides_are_not_folded_and_not_parted_is_a_handout() -> None:
    assert [form.name[:7] for form in HANDOUTS] == ["Tờ rơi ", "Tờ rơi "]


@each_handout
@pytest.mark.parametrize("seed", lots(3, 60))
def test_a_cover_is_the_head_of_the_first_page_and_the_text_goes_on_beneath(
    form: LeafletFormat, seed: int
) -> None:
    _, base = a_random_leaflet(seed)
    parts = [part for panel in base.panels for part in panel.parts]
    rest = [part for part in parts if not isinstance(part, Cover)]
    document = replace(
        base, format=form, panels=(Panel(name="", parts=(*rest[:1], COVER, *rest[1:])),)
    )
    try:
        sheet = render_sheet(document, mode="screen", load_picture=plain_picture)
    except SitegenError as refused:
        if refused.code != "print-overflow":
            raise
        return
    assert sheet.laid_out is not None
    front = sheet.laid_out.panels[0]
    assert front.at == 0
    assert front.parts[0] == COVER
    assert len(front.parts) > 1
    assert not list(faults(document, ink_of(sheet.pdf)))


@each_handout
@pytest.mark.parametrize("start", range(2))
def test_a_front_is_filled_before_its_back_whatever_stands_on_it(
    form: LeafletFormat, start: int
) -> None:
    """Pictures, tables, lists: whatever of it comes next and has room on the front stands there."""
    accepted = 0
    for seed in range(start, len(lots(16, 160)), 2):
        _, base = a_random_leaflet(seed)
        parts = [part for panel in base.panels for part in panel.parts]
        rest = [part for part in parts if not isinstance(part, Cover | Imprint)]
        panel = Panel(name="", parts=(COVER, *rest[: 1 + seed % 7], IMPRINT))
        try:
            sheet = render_sheet(
                replace(base, format=form, panels=(panel,)),
                mode="screen",
                load_picture=plain_picture,
            )
        except SitegenError as refused:
            if refused.code != "print-overflow":
                raise
            continue
        accepted += 1
        assert not is_left_wanting(sheet), seed
    assert accepted > 2


@each_handout
@pytest.mark.parametrize("seed", lots(3, 60))
def test_however_short_a_handout_is_its_text_begins_beneath_the_cover(
    form: LeafletFormat, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311  # the same text for the same seed
    kinds = (
        TEXT,
        BENEFITS,
        paragraph("Lũ lên thì đi ngay."),
        Heading(level=2, text="Đi đâu", anchor="di"),
    )
    rest = [chance.choice(kinds[:3]), *(chance.choice(kinds) for _ in range(seed)), kinds[2]]
    sheet = made(on(form, COVER, *rest, IMPRINT))
    assert sheet.laid_out is not None
    assert [part.kind for part in sheet.laid_out.panels[0].parts[:2]] == ["cover", rest[0].kind]


@each_handout
def test_a_handout_of_a_cover_and_contacts_has_them_on_its_front(form: LeafletFormat) -> None:
    sheet = made(on(form, COVER, CONTACTS, IMPRINT))
    assert sheet.laid_out is not None
    kinds = [[part.kind for part in panel.parts] for panel in sheet.laid_out.panels]
    assert kinds == [["cover", "contacts"], ["imprint"]]
    first = next(one for one in ink_of(sheet.pdf)[0] if "liên" in one.words)
    assert first.box.top < form.height_mm * 0.6  # beneath the cover, not at the foot


@each_handout
def test_what_is_put_on_a_page_by_hand_stays_there_below_the_cover(form: LeafletFormat) -> None:
    front = Panel(name="Trước", parts=(COVER, TEXT), at=0)
    back = Panel(name="Sau", parts=(CONTACTS, IMPRINT), at=1)
    sheet = made(replace(on(form), panels=(front, back)))
    assert sheet.laid_out is not None
    assert sheet.laid_out.panels == (front, back)


@each_handout
def test_the_field_of_a_handouts_cover_is_as_wide_as_the_sheet_and_bleeds_off(
    form: LeafletFormat,
) -> None:
    sheet = press_sheet(on(form, COVER, TEXT, CONTACTS, IMPRINT), load_picture=picture_bytes)
    assert [str(remark) for remark in sheet.remarks if remark.severity == "error"] == []


@each_handout
@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_2A"])
def test_a_handout_with_a_cover_is_read_aloud_and_kept_for_ever(
    form: LeafletFormat, profile: str
) -> None:
    pdf = made(on(form, COVER, TEXT, BENEFITS, CONTACTS, IMPRINT)).pdf
    report = page.validate_pdf_bytes(pdf, profile=getattr(page.ValidationProfile, profile))
    assert report.is_compliant, report


@each_format
def test_no_word_of_a_fold_is_said_of_a_sheet_that_has_none(form: LeafletFormat) -> None:
    long = paragraph("Mở cổng dịch vụ công của tỉnh. " * 250)
    said = " ".join(_said(on(form, COVER, BENEFITS, long, IMPRINT)))
    assert form.panel_word in said.lower()
    assert ("mặt gấp" in said.lower()) == (form.fold != "none")


def _said(document: Leaflet) -> Iterator[str]:
    drawn = drawn_sides(document, load_picture=picture_bytes, width_px=200)
    yield from map(panel_words, drawn.fit)
    with pytest.raises(SitegenError) as refused:
        made(document)
    yield str(refused.value)
    short = replace(document, panels=(Panel(name="", parts=(COVER, TEXT, IMPRINT)),))
    yield from map(str, press_sheet(short, load_picture=picture_bytes, formats=FORMATS).remarks)


@each_format
@pytest.mark.parametrize("at", range(4))
def test_the_imprint_stands_last_on_the_back_wherever_it_was_written(
    form: LeafletFormat, at: int
) -> None:
    parts: list[PanelPart] = [COVER, TEXT, BENEFITS, CONTACTS]
    parts.insert(at + 1, IMPRINT)
    sheet = made(on(form, *parts))
    assert sheet.laid_out is not None
    back = sheet.laid_out.panels[-1]
    assert back.at == len(form.order) - 1
    assert isinstance(back.parts[-1], Imprint)
    assert isinstance(back.parts[-2], Contacts)
    side = form.order[-1][0]
    texts = [one for one in ink_of(sheet.pdf)[side] if one.kind == "text"]
    assert max(texts, key=lambda one: one.box.bottom).words.startswith("In xong")


def test_an_imprint_on_a_panel_that_others_follow_moves_to_the_back() -> None:
    first = Panel(name="Một", parts=(TEXT, IMPRINT))
    last = Panel(name="Hai", parts=(CONTACTS,))
    sheet = made(replace(on(PANELS[0]), panels=(first, last)))
    assert sheet.laid_out is not None
    assert sheet.laid_out.panels[-1].parts[-1].kind == "imprint"
    pinned = replace(first, at=1), replace(last, at=2)
    sheet = made(replace(on(PANELS[0]), panels=pinned))
    assert sheet.laid_out is not None
    *left, back = sheet.laid_out.panels
    assert tuple(left) == (replace(first, parts=(TEXT,), at=1), pinned[1])
    assert (back.at, back.parts) == (len(sheet.laid_out.format.order) - 1, (IMPRINT,))


@pytest.mark.parametrize("form", PANELS)
def test_only_one_page_that_is_not_folded_is_a_handout(form: LeafletFormat) -> None:
    one, two = (form.width_mm,), (form.width_mm / 2, form.width_mm / 2)
    assert replace(form, fold="none", panel_widths_mm=one).is_handout
    assert not replace(form, fold="none", panel_widths_mm=two).is_handout
    assert not replace(form, fold="double", panel_widths_mm=one).is_handout
