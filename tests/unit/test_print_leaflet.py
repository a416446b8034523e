"""The folded leaflet: size, boxes, fit, reading order and what readers aloud need."""

import hashlib
import io
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import page
import pikepdf
import pytest
from PIL import Image

from sitegen.documents.base import Picture
from sitegen.documents.inline import Text
from sitegen.documents.leaflet import LeafletFormat, LeafletSteps, PanelPart
from sitegen.documents.nodes import Benefits, Step
from sitegen.errors import SitegenError
from sitegen.render.print import (
    PanelFit,
    Sheet,
    drawn_sides,
    panel_words,
    render_sheet,
    side_picture_size,
    side_pictures,
)
from tests.builder_leaflet import panels_of
from tests.unit.print_ink import ink_of, overlaps
from tests.unit.print_samples import (
    BENEFITS,
    CONTACTS,
    COVER,
    IMPRINT,
    a_leaflet,
    a_panel,
    a_small_leaflet,
    paragraph,
    picture_bytes,
    statistics_part,
)
from tests.unit.print_text import runs_of, text_of
from tests.unit.random_leaflets import plain_picture

MM = 72 / 25.4


def boxes_mm(pdf: pikepdf.Page) -> dict[str, tuple[float, float]]:
    found = {}
    for name in ("MediaBox", "BleedBox", "TrimBox"):
        left, bottom, right, top = (float(edge) for edge in pdf.obj[f"/{name}"])
        found[name] = (round((right - left) / MM, 1), round((top - bottom) / MM, 1))
    return found


@pytest.fixture(scope="module")
def pressed() -> Sheet:
    return render_sheet(a_leaflet(), mode="print", load_picture=picture_bytes)


@pytest.fixture(scope="module")
def press(pressed: Sheet) -> bytes:
    return pressed.pdf


@pytest.fixture(scope="module")
def screen() -> bytes:
    return render_sheet(a_leaflet(), mode="screen", load_picture=picture_bytes).pdf


def test_press_file_has_two_sides_with_trim_bleed_and_slug(press: bytes) -> None:
    with pikepdf.open(io.BytesIO(press)) as pdf:
        assert [boxes_mm(side) for side in pdf.pages] == [
            {"MediaBox": (620.0, 225.0), "BleedBox": (606.0, 211.0), "TrimBox": (600.0, 205.0)}
        ] * 2


def test_press_file_lies_centred_around_its_trim(press: bytes) -> None:
    with pikepdf.open(io.BytesIO(press)) as pdf:
        trim = [round(float(edge) / MM, 1) for edge in pdf.pages[0].trimbox]
        bleed = [round(float(edge) / MM, 1) for edge in pdf.pages[0].bleedbox]
    assert (trim, bleed) == ([10.0, 10.0, 610.0, 215.0], [7.0, 7.0, 613.0, 218.0])


def test_press_file_has_no_links_and_prints_in_cmyk(press: bytes) -> None:
    with pikepdf.open(io.BytesIO(press)) as pdf:
        for side in pdf.pages:
            assert "/Annots" not in side.obj
            operators = {str(step.operator) for step in pikepdf.parse_content_stream(side)}
            assert not operators & {"rg", "RG", "g", "G"}


@pytest.mark.parametrize("mode", ["print", "screen"])
def test_every_font_is_embedded(mode: str, press: bytes, screen: bytes) -> None:
    with pikepdf.open(io.BytesIO(press if mode == "print" else screen)) as pdf:
        descriptors = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        assert descriptors
        assert all({"/FontFile2", "/FontFile3"} & set(item.keys()) for item in descriptors)


@pytest.mark.parametrize(
    "profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A]
)
def test_screen_file_keeps_the_standard(profile: page.ValidationProfile, screen: bytes) -> None:
    report = page.validate_pdf_bytes(screen, profile=profile)
    assert report.is_compliant, [str(failure) for failure in report.failures]


def test_screen_file_has_live_links_and_the_size_of_the_trimmed_sheet(screen: bytes) -> None:
    with pikepdf.open(io.BytesIO(screen)) as pdf:
        assert boxes_mm_of_media(pdf.pages[0]) == (600.0, 205.0)
        targets = {str(note.A.URI) for side in pdf.pages for note in side.get("/Annots", [])}
    assert targets == {
        "https://dichvucong.backan.gov.vn",
        "mailto:support@backan.gov.vn",
        "tel:+842093810777",
    }


