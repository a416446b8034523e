"""The folded leaflet: size, boxes, fit, reading order and what readers aloud need."""

import io
from dataclasses import replace

import page
import pikepdf
import pytest
from PIL import Image

from sitegen.documents.leaflet import LeafletFormat, PanelPart
from sitegen.documents.nodes import Benefits
from sitegen.errors import SitegenError
from sitegen.render.print import Sheet, render_sheet, side_picture_size, side_pictures
from tests.builder_leaflet import panels_of
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
    assert {"Bìa – cơ quan", "Bìa – câu trên bìa", "Bìa – dòng dưới", "Bìa – chân bìa"} <= names
    assert all(0 < item.used_mm <= item.avail_mm for item in pressed.fit)


def test_one_text_scale_and_one_picture_width_rule_the_whole_sheet(pressed: Sheet) -> None:
    assert len({(item.scale, item.picture_percent) for item in pressed.fit}) == 1
    assert all(9.5 <= item.body_pt <= 9.5 * 1.25 for item in pressed.fit)


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


def test_preview_may_show_an_overfull_panel_and_the_mirror_may_not() -> None:
    many = Benefits(title="Lợi ích", items=BENEFITS.items * 9)
    crowded = a_small_leaflet(a_panel("Chật", many))
    shown = side_pictures(crowded, load_picture=picture_bytes, width_px=600, allow_overflow=True)
    assert len(shown) == 2
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
    with pytest.raises(SitegenError, match="bìa phải đứng riêng"):
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
