"""Công văn, stamps, addressees and the address of the office: from the form to the document."""

import random
from collections import Counter
from typing import Any

import pytest

from cms.models import AnnouncementPage
from cms.publishing.left_out import left_out
from sitegen.pipeline import collect_documents
from sitegen.render.print import render_sheet
from tests.factories import Province, an_announcement_page, stream
from tests.site.collected import document_of
from tests.site.editing import add_page
from tests.unit.print_text import text_of

PROSE = ("paragraph", "<p>Nội dung ở đây.</p>")


def printed(document: Any) -> bytes:
    return render_sheet(document, mode="screen", load_picture=lambda digest: b"").pdf


GIVEN = {
    "is_letter": "on",
    "urgency": "KHẨN",
    "circulation": "LƯU HÀNH NỘI BỘ",
    "addressees": "- Các sở;\n\nUBND xã.\n",
    "drafter_symbol": "PL",
    "copies": "300",
}


def test_what_the_officer_fills_in_stands_in_the_official_text(
    editor: Any, province: Province
) -> None:
    made = add_page(editor, province.office, AnnouncementPage, title="Công văn thử", **GIVEN)
    assert made.is_saved, made.errors
    page = AnnouncementPage.objects.get(title="Công văn thử")
    page.save_revision().publish()
    official = document_of(page).official
    assert (official.is_letter, official.type_name) == (True, "Công văn")
    assert (official.urgency, official.circulation) == ("KHẨN", "LƯU HÀNH NỘI BỘ")
    assert official.addressees == ("Các sở", "UBND xã")
    assert official.drafter == "PL.(300)"


def test_texts_of_before_print_as_they_did(province: Province) -> None:
    official = document_of(an_announcement_page(province.office)).official
    assert official.type_name == "Thông báo"
    plain = (official.is_letter, official.addressees, official.urgency, official.foot)
    assert plain == (False, (), "", "")


@pytest.mark.parametrize(
    ("symbol", "copies", "printed"),
    [("PL", None, "PL."), ("PL.", 5, "PL.(5)"), ("", 5, "(5)"), ("", None, "")],
)
def test_drafter_and_copies_print_whichever_is_given(
    province: Province, symbol: str, copies: int | None, printed: str
) -> None:
    page = an_announcement_page(province.office, drafter_symbol=symbol, copies=copies)
    assert document_of(page).official.drafter == printed


def test_address_of_the_office_comes_from_the_registry(province: Province) -> None:
    page = an_announcement_page(province.office, shows_office_address=True)
    assert document_of(page).official.foot == "Điện thoại: 0209.3810.777"
    province.contact.unpublish()
    assert document_of(page).official.foot == ""
    found = [one.code for one in collect_documents().findings]
    assert "office-address-missing" in found


def test_an_appendix_is_a_heading_numbered_so(province: Province) -> None:
    number = AnnouncementPage.body.field.stream_block.child_blocks["heading"].child_blocks["number"]
    assert [number.clean(one) for one in ("Phụ lục", "Phụ lục IV", "2.1", "II.")]
    for wrong in ("Phụ lục 1a", "phu luc", "A"):
        with pytest.raises(Exception, match="Phụ lục"):
            number.clean(wrong)


@pytest.mark.parametrize(
    ("count", "numbers"),
    [
        (1, ["Phụ lục"]),
        (2, ["Phụ lục I", "Phụ lục II"]),
        (9, [f"Phụ lục {n}" for n in ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]]),
    ],
)
def test_an_appendix_is_chosen_from_the_menu_and_numbered_only_beside_others(
    province: Province, count: int, numbers: list[str]
) -> None:
    parts = [(("appendix", {"text": f"Danh mục {n}"}), PROSE) for n in range(count)]
    body = stream(PROSE, *(block for pair in parts for block in pair))
    document = document_of(an_announcement_page(province.office, body=body))
    made = [node.number for node in document.body if node.kind == "heading"]
    assert made == numbers
    said = " ".join(text_of(printed(document)).split())
    for number in range(count):
        assert f"{numbers[number]} DANH MỤC {number} (Kèm theo" in said


def test_an_appendix_numbered_by_hand_keeps_its_number_and_the_others_follow(
    province: Province,
) -> None:
    first = {"number": "Phụ lục I", "text": "Danh mục", "level": "2"}
    body = stream(("heading", first), PROSE, ("appendix", {"text": "Biểu mẫu"}), PROSE)
    document = document_of(an_announcement_page(province.office, body=body))
    made = [node.number for node in document.body if node.kind == "heading"]
    assert made == ["Phụ lục I", "Phụ lục II"]


def a_heading(number: str) -> tuple[str, Any]:
    return ("heading", {"number": number, "text": "Danh mục", "level": "2"})


AN_APPENDIX = ("appendix", {"text": "Biểu mẫu"})


