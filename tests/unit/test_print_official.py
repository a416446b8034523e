"""The official A4 page: NĐ 30/2020/NĐ-CP, measured where the decree gives a measure."""

import io
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import get_args

import page
import pikepdf
import pytest

from sitegen.documents.base import Attachment, ContactCard, PartialDate, Picture
from sitegen.documents.inline import Link, Strong, Text
from sitegen.documents.kinds import Outreach
from sitegen.documents.nodes import (
    AgencyGrid,
    Assignment,
    Assignments,
    Benefits,
    BulletList,
    Callout,
    Catalogue,
    CatalogueColumn,
    CatalogueGroup,
    CatalogueRow,
    Channel,
    Channels,
    Comparison,
    ComparisonSide,
    Contacts,
    Downloads,
    EmbeddedGuide,
    Figure,
    Heading,
    Node,
    NumberedList,
    Paragraph,
    Payment,
    Quotation,
    ResultDelivery,
    SeeAlso,
    SourceLine,
    StepGroup,
    Table,
)
from sitegen.documents.official import RecipientGroup, Signatory
from sitegen.render.print import printable, render_sheet
from sitegen.render.print.official_data import official_data, points
from tests.builder_nodes import a_table
from tests.unit.print_samples import (
    PORTAL,
    a_head,
    a_step_group,
    an_announcement,
    an_official,
    paragraph,
    picture_bytes,
    words,
)
from tests.unit.print_text import Run, runs_of, text_of

MM = 72 / 25.4


def printed(**changes: object) -> bytes:
    document = an_announcement(**changes)  # type: ignore[arg-type]  # changes of the official part
    return render_sheet(document, mode="print", load_picture=picture_bytes).pdf


def run_with(runs: list[Run], text: str) -> Run:
    return next(run for run in runs if text in run.words)


def test_page_is_a4_upright() -> None:
    with pikepdf.open(io.BytesIO(printed())) as pdf:
        sizes = {tuple(round(float(edge) / MM) for edge in side.mediabox) for side in pdf.pages}
    assert sizes == {(0, 0, 210, 297)}


@pytest.mark.parametrize(
    "profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A]
)
def test_screen_file_keeps_the_standard(profile: page.ValidationProfile) -> None:
    pdf = render_sheet(an_announcement(), mode="screen", load_picture=picture_bytes).pdf
    report = page.validate_pdf_bytes(pdf, profile=profile)
    assert report.is_compliant, [str(failure) for failure in report.failures]


def test_same_text_gives_the_same_bytes() -> None:
    assert printed() == printed()


def test_press_file_uses_black_ink_only() -> None:
    with pikepdf.open(io.BytesIO(printed())) as pdf:
        inks = {
            tuple(float(part) for part in step.operands)
            for side in pdf.pages
            for step in pikepdf.parse_content_stream(side)
            if str(step.operator) in {"k", "K"}
        }
        others = {
            str(step.operator)
            for side in pdf.pages
            for step in pikepdf.parse_content_stream(side)
            if str(step.operator) in {"rg", "RG"}
        }
    assert {ink[:3] for ink in inks} <= {(0.0, 0.0, 0.0)}
    assert not others


@pytest.mark.parametrize(
    ("before", "after", "width_mm"),
    [("Số:", "/", 14), ("ngày", "tháng 11 năm 2022", 8)],
    ids=["number", "day"],
)
def test_blank_number_and_day_leave_a_measured_gap(
    before: str, after: str, width_mm: float
) -> None:
    runs = runs_of(printed())
    left, right = run_with(runs, before), run_with(runs, after)
    assert left.baseline == pytest.approx(right.baseline, abs=0.1)
    assert (right.left - left.right) / MM == pytest.approx(width_mm, abs=0.1)


def test_nothing_stands_in_the_gaps() -> None:
    said = text_of(printed())
    assert "Số: /TB-SNV" in said
    assert "ngày tháng 11 năm 2022" in said


@pytest.mark.parametrize(
    ("number", "signed_on", "expected"),
    [
        (
            "5",
            PartialDate(year=2026, month=2, day=3),
            "Số: 05/TB-SNV Bắc Kạn, ngày 03 tháng 02 năm 2026",
        ),
        (
            "31",
            PartialDate(year=2026, month=3, day=10),
            "Số: 31/TB-SNV Bắc Kạn, ngày 10 tháng 3 năm 2026",
        ),
    ],
)
def test_numbers_days_and_months_carry_zeros_as_the_decree_says(
    number: str, signed_on: PartialDate, expected: str
) -> None:
    assert expected in text_of(printed(number=number, signed_on=signed_on))


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("CỘNG HÒA XÃ HỘI", 12),
        ("Độc lập - Tự do", 13),
        ("SỞ NỘI VỤ", 12),
        ("THÔNG BÁO", 14),
        ("Căn cứ Nghị định", 14),
        ("Số:", 13),
    ],
)
def test_type_has_the_size_of_the_decree(text: str, size: float) -> None:
    assert run_with(runs_of(printed(body=())), text).size == pytest.approx(size)