def boxes_mm_of_media(side: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(edge) for edge in side.mediabox)
    return round((right - left) / MM, 1), round((top - bottom) / MM, 1)


@pytest.mark.parametrize("mode", ["print", "screen"])
def test_same_leaflet_gives_the_same_bytes(mode: str, press: bytes, screen: bytes) -> None:
    again = render_sheet(a_leaflet(), mode=mode, load_picture=picture_bytes).pdf  # type: ignore[arg-type]
    assert again == (press if mode == "print" else screen)


def test_panels_are_read_cover_first_whatever_their_place_on_the_sheet(screen: bytes) -> None:
    said = text_of(screen)
    order = ("Những điều", "Bốn bước", "Xem lại", "Những lợi ích", "Nộp trực tuyến và nộp")
    places = [said.index(words) for words in order]
    assert places == sorted(places)


def test_figures_are_written_as_in_vietnamese(screen: bytes) -> None:
    said = text_of(screen)
    assert "13.761" in said
    assert "97,9" in said


def test_every_panel_and_every_box_of_the_cover_is_measured(pressed: Sheet) -> None:
    names = {item.panel for item in pressed.fit}
    assert {"Bước 1–2", "Bước 3–4", "Lợi ích, liên hệ", "So sánh", "Số liệu"} <= names
    assert "Bìa – câu trên bìa" in names
    assert all(0 < item.used_mm <= item.avail_mm for item in pressed.fit)


def test_one_size_of_text_and_one_picture_width_rule_the_whole_sheet(pressed: Sheet) -> None:
    assert len({(item.body_pt, item.picture_percent) for item in pressed.fit}) == 1


def test_text_is_not_small_where_there_is_room(pressed: Sheet) -> None:
    assert all(10.5 <= item.body_pt <= 12 for item in pressed.fit)


def test_text_is_set_small_only_when_pictures_and_gaps_have_given_way() -> None:
    def fitted(items: int) -> PanelFit:
        many = Benefits(title="Lợi ích", items=BENEFITS.items[:1] * items)
        document = a_small_leaflet(a_panel("P", many))
        return render_sheet(document, mode="screen", load_picture=picture_bytes).fit[0]

    sizes = [fitted(items).body_pt for items in (3, 12, 16, 20)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] >= 12
    assert sizes[-1] >= 9.5


def test_a_panel_with_room_fills_its_height(screen: bytes) -> None:
    """The last ink of every panel stands near the foot; but of the cover, which has its own."""
    for side, ink in enumerate(ink_of(screen)):
        for start in range(0, 600, 150):
            inside = [
                one.box.bottom
                for one in ink
                if start < one.box.left and one.box.right < start + 150 and one.kind != "shape"
            ]
            assert max(inside) >= 150, (side, start)


PHONE = Picture(digest="p1", width=1080, height=2400, alt="Màn hình điện thoại")


def phone_steps(*numbers: int, pictures: int = 1) -> LeafletSteps:
    said = "Mở ứng dụng, bấm vào ô tìm kiếm rồi gõ tên thủ tục. Chọn dòng đầu tiên hiện ra."
    steps = tuple(
        Step(number=at, anchor=f"b{at}", title=(Text(value=said),), pictures=(PHONE,) * pictures)
        for at in numbers
    )
    return LeafletSteps(title="", guide_key="page-7", steps=steps)


def test_eight_telephone_screens_fit_the_inside_and_can_be_read() -> None:
    inside = {(1, at): a_panel(f"B{at}", phone_steps(2 * at + 1, 2 * at + 2)) for at in range(4)}
    sheet = render_sheet(a_leaflet(replace=inside), mode="screen", load_picture=plain_picture_of)
    shown = [one.box for one in ink_of(sheet.pdf)[1] if one.kind == "picture"]
    assert len(shown) == 8
    assert min(box.bottom - box.top for box in shown) >= 55
    assert min(fit.body_pt for fit in sheet.fit) >= 9.5


