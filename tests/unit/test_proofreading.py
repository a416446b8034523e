"""Proof-reading: every rule finds its kind wherever it stands, and is silent on what is right."""

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from cms.demo.content.statistics import ROWS as LEAFLET_ROWS
from cms.demo.content.statistics import STATISTICS
from cms.proofreading.private import private_in
from sitegen.documents.outdated import Outdated
from sitegen.proofreading.run import AT_RELEASE, RULES, proofread
from sitegen.proofreading.texts import Found, Known, PageTexts, PortalName, Table, Term, Text

_chance = Random(20261129)  # noqa: S311  # the same places every time

KNOWN = Known(
    portals=(
        PortalName(
            ("Cổng Dịch vụ công tỉnh An Hoà", "Cổng tỉnh An Hoà"), "dichvucong.anhoa.gov.vn"
        ),
        PortalName(("Cổng Dịch vụ công quốc gia", "Cổng quốc gia"), "dichvucong.gov.vn"),
    ),
    outdated=(
        Outdated(words="dichvucong.anhoa.gov.vn", said="cổng này ngừng từ 01/07/2025"),
        Outdated(
            words="42/2022/NĐ-CP",
            said="văn bản này hết hiệu lực",
            is_misleading=False,
            until=date(2026, 6, 30),
        ),
    ),
    terms=(
        Term("Mức độ 3", date(2022, 8, 14), "Một phần"),
        Term("Mức độ 4", date(2022, 8, 14), "Toàn trình"),
    ),
    private=lambda line: (
        (match.start(), match.end(), "số định danh") for match in re.finditer(r"\b0\d{11}\b", line)
    ),
)

CLEAN = (
    "Tổ chức, cá nhân nộp hồ sơ tại bộ phận một cửa hoặc qua mạng.",
    "Hồ sơ gồm tờ khai theo mẫu và bản sao giấy tờ tùy thân.",
    "Thời hạn giải quyết: 05 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ.",
    "Lệ phí 50.000 đồng một bản, nộp khi nhận kết quả.",
    "Căn cứ Quyết định số 118/QĐ-UBND ngày 03 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh An Hoà;",
    "Hỏi thêm: gọi 0277.3810.999 trong giờ hành chính.",
)
"""An invented office's words, in which nothing is wrong."""


@dataclass(frozen=True)
class Samples:
    """Lines in which a rule finds just the words given, and lines that look alike and are right."""

    wrong: dict[str, str]
    right: tuple[str, ...]
    place: str = "body.paragraph"
    after: tuple[str, ...] = ()
    """Lines without which nothing is wrong with those above."""


