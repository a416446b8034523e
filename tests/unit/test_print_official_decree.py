"""NĐ 30/2020/NĐ-CP, Phụ lục I, row by row: sizes, faces and places in mm, read from the PDF."""

from functools import cache
from itertools import pairwise

import pytest

from sitegen.documents.base import PartialDate
from sitegen.documents.nodes import Heading, Node
from sitegen.documents.official import RecipientGroup, Signatory
from sitegen.render.print import render_sheet
from tests.unit.print_places import MM, faults_of, frames_of, lines_of, pages_of
from tests.unit.print_samples import a_catalogue, an_announcement, paragraph, picture_bytes
from tests.unit.print_text import Run

LONG = "Cơ quan, đơn vị thực hiện việc nộp hồ sơ trực tuyến trên Cổng Dịch vụ công của tỉnh. "
SIGNED = Signatory(
    authority="KT.", authority_post="Giám đốc", post="Phó Giám đốc", name="Họ Và Tên"
)
RECIPIENTS = (RecipientGroup(lines=("Như trên", "Các sở, ban, ngành", "Lưu: VT")),)
BODY: tuple[Node, ...] = (
    Heading(text="Mục đích", level=2, anchor="a", number="I"),
    Heading(text="Việc cần làm", level=3, anchor="b", number="1"),
    *(paragraph(LONG * 4) for _ in range(14)),
)
COMMON: dict[str, object] = {
    "number": "5",
    "signed_on": PartialDate(year=2026, month=2, day=3),
    "recipients": RECIPIENTS,
    "signatory": SIGNED,
    "urgency": "THƯỢNG KHẨN",
    "circulation": "LƯU HÀNH NỘI BỘ",
    "drafter": "PL.(300)",
    "foot": "Số 9, đường Trường Chinh; Điện thoại: 0209.3810.777",
}
LETTER: dict[str, object] = {
    "is_letter": True,
    "type_name": "Công văn",
    "symbol": "SNV-CCVC",
    "summary_line": "hướng dẫn nộp hồ sơ",
    "addressees": ("Các sở, ban, ngành", "Ủy ban nhân dân các huyện"),
}


@cache
def notice() -> bytes:
    return printed(body=BODY)


@cache
def letter() -> bytes:
    return printed(body=BODY, **LETTER)


def printed(body: tuple[Node, ...], **changes: object) -> bytes:
    document = an_announcement(body=body, **COMMON | changes)
    return render_sheet(document, mode="print", load_picture=picture_bytes).pdf


def found(pdf: bytes, words: str) -> Run:
    return next(run for page in pages_of(pdf) for run in page if words in run.words)


def centre(run: Run) -> float:
    return (run.left + run.right) / 2 / MM


