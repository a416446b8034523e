"""Bad input ends in a sound sheet or in words: never clipped, never on top of each other."""

import io
from dataclasses import replace
from functools import cache

import pytest
from PIL import Image

from sitegen.documents.base import Picture
from sitegen.documents.leaflet import Leaflet, LeafletFormat, LeafletSteps, Panel, PanelPart
from sitegen.documents.nodes import Step
from sitegen.errors import SitegenError
from sitegen.render.print import Sheet, drawn_sides, render_sheet
from tests import print_formats
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
    words,
)

FORMATS = [form for form in print_formats.FORMATS if form.layout == "panels"]
SIZES = {"tiny": (90, 60), "tall": (200, 4000), "phone": (1080, 2400)}
LONG = "nghiêng" * 28 + "nghiê"  # 201 letters
EDE = "Ƀoh mđĭng: čih hdruôm hră, ƀuôn sang, Êđê, ŏ hgŭm, ñu, ư, ơ"


def a_stream(*parts: PanelPart, form: LeafletFormat = FORMATS[0]) -> Leaflet:
    return replace(a_leaflet(), format=form, panels=(Panel(name="", parts=parts),))


def steps_of(*said: str, pictures: str = "", each: int = 1) -> LeafletSteps:
    width, height = SIZES.get(pictures, (1, 1))
    shown = Picture(digest=pictures, width=width, height=height, alt="Màn hình điện thoại")
    steps = tuple(
        Step(
            number=at, anchor=f"b{at}", title=words(one), pictures=(shown,) * each * bool(pictures)
        )
        for at, one in enumerate(said, 1)
    )
    return LeafletSteps(title="Các bước", guide_key="page-7", steps=steps)


@cache
def plain(digest: str) -> bytes:
    if digest not in SIZES:
        return picture_bytes(digest)
    out = io.BytesIO()
    Image.new("RGB", SIZES[digest], "#d0d4d8").save(out, "PNG")
    return out.getvalue()


def sound(document: Leaflet) -> Sheet:
    sheet = render_sheet(document, mode="screen", load_picture=plain)
    assert list(faults(document, ink_of(sheet.pdf))) == []
    return sheet


SHORT = "Bấm nút."
FINE = {
    "an empty leaflet": (),
    "only a cover": (COVER,),
    "40 steps": (COVER, steps_of(*[SHORT] * 40), IMPRINT),
    "a word of 200 letters": (COVER, paragraph(LONG), steps_of(LONG), IMPRINT),
    "a picture of 90 x 60 pixels": (COVER, steps_of(SHORT, pictures="tiny"), IMPRINT),
    "a picture of 1 : 20": (COVER, steps_of(SHORT, pictures="tall"), IMPRINT),
    "8 tall screens": (COVER, steps_of(*[SHORT] * 8, pictures="phone"), CONTACTS, IMPRINT),
    "the letters of Ê Đê": (COVER, paragraph(EDE), IMPRINT),
}


@pytest.mark.parametrize("form", FORMATS[:3], ids=lambda form: form.name)
@pytest.mark.parametrize("name", FINE)
def test_folded_sheet_takes_what_is_unusual(name: str, form: LeafletFormat) -> None:
    sound(a_stream(*FINE[name], form=form))


REFUSED = {
    "a step of 3,000 words": ((COVER, steps_of("từ " * 3000)), "thừa .* mm"),
    "Thai": ((COVER, paragraph("ยินดีต้อนรับ")), "không có nét chữ để in"),
    "Chinese": ((COVER, paragraph("你好北𣴓")), "không có nét chữ để in"),
}


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@pytest.mark.parametrize("name", REFUSED)
def test_what_no_panel_holds_is_refused_in_words(name: str, form: LeafletFormat) -> None:
    parts, said = REFUSED[name]
    document = a_stream(*parts, IMPRINT, form=form)
    with pytest.raises(SitegenError, match=said) as refused:
        render_sheet(document, mode="print", load_picture=plain)
    assert refused.value.hint
    assert refused.value.page == document.head.title
    if refused.value.code == "print-overflow":  # it is shown all the same
        shown = drawn_sides(document, load_picture=plain, width_px=300)
        assert any(fit.is_overfull for fit in shown.fit)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_a_word_of_200_letters_is_refused_on_a_cover_and_broken_in_the_head_of_a_page(
    form: LeafletFormat,
) -> None:
    document = a_stream(replace(COVER, statement=LONG), BENEFITS, IMPRINT, form=form)
    if form.is_handout:
        sound(document)
        return
    with pytest.raises(SitegenError, match=r"chữ dài hơn bề ngang .* mm"):
        render_sheet(document, mode="print", load_picture=plain)
    shown = drawn_sides(document, load_picture=plain, width_px=300)
    assert any(fit.is_overfull for fit in shown.fit)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_an_empty_leaflet_is_white_paper_in_every_format(form: LeafletFormat) -> None:
    sheet = sound(replace(a_leaflet(), format=form, panels=()))
    assert [one for side in ink_of(sheet.pdf) for one in side if one.kind == "text"] == []


def test_four_telephone_screens_of_two_steps_stand_in_one_panel_of_150_mm() -> None:
    said = "Mở ứng dụng, bấm vào ô tìm kiếm rồi gõ tên thủ tục. Chọn dòng đầu tiên hiện ra."
    form = LeafletFormat(width_mm=300, panel_widths_mm=(150, 150), fold="half")
    panel = Panel(name="Hai bước", parts=(steps_of(said, said, pictures="phone", each=2),), at=1)
    document = replace(a_leaflet(), format=form, panels=(panel,))
    sheet = sound(document)
    shown = [one.box for side in ink_of(sheet.pdf) for one in side if one.kind == "picture"]
    assert len(shown) == 4
    assert min(box.bottom - box.top for box in shown) >= 55
    assert sheet.laid_out is not None
    assert [one.at for one in sheet.laid_out.panels] == [1]


def test_a_word_as_long_as_a_book_is_refused_without_being_measured() -> None:
    with pytest.raises(SitegenError, match="không có khoảng trắng"):
        sound(a_stream(paragraph("Ư" * 20_000)))


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_more_than_any_size_could_hold_is_refused_without_being_measured(
    form: LeafletFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = a_stream(*[paragraph("Một câu rất dài không bao giờ vừa. " * 3000)] * 3, form=form)
    measured: list[object] = []
    monkeypatch.setattr("sitegen.render.print.sheet.answers_of", measured.append)
    with pytest.raises(SitegenError, match="khổ này chứa nhiều nhất khoảng") as refused:
        sound(document)
    assert refused.value.code == "print-too-large"
    assert not measured
