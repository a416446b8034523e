"""Slips: what stands on them is copied as it was written, however long it is."""

from datetime import date

import pytest

from sitegen.render.print.slips import print_slip
from tests.unit.print_text import text_of

DAY = date(2026, 11, 28)
FORM = {"width_mm": 600, "height_mm": 205}
LONG = (
    "gui-ho-so-truc-tuyen-to-gap-nam-2019-va-2020-728435-in.pdf",
    "https://dichvucong.backan.gov.vn/portal/dvc/thu-tuc-hanh-chinh/1.004.227",
    "x" * 240,
)


@pytest.mark.parametrize("long", LONG)
def test_a_long_name_or_sum_is_copied_from_the_ticket_letter_by_letter(long: str) -> None:
    digest = "0123456789abcdef" * 4
    file = {"name": long, "what": "để in", "size": "1 MB", "digest": digest}
    data = {
        "facts": [["Ghi chú", long]],
        "format": FORM,
        "sheet": [],
        "sides": [{"name": "Mặt ngoài", "panels": ["Bìa"], "widths": [600]}],
        "files": [file],
        "remarks": [long],
        "contacts": [],
    }
    said = text_of(print_slip("ticket", data, title="Phiếu", day=DAY))
    assert "\u200b" not in said
    copied = said.replace(" ", "")
    assert copied.count(long) == 3
    assert digest in copied
