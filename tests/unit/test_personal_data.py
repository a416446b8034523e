"""What looks like personal data: in a line of text, and in the words read from a picture."""

import random

import pytest

from media.ocr import Word
from media.patterns import suspects
from media.regions import Rectangle
from media.suggestions import notes, suggest

IDENTITY, OLD, PHONE, BIRTH, NAME = (
    "số định danh cá nhân (12 chữ số)",
    "số chứng minh nhân dân (9 chữ số)",
    "số điện thoại",
    "ngày sinh",
    "họ tên",
)
FOUND = {
    "Số CCCD: 001099000000": [(IDENTITY, "001099000000")],
    "CCCD 001 099 000 000": [(IDENTITY, "001 099 000 000")],
    "CMND 123456789 cấp": [(OLD, "123456789")],
    "Gọi 0912 345 678 nhé": [(PHONE, "0912 345 678")],
    "ĐT: 0204.3555.675": [(PHONE, "0204.3555.675")],
    "Ngày sinh: 01/02/1990": [(BIRTH, "01/02/1990")],
    "Họ và tên: Nguyễn Văn Mẫu": [(NAME, "Nguyễn Văn Mẫu")],
    "Ông Trần Văn Mẫu, 012345678": [(NAME, "Trần Văn Mẫu"), (OLD, "012345678")],
    "Số CMND: 123.456.789": [(OLD, "123.456.789")],
    "CMND 123 456 789, đồng ý": [(OLD, "123 456 789")],
    "Sinh 01.02.1990 123456789": [(BIRTH, "01.02.1990"), (OLD, "123456789")],
    "Gọi (+84) 965 769 018": [(PHONE, "965 769 018")],
    "Gọi +84 (0)965 769 018": [(PHONE, "965 769 018")],
}
NOTHING = [
    "",
    "Ban hành ngày 01/02/2023",
    "Phí 120.000 đồng",
    "Nghị định số 42/2022/NĐ-CP",
    "Mã hồ sơ H08.12-230401-0001",
    "Tổng 1.234.567.890 đồng",
    "Tài khoản 3511.0.1234567.00000",
    "Ông nội và bà ngoại",
    "Năm 2023",
    "Chọn DỊCH VỤ CÔNG TRỰC TUYẾN",
    "CÔNG DỤNG CỦA GIẤY NÀY",
]


@pytest.mark.parametrize(("line", "expected"), FOUND.items(), ids=FOUND.keys())
def test_line_with_personal_data_is_noticed(line: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.kind, line[one.start : one.end]) for one in suspects(line)] == expected


@pytest.mark.parametrize("line", NOTHING)
def test_line_without_is_left_alone(line: str) -> None:
    assert suspects(line) == ()


@pytest.mark.parametrize("seed", range(20))
def test_no_amount_telephone_or_date_is_taken_for_the_number_of_a_person(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    amount = dice.randint(100_000_000, 999_999_999)
    dotted, spaced = f"{amount:,}".replace(",", "."), f"{amount:,}".replace(",", " ")
    unit = dice.choice(["đồng", "Đồng", "đ", "VND", "VNĐ", "₫", "đồng/năm", "triệu", "USD", "%"])
    day, month, year = dice.randint(1, 28), dice.randint(1, 12), dice.randint(1950, 2030)
    mark = dice.choice(".-")
    date = f"{day:02}{mark}{month:02}{mark}{year}"
    phone = dice.choice("35789") + "".join(dice.choices("0123456789", k=8))
    gaps = dice.choice(["", " ", "."])
    parts = gaps.join((phone[:3], phone[3:6], phone[6:]))
    lines = [
        f"Doanh thu dưới {dotted} một năm",
        f"Từ {dotted}-{dotted} {unit}",
        f"Nộp {spaced} {unit}, {amount} {unit} hoặc {amount}{unit}",
        f"Từ {date} {dice.randint(0, 23)} giờ, ngày {date} 30 phút",
        f"Gọi 0{parts}, (+84) {parts} hoặc +84 {parts}",
    ]
    kinds = {(line, one.kind) for line in lines for one in suspects(line)}
    assert not {(line, kind) for line, kind in kinds if kind in {IDENTITY, OLD}}
    assert not [line for line, _kind in kinds if line != lines[-1]]


def _line(*words: str, top: int = 100) -> list[Word]:
    return [
        Word(text=word, line=(str(top),), left=100 * place, top=top, width=80, height=20)
        for place, word in enumerate(words, 1)
    ]


def test_suggested_region_covers_every_word_of_a_number_and_no_other() -> None:
    words = _line("CCCD", "001", "099", "000", "000", "cấp")
    (one,) = suggest(words, (1000, 500))
    assert one.kind == IDENTITY
    left, right = one.region.x * 10, (one.region.x + one.region.w) * 10
    assert 180 < left <= 200
    assert 580 <= right < 600
    assert one.region.y * 5 <= 100
    assert (one.region.y + one.region.h) * 5 >= 120


def test_numbers_on_two_lines_are_two_numbers() -> None:
    assert suggest([*_line("001099"), *_line("000000", top=200)], (1000, 500)) == ()


def test_what_is_hidden_already_is_not_suggested() -> None:
    words = _line("001099000000")
    assert suggest(words, (1000, 500))
    assert suggest(words, (1000, 500), [Rectangle(0, 0, 100, 100)]) == ()


def test_region_at_the_edge_stays_within_the_picture() -> None:
    word = Word(text="001099000000", line=("1",), left=0, top=0, width=1000, height=500)
    (one,) = suggest([word], (1000, 500))
    assert one.region == Rectangle(0, 0, 100, 100)


def test_words_beside_a_picture_are_looked_at_as_well() -> None:
    said = notes({"Tiêu đề": "CCCD 001099000000", "Mô tả": "Trang chủ của cổng"})
    assert said == (f"Tiêu đề có chỗ giống {IDENTITY}: “001099000000”.",)