SAMPLES = {
    "account-number": Samples(
        {
            "Chuyển vào số tài khoản: 12340000567890 tại ngân hàng.": "12340000567890",
            "Chuyển khoản: tài khoản của Sở Nội vụ số 1234 5678 9012 34.": "1234 5678 9012 34",
            "STK 0912345678 (Kho bạc).": "0912345678",
            "Nộp vào tài khoản số 3713.0.1058888.00000.": "3713.0.1058888.00000",
        },
        (
            "Tài khoản đăng ký bằng số điện thoại 0912 345 678.",
            "Quên tài khoản, gọi 1900 1234.",
            "Mở tài khoản trong 05 ngày, từ 01/01/2026.",
            "Tài khoản định danh của số 001099012345.",
            "Tài khoản điện tử giai đoạn 2021-2025.",
            "Tài khoản cấp trước 01-07-2024; số dư tài khoản 10.000.000 đồng.",
        ),
    ),
    "closed-portal": Samples(
        {
            "Vào https://dichvucong.anhoa.gov.vn rồi đăng nhập.": "https://dichvucong.anhoa.gov.vn",
            "Cổng DICHVUCONG.ANHOA.GOV.VN/home": "DICHVUCONG.ANHOA.GOV.VN",
        },
        (
            "Vào https://dichvucong.gov.vn rồi đăng nhập.",
            "Gửi thư tới hotro@dichvucong.anhoa.gov.vn.",
            "Xem hdsd.dichvucong.anhoa.gov.vn.",
            "Cổng dichvucong.anhoa.gov.vn nay là Cổng Dịch vụ công quốc gia.",
            "Không vào dichvucong.anhoa.gov.vn nữa.",
        ),
    ),
    "doubled-word": Samples(
        {
            "Thẩm quyền giải quyết của của Sở Nội vụ.": "của của",
            "Nộp hồ sơ và  và lệ phí.": "và  và",
            "Các các sở, ban, ngành.": "Các các",
        },
        (
            "Cấp giấy phép xuất bản bản tin địa phương.",
            "Ngày ngày, người người đọc từ từ.",
            "Dữ liệu của [\ufffc] của tỉnh.",
            "Các cácbon; và, và nữa.",
        ),
    ),
    "end-mark": Samples(
        {
            "Đề nghị các đơn vị thực hiện./": "./",
            "Đề nghị các đơn vị thực hiện./../.": "./../.",
            "Đề nghị các đơn vị thực hiện.//.": ".//.",
        },
        (
            "Đề nghị các đơn vị thực hiện./.",
            "Một cửa/liên thông.",
            "Tỷ lệ 5/6.",
            "Và/hoặc…",
            "Vào https://dichvucong.gov.vn/",
            "Xem dichvucong.gov.vn/.",
        ),
    ),
    "expired-term": Samples(
        {
            "Dịch vụ công trực tuyến mức độ 3 của xã.": "mức độ 3",
            "NỘP HỒ SƠ TRỰC TUYẾN MỨC ĐỘ 4": "MỨC ĐỘ 4",
            "Bấm nút nộp hồ sơ mức 3.": "mức 3",
        },
        (
            "Dịch vụ công mức độ 3 (nay là một phần).",
            "Dịch vụ công mức độ 3, mức độ 4 (nay là một phần và toàn trình).",
            "Mức độ 3, mức độ 4: gần với một phần, toàn trình.",
            "Trước đây gọi là mức độ 4.",
            "Tài khoản định danh điện tử mức độ 3.",
            "Khuyết tật nặng, mức độ 3.",
            "Lệ phí hồ sơ mức 3.000 đồng; mức 4%, mức 3 triệu đồng.",
            "Nước dâng tới mức 3, mức 4.",
            "Mức độ 30 và mức độ hài lòng.",
        ),
    ),
    "markdown-sign": Samples(
        {
            "# THÔNG BÁO": "#",
            "Vào mục **Đăng ký** ở góc phải.": "**Đăng ký**",
            "Vào <https://dichvucong.gov.vn>": "<https://dichvucong.gov.vn>",
            "Viết tới [hộp thư](mailto:a@anhoa.gov.vn).": "[hộp thư](mailto:a@anhoa.gov.vn)",
            "Gửi *các thôn, buôn* trong xã.": "*các thôn, buôn*",
            r"\* In 500 tờ": r"\*",
            "Bấm `Gửi đi`.": "`Gửi đi`",
        },
        (
            "Ô có dấu * là bắt buộc.",
            "Khổ 3 * 4 * 5 cm, ảnh 3*4.",
            "Số #12; [1] và (2); a < b > c",
            "Tệp to_khai_01.pdf",
            "{{ co_quan }}",
        ),
    ),
    "mobile-number": Samples(
        {
            "Gọi 0912.345.678 trong giờ hành chính.": "0912.345.678",
            "Zalo: 0398765432": "0398765432",
            "ĐT +84 912 345 678": "+84 912 345 678",
        },
        ("Gọi 0277.3810.999.", "Gọi 1900 1234.", "Mã 1.004888, 0912345678901.", "STK: 0912345678"),
    ),
    "numbered-twice": Samples(
        {
            "Cách 2: Cách 2: gõ từ khoá": "Cách 2: Cách 2",
            "Bước 1. Bước 1 Mở cổng": "Bước 1. Bước 1",
            "1. 1. Danh mục": "1. 1.",
        },
        (
            "Cách 2: như cách 1",
            "Bước 1: làm bước 2",
            "2.2. Nộp hồ sơ",
            "1. 1.004888",
            "Cách 2: cách 21",
        ),
    ),
    "open-blank": Samples(
        {
            "Số: /TB-SNV": "Số: /TB-SNV",
            "Số: 57... /KH-UBND": "Số: 57... /KH-UBND",
            "An Hoà, ngày tháng 11 năm 2026": "ngày tháng 11 năm 2026",
            "An Hoà, ngày … tháng … năm 2026": "ngày … tháng … năm 2026",
        },
        (
            "Số: 57/KH-UBND",
            "Theo Quyết định số 118/QĐ-UBND",
            "Ghi rõ ngày tháng năm sinh.",
            "ngày 04 tháng 8 năm 2026",
            "trong ngày, tháng 11 năm 2026 thì không",
        ),
    ),
    "personal-data": Samples(
        {"Người nộp có số 001099012345.": "001099012345"}, ("Mã hồ sơ 1234567890123.",)
    ),
    "portal-address": Samples(
        {
            "Cổng Dịch vụ công Quốc gia (http://dichvucong.anhoa.gov.vn).": (
                "http://dichvucong.anhoa.gov.vn"
            ),
            "Vào Cổng Dịch vụ công tỉnh An Hoà tại địa chỉ dichvucong.gov.vn": "dichvucong.gov.vn",
        },
        (
            "Cổng Dịch vụ công quốc gia (https://dichvucong.gov.vn).",
            "Cổng tỉnh An Hoà và Cổng quốc gia: dichvucong.anhoa.gov.vn, dichvucong.gov.vn",
            "Dùng Cổng quốc gia. Địa chỉ cũ là dichvucong.anhoa.gov.vn",
        ),
    ),
    "repealed-basis": Samples(
        {"Căn cứ Nghị định số 42/2022/NĐ-CP của Chính phủ;": "42/2022/NĐ-CP"},
        (
            "Nghị định này thay thế Nghị định số 42/2022/NĐ-CP.",
            "Nghị định 42/2022/NĐ-CP đã hết hiệu lực.",
            "Căn cứ Nghị định số 142/2022/NĐ-CP;",
            "Văn bản 42/2022/NĐ-CP-SĐ",
        ),
    ),
    "tone-mix": Samples(
        {"Ảnh minh hoạ, xem kỹ.": "hoạ", "Đảng uỷ xã họp.": "uỷ", "Viết thành thuỷ lợi.": "thuỷ"},
        ("Quý vị tìm toà nhà? Hoàn thành, khoá.", "Bà Thuý và ông Hoà.", "Xã hoàn toàn khoẻ mạnh."),
        after=("Tùy theo thủ tục, lũy kế, hòa giải.",) * 2,
    ),
}
TABLES = {"sums"}
"""Rules that read figures, and have their own tests below."""