def test_text_ends_with_the_mark_of_the_decree_exactly_once() -> None:
    said = text_of(printed())
    assert "biết và thực hiện./." in said
    assert said.count("./.") == 1


def test_text_without_closing_sentence_ends_on_its_last_paragraph() -> None:
    said = text_of(printed(body=(paragraph("Câu cuối cùng."),), closing=""))
    assert "Câu cuối cùng./." in said


@pytest.mark.parametrize("closing", ["", "Đề nghị các đơn vị thực hiện."])
def test_whatever_a_text_ends_with_the_mark_stands_once_after_it(closing: str) -> None:
    for node, _ in EVERY_NODE:
        document = an_announcement(body=(node,), closing=closing)
        assert document.official is not None
        data = official_data(document, document.official)
        (body,) = (one["body"] for one in data["sections"] if "body" in one)
        last = body[-1]
        assert last["kind"] == "paragraph", node.kind
        assert "".join(one.get("value", "") for one in last["children"]).endswith("./."), node.kind
        assert str(body).count("./.") == 1, node.kind


def test_pages_are_numbered_from_the_second_in_the_top_margin() -> None:
    long = tuple(paragraph("Một đoạn văn dài để sang trang. " * 20) for _ in range(12))
    pdf = printed(body=long)
    assert not [run for run in runs_of(pdf, 0) if run.baseline > 277 * MM]
    header = [run for run in runs_of(pdf, 1) if run.baseline > 277 * MM]
    assert [(run.words, run.size) for run in header] == [("2", 14.0)]
    assert (header[0].left + header[0].right) / 2 == pytest.approx((30 + 160 / 2) * MM, abs=0.5)


def test_recipients_keep_their_groups_and_only_the_last_ends_with_a_full_stop() -> None:
    said = text_of(
        printed(
            recipients=(
                RecipientGroup(title="Bản điện tử", lines=("UBND tỉnh (b/c)", "Các sở")),
                RecipientGroup(title="Bản giấy", lines=("Lưu: VT",)),
            ),
            signatory=Signatory(
                authority="KT.", authority_post="Trưởng ban", post="Phó Trưởng ban"
            ),
        )
    )
    assert (
        "Nơi nhận: Bản điện tử: - UBND tỉnh (b/c); - Các sở; Bản giấy: - Lưu: VT. "
        "KT. TRƯỞNG BAN PHÓ TRƯỞNG BAN" in said
    )


def a_long_catalogue() -> Catalogue:
    rows = tuple(
        CatalogueRow(number=number, name=f"Thủ tục thứ {number}", marks=(True,))
        for number in range(1, 61)
    )
    return Catalogue(
        title="",
        columns=(CatalogueColumn(label="Toàn trình", total=60),),
        groups=(CatalogueGroup(numeral="IV", title="Lĩnh vực thử", rows=rows),),
    )


def test_catalogue_repeats_its_head_on_every_page_and_says_its_total_once() -> None:
    pdf = printed(body=(a_long_catalogue(),))
    pages = [" ".join(run.words for run in runs_of(pdf, number)) for number in range(2)]
    assert all("Toàn trình" in said for said in pages)
    assert text_of(pdf).count("Tổng 60") == 1
    assert "IV Lĩnh vực thử 1 Thủ tục thứ 1 x" in text_of(pdf)