def test_telephone_screens_of_one_step_stand_abreast() -> None:
    document = a_small_leaflet(a_panel("Một bước", phone_steps(1, pictures=4)))
    sheet = render_sheet(document, mode="screen", load_picture=plain_picture_of)
    shown = [one.box for one in ink_of(sheet.pdf)[0] if one.kind == "picture"]
    assert len({round(box.top, 1) for box in shown}) == 1


def plain_picture_of(digest: str) -> bytes:
    return plain_picture(digest) if digest == PHONE.digest else picture_bytes(digest)


def test_advice_on_too_many_pictures_names_one_its_step_and_its_millimetres() -> None:
    document = a_small_leaflet(a_panel("Quá nhiều hình", phone_steps(*range(1, 9))))
    with pytest.raises(SitegenError) as caught:
        render_sheet(document, mode="print", load_picture=plain_picture)
    assert "hình “Màn hình điện thoại” của Bước " in caught.value.hint
    assert re.search(r"cao \d+,\d mm", caught.value.hint)
    assert "chữ cái" not in caught.value.hint


@pytest.mark.parametrize("width", [100, 150])
def test_a_word_wider_than_the_cover_is_refused_with_its_millimetres(width: int) -> None:
    cover = replace(COVER, statement="N" * 60)
    document = replace(
        a_small_leaflet(a_panel("Bìa", cover)),
        format=LeafletFormat(width_mm=2 * width, panel_widths_mm=(width, width)),
    )
    with pytest.raises(SitegenError, match=r"chữ dài hơn bề ngang \d+,\d mm"):
        render_sheet(document, mode="screen", load_picture=picture_bytes)


def test_numerals_of_one_list_have_one_size_and_do_not_lean_on_each_other() -> None:
    steps = steps_of(*("Bấm nút." for _ in range(14)))
    panel = a_panel("Bước", LeafletSteps(title="", guide_key="page-7", steps=steps))
    pdf = render_sheet(a_small_leaflet(panel), mode="screen", load_picture=picture_bytes).pdf
    ink = ink_of(pdf)[0]
    numerals = [one for one in ink if one.words.isdecimal()]
    assert [one.words for one in numerals] == [str(number) for number in range(1, 15)]
    assert len({one.size for one in numerals}) == 1
    assert overlaps(ink) == []


def steps_of(*sentences: str) -> tuple[Step, ...]:
    return tuple(
        Step(number=at, anchor=f"b{at}", title=(Text(value=words),))
        for at, words in enumerate(sentences, 1)
    )


def test_decimal_commas_of_a_column_stand_under_each_other(screen: bytes) -> None:
    shares = [run for run in ink_of(screen)[1] if re.fullmatch(r"\d+,\d", run.words)]
    assert len(shares) == 20
    commas = [run.parts[run.words.index(",")] for run in shares]
    assert max(box.left for box in commas) - min(box.left for box in commas) < 0.1


FOLDED = {
    "tri-fold": LeafletFormat(width_mm=297, height_mm=210, panel_widths_mm=(97, 100, 100)),
    "two": LeafletFormat(width_mm=210, height_mm=148, panel_widths_mm=(105, 105)),
    "one": LeafletFormat(width_mm=148, height_mm=210, panel_widths_mm=(148,)),
}


@pytest.mark.parametrize("name", FOLDED)
def test_no_note_to_the_printer_lies_on_a_mark(name: str) -> None:
    form = FOLDED[name]
    panels = tuple(a_panel(f"Mặt gấp số {at}", BENEFITS) for at in range(len(form.panel_widths_mm)))
    draft = a_leaflet(imprint=replace(IMPRINT, licence_number=""))
    document = replace(draft, format=form, panels=panels_of((panels, panels), form))
    for ink in ink_of(render_sheet(document, mode="print", load_picture=picture_bytes).pdf):
        around = [one for one in ink if one.box.top < 0 or one.box.bottom > form.height_mm]
        notes = [one for one in around if one.kind == "text"]
        marks = [one for one in around if one.kind == "shape"]
        assert notes
        assert not [1 for note in notes for mark in marks if note.box.common(mark.box) > 0]
        assert max(note.box.bottom for note in notes) < form.height_mm + 10