_BY_NAME = {rule.name: rule for rule in RULES}


def _found(lines: list[Text], rule: str) -> list[Found]:
    page = PageTexts(texts=tuple(lines))
    return list(_BY_NAME[rule].find(page, KNOWN))


def _lines(samples: Samples, *lines: str) -> list[Text]:
    """Return the lines among others, in any order."""
    other = [Text("body.paragraph", line) for line in (*CLEAN, *samples.after)]
    given = [Text(samples.place, line) for line in lines]
    for one in given:
        other.insert(_chance.randrange(len(other) + 1), one)
    return other


def test_every_rule_has_samples_and_says_why_and_what_to_do() -> None:
    assert SAMPLES.keys() | TABLES == _BY_NAME.keys()
    for rule in RULES:
        assert rule.reason.endswith("."), rule.name
        assert rule.hint.endswith("."), rule.name
    assert 0 < len(AT_RELEASE) < len(RULES)


@pytest.mark.parametrize("rule", SAMPLES)
def test_a_rule_finds_its_kind_in_any_place(rule: str) -> None:
    samples = SAMPLES[rule]
    for line, words in samples.wrong.items():
        for _ in range(5):
            found = _found(_lines(samples, line), rule)
            assert [(one.words, one.line) for one in found] == [(words, line)]
            (one,) = found
            assert line[one.start : one.start + len(words)] == words


