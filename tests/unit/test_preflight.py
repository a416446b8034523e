"""Preflight: sound files pass without a word, and each seeded fault is found by its name."""

import io
from dataclasses import replace
from functools import cache, partial

import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from sitegen.documents.leaflet import PortalLine
from sitegen.errors import SitegenError
from sitegen.preflight import (
    Outdated,
    PressSheet,
    Remark,
    preflight,
    press_sheet,
    require_sound,
)
from sitegen.preflight.imprint import imprint_remarks
from sitegen.preflight.lettering import words_px
from sitegen.preflight.plan import SheetPlan
from sitegen.render.print.arranging import arranged
from sitegen.render.print.fonts import font_files
from sitegen.render.print.painted import Box, read_sides
from tests.press_faults import (
    FAULTS,
    Fault,
    grey_words,
    overprinting_strokes,
    seeded,
    thin_line,
)
from tests.press_samples import has_code, has_pictures, load_sample_picture, sound_leaflet
from tests.unit.print_samples import IMPRINT, a_leaflet, picture_bytes

SOUND = 12  # 100 under make soak: tests/soak/test_preflight.py


@cache
def sound(seed: int) -> PressSheet:
    return press_sheet(sound_leaflet(seed), load_picture=load_sample_picture)


@pytest.mark.parametrize("seed", range(SOUND))
def test_sound_leaflet_passes_without_a_word(seed: int) -> None:
    # Panels by lot, put by hand, may be half empty; that is told and prints.
    said = [str(one) for one in sound(seed).remarks if one.code != "panel-turned"]
    assert said == []


def test_there_are_a_hundred_faults_of_more_than_forty_kinds() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 100
    assert len({fault.code for fault in FAULTS}) > 40


PLAIN = [seed for seed in range(40) if not has_pictures(sound_leaflet(seed))][:3]
CODED = next(seed for seed in PLAIN if has_code(sound_leaflet(seed)))
ONE_OF_EACH = {fault.code: fault for fault in FAULTS}  # all of them under make soak


@pytest.mark.parametrize("code", sorted(ONE_OF_EACH))
def test_seeded_fault_is_found_by_its_name(code: str) -> None:
    fault = ONE_OF_EACH[code]
    seed = CODED if fault.wants == "code" else PLAIN[len(code) % len(PLAIN)]
    made = seeded(sound(seed).pdf, sound_leaflet(seed), fault)
    found = preflight(made.pdf, made.document)
    assert code in {remark.code for remark in found}, [str(remark) for remark in found]


def by_code(*remarks: Remark) -> dict[str, Remark]:
    return {remark.code: remark for remark in remarks}


def test_remark_says_side_panel_place_and_what_to_do() -> None:
    (fault,) = [one for one in FAULTS if one.name == "a picture of 150 ppi"]
    seed = PLAIN[0]
    made = seeded(sound(seed).pdf, sound_leaflet(seed), fault)
    remark = by_code(*preflight(made.pdf, made.document))["picture-ppi"]
    assert (remark.side, remark.panel) == (1, arranged(made.document)[0][0].name)
    assert str(remark) == (
        f"Mặt 1, “{remark.panel}”, {remark.part}, cách mép trái 12 mm, mép trên 115 mm:"
        " Hình chỉ có 150 điểm ảnh mỗi inch, ít nhất 200."
        " Hình rộng 118 điểm ảnh; hãy tải hình rộng từ 236 điểm ảnh."
    )


@pytest.mark.parametrize(
    ("size", "black", "said"),
    [
        (17, 0.5, "4:1, ít nhất 4,5:1"),
        (17, 0.55, ""),
        (18, 0.4, "2,8:1, ít nhất 3:1"),
        (18, 0.45, ""),
    ],
)
def test_large_words_may_be_paler_than_small_ones(size: float, black: float, said: str) -> None:
    fault = Fault("grey", "contrast", change=lambda pdf: grey_words(pdf, black, size))
    made = seeded(sound(PLAIN[0]).pdf, sound_leaflet(PLAIN[0]), fault)
    found = [remark.message for remark in preflight(made.pdf, made.document)]
    assert found == ([f"Chữ và nền quá giống nhau ({said})."] if said else [])


