"""Dates, numbers and line breaks as Vietnamese and English readers expect them."""

from datetime import date

import pytest

from sitegen.documents.base import PartialDate
from sitegen.render import formats
from sitegen.render.inline import bound
from sitegen.render.print.wording import number_text

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Nghị định số 42/2022/NĐ-CP", "Nghị_định_số_42/2022/NĐ-CP"),
        (
            "Quyết định số 2170/QĐ-UBND ngày 10 tháng 11 năm 2022",
            "Quyết_định_số_2170/QĐ-UBND ngày_10 tháng_11 năm_2022",
        ),
        ("trong 10 phút", "trong 10_phút"),
        ("khổ 20,5 x 60 cm", "khổ 20,5_x_60_cm"),
        ("xem Bước 3, Điều 12", "xem Bước_3, Điều_12"),
        ("dưới 10 MB, còn 95 %", "dưới 10_MB, còn 95_%"),
        ("takes 20 minutes", "takes 20_minutes"),
        ("không có số nào", "không có số nào"),
        ("3 thôn", "3 thôn"),
    ],
)
def test_a_number_stays_with_what_it_counts_or_names(text: str, shown: str) -> None:
    assert formats.bind(text) == shown.replace("_", NBSP)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Nộp hồ sơ trực tuyến cho Sở Nội vụ", "Nộp hồ_sơ trực_tuyến cho Sở_Nội_vụ"),
        ("Liên hệ", "Liên_hệ"),
        ("Thống kê", "Thống_kê"),
        ("Giúp bà con vùng xa", "Giúp bà con vùng_xa"),
        ("Ba", "Ba"),
        ("Dịch vụ công trực tuyến năm 2023", "Dịch_vụ công trực_tuyến năm_2023"),
    ],
)
def test_a_heading_never_ends_on_one_syllable_nor_breaks_a_common_word(
    title: str, shown: str
) -> None:
    assert formats.title_bind(title) == shown.replace("_", NBSP)


def test_binding_changes_spaces_only() -> None:
    text = "Nghị định số 42/2022/NĐ-CP ngày 24 tháng 6 năm 2022, UBND huyện Ngân Sơn, 3 ngày"
    assert formats.title_bind(text).replace(NBSP, " ") == text


def test_the_number_of_a_law_is_one_piece_and_escaped() -> None:
    assert bound("Văn bản số 31/TTCNTT&TT-KT") == (
        f'Văn{NBSP}bản{NBSP}số{NBSP}<span class="nb">31/TTCNTT&amp;TT-KT</span>'
    )


@pytest.mark.parametrize(
    ("text", "unit", "language", "shown"),
    [
        ("12352", "number", "vi", "12.352"),
        ("12352", "number", "en", "12,352"),
        ("95.0", "percent", "vi", "95,0%"),
        ("95.0", "percent", "en", "95.0%"),
        ("1234567.89", "number", "vi", "1.234.567,89"),
        ("-5", "number", "vi", "-5"),
        ("", "percent", "vi", ""),
        ("không rõ", "number", "vi", "không rõ"),
        ("1.2.3", "number", "vi", "1.2.3"),
    ],
)
def test_numbers(text: str, unit: str, language: str, shown: str) -> None:
    assert formats.number(text, language, unit=unit) == shown


@pytest.mark.parametrize("text", ["-0.5", "-1234.5", "m²", "²", "1.²", "-", ".5", "--1"])
def test_a_number_is_written_alike_on_the_page_and_on_paper(text: str) -> None:
    assert formats.number(text, "vi") == number_text(text)
    assert formats.number("-0.5", "vi") == "-0,5"


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [
        (PartialDate(year=2023, month=6, day=21), "vi", "ngày 21 tháng 6 năm 2023"),
        (PartialDate(year=2023, month=2, day=4), "vi", "ngày 04 tháng 02 năm 2023"),
        (PartialDate(year=2022, month=11), "vi", "ngày … tháng 11 năm 2022"),
        (PartialDate(), "vi", "ngày … tháng … năm …"),
        (PartialDate(year=2022, month=11), "en", "… November 2022"),
    ],
)
def test_dates_of_official_texts(value: PartialDate, language: str, shown: str) -> None:
    assert formats.partial_day(value, language).replace(NBSP, " ") == shown


def test_dates_of_prose() -> None:
    day = date(2022, 6, 4)
    assert formats.day(day, "vi") == "4/6/2022"
    assert formats.long_day(day, "vi").replace(NBSP, " ") == "ngày 4 tháng 6 năm 2022"
    assert formats.long_day(day, "en").replace(NBSP, " ") == "4 June 2022"
    assert formats.day(day, "tyz") == "4/6/2022"


@pytest.mark.parametrize(
    ("size", "shown"), [(10, "1 kB"), (24_400, "24 kB"), (1_240_000, "1,2 MB")]
)
def test_file_sizes(size: int, shown: str) -> None:
    assert formats.file_size(size, "vi").replace(NBSP, " ") == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://dichvucong.gov.vn/", "dichvucong.gov.vn"),
        ("http://a.vn/b", "a.vn/b"),
    ],
)
def test_addresses_are_shown_as_people_say_them(address: str, shown: str) -> None:
    assert formats.address_words(address) == shown


@pytest.mark.parametrize("before", ["Nộp ở", "Tỉnh", "UBND huyện", "Sở Nội vụ tỉnh"])
@pytest.mark.parametrize("name", ["Bắc Kạn", "Đắk Lắk", "Hồ Chí Minh", "Ngân Sơn"])
def test_headings_keep_the_names_of_places_on_one_line(before: str, name: str) -> None:
    said = formats.title_bind(f"{before} {name}, nhận kết quả trong ngày")
    assert name.replace(" ", NBSP) + "," in said
    assert said.replace(NBSP, " ") == f"{before} {name}, nhận kết quả trong ngày"
    assert len(said.split(" ")) > 3
