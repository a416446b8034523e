"""A printed fact changes: the edition is marked, its address says so, a slip is offered."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.editions.errata import erratum_slip, sign_of
from cms.editions.handing import hand_over
from cms.models import ContactPoint, LeafletPage, Portal, PrintEdition
from sitegen.pipeline import release_now
from tests.demo_world import lay_store
from tests.factories import (
    Province,
    a_fact,
    a_guide_page,
    a_leaflet_page,
    items,
    publish,
    stream,
)
from tests.unit.print_text import runs_of, text_of

DAY = date(2019, 12, 1)
OLD, NEW = "https://dichvucong.backan.gov.vn", "https://dichvucong.moi.gov.vn"


@pytest.fixture(autouse=True)
def _address(settings: Any) -> None:
    settings.LOA_MIRROR_ADDRESS = "https://loa.example.vn/"


def a_leaflet(province: Province, *words: str) -> LeafletPage:
    line = {"title": "Vào cổng", "portal": province.portal.pk, "features": []}
    others = [("paragraph", f"<p>{one}</p>") for one in words]
    return a_leaflet_page(province.office, content=stream(("portal_line", line), *others))


def move_portal(portal: Portal) -> None:
    portal.address = NEW
    publish(portal)


def test_the_slip_says_both_words_four_times_on_one_sheet(province: Province) -> None:
    edition = hand_over(a_leaflet(province), day=DAY)
    move_portal(province.portal)
    content = erratum_slip(edition)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        (sheet,) = pdf.pages
        assert [round(float(edge) / 72 * 25.4) for edge in sheet.mediabox[2:]] == [210, 297]
    said = text_of(content).replace("\u200b", "")
    assert said.count(OLD) == said.count(NEW) == said.count(f"Mã {edition.code}") == 4
    assert f"loa.example.vn/H/{edition.code}" in said
    assert erratum_slip(edition) == content


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_slip_says_whose_words_have_changed_in_letters_that_one_reads_at_arms_length(
    province: Province, count: int
) -> None:
    points = [
        a_fact(
            ContactPoint,
            name=f"Trạm y tế số {number}",
            agency=province.agency,
            phone=f"0209.3810.77{number}",
        )
        for number in range(count)
    ]
    cards = {"title": "Gọi ai", "points": items(*(point.pk for point in points))}
    leaflet = a_leaflet_page(province.office, content=stream(("contacts", cards)))
    edition = hand_over(leaflet, day=DAY)
    for number, point in enumerate(points):
        point.phone = f"0209.3899.12{number}"
        publish(point)
    edition.refresh_from_db()
    content = erratum_slip(edition)
    said = " ".join(text_of(content).split())
    for number in range(count):
        assert said.count(f"Điện thoại của Trạm y tế số {number}") == 4
    assert leaflet.title in said
    assert province.agency.name in said
    sizes = {run.words: run.size for run in runs_of(content)}
    assert min(sizes[f"0209.3899.12{number}"] for number in range(count)) > 14


VALUES = {
    "phone": "0209.3810.777",
    "address": "Tổ 5, phường Đức Xuân",
    "fax": "0209.3810.778",
    "email": "hoi@so.gov.vn",
    "hours": "7h30 đến 17h",
}


@pytest.mark.parametrize("field", VALUES)
def test_the_slip_and_the_screen_name_the_printed_value_of_what_was_taken_down(
    editor: Any, province: Province, field: str
) -> None:
    """The slip said "không nhắc lại ở đây" three times, and the screen one row "(để trống)"."""
    said = {"phone": VALUES["phone"], field: VALUES[field]}
    point = a_fact(ContactPoint, name="Tổng đài", agency=province.agency, **said)
    cards = {"title": "Gọi ai", "points": items(point.pk)}
    leaflet = a_leaflet_page(province.office, content=stream(("contacts", cards)))
    edition = hand_over(leaflet, day=DAY)
    point.unpublish()
    edition.refresh_from_db()
    slip = " ".join(text_of(erratum_slip(edition)).replace("\u200b", "").split())
    assert slip.count(VALUES[field]) == 4
    assert slip.index(VALUES["phone"]) < slip.index("Gọi ai")
    assert "không nhắc lại ở đây" not in slip
    screen = editor.get(reverse("editions:list", args=[leaflet.pk])).content.decode()
    assert f'data-label="Trên tờ giấy">{VALUES[field]}<' in screen
    assert "(để trống)" not in screen
    assert {one.old for one in sign_of(edition).changes} == {"", "Gọi ai"}  # the web stays silent
    PrintEdition.objects.update(hides_old_words=True)
    edition.refresh_from_db()
    assert VALUES[field] not in text_of(erratum_slip(edition)).replace("\u200b", "")


def test_the_address_of_the_mirror_that_is_set_later_changes_no_sheet(
    province: Province, settings: Any
) -> None:
    settings.LOA_MIRROR_ADDRESS = ""
    guide = a_guide_page(province.office)
    part = {"guide": guide.pk, "group": 1, "first": 1, "last": 9}
    edition = hand_over(a_leaflet_page(province.office, content=stream(("steps", part))), day=DAY)
    for address in ("https://loa.example.vn/", "https://khac.example.vn/"):
        settings.LOA_MIRROR_ADDRESS = address
        assert sign_of(edition).verdict == "right"


def test_more_than_a_slip_holds_is_refused_in_words(province: Province) -> None:
    words = [f"Một câu dài {'chữ ' * 200}{number}." for number in range(3)]
    leaflet = a_leaflet(province, *words)
    edition = hand_over(leaflet, day=DAY)
    parts = leaflet.content.get_prep_value()
    for part in parts[1:]:
        part["value"] = f"<p>{'Khác hẳn ' * 100}</p>"
    leaflet.content = leaflet.content.stream_block.to_python(parts)
    publish(leaflet)
    edition.refresh_from_db()
    with pytest.raises(ValidationError, match="Nên in lại"):
        erratum_slip(edition)


def test_a_sheet_that_is_right_or_taken_away_has_no_slip(province: Province) -> None:
    leaflet = a_leaflet(province)
    edition = hand_over(leaflet, day=DAY)
    with pytest.raises(ValidationError, match="không có chỗ nào"):
        erratum_slip(edition)
    leaflet.unpublish()
    edition.refresh_from_db()
    with pytest.raises(ValidationError, match="thu hồi bản in"):
        erratum_slip(edition)


def test_officer_is_offered_the_slip_only_when_something_has_changed(
    editor: Any, province: Province
) -> None:
    leaflet = a_leaflet(province)
    edition = hand_over(leaflet, day=DAY)
    address, slip = (
        reverse(f"editions:{one}", args=[row.pk])
        for one, row in (("list", leaflet), ("erratum", edition))
    )
    assert slip not in editor.get(address).content.decode()
    assert editor.get(slip).url == address
    move_portal(province.portal)
    assert slip in editor.get(address).content.decode()
    assert editor.get(slip).content.startswith(b"%PDF")


@pytest.mark.usefixtures("demo_rows")
@pytest.mark.django_db
def test_changing_the_portals_address_in_the_demo_marks_the_edition_in_circulation(
    client: Any, settings: Any
) -> None:
    edition = PrintEdition.objects.get(status=PrintEdition.Status.CIRCULATING)
    PrintEdition.objects.update(overtaken_on=None)
    portal = Portal.objects.get(address=OLD)
    move_portal(portal)
    edition.refresh_from_db()
    assert edition.overtaken_on is not None
    lay_store(Path(settings.LOA_VAR))
    assert not release_now().is_failed
    sign = Path(settings.LOA_VAR) / f"releases/current/H/{edition.code}/index.html"
    said = sign.read_text("utf-8")
    assert "có chỗ đã khác" in said
    assert f"<del>{OLD}</del>" in said
    assert f"<ins>{NEW}</ins>" in said
    client.force_login(get_user_model().objects.filter(is_superuser=True)[0])
    screen = client.get(reverse("editions:list", args=[edition.page_id])).content.decode()
    slip = reverse("editions:erratum", args=[edition.pk])
    assert slip in screen
    assert NEW in text_of(client.get(slip).content).replace("\u200b", "")