@pytest.mark.parametrize("rule", SAMPLES)
def test_a_rule_is_silent_on_what_looks_alike(rule: str) -> None:
    samples = SAMPLES[rule]
    for line in samples.right:
        assert _found([Text(samples.place, line)], rule) == [], line
        if not samples.after:
            assert _found(_lines(samples, line), rule) == [], line
    assert _found([Text("body.paragraph", line) for line in CLEAN], rule) == []


@pytest.mark.parametrize("rule", SAMPLES)
def test_a_safe_mend_mends(rule: str) -> None:
    samples = SAMPLES[rule]
    for line in samples.wrong:
        (one,) = _found(_lines(samples, line), rule)
        if one.instead is not None:
            end = one.start + len(one.words)
            mended = f"{line[: one.start]}{one.instead}{line[end:]}"
            assert _found(_lines(samples, mended), rule) == []


def test_a_page_of_many_faults_tells_each_of_them() -> None:
    every = [(rule, line) for rule, samples in SAMPLES.items() for line in samples.wrong]
    chosen = _chance.sample(every, 12)
    tones = SAMPLES["tone-mix"].after
    page = PageTexts(
        texts=tuple(Text("body", line) for line in [*CLEAN, *tones, *map(_second, chosen)])
    )
    found = {(rule.name, one.line) for rule, one in proofread(page, KNOWN)}
    assert set(chosen) <= found


def _second(pair: tuple[str, str]) -> str:
    return pair[1]


@pytest.mark.parametrize(
    ("rule", "line", "day"),
    [
        ("expired-term", "Dịch vụ công mức độ 3.", date(2019, 12, 1)),
        ("repealed-basis", "Căn cứ Nghị định số 42/2022/NĐ-CP;", date(2023, 8, 14)),
    ],
)
def test_what_held_on_the_day_of_the_text_was_right(rule: str, line: str, day: date) -> None:
    page = PageTexts(texts=(Text("body", line),), written_on=day)
    assert list(_BY_NAME[rule].find(page, KNOWN)) == []
    later = replace(page, written_on=date(2026, 11, 1))
    assert len(list(_BY_NAME[rule].find(later, KNOWN))) == 1


def test_an_official_text_ends_before_its_recipients() -> None:
    end, recipients = Text("body", "Đề nghị thực hiện."), Text("body", "Nơi nhận:")
    (found,) = _found([end, recipients], "end-mark")
    assert (found.words, found.place) == ("hiện.", "body")
    assert _found([Text("body", "Đề nghị thực hiện./."), recipients], "end-mark") == []
    assert _found([Text("closing", "Đề nghị thực hiện"), recipients], "end-mark") == []


@pytest.mark.parametrize(
    ("place", "line", "words"),
    [
        ("groups.group.steps.title", "Bước 2: Mở cổng", "Bước 2:"),
        ("groups.group.title", "Cách 2: gõ từ khoá", "Cách 2:"),
    ],
)
def test_a_number_is_not_typed_where_it_is_printed(place: str, line: str, words: str) -> None:
    (found,) = _found([Text(place, line)], "numbered-twice")
    assert (found.words, found.instead) == (words, "")
    assert _found([Text("body.paragraph", line)], "numbered-twice") == []


def test_the_place_of_a_tone_in_a_name_is_left_to_its_owner() -> None:
    samples = SAMPLES["tone-mix"]
    names = ["Bà Thuý, ông Hoà, xã Hoà Bình."] * 9
    assert _found(_lines(samples, *names), "tone-mix") == []
    (found,) = _found(_lines(samples, *names, "UỶ BAN NHÂN DÂN"), "tone-mix")
    assert found.instead == "ỦY"


