"""Callouts on paper and burnt in: drawn, said beneath, checked for letters, never markup."""

import io
from collections.abc import Callable
from dataclasses import replace

import pikepdf
import pytest
from PIL import Image, ImageChops

from sitegen.documents.base import Picture
from sitegen.documents.callouts import drawable
from sitegen.documents.leaflet import LeafletSteps
from sitegen.documents.nodes import Figure
from sitegen.errors import SitegenError
from sitegen.render.print import render_sheet
from sitegen.render.print.baking import baked
from sitegen.render.print.painted import Shape, Words, read_sides
from sitegen.render.print.painted.items import Ink
from sitegen.render.print.pictures import picture_data
from sitegen.render.share import ShareCard, render_share, share_card, share_path
from tests.builder_callouts import a_callout, a_marked_picture, marked_examples, portal_screen
from tests.builders import a_guide, a_site, a_step, a_view
from tests.unit.print_samples import (
    a_panel,
    a_small_leaflet,
    an_announcement,
    paragraph,
    steps_part,
)
from tests.unit.print_text import text_of

Making = Callable[[Picture], bytes]
VIEW = a_view(site=a_site(base_address="https://loa.example.vn/"))


def _screen(_: str) -> bytes:
    return portal_screen()


def _leaflet(picture: Picture) -> bytes:
    part = steps_part(1, 1, "Một bước")
    step = replace(part.steps[0], pictures=(picture,))
    panel = a_panel("Các bước", LeafletSteps(title="", guide_key="page-7", steps=(step,)))
    return render_sheet(a_small_leaflet(panel), mode="screen", load_picture=_screen).pdf


def _announcement(picture: Picture) -> bytes:
    body = (paragraph("Làm theo hình sau:"), Figure(picture=picture))
    return render_sheet(an_announcement(body=body), mode="screen", load_picture=_screen).pdf


@pytest.mark.parametrize("made", [_leaflet, _announcement])
def test_words_of_callouts_stand_under_the_picture(made: Making) -> None:
    said = text_of(made(a_marked_picture())).replace("\u00a0", " ")
    assert "Bấm Nộp hồ sơ ở thủ tục cần làm" in said
    assert "Mũi tên chỉ nút của thủ tục thứ tư" in said


@pytest.mark.parametrize("label", ['#panic("x")', "$x^2$ *sao* _gạch_", "<svg onload=x>"])
@pytest.mark.parametrize("made", [_leaflet, _announcement])
def test_markup_in_a_label_is_printed_as_it_is(made: Making, label: str) -> None:
    assert label in text_of(made(a_marked_picture(a_callout(label=label))))


@pytest.mark.parametrize("made", [_leaflet, _announcement])
def test_a_letter_that_no_font_has_stops_the_print(made: Making) -> None:
    with pytest.raises(SitegenError) as refused:
        made(a_marked_picture(a_callout(label="Chọn ก")))
    assert refused.value.code == "print-glyph"


def test_a_long_label_is_told_as_an_overfull_panel() -> None:
    with pytest.raises(SitegenError) as refused:
        _leaflet(a_marked_picture(a_callout(label="chữ " * 2_000)))
    assert refused.value.code == "print-overflow"


def test_a_panel_shows_the_part_in_focus_and_an_official_text_the_whole() -> None:
    picture = marked_examples()["focus"]
    close, whole = picture_data(picture, is_close=True), picture_data(picture)
    assert close["file"] != whole["file"]
    assert (whole["region"], whole["ratio"]) == (None, 1366 / 768)
    assert close["drawing"] != whole["drawing"]


@pytest.mark.parametrize("name", sorted(marked_examples()))
@pytest.mark.parametrize("width", [360, 1200])
def test_a_baked_picture_has_the_asked_width_and_is_the_same_twice(name: str, width: int) -> None:
    picture = marked_examples()[name]
    source = portal_screen(picture.width, picture.height)
    content = baked(source, picture, width)
    with Image.open(io.BytesIO(content)) as opened:
        height = round(width * picture.height / picture.width)
        assert (opened.format, opened.mode, opened.size) == ("PNG", "RGB", (width, height))
    assert baked(source, picture, width) == content


