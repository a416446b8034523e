"""Công văn, stamps, addressees and the address of the office: from the form to the document."""

from typing import Any

import pytest

from cms.models import AnnouncementPage
from sitegen.pipeline import collect_documents
from tests.factories import Province, an_announcement_page
from tests.site.collected import document_of
from tests.site.editing import add_page

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
