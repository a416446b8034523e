"""What is read as one thing – a time, a number, an amount, a day – is never on two lines."""

from dataclasses import replace
from random import Random

import pytest

from sitegen.documents.leaflet import Leaflet, LeafletFormat, Panel
from sitegen.documents.nodes import Contacts, Heading
from sitegen.render.print import render_sheet
from sitegen.render.print.wording import ready_text
from tests.print_formats import FORMATS
from tests.unit.print_ink import ink_of
from tests.unit.print_samples import CONTACTS, COVER, IMPRINT, a_leaflet, paragraph, picture_bytes

WHOLE = (
    "16 giờ 30",
    "7 giờ",
    "0262 3999 123",
    "1900 1234",
    "1 500 000 đồng",
    "1,5 triệu đồng",
    "50.000 đồng",
    "Điều 5",
    "khoản 12",
    "bàn 3",
    "thứ 7",
    "60 tuổi",
    "38,5 độ",
    "12/12/2026",
    "ngày 28 tháng 11",
    "năm 2026",
    "80 %",
    "30 phút",
    "Ea Kuêh",
    "Ia Grai",
    "Ê Đê",
    "A Lưới",
    "y tế",
    "Y tế",
)
TELLS = ("panels", "tear_off", "worksheet")
"""Layouts that print paragraphs."""


@pytest.mark.parametrize("value", WHOLE)
def test_what_is_read_as_one_thing_has_no_place_to_break(value: str) -> None:
    assert " " not in ready_text(value)
    assert ready_text(value).replace("\u00a0", " ") == value


@pytest.mark.parametrize(
    "text",
    [
        "từ 7 giờ đến 9 giờ",
        "UỶ BAN XÃ EA KUÊH",
        "Ở Bắc Kạn",
        "năm 2026 và năm 2027",
        "Điều 5 Luật 12",
    ],
)
def test_what_stands_between_two_of_them_may_break(text: str) -> None:
    assert " " in ready_text(text)


def a_text(form: LeafletFormat, seed: int) -> Leaflet:
    """Return a leaflet whose texts are full of such values, shifted by words of every length."""
    lot = Random(seed)  # noqa: S311  # a lot, not a secret
    short = ("ở", "nộp", "hồ sơ", "nghiêng", "tại nhà")

    def said(count: int) -> str:
        words = (f"{lot.choice(short)} {lot.choice(WHOLE)}" for _ in range(count))
        return " ".join(words) + "."

    card = replace(
        CONTACTS.cards[0],
        phone="0262 3999 123",
        fax="0262 3999 124",
        hours="7 giờ 30 đến 11 giờ 30 và 13 giờ 30 đến 16 giờ 30",
        note=said(4),
    )
    cover = replace(COVER, subtitle=said(3))
    parts = (cover, paragraph(said(18)), paragraph(said(18)), Contacts(title="Gọi", cards=(card,)))
    panels = (Panel(name="", parts=(*parts, IMPRINT)),)
    return replace(a_leaflet(), format=form, panels=panels)


@pytest.mark.parametrize(
    "form", [form for form in FORMATS if form.layout in TELLS], ids=lambda form: form.name
)
def test_no_layout_breaks_what_is_read_as_one_thing(form: LeafletFormat) -> None:
    for seed in range(3):
        pdf = render_sheet(a_text(form, seed), mode="screen", load_picture=picture_bytes).pdf
        for one in (one for side in ink_of(pdf) for one in side if one.kind == "text"):
            words = one.words.replace("\u00a0", " ").replace("\u200b", "").strip()
            ends = [value for value in WHOLE if _is_torn(words, value)]
            assert not ends, (words, ends)


def _is_torn(line: str, value: str) -> bool:
    """Tell whether a line ends inside ``value``: with its beginning and a space after it."""
    pieces = value.split(" ")
    heads = (" ".join(pieces[:at]) for at in range(1, len(pieces)))
    return any(
        line.split(" ")[-len(head.split(" ")) :] == head.split(" ") and _only(value, head)
        for head in heads
    )


def _only(value: str, head: str) -> bool:
    """Tell whether ``head`` at the end of a line can be nothing but the beginning of a value."""
    return not any(other.endswith(head) for other in WHOLE if other != value) and head in value


@pytest.mark.parametrize(
    "head", ["Cần giúp đỡ, hãy gọi", "Nước lên cao: rời nhà", "Ai cần đến – khi nào"]
)
def test_a_heading_of_two_lines_parts_where_the_sentence_pauses(head: str) -> None:
    text = paragraph("Mang theo căn cước và sổ tiêm của trẻ, đến đúng giờ ghi trên giấy mời.")
    parts = (COVER, Heading(text=head, level=2, anchor="a"), text, IMPRINT)
    lines: set[tuple[str, ...]] = set()
    for form in FORMATS[1:3]:
        document = replace(a_leaflet(), panels=(Panel(name="", parts=parts),), format=form)
        sheet = render_sheet(document, mode="screen", load_picture=picture_bytes)
        own = [
            one
            for side in ink_of(sheet.pdf)
            for one in side
            if one.words.strip() and abs(one.size - sheet.fit[0].body_pt * 1.75) < 0.1
        ]
        lines.add(tuple(" ".join(one.words.replace("\u00a0", " ").split()) for one in own))
    pause = next(at for at, letter in enumerate(head) if letter in ",:–")
    assert lines == {(head[: pause + 1], head[pause + 1 :].strip())}


def test_a_remark_about_an_office_is_not_printed_as_its_hours() -> None:
    card = replace(CONTACTS.cards[0], hours="Sáng thứ Hai", note="Gọi trước khi đến.")
    parts = (COVER, replace(CONTACTS, cards=(card,)), IMPRINT)
    document = replace(a_leaflet(), panels=(Panel(name="", parts=parts),))
    sheet = render_sheet(document, mode="screen", load_picture=picture_bytes)
    (words,) = [one for side in ink_of(sheet.pdf) for one in side if one.words == card.note]
    (label,) = [one for side in ink_of(sheet.pdf) for one in side if one.words == "Lưu ý"]
    assert abs(label.box.bottom - words.box.bottom) < 2
    assert label.box.right < words.box.left