def test_a_tone_in_an_address_a_code_or_an_office_of_the_registry_is_no_second_way() -> None:
    lines = [
        "Minh hoạ, khoẻ mạnh, uỷ quyền.",
        "Viết tới hòa.bình@anhoa.gov.vn, tệp Tờ-khai/hòa_giải.docx, mẫu 02hòa.",
    ]
    assert _found([Text("body", line) for line in lines], "tone-mix") == []
    page = PageTexts(texts=tuple(Text("body", line) for line in [*lines, "Ủy ban và ủy ban."]))
    for known, words in (
        (KNOWN, ["Ủy", "ủy"]),
        (replace(KNOWN, spelled=frozenset({"ủy"})), ["ủy"]),
    ):
        assert [one.words for one in _BY_NAME["tone-mix"].find(page, known)] == words


@pytest.mark.parametrize(
    ("line", "private"),
    [
        ("Bà A, sinh ngày 02/03/1990, ở xã.", "02/03/1990"),
        ("Ngày sinh: 02/03/1990", "02/03/1990"),
        ("Số căn cước 001099012345", "001099012345"),
        ("CMND số: 123456789 cấp 2010", "123456789"),
        ("Học sinh nghỉ ngày 02/09/2026.", ""),
        ("Bản sao giấy khai sinh ngày 02/03/1990.", ""),
        ("Hồ sơ 123456789 phát sinh ngày 02/09/2026.", ""),
        ("Ông Nguyễn Văn A, Chủ tịch; gọi 0277.3810.999.", ""),
    ],
)
def test_data_of_a_person_is_told_from_other_numbers(line: str, private: str) -> None:
    assert [line[start:end] for start, end, _ in private_in(line)] == [private] * bool(private)


def _table(rows: int) -> list[tuple[str, tuple[float, ...]]]:
    """Return rows in which the fourth column is a sum, and the seventh a share of the two before."""
    made: list[tuple[str, tuple[float, ...]]] = []
    for number in range(rows):
        parts = [_chance.randrange(1, 400) for _ in range(3)]
        one, other = _chance.randrange(200, 900), _chance.randrange(1, 40)
        share = round(100 * one / (one + other), 1)
        made.append((f"Đơn vị {number}", (*parts, sum(parts), one, other, share)))
    return made


def _wrong_rows(rows: list[tuple[str, tuple[float, ...]]]) -> list[str]:
    page = PageTexts(texts=(), tables=(Table("rows", tuple(rows)),))
    return sorted(one.words for one in _BY_NAME["sums"].find(page, KNOWN))


def test_rows_that_do_not_add_up_as_the_others_do_are_named() -> None:
    for _ in range(20):
        rows = _table(20)
        assert _wrong_rows(rows) == []
        broken = _chance.sample(range(20), 4)
        for place, at in enumerate(broken):
            name, values = rows[at]
            column = (3, 6)[place % 2]
            changed = list(values)
            changed[column] += _chance.choice([-5, 5])
            rows[at] = (name, tuple(changed))
        assert _wrong_rows(rows) == sorted(f"Đơn vị {at}" for at in broken)


def test_the_five_rows_of_the_leaflet_that_do_not_add_up_are_found() -> None:
    rows = [(unit, tuple(map(float, values))) for unit, values in LEAFLET_ROWS]
    explained = [remark.partition(":")[0] for remark in STATISTICS["remarks"]]
    wrong = _wrong_rows(rows)
    assert len(wrong) == 5
    assert set(wrong) <= set(explained)


def test_figures_that_have_nothing_to_do_with_each_other_are_left_alone() -> None:
    for _ in range(50):
        rows = [
            (f"Đơn vị {number}", tuple(float(_chance.randrange(500)) for _ in range(8)))
            for number in range(_chance.randrange(3, 30))
        ]
        assert _wrong_rows(rows) == []
    assert _wrong_rows([(f"Đơn vị {number}", (0.0,) * 6) for number in range(10)]) == []
    assert _wrong_rows(_table(3)) == []


DOCS = Path(__file__).parents[2] / "docs" / "proofreading.md"


def test_the_rules_are_described_as_the_officer_is_told() -> None:
    rows = [
        f"| `{rule.name}` | {rule.reason} | {rule.hint} | {'yes' if rule.comes_later else ''} |"
        for rule in RULES
    ]
    described = DOCS.read_text(encoding="utf-8").splitlines()
    assert [line for line in described if line.startswith("| `")] == rows