@pytest.mark.parametrize("are_words", [True, False])
@pytest.mark.parametrize("are_drawn", [True, False])
def test_strokes_that_overprint_are_told_of_where_some_are_drawn(
    are_words: bool, are_drawn: bool
) -> None:
    change = partial(overprinting_strokes, are_words=are_words, are_drawn=are_drawn)
    fault = Fault("strokes", "overprint", change=change)
    made = seeded(sound(PLAIN[0]).pdf, sound_leaflet(PLAIN[0]), fault)
    assert ("overprint" in by_code(*preflight(made.pdf, made.document))) is are_drawn


def test_words_over_words_name_what_they_hide() -> None:
    (fault,) = [one for one in FAULTS if one.code == "overlap"]
    made = seeded(sound(PLAIN[0]).pdf, sound_leaflet(PLAIN[0]), fault)
    assert by_code(*preflight(made.pdf, made.document))["overlap"].message == (
        "Chữ đè lên “dong khac”."
    )


def test_what_holds_of_many_places_of_a_panel_is_told_once() -> None:
    fault = Fault(
        "tints", "line-tint", change=lambda pdf: [thin_line(pdf, y) for y in (90, 99, 120)]
    )
    seed = PLAIN[0]
    made = seeded(sound(seed).pdf, sound_leaflet(seed), fault)
    (remark,) = preflight(made.pdf, made.document)
    assert remark.count == 3
    assert "và 2 chỗ nữa" in str(remark)


RIGHT = {
    "GPXB-STTTT",
    "GPXB-STT&TT",
    "GP-SVHTTDL",
    "GP-SVHTT",
    "GP-SVHTT&DL",
    "GP-CXBIPH",
    "GP-XBIPH",
}
WRONG = {"", "GP", "GP-", "GPXB-", "GPXB- ", "QĐ-SVHTT", "SVHTT", "GPXBSTTTT"}


@pytest.mark.parametrize("symbol", sorted(RIGHT | WRONG))
def test_number_of_a_licence_is_one_that_offices_give(symbol: str) -> None:
    """Departments number licences in two ways, some with the year between."""
    for number in ("7", "79", "1234", "12/2026"):
        imprint = replace(IMPRINT, licence_number=f"{number}/{symbol}")
        codes = {one.code for one in imprint_remarks(a_leaflet(imprint=imprint))}
        assert ("licence-number" in codes) is (symbol in WRONG), number


def test_portal_that_is_closed_is_found_in_words_and_in_the_code() -> None:
    document = sound_leaflet(CODED)
    address = next(
        part.portal.address
        for panel in document.panels
        for part in panel.parts
        if isinstance(part, PortalLine)
    )
    gone = Outdated(words=address.removeprefix("https://"), said="cổng này đóng từ 01/07/2025")
    found = preflight(sound(CODED).pdf, document, outdated=(gone,))
    assert {remark.code for remark in found} == {"outdated"}
    assert any(remark.part == "mã QR" for remark in found)
    assert any(remark.message.startswith("Còn ghi") for remark in found)
    assert all("đóng từ 01/07/2025" in remark.message for remark in found)


def test_personal_data_are_found_on_the_line_where_they_stand() -> None:
    seed = PLAIN[0]
    found = preflight(
        sound(seed).pdf,
        sound_leaflet(seed),
        private=lambda line: [("số điện thoại", True)] if "motcua@mau.gov.vn" in line else [],
    )
    (remark,) = found
    assert (remark.code, remark.panel, remark.severity) == ("personal", "Bìa sau", "error")
    assert "motcua@mau.gov.vn" in remark.part


def test_errors_keep_the_file_from_the_print_shop_and_say_why() -> None:
    seed = PLAIN[0]
    document = sound_leaflet(seed)
    unlicensed = replace(document, imprint=replace(document.imprint, print_run=0, printer=""))
    sheet = press_sheet(unlicensed, load_picture=load_sample_picture)
    assert not sheet.is_sound
    with pytest.raises(SitegenError, match="Số lượng in là 0") as caught:
        require_sound(sheet, page=document.head.title)
    assert caught.value.code == "preflight"
    assert require_sound(sound(seed), page="") == sound(seed).pdf


@pytest.mark.parametrize("size", [14, 18, 24, 32])
@pytest.mark.parametrize("face", ["Regular", "SemiBold"])
def test_size_of_the_words_in_a_screenshot_is_known_within_two_fifths(size: int, face: str) -> None:
    assert words_px(screenshot(size, face)) == pytest.approx(size, rel=0.4)