EVERY_NODE: tuple[tuple[Node, str], ...] = (
    (Heading(text="Mục đích", level=2, anchor="a", number="I"), "I. MỤC ĐÍCH"),
    (paragraph("Đoạn văn."), "Đoạn văn."),
    (BulletList(items=(words("một việc"),)), "- một việc"),
    (NumberedList(items=(words("việc đầu"),)), "1. việc đầu"),
    (Callout(tone="warning", body=(paragraph("đừng đưa mật khẩu."),)), "Cảnh báo: đừng đưa"),
    (Quotation(text="Lời văn", source="Điều 5"), "“Lời văn” (Điều 5)"),
    (
        Figure(picture=Picture(digest="a1", width=9, height=6, alt="Hình", caption="Hình 1")),
        "Hình 1",
    ),
    (
        Downloads(
            title="Tải về",
            attachments=(
                Attachment(
                    digest="d", path="t/m.pdf", title="Mẫu số 1", file_type="pdf", size_bytes=120400
                ),
            ),
        ),
        "- Mẫu số 1 (PDF, 120 kB).",
    ),
    (a_long_catalogue(), "Tổng 60"),
    (a_table(), "Hộ tịch Khai sinh quá hạn 0 8.000 Ngay trong ngày"),
    (a_step_group("Cách nộp", "Mở cổng.", portal=PORTAL), "- Bước 1: Mở cổng."),
    (
        EmbeddedGuide(guide_key="g", title="Kèm theo", groups=(a_step_group("", "Bấm nút."),)),
        "- Bước 1: Bấm nút.",
    ),
    (
        Payment(title="Nộp phí", ways=("PayGov",), account_number="000", bank="Ngân hàng Mẫu"),
        "- Tài khoản số 000 tại Ngân hàng Mẫu.",
    ),
    (
        ResultDelivery(title="Nhận kết quả", ways=("trên cổng", "tại chỗ")),
        "- trên cổng; - tại chỗ.",
    ),
    (Benefits(title="Lợi ích", items=("nhanh",)), "- nhanh."),
    (
        Comparison(
            title="So sánh",
            left=ComparisonSide(title="Qua mạng", stations=("Gửi", "Nhận")),
            right=ComparisonSide(title="Tại chỗ", stations=("Đi",)),
        ),
        "STT Qua mạng Tại chỗ 1 Gửi Đi 2 Nhận",
    ),
    (AgencyGrid(title="Cơ quan", names=("Sở Y tế", "Sở Tư pháp")), "Sở Y tế; Sở Tư pháp."),
    (
        Contacts(title="", cards=(ContactCard(name="Trực", phone="0209.1"),)),
        "Trực: Điện thoại: 0209.1.",
    ),
    (Channels(items=(Channel(name="Loa", body=("Phát sáng, chiều.",)),)), "1. Loa Phát sáng"),
    (
        Assignments(items=(Assignment(unit="Văn phòng", duties=("Lo việc.",)),)),
        "1. Văn phòng - Lo việc.",
    ),
    (SourceLine(text="Văn phòng UBND"), "Nguồn: Văn phòng UBND"),
    (
        SeeAlso(keys=("k", "e"), links=(("h/", "Hướng dẫn"), ("https://xa.vn/b/", "Ở xã"))),
        "Xem thêm: Hướng dẫn; Ở xã (https://xa.vn/b/).",
    ),
)


def test_every_kind_of_node_is_tried_here() -> None:
    assert {type(node) for node, _ in EVERY_NODE} == set(get_args(Node))


@pytest.mark.parametrize(
    ("node", "expected"), EVERY_NODE, ids=[node.kind for node, _ in EVERY_NODE]
)
def test_every_kind_of_node_has_its_place_on_paper(node: Node, expected: str) -> None:
    document = an_announcement(body=(node,))
    pdf = render_sheet(document, mode="screen", load_picture=picture_bytes).pdf
    assert expected in text_of(pdf)
    assert page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1).is_compliant


def _with_less(node: Node) -> Iterator[Node]:
    """Yield a node without each of its lists; a table has always a column."""
    for one in fields(node):
        if isinstance(getattr(node, one.name), tuple) and not isinstance(node, Table):
            yield replace(node, **{one.name: ()})


@pytest.mark.parametrize("node", [less for node, _ in EVERY_NODE for less in _with_less(node)])
def test_what_has_nothing_to_list_stops_no_print(node: Node) -> None:
    document = an_announcement(body=(node,))
    assert render_sheet(document, mode="screen", load_picture=picture_bytes).pdf


def test_who_is_told_of_by_name_alone_is_printed() -> None:
    card = ContactCard(name="Một cửa", note="Gửi sau.")
    assert "Một cửa. Gửi sau." in text_of(printed(body=(Contacts(title="", cards=(card,)),)))


def test_portal_address_is_printed_once_even_when_a_step_says_it() -> None:
    group = a_step_group("", f"Mở địa chỉ {PORTAL.address}.", portal=PORTAL)
    assert text_of(printed(body=(group,))).count("dichvucong.backan.gov.vn") == 1


def test_links_are_live_on_screen_and_written_out_on_paper() -> None:
    link = Link(children=(Text(value="cổng"),), target="web", address="https://vi.du")
    document = an_announcement(body=(Paragraph(children=(link,)),))
    screen = render_sheet(document, mode="screen", load_picture=picture_bytes).pdf
    assert "(https://vi.du)" in text_of(printed(body=document.body))
    with pikepdf.open(io.BytesIO(screen)) as pdf:
        assert [str(note.A.URI) for note in pdf.pages[0].Annots] == ["https://vi.du"]


