"""Texts on paper: nothing is read as markup, no letter is lost, nothing outside is opened."""

import unicodedata
from dataclasses import replace
from typing import get_args

import pytest

from sitegen.documents.inline import (
    ButtonName,
    Emphasis,
    FactValue,
    Inline,
    LineBreak,
    Link,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from sitegen.documents.leaflet import LeafletKinds, Panel, PanelPart
from sitegen.documents.nodes import (
    BulletList,
    Callout,
    Figure,
    FormField,
    Heading,
    NumberedList,
    Paragraph,
    Step,
)
from sitegen.errors import SitegenError
from sitegen.render.print import printable, render_sheet, side_pictures
from sitegen.render.print.glyphs import missing
from sitegen.render.print.wording import number_text, ready_text
from tests.unit.print_samples import (
    BENEFITS,
    COMPARISON,
    CONTACTS,
    COVER,
    GRID,
    IMPRINT,
    PORTAL_LINE,
    a_leaflet,
    a_panel,
    a_picture,
    a_small_leaflet,
    an_announcement,
    paragraph,
    picture_bytes,
    statistics_part,
    steps_part,
    words,
)
from tests.unit.print_text import text_of

HOSTILE = (
    '#panic("x")',
    "$x^2$ và *sao* _gạch_ `mã`",
    "@ref <nhãn> \\u{41} = H",
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0": *',
    "- mục + mục / t: d // chú thích /* nữa */",
)


def with_panel(panel: Panel) -> bytes:
    document = a_small_leaflet(panel)
    return render_sheet(document, mode="screen", load_picture=picture_bytes).pdf


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_comes_out_as_it_was_written(text: str) -> None:
    plain = Paragraph(children=(Text(value=text),))
    assert text in text_of(with_panel(a_panel("Chữ lạ", plain)))
    document = an_announcement(body=(plain,))
    assert text in text_of(render_sheet(document, mode="print", load_picture=picture_bytes).pdf)


def test_decomposed_vietnamese_prints_the_same_bytes_as_composed() -> None:
    composed = "Tiếng Việt: ướt, ngoẵng, Đắk Lắk, Ƀ ƀ"
    decomposed = unicodedata.normalize("NFD", composed)
    assert decomposed != composed
    made = [with_panel(a_panel("Chữ", paragraph(text))) for text in (composed, decomposed)]
    assert made[0] == made[1]
    assert composed in text_of(made[0])


def test_invisible_letters_are_dropped() -> None:
    assert ready_text("a\u200bb\u202ec\ufeff\x07 d") == "abc d"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("13861", "13.861"),
        ("1160", "1.160"),
        ("95.0", "95,0"),
        ("1234567.5", "1.234.567,5"),
        ("-3", "-3"),
        ("0", "0"),
        ("", "–"),
        ("không rõ", "không rõ"),
    ],
)
def test_numbers_are_written_as_in_vietnamese(value: str, expected: str) -> None:
    assert number_text(value) == expected


def test_letter_without_a_glyph_stops_the_print_with_letter_and_place() -> None:
    panel = a_panel("Chữ lạ", paragraph("Bia cổ khắc chữ ᚠ và chữ ꀀ."))
    with pytest.raises(SitegenError) as caught:
        with_panel(panel)
    assert caught.value.code == "print-glyph"
    assert caught.value.block == "Chữ lạ"
    assert "“ᚠ” (U+16A0" in caught.value.message
    assert "“ꀀ” (U+A000" in caught.value.message


def test_official_text_checks_its_letters_too() -> None:
    document = an_announcement(body=(paragraph("Chữ ᚠ."),))
    with pytest.raises(SitegenError, match="ᚠ") as caught:
        render_sheet(document, mode="print", load_picture=picture_bytes)
    assert caught.value.block == "nội dung"


@pytest.mark.parametrize("text", ["Ƀ ƀ ĕ ĭ ŏ ŭ Ê Đê", "Tày: bấu, pỉ noọng", "→ ✓ ☐ ☑ ●", "“’–…”"])
@pytest.mark.parametrize("stack", ["leaflet", "official"])
def test_letters_of_the_languages_and_drawn_signs_are_covered(stack: str, text: str) -> None:
    assert missing(text, stack) == []  # type: ignore[arg-type]  # a literal from the table


def test_drawn_signs_print() -> None:
    said = text_of(with_panel(a_panel("Dấu", paragraph("Vào A → B, ✓ xong ☐ ☑ ●"))))
    assert "Vào A" in said
    assert "xong" in said


def test_text_nested_too_deep_is_refused_in_words() -> None:
    inner: Inline = Text(value="x")
    for _ in range(40):
        inner = Strong(children=(inner,))
    with pytest.raises(SitegenError, match="lồng nhau quá sâu"):
        with_panel(a_panel("Sâu", Paragraph(children=(inner,))))


