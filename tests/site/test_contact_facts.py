"""Contact facts as real offices have them: short codes, several numbers with words, long hours."""

import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from cms.models import ContactPoint
from tests.factories import Province, an_announcement_page, items, stream
from tests.site.collected import document_of
from tests.site.editing import add_fact, edit_fact

HOURS = "\n".join(
    (
        "Sáng: 7 giờ 30 đến 11 giờ 30.",
        "Chiều: 13 giờ đến 17 giờ, từ thứ Hai đến thứ Sáu hằng tuần (trừ ngày lễ, ngày nghỉ bù)",
        "Ngày tiếp công dân định kỳ: ngày 15 hằng tháng; nếu trùng ngày nghỉ thì chuyển sang ngày"
        " làm việc kế tiếp; khi người đứng đầu đi vắng thì uỷ quyền cho cấp phó và báo trước",
    )
)
MORE = stream(
    ("phone", {"number": "0277 1022, bấm 1", "words": "Hỏi về dịch vụ công"}),
    ("phone", {"number": "1900 1234", "words": ""}),
)


@pytest.fixture
def contact(province: Province) -> ContactPoint:
    """The help point of the province, with all that a real one says."""
    point = province.contact
    point.phone, point.more_phones, point.hours = "0234.1022 (máy lẻ 12)", MORE, HOURS
    point.save()
    return point


def test_officer_saves_several_numbers_and_long_hours(editor: Any, province: Province) -> None:
    made = add_fact(
        editor,
        ContactPoint,
        name="Tổng đài",
        agency=province.agency,
        phone="0234.1022",
        more_phones=MORE,
        hours=HOURS,
    )
    assert made.is_saved, made.errors
    row = ContactPoint.objects.get(name="Tổng đài")
    assert row.hours.splitlines() == HOURS.splitlines()
    assert [one["value"]["number"] for one in row.more_phones.raw_data] == [
        "0277 1022, bấm 1",
        "1900 1234",
    ]


@pytest.mark.parametrize("number", ["3810.777", "0209.3810.777 - 0209.3810.778", "không có"])
def test_what_nobody_can_call_is_refused_at_its_own_field(
    editor: Any, province: Province, number: str
) -> None:
    first = edit_fact(editor, province.contact, phone=number)
    assert "Không gọi được số này" in first.errors["phone"]
    more = edit_fact(
        editor, province.contact, more_phones=stream(("phone", {"number": number, "words": ""}))
    )
    assert not more.is_saved
    assert "Không gọi được số này" in str(more.errors)


def test_other_numbers_need_a_first_one(editor: Any, province: Province) -> None:
    tried = edit_fact(editor, province.contact, phone="", more_phones=MORE)
    assert "Ghi số chính ở đây trước" in tried.errors["phone"]


def test_a_card_carries_what_to_dial(province: Province, contact: ContactPoint) -> None:
    (card,) = document_of(province.home).contacts
    assert (card.phone, card.phone_link) == ("0234.1022 (máy lẻ 12)", "+842341022,12")
    assert [(one.number, one.phone_link, one.words) for one in card.more_phones] == [
        ("0277 1022, bấm 1", "+842771022,1", "Hỏi về dịch vụ công"),
        ("1900 1234", "19001234", ""),
    ]
    assert card.hours.startswith("Sáng: 7 giờ 30 đến 11 giờ 30. Chiều: 13 giờ")
    assert "bù); Ngày tiếp công dân" in card.hours
    assert card.hours.endswith("và báo trước")


def test_every_output_says_all_numbers_and_all_hours(
    province: Province, contact: ContactPoint, settings: Any
) -> None:
    an_announcement_page(
        province.office,
        title="Có liên hệ",
        body=stream(("contacts", {"title": "Liên hệ", "points": items(contact.pk)})),
    )
    call_command("release", verbosity=0, stdout=io.StringIO(), stderr=io.StringIO())
    served = Path(settings.LOA_VAR) / "releases" / "current"
    home = (served / "index.html").read_text()
    for link in ("tel:+842341022,12", "tel:+842771022,1", "tel:19001234"):
        assert f'href="{link}"' in home
    assert "Hỏi về dịch vụ công" in home
    office = (served / "so-noi-vu" / "index.html").read_text().replace(" ", "")
    for machine in ("+842341022", "+842771022", "19001234"):
        assert f'"telephone":"{machine}"' in office
    for name in ("so-noi-vu/co-lien-he/index.html", "index.md"):
        said = (served / name).read_text()
        for word in ("0234.1022 (máy lẻ 12)", "0277 1022, bấm 1", "1900 1234", "và báo trước"):
            assert word in said, (name, word)
    (pdf,) = (served / "so-noi-vu" / "co-lien-he").glob("*.pdf")
    done = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True, text=True)
    paper = " ".join(done.stdout.split())
    assert "0234.1022 (máy lẻ 12), 0277 1022, bấm 1 (Hỏi về dịch vụ công), 1900 1234" in paper