# element, words, least and most size in pt, face
NOTICE_ROWS = [
    ("Quốc hiệu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, 13, "Bold"),
    ("Tiêu ngữ", "Độc lập - Tự do - Hạnh phúc", 13, 14, "Bold"),
    ("cơ quan chủ quản", "UBND TỈNH BẮC KẠN", 12, 13, "Regular"),
    ("cơ quan ban hành", "SỞ NỘI VỤ", 12, 13, "Bold"),
    ("số, ký hiệu", "Số: 05/", 13, 13, "Regular"),
    ("địa danh", "Bắc Kạn, ", 13, 14, "Italic"),
    ("ngày tháng", "ngày 03 tháng 02 năm 2026", 13, 14, "Italic"),
    ("tên loại", "THÔNG BÁO", 13, 14, "Bold"),
    ("trích yếu", "Danh mục dịch vụ công", 13, 14, "Bold"),
    ("căn cứ", "Căn cứ Nghị định", 13, 14, "Italic"),
    ("phần", "I. MỤC ĐÍCH", 13, 14, "Bold"),
    ("khoản", "1. Việc cần làm", 13, 14, "Bold"),
    ("nội dung", "Cơ quan, đơn vị thực hiện", 13, 14, "Regular"),
    ("thẩm quyền, chức vụ", "KT. GIÁM ĐỐC", 13, 14, "Bold"),
    ("chức vụ người ký", "PHÓ GIÁM ĐỐC", 13, 14, "Bold"),
    ("họ tên", "Họ Và Tên", 13, 14, "Bold"),
    ("Nơi nhận", "Nơi nhận:", 12, 12, "BoldItalic"),
    ("nơi nhận", "- Lưu: VT.", 11, 11, "Regular"),
    ("độ khẩn", "THƯỢNG KHẨN", 13, 14, "Bold"),
    ("phạm vi lưu hành", "LƯU HÀNH NỘI BỘ", 13, 14, "Bold"),
    ("người soạn thảo", "PL.(300)", 11, 11, "Regular"),
    ("chân trang", "đường Trường Chinh", 11, 12, "Regular"),
]
LETTER_ROWS = [
    ("trích yếu công văn", "V/v hướng dẫn", 12, 13, "Regular"),
    ("kính gửi", "Kính gửi:", 13, 14, "Regular"),
    ("nơi kính gửi", "- Các sở, ban, ngành;", 13, 14, "Regular"),
]


@pytest.mark.parametrize(
    ("pdf", "words", "least", "most", "face"),
    [(notice, *row[1:]) for row in NOTICE_ROWS] + [(letter, *row[1:]) for row in LETTER_ROWS],
    ids=[row[0] for row in NOTICE_ROWS + LETTER_ROWS],
)
def test_each_element_has_the_size_and_the_face_of_the_decree(
    pdf: object, words: str, least: float, most: float, face: str
) -> None:
    run = found(pdf(), words)  # type: ignore[operator]  # one of the two functions above
    assert least <= run.size <= most
    assert run.face == face


@pytest.mark.parametrize("pdf", [notice, letter])
def test_text_keeps_within_the_margins(pdf: object) -> None:
    assert faults_of(pdf()) == []  # type: ignore[operator]  # as above


def test_motto_is_centred_under_the_name_of_the_country_and_underlined_in_its_length() -> None:
    nation, motto = found(notice(), "CỘNG HÒA"), found(notice(), "Độc lập")
    assert centre(motto) == pytest.approx(centre(nation), abs=0.3)
    assert nation.right / MM == pytest.approx(190, abs=1.2)
    rule = next(one for one in frames_of(notice()) if abs(one.left - motto.left) < 2)
    assert 0 < motto.baseline - rule.bottom < 8
    assert rule.width == pytest.approx(motto.right - motto.left, abs=1)


@pytest.mark.parametrize("words", ["SỞ NỘI VỤ", "hồ sơ trực tuyến thuộc thẩm quyền"])
def test_agency_and_abstract_have_a_rule_of_a_third_to_a_half_of_their_line(words: str) -> None:
    line = found(notice(), words)
    below = [one for one in frames_of(notice()) if 0 < line.baseline - one.bottom < 8]
    rule = min(below, key=lambda one: abs(one.left + one.width / 2 - (line.left + line.right) / 2))
    assert 1 / 3 <= rule.width / (line.right - line.left) <= 1 / 2


def test_number_and_date_share_a_line_and_the_axes_of_agency_and_motto() -> None:
    number, symbol = found(notice(), "Số: 05/"), found(notice(), "SNV")
    place, date = found(notice(), "Bắc Kạn, "), found(notice(), "ngày 03")
    assert number.baseline == pytest.approx(date.baseline, abs=0.1)
    assert (number.left + symbol.right) / 2 / MM == pytest.approx(
        centre(found(notice(), "SỞ NỘI VỤ")), abs=0.5
    )
    assert (place.left + date.right) / 2 / MM == pytest.approx(
        centre(found(notice(), "Độc lập")), abs=0.5
    )


def test_paragraphs_are_indented_and_spaced_as_the_decree_says() -> None:
    page = pages_of(notice())[0]
    first = [run for run in page if run.words.startswith("Cơ quan, đơn vị")]
    assert {round(run.left / MM, 1) for run in first} <= {42.7, 30.0}
    rows = sorted({run.baseline for run in page if run.size == first[0].size}, reverse=True)
    gaps = {round(above - below, 1) for above, below in pairwise(rows)}
    line = min(gap for gap in gaps if gap > 10)
    assert 1.1 <= line / first[0].size <= 1.107 * 1.5
    starts = [run.baseline for run in first if round(run.left / MM, 1) == 42.7]
    last_lines = [min(row for row in rows if row > start) for start in starts[1:]]
    assert min(row - start for row, start in zip(last_lines, starts[1:], strict=True)) >= line + 5.9


def test_recipients_are_level_with_the_post_and_the_name_is_centred_below_it() -> None:
    name, post, signer = (found(notice(), one) for one in ("Nơi nhận:", "KT. GIÁM", "Họ Và"))
    assert name.left / MM == pytest.approx(30, abs=0.1)
    assert name.baseline == pytest.approx(post.baseline, abs=2.5)  # the tops are level
    assert centre(signer) == pytest.approx(centre(post), abs=0.3)
    assert found(notice(), "PL.(300)").left / MM == pytest.approx(30, abs=0.1)
    assert found(notice(), "PL.(300)").baseline < found(notice(), "- Lưu: VT.").baseline


@pytest.mark.parametrize(("urgency", "width"), [("KHẨN", 20), ("THƯỢNG KHẨN", 40), ("HỎA TỐC", 30)])
def test_urgency_stands_in_a_frame_of_the_size_of_the_decree(urgency: str, width: int) -> None:
    pdf = printed(body=(paragraph(LONG),), urgency=urgency, circulation="")
    stamp = found(pdf, urgency)
    frames = [one for one in frames_of(pdf) if one.height > 5 * MM]
    assert [(round(one.width / MM), round(one.height / MM)) for one in frames] == [(width, 8)]
    assert frames[0].left < stamp.left < stamp.right < frames[0].left + frames[0].width
    assert frames[0].bottom < stamp.baseline < frames[0].bottom + frames[0].height
    assert stamp.baseline < found(pdf, "Số: 05/").baseline


def test_address_stands_at_the_foot_of_the_first_page_under_a_rule() -> None:
    first, *others = pages_of(notice())
    (foot,) = [run for run in first if "Trường Chinh" in run.words]
    assert 20 <= foot.baseline / MM <= 24
    assert any(abs(one.width - 160 * MM) < 1 for one in frames_of(notice()))
    assert not [run for page in others for run in page if "Trường Chinh" in run.words]


def test_letter_has_no_name_of_a_kind_and_its_abstract_under_its_number() -> None:
    abstract, number = found(letter(), "V/v hướng dẫn"), found(letter(), "Số: 05/")
    assert "CÔNG VĂN" not in " ".join(run.words for run in pages_of(letter())[0])
    assert centre(abstract) == pytest.approx(centre(found(letter(), "SỞ NỘI VỤ")), abs=0.5)
    top, foot = abstract.baseline + 0.891 * 12, number.baseline - 0.216 * 13
    assert foot - top == pytest.approx(6, abs=1)


@pytest.mark.parametrize("about", ["V/v nộp hồ sơ", "Về việc nộp hồ sơ", "nộp hồ sơ"])
def test_letter_says_about_once(about: str) -> None:
    said = " ".join(
        lines_of(pages_of(printed(BODY, **LETTER | {"summary_line": about, "legal_bases": ()}))[0])
    )
    assert said.count("V/v nộp hồ sơ") == 1
    assert "ề việc" not in said


def test_dashes_of_addressees_stand_under_the_colon_and_the_last_ends_with_a_full_stop() -> None:
    label = found(letter(), "Kính gửi:")
    first, last = found(letter(), "- Các sở, ban, ngành;"), found(letter(), "- Ủy ban nhân dân")
    colon = label.right - 0.277 * label.size
    assert first.left == pytest.approx(colon, abs=1)
    assert last.left == pytest.approx(colon, abs=1)
    assert last.words.endswith("huyện.")


def test_one_addressee_stands_on_the_line_of_its_label() -> None:
    pdf = printed(BODY, **LETTER | {"addressees": ("Ủy ban nhân dân tỉnh",)})
    assert "Kính gửi: Ủy ban nhân dân tỉnh." in lines_of(pages_of(pdf)[0])


def test_appendices_follow_the_signature_on_pages_of_their_own_numbers() -> None:
    body = (
        paragraph(LONG),
        Heading(text="Danh mục", level=2, anchor="x", number="Phụ lục I"),
        a_catalogue(),
        *(paragraph(LONG * 6) for _ in range(8)),
        Heading(text="Các bước", level=2, anchor="y", number="Phụ lục II"),
        paragraph(LONG),
    )
    pages = pages_of(printed(body=body, foot=""))
    heads = [[run.words for run in page if run.baseline > 277 * MM] for page in pages]
    assert heads == [[], [], ["2"], []]
    assert any("Họ Và Tên" in line for line in lines_of(pages[0]))
    titles = {"Phụ lục I": (pages[1], "DANH MỤC"), "Phụ lục II": (pages[3], "CÁC BƯỚC")}
    for number, (page, title) in titles.items():
        assert lines_of(page)[:2] == [number, title]
        for words in ("Phụ lục", title):
            run = next(run for run in page if run.words.strip() == words)
            assert (run.face, run.size) == ("Bold", 14)
        assert centre(run) == pytest.approx(110, abs=0.5)
        note = " ".join(" ".join(lines_of(page)[2:4]).split())
        assert note.startswith("(Kèm theo Thông báo số 05/ TB- SNV ngày 03 tháng 02 năm 2026")
    assert "./." in " ".join(lines_of(pages[0]))
    assert "./." not in " ".join(line for page in pages[1:] for line in lines_of(page))