def test_too_much_text_is_refused_before_it_is_set() -> None:
    with pytest.raises(SitegenError) as caught:
        with_panel(a_panel("Dài", paragraph("chữ " * 600_000)))
    assert caught.value.code == "print-too-large"


def test_picture_that_is_no_picture_is_refused_in_words() -> None:
    with pytest.raises(SitegenError, match="hình không đọc được"):
        render_sheet(a_leaflet(), mode="print", load_picture=lambda _: b"GIF89a, no more")


EVERY_PART: tuple[tuple[PanelPart, str], ...] = (
    (Heading(text="Đề mục", level=2, anchor="d", number="1"), "1. Đề mục"),
    (paragraph("Một đoạn."), "Một đoạn."),
    (BulletList(items=(words("Căn cước"), words("Tờ khai"))), "Căn cước"),
    (NumberedList(items=(words("Lấy số"), words("Chờ gọi"))), "2. Chờ gọi"),
    (Figure(picture=replace(a_picture("a1"), caption="Ảnh chụp")), "Ảnh chụp"),
    (BENEFITS, "Biết hồ sơ đang ở khâu nào"),
    (CONTACTS, "Điện thoại 0209.3810.777"),
    (steps_part(1, 1, "Bước đầu"), "1 Mở Cổng"),
    (
        LeafletKinds(title="Loại", page_key="p", kinds=(("Toàn trình", ("Từ đầu.",)),)),
        "Toàn trình Từ",
    ),
    (statistics_part("chart"), "Huyện Chợ Đồn 13.761"),
    (COMPARISON, "Trở lại đúng hẹn"),
    (GRID, "Sở Công Thương"),
    (PORTAL_LINE, "dichvucong.backan.gov.vn"),
    (IMPRINT, "In 5.000 tờ"),
)


def test_every_kind_of_panel_part_is_tried_here() -> None:
    tried = {type(part) for part, _ in EVERY_PART} | {type(COVER)}
    assert tried == set(get_args(PanelPart))


@pytest.mark.parametrize(("part", "expected"), EVERY_PART, ids=[p.kind for p, _ in EVERY_PART])
def test_every_kind_of_panel_part_has_its_place_on_a_panel(part: PanelPart, expected: str) -> None:
    assert expected in text_of(with_panel(a_panel("Thử", part)))


EVERY_INLINE: tuple[Inline, ...] = (
    Text(value="chữ"),
    Strong(children=(Text(value="đậm"),)),
    Emphasis(children=(Text(value="nghiêng"),)),
    Subscript(children=(Text(value="dưới"),)),
    Superscript(children=(Text(value="trên"),)),
    ButtonName(value="NÚT"),
    LineBreak(),
    Link(children=(Text(value="trang"),), target="page", address="trang/"),
    FactValue(value=" cổng", fact_key="portal-1", remark=" (hết hạn)"),
    FactValue(value=" số", fact_key="portal-1", remark=" (nay khác)", is_issued=True),
)


def test_every_kind_of_running_text_prints() -> None:
    assert {type(piece) for piece in EVERY_INLINE} == set(get_args(Inline))
    said = text_of(with_panel(a_panel("Chữ", Paragraph(children=EVERY_INLINE))))
    assert "chữđậmnghiêng dưới trên NÚT trang cổng (hết hạn) số" in said
    assert "nay khác" not in said


def test_step_prints_all_it_holds() -> None:
    step = Step(
        number=12,
        anchor="b",
        title=words("Chọn nơi nộp"),
        body=(paragraph("Đọc kỹ."), Callout(tone="note", body=(paragraph("Giữ mã."),))),
        example="Sở Y tế",
        condition="nếu có",
        is_optional=True,
        fields=(FormField(label="Ô tỉnh", value="Bắc Kạn", example="gõ Bắc", condition="một lần"),),
        pictures=(a_picture("a1"),),
    )
    said = text_of(with_panel(a_panel("Bước", replace(steps_part(1, 1, ""), steps=(step,)))))
    assert (
        "12 Chọn nơi nộp (không bắt buộc; nếu có) Ví dụ: Sở Y tế Đọc kỹ. Lưu ý: Giữ mã. "
        "– Ô tỉnh: Bắc Kạn (ví dụ: gõ Bắc) – một lần" in said
    )


def test_what_has_no_layout_is_not_printable() -> None:
    assert printable(a_leaflet())
    assert printable(an_announcement())


def test_side_pictures_are_the_same_again() -> None:
    document = a_small_leaflet(a_panel("Lợi ích", BENEFITS))
    first, again = (
        side_pictures(document, load_picture=picture_bytes, width_px=500) for _ in range(2)
    )
    assert first == again