@pytest.mark.parametrize("size", [24, 28, 34])
def test_a_small_line_below_larger_words_gives_a_picture_its_size(size: int) -> None:
    """Seen: a last line of 34 px below words of 52 px came out at 5 pt without a remark."""
    line = "Bản cập nhật 29/11/2026 – trạm y tế xã"
    assert words_px(a_phone((60, 2200, size, line))) == pytest.approx(size, rel=0.3)


@pytest.mark.parametrize("size", [24, 30])
def test_marks_at_the_edges_of_a_screen_do_not_give_a_picture_their_size(size: int) -> None:
    screen = a_phone((40, 20, size, "10:24"), (960, 20, size, "87 %"), (60, 2200, size, "Về đầu"))
    assert words_px(screen) == pytest.approx(52, rel=0.3)


def test_a_row_of_dots_beside_words_is_no_line_of_small_words() -> None:
    screen = a_phone()
    pen = ImageDraw.Draw(screen)
    for row in (0, 2):
        for line in range(3):
            for left in range(776, 890, 10):
                top = 415 + row * 330 + line * 12
                pen.rectangle((left, top, left + 4, top + 5), fill="#222")
    assert words_px(screen) == pytest.approx(52, rel=0.3)


def a_phone(*more: tuple[int, int, int, str]) -> Image.Image:
    """Draw the screen of a telephone with words of 52 px, and more: (left, top, size, words)."""
    image = Image.new("RGB", (1080, 2400), "#f4f6fb")
    pen = ImageDraw.Draw(image)
    names = ("Lịch sử tiêm chủng", "Đặt lịch tiêm", "Giấy chứng nhận", "Phản ánh sau tiêm")
    rows = [
        (290, 400 + at * 330, 52, name) for at, name in enumerate((*names, "Liên hệ trạm y tế"))
    ]
    for left, top, size, said in (*rows, *more):
        pen.text((left, top), said, font=a_font(size, "Regular"), fill="#222")
    return image


def test_picture_without_words_has_no_size_of_words() -> None:
    plain = Image.new("RGB", (1366, 860), "#f2f4f6")
    noise = Image.effect_noise((1366, 860), 90).convert("RGB")
    assert [words_px(picture) for picture in (plain, noise)] == [0.0, 0.0]


def test_screenshot_whose_words_come_out_too_small_is_named() -> None:
    found = press_sheet(a_leaflet(), load_picture=picture_bytes).remarks
    assert {remark.code for remark in found} == {"picture-words"}
    assert {remark.panel for remark in found} == {"Bước 1–2", "Bước 3–4"}
    assert all("Vùng phóng to" in remark.hint for remark in found)


def test_picture_is_named_by_the_sheet_and_not_by_the_slug_line_beside_it() -> None:
    leaflet = next(one for one in map(sound_leaflet, range(40)) if has_pictures(one))
    sheet = press_sheet(leaflet, load_picture=load_sample_picture)
    plan = SheetPlan.of(sheet.laid_out or leaflet)
    with pikepdf.open(io.BytesIO(sheet.pdf)) as pdf:
        side = next(one for one in read_sides(pdf) if any(one.pictures()))
        picture, words = next(side.pictures()), next(side.words())
        under = picture.box
        slug = replace(
            words, box=Box(under.left, plan.trim.bottom + 5, under.right, 9 + plan.trim.bottom)
        )
        assert plan.words_before(replace(side, items=[slug, picture]), picture) == ""
        above = replace(words, box=Box(under.left, under.top - 5, under.right, under.top - 1))
        said = plan.words_before(replace(side, items=[above, slug, picture]), picture)
        assert said == " ".join(words.text.split())


def a_font(size: int, face: str) -> ImageFont.FreeTypeFont:
    file = next(file for _, file in font_files("leaflet") if file.name.endswith(f"Pro-{face}.ttf"))
    return ImageFont.truetype(str(file), size)


def screenshot(size: int, face: str) -> Image.Image:
    """Draw a page of a portal with words of one size."""
    font = a_font(size, face)
    image = Image.new("RGB", (1366, 860), "white")
    pen = ImageDraw.Draw(image)
    lines = ("Cấp giấy phép xuất bản bản tin", "Họ và tên người nộp hồ sơ", "THÀNH PHẦN HỒ SƠ")
    for row, top in enumerate(range(20, 820, size * 2)):
        pen.text((40, top), f"{lines[row % 3]}   {lines[(row + 1) % 3]}", font=font, fill="#222")
    return image