def test_lines_are_strong_enough_to_be_printed_and_small_text_is_black(press: bytes) -> None:
    """A tint is a raster: a thin line of it falls apart, and so do small letters."""
    black, white = (0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0, 0.0)
    for one in (one for ink in ink_of(press) for one in ink):
        is_mark = one.box.right < 0 or one.box.left > 600 or one.box.bottom < 0 or one.box.top > 205
        if one.pen_mm and not is_mark:
            assert one.pen_mm * MM >= (0.25 if one.paint == black else 0.5) - 0.01
        if one.kind == "text" and one.size < 9:
            assert one.paint in {black, white}, one.words


def test_another_process_gives_the_same_bytes(press: bytes) -> None:
    code = (
        "import hashlib; from tests.unit.print_samples import a_leaflet, picture_bytes;"
        "from sitegen.render.print import render_sheet;"
        "made = render_sheet(a_leaflet(), mode='print', load_picture=picture_bytes);"
        "print(hashlib.sha256(made.pdf).hexdigest())"
    )
    root = Path(__file__).resolve().parents[2]
    said = subprocess.check_output([sys.executable, "-c", code], cwd=root, text=True)
    assert said.strip() == hashlib.sha256(press).hexdigest()


def test_what_was_printed_before_leaves_no_trace(press: bytes) -> None:
    other = a_small_leaflet(a_panel("Khác", CONTACTS, BENEFITS))
    render_sheet(other, mode="screen", load_picture=picture_bytes)
    assert render_sheet(a_leaflet(), mode="print", load_picture=picture_bytes).pdf == press


def test_overfull_panel_stops_the_print_and_says_panel_millimetres_and_what_to_cut() -> None:
    many = Benefits(title="Lợi ích", items=BENEFITS.items * 9)
    crowded = a_small_leaflet(a_panel("Quá nhiều lợi ích", many))
    with pytest.raises(SitegenError) as caught:
        render_sheet(crowded, mode="print", load_picture=picture_bytes)
    assert caught.value.code == "print-overflow"
    assert caught.value.page == crowded.head.title
    assert caught.value.message.startswith("Mặt gấp “Quá nhiều lợi ích” thừa ")
    assert caught.value.message.endswith(" mm.")
    assert "chữ cái ở “Quá nhiều lợi ích”" in caught.value.hint


def test_overflow_grows_with_the_text_that_is_too_much() -> None:
    def over(times: int) -> float:
        many = Benefits(title="Lợi ích", items=BENEFITS.items * times)
        with pytest.raises(SitegenError) as caught:
            render_sheet(
                a_small_leaflet(a_panel("P", many)),
                mode="screen",
                load_picture=picture_bytes,
            )
        return float(caught.value.message.split("thừa ")[1].split(" mm")[0].replace(",", "."))

    assert 0 < over(9) < over(10)


def test_statement_too_long_for_the_cover_stops_the_print() -> None:
    cover = replace(COVER, statement="Những điều cần biết về dịch vụ công trực tuyến " * 12)
    with pytest.raises(SitegenError, match="Bìa – câu trên bìa"):
        render_sheet(
            a_small_leaflet(a_panel("Bìa", cover)),
            mode="print",
            load_picture=picture_bytes,
        )


def test_preview_shows_what_is_too_much_and_names_it_and_the_mirror_does_not() -> None:
    many = Benefits(title="Lợi ích", items=BENEFITS.items * 9)
    crowded = a_small_leaflet(a_panel("Chật", many))
    shown = drawn_sides(crowded, load_picture=picture_bytes, width_px=600)
    assert len(shown.pictures) == 2
    (over,) = [fit for fit in shown.fit if fit.is_overfull]
    assert panel_words(over).startswith(f"“Chật” thừa {over.over_mm:.1f}".replace(".", ","))
    with Image.open(io.BytesIO(shown.pictures[0])) as side:
        assert (194, 65, 12) in {colour for _, colour in side.getcolors(1 << 20)}  # the warning
    with pytest.raises(SitegenError, match="Chật"):
        side_pictures(crowded, load_picture=picture_bytes, width_px=600)