def numbers_of(page: Any) -> list[str]:
    return [node.number for node in document_of(page).body if node.kind == "heading"]


def remarks() -> dict[str, str]:
    return {one.code: one.message for one in collect_documents().findings}


def test_numbers_of_appendices_go_on_after_the_highest_written_by_hand(province: Province) -> None:
    parts = (a_heading("Phụ lục I"), AN_APPENDIX, a_heading("Phụ lục II"), AN_APPENDIX)
    body = stream(PROSE, *(block for part in parts for block in (part, PROSE)))
    page = an_announcement_page(province.office, body=body)
    made = ["Phụ lục I", "Phụ lục III", "Phụ lục II", "Phụ lục IV"]
    assert numbers_of(page) == made
    said = " ".join(text_of(printed(document_of(page))).split())
    assert [said.count(f"{number} ") for number in made] == [1, 1, 1, 1]
    assert "I, III, II, IV" in remarks()["appendix-order"]


def test_no_number_of_an_appendix_is_given_twice_in_any_mixture(province: Province) -> None:
    chosen = random.Random(30)  # noqa: S311  # not for secrets
    page = an_announcement_page(province.office)
    hands = ["Phụ lục", *(f"Phụ lục {n}" for n in ("I", "II", "III", "IV", "IX", "XIV", "XL"))]
    for _turn in range(25):
        parts = [
            AN_APPENDIX if chosen.random() < 0.5 else a_heading(chosen.choice(hands))
            for _part in range(chosen.randrange(2, 9))
        ]
        page.body = stream(PROSE, *(block for part in parts for block in (part, PROSE)))
        page.save_revision().publish()
        found = numbers_of(page)
        by_hand = [
            value["number"]
            for kind, value in parts
            if kind == "heading" and value["number"] != "Phụ lục"
        ]
        given = list((Counter(found) - Counter(by_hand)).elements())
        assert len(found) == len(parts)
        assert len(set(given)) == len(given)
        assert not set(given) & set(by_hand)
        is_twice = len(set(by_hand)) < len(by_hand)
        assert ("appendix-twice" in remarks()) == is_twice, found


def test_two_appendices_with_one_number_written_by_hand_are_said(province: Province) -> None:
    parts = (a_heading("Phụ lục II"), PROSE, a_heading("Phụ lục II"), PROSE)
    an_announcement_page(province.office, body=stream(PROSE, *parts))
    assert "Phụ lục II" in remarks()["appendix-twice"]


def test_appendices_in_order_are_not_spoken_of(province: Province) -> None:
    parts = (a_heading("Phụ lục I"), a_heading("Phụ lục II"), AN_APPENDIX)
    body = stream(PROSE, *(block for part in parts for block in (part, PROSE)))
    assert numbers_of(an_announcement_page(province.office, body=body))[-1] == "Phụ lục III"
    assert not [code for code in remarks() if code.startswith("appendix")]


@pytest.mark.parametrize("empty", [AN_APPENDIX, a_heading("Phụ lục II")], ids=["block", "by hand"])
@pytest.mark.parametrize("place", ["first", "between", "last", "last twice"])
def test_an_appendix_without_content_is_left_out_and_said(
    province: Province, empty: Any, place: str
) -> None:
    full = (("appendix", {"text": "Bảng giá"}), PROSE)
    parts = {
        "first": (empty, *full),
        "between": (*full, empty, *full),
        "last": (*full, empty),
        "last twice": (*full, empty, empty),
    }[place]
    page = an_announcement_page(province.office, body=stream(PROSE, *parts))
    made = ["Phụ lục I", "Phụ lục II"] if place == "between" else ["Phụ lục"]
    assert numbers_of(page) == made
    title = empty[1]["text"]
    said = text_of(printed(document_of(page))).upper()
    assert "BẢNG GIÁ" in said
    assert title.upper() not in said
    assert f"“{title}”" in remarks()["appendix-empty"]
    shown = [one.message for one in left_out(page)]
    assert any(f"“{title}”" in one for one in shown)


def test_an_appendix_of_which_only_headings_are_written_stays(province: Province) -> None:
    below = ("heading", {"number": "1", "text": "Chỉ có đề mục", "level": "3"})
    page = an_announcement_page(province.office, body=stream(PROSE, AN_APPENDIX, below))
    assert numbers_of(page) == ["Phụ lục", "1"]
    assert "appendix-empty" not in remarks()


def test_numbers_by_place_hold_where_those_written_by_hand_fit(province: Province) -> None:
    parts = (AN_APPENDIX, a_heading("Phụ lục II"), AN_APPENDIX)
    body = stream(PROSE, *(block for part in parts for block in (part, PROSE)))
    page = an_announcement_page(province.office, body=body)
    assert numbers_of(page) == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
    assert not [code for code in remarks() if code.startswith("appendix")]