def test_plan_uses_the_same_layout() -> None:
    plan = Outreach(
        head=a_head("ke-hoach", "Tuyên truyền dịch vụ công trực tuyến"),
        form="plan",
        lead="",
        official=an_official(type_name="Kế hoạch", symbol="KH-UBND", issuing_agency="UBND xã"),
        body=(
            Heading(text="Tổ chức thực hiện", level=2, anchor="t", number="III"),
            Assignments(items=(Assignment(unit="Công chức văn hoá", duties=("Viết bài.",)),)),
        ),
    )
    said = text_of(render_sheet(plan, mode="print", load_picture=picture_bytes).pdf)
    assert printable(plan)
    assert "KẾ HOẠCH" in said
    assert "III. TỔ CHỨC THỰC HIỆN 1. Công chức văn hoá - Viết bài." in said


@pytest.mark.parametrize(
    ("under", "expected"),
    [("II", ["1.", "2."]), ("", ["1.", "2."]), ("3", ["a)", "b)"]), ("2.1", ["a)", "b)"])],
)
def test_items_are_marked_by_the_level_they_stand_on(under: str, expected: list[str]) -> None:
    assert points(2, under) == expected


def test_step_group_is_a_node_that_stands_alone() -> None:
    said = text_of(printed(body=(StepGroup(anchor="x", title="Không có bước", steps=()),)))
    assert "Không có bước" in said


def test_two_ways_right_under_a_numbered_heading_continue_its_number() -> None:
    guide = EmbeddedGuide(
        guide_key="g",
        title="Nộp hồ sơ",
        groups=(a_step_group("Cổng tỉnh", "Mở cổng."), a_step_group("Cổng quốc gia", "Mở cổng.")),
    )
    heading = Heading(text="Cách nộp", level=2, anchor="c", number="2")
    said = text_of(printed(body=(heading, guide)))
    assert "2. Cách nộp 2.1. Cổng tỉnh Tổ chức" in said
    assert "2.2. Cổng quốc gia" in said
    assert "Nộp hồ sơ Tổ chức" not in said


def test_title_said_by_the_line_above_is_not_said_again() -> None:
    title = "Mở tài khoản"
    bold = Paragraph(children=(Strong(children=(Text(value=f"{title}:"),)),))
    guide = EmbeddedGuide(guide_key="g", title=title, groups=(a_step_group(title, "Mở cổng."),))
    assert text_of(printed(body=(bold, guide))).count(title) == 1


def test_remarks_on_a_step_stand_in_brackets_before_its_full_stop() -> None:
    group = a_step_group("", "Nộp lệ phí.")
    step = replace(group.steps[0], is_optional=True, condition="nếu có", example="PayGov")
    said = text_of(printed(body=(replace(group, steps=(step,)),)))
    assert "- Bước 1: Nộp lệ phí (không bắt buộc; nếu có; ví dụ: PayGov)." in said


@pytest.mark.parametrize("before", range(22, 30))
def test_name_of_a_group_never_stands_alone_at_the_foot_of_a_page(before: int) -> None:
    table = a_long_catalogue()
    rows = table.groups[0].rows
    groups = (
        CatalogueGroup(rows=rows[:before]),
        CatalogueGroup(numeral="IX", title="Nhóm sau", rows=rows[before:]),
    )
    pdf = printed(body=(replace(table, groups=groups),), legal_bases=(), lead="")
    pages = [" ".join(run.words for run in runs_of(pdf, number)) for number in range(2)]
    with_name = next(said for said in pages if "Nhóm sau" in said)
    assert f"Thủ tục thứ {before + 1}" in " ".join(with_name.split("Nhóm sau")[1].split())


def test_signature_never_stands_alone_on_a_page() -> None:
    for count in range(8, 24):
        pdf = printed(body=tuple(paragraph(f"Đoạn {n}.") for n in range(count)))
        pages = page_texts(pdf)
        signed = next(said for said in pages if "GIÁM ĐỐC" in said)
        assert "./." in signed


def page_texts(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        count = len(opened.pages)
    return [" ".join(run.words for run in runs_of(pdf, number)) for number in range(count)]


def test_address_that_says_itself_is_printed_once() -> None:
    link = Link(
        children=(Text(value="dichvucong.gov.vn"),),
        target="web",
        address="https://dichvucong.gov.vn/",
    )
    assert text_of(printed(body=(Paragraph(children=(link,)),))).count("dichvucong.gov.vn") == 1