def test_side_pictures_are_flat_rgb_of_the_promised_size() -> None:
    document = a_leaflet()
    sizes = []
    for content in side_pictures(document, load_picture=picture_bytes, width_px=1201):
        with Image.open(io.BytesIO(content)) as picture:
            sizes.append((picture.mode, picture.size))
    assert sizes == [("RGB", side_picture_size(document, 1201))] * 2


def test_leaflet_without_licence_says_so_in_the_slug_and_in_the_imprint() -> None:
    draft = replace(IMPRINT, licence_number="")
    said = text_of(
        render_sheet(a_leaflet(imprint=draft), mode="print", load_picture=picture_bytes).pdf
    )
    assert said.count("BẢN THẢO – CHƯA CẤP PHÉP") == 2
    assert "chưa được cấp giấy phép" in said


def test_licensed_leaflet_prints_its_imprint_and_no_warning(press: bytes) -> None:
    said = text_of(press)
    assert "In 5.000 tờ, kích thước 20,5 x 60 cm" in said
    assert "79/GPXB-STT&TT ngày 28 tháng 11 năm 2019" in said
    assert "nộp lưu chiểu tháng 12/2019" in said
    assert "BẢN THẢO" not in said


def test_cover_shares_its_panel_with_nothing() -> None:
    with pytest.raises(SitegenError, match="không còn mặt nào"):
        render_sheet(
            a_small_leaflet(a_panel("Bìa", COVER, CONTACTS)),
            mode="print",
            load_picture=picture_bytes,
        )


def test_narrow_panels_and_a_chart_fit_another_format() -> None:
    base = a_leaflet()
    parts: tuple[PanelPart, ...] = (
        BENEFITS,
        CONTACTS,
        paragraph("Một đoạn."),
        statistics_part("chart"),
        IMPRINT,
        COVER,
    )
    panels = tuple(a_panel(f"Mặt {number}", part) for number, part in enumerate(parts))
    form = LeafletFormat(panel_widths_mm=(100,) * 6, fold="zigzag")
    narrow = replace(base, format=form, panels=panels_of((panels, panels[::-1]), form))
    sheet = render_sheet(narrow, mode="screen", load_picture=picture_bytes)
    assert page.validate_pdf_bytes(sheet.pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant
    assert text_of(sheet.pdf).index("12.768") > text_of(sheet.pdf).index("13.761")


def outside_safe_area(pdf: bytes, side: int, panel_mm: float, safe_mm: float) -> list[str]:
    """Return the words that stand outside the safe area of the panel where they begin."""
    found = []
    for run in runs_of(pdf, side):
        start = run.left / MM // panel_mm * panel_mm
        if run.words.strip() and not (
            run.left / MM >= start + safe_mm and run.right / MM <= start + panel_mm - safe_mm
        ):
            found.append(run.words)
    return found


@pytest.mark.parametrize("side", [0, 1])
def test_every_word_keeps_away_from_trim_and_folds(side: int, screen: bytes) -> None:
    assert outside_safe_area(screen, side, 150, 6) == []


@pytest.mark.parametrize(
    "statement",
    [
        "Gửi hồ sơ ngay tại nhà",
        "Nghiêng nghiêng nghiêng nghiêng",
        "Thủ tục hành chính công khai, dịch vụ công trực tuyến, kết quả giải quyết đúng hạn",
        "Loa",
    ],
)
def test_no_statement_runs_off_the_cover(statement: str) -> None:
    document = a_small_leaflet(a_panel("Bìa", replace(COVER, statement=statement)))
    pdf = render_sheet(document, mode="screen", load_picture=picture_bytes).pdf
    assert outside_safe_area(pdf, 0, 150, 6) == []


def test_string_without_spaces_breaks_inside_its_panel() -> None:
    address = "https://dichvucong.backan.gov.vn/" + "thutuchanhchinhcapgiayphepxuatban" * 6
    pdf = render_sheet(
        a_small_leaflet(a_panel("Địa chỉ", paragraph(address))),
        mode="screen",
        load_picture=picture_bytes,
    ).pdf
    assert outside_safe_area(pdf, 0, 150, 6) == []
    assert page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_A_2A).is_compliant