def test_what_is_no_picture_is_not_baked() -> None:
    with pytest.raises(SitegenError) as refused:
        baked(b"<svg/>", a_marked_picture(), 360)
    assert refused.value.code == "print-picture"


class TestShare:
    def test_a_guide_whose_first_picture_has_callouts_shows_it(self) -> None:
        card, plain = _card(a_marked_picture()), _card(replace(a_marked_picture(), callouts=()))
        assert plain.picture is None
        assert share_path(card) != share_path(plain)
        shown = _opened(render_share(card, _screen))
        assert shown.size == (1200, 630)
        apart = ImageChops.difference(shown, _opened(render_share(plain, _screen))).getbbox()
        assert apart is not None
        assert len(render_share(card, _screen)) <= 60_000

    def test_a_lost_picture_leaves_the_words(self) -> None:
        card = _card(a_marked_picture())
        assert render_share(card, lambda _: b"") == render_share(card)


def _card(picture: Picture) -> ShareCard:
    guide = a_guide(steps=1)
    group = replace(guide.groups[0], steps=(replace(a_step(), pictures=(picture,)),))
    card = share_card(replace(guide, groups=(group,)), VIEW)
    assert card is not None
    return card


def _opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def test_callouts_are_printed_in_the_inks_of_the_press_and_numerals_stay_white() -> None:
    part = steps_part(1, 1, "Một bước")
    step = replace(part.steps[0], pictures=(a_marked_picture(),))
    panel = a_panel("Các bước", LeafletSteps(title="", guide_key="page-7", steps=(step,)))
    sheet = render_sheet(a_small_leaflet(panel), mode="print", load_picture=_screen)
    with pikepdf.open(io.BytesIO(sheet.pdf)) as pdf:
        front = read_sides(pdf)[0]
    assert front.spaces == {"DeviceCMYK"}
    strokes = {item.pen.stroke.cmyk for item in front.shapes() if item.is_stroked}
    assert (0, 1, 0.9, 0.25) in strokes
    numerals = [item for item in front.words() if item.text in {"1", "2", "3"}]
    assert {item.pen.fill.cmyk for item in numerals} >= {(0, 0, 0, 0)}


def _contrast(one: Ink, other: Ink) -> float:
    darker, lighter = sorted((one.light or 0.0, other.light or 0.0))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", sorted(marked_examples()))
def test_callouts_bring_their_own_contrast_whatever_the_picture_shows(name: str) -> None:
    """Numerals stand on a disc of their own; discs, frames and arrows have a casing of paper."""
    picture = marked_examples()[name]
    part = steps_part(1, 1, "Một bước")
    step = replace(part.steps[0], pictures=(picture,))
    panel = a_panel("Các bước", LeafletSteps(title="", guide_key="page-7", steps=(step,)))
    screen = portal_screen(picture.width, picture.height)
    sheet = render_sheet(a_small_leaflet(panel), mode="print", load_picture=lambda _: screen)
    with pikepdf.open(io.BytesIO(sheet.pdf)) as pdf:
        front = read_sides(pdf)[0]
    (shown,) = front.pictures()
    over = front.items[front.items.index(shown) + 1 :]
    shapes = [item for item in over if isinstance(item, Shape)]
    numerals = [item for item in over if isinstance(item, Words) and shown.box.holds(item.box)]
    assert len(numerals) == sum(one.number > 0 for one in drawable(picture))
    for words in numerals:
        disc = [one for one in shapes if one.is_filled and one.box.holds(words.box)][-1]
        assert _contrast(words.pen.fill, disc.pen.fill) >= 4.5
        assert _contrast(disc.pen.stroke, disc.pen.fill) >= 3
        assert disc.pen.stroke.is_paper
        assert disc.pen.width_pt >= 1
    marks = [one for one in shapes if one.is_stroked and one.pen.stroke.cmyk == (0, 1, 0.9, 0.25)]
    for mark in marks:
        casing = [one for one in shapes if one.pen.stroke.is_paper and one.box.holds(mark.box)]
        assert max(one.pen.width_pt for one in casing) >= mark.pen.width_pt + 2
