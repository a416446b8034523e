"""Formats are data: chosen on a leaflet, added by an administrator, refused where they cannot fold."""

import re
from importlib import import_module
from typing import Any

import pytest
from django.urls import reverse

from cms.models import Agency, LeafletPage, PrintFormat
from cms.press.checking import leaflet_of, pressed
from sitegen.documents.leaflet import LeafletFormat
from tests.factories import Province, a_leaflet_page, publish, stream
from tests.print_formats import FORMATS
from tests.site.collected import document_of

pytestmark = pytest.mark.django_db

ADD = "print_formats:add"
CARDS: dict[str, Any] = {
    "name": "Thiếp gấp đôi A5",
    "width_mm": "210",
    "height_mm": "148",
    "fold": "half",
    "panel_widths": "105 105",
    "sides": "2",
    "bleed_mm": "3",
    "safe_mm": "5",
    "layout": "panels",
    "piece_width_mm": "0",
    "piece_height_mm": "0",
    "foot_mm": "0",
    "least_ppi": "200",
    "least_pt": "8",
}
POSTER = CARDS | {
    "name": "Áp phích A1",
    "width_mm": "594",
    "height_mm": "841",
    "fold": "none",
    "panel_widths": "",
    "sides": "1",
    "layout": "poster",
}


def test_a_new_installation_has_the_formats_that_loa_brings() -> None:
    assert tuple(row.as_document() for row in PrintFormat.objects.all()) == FORMATS


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_formats_that_loa_brings_are_sound(form: LeafletFormat) -> None:
    PrintFormat.objects.get(name=form.name).full_clean()


def test_the_chosen_format_is_that_of_the_document(province: Province) -> None:
    page = a_leaflet_page(province.office)
    assert document_of(page).format == FORMATS[0]
    page.format = PrintFormat.objects.get(fold="zigzag")
    assert document_of(publish(page)).format.panel_widths_mm == (100,) * 6


def test_an_administrator_adds_a_format_without_code(admin_client: Any, province: Province) -> None:
    said = admin_client.post(reverse(ADD), CARDS)
    assert said.status_code == 302
    page = a_leaflet_page(province.office, content=stream(("imprint", None)))
    page.format = PrintFormat.objects.get(name=CARDS["name"])
    made = document_of(publish(page)).format
    assert (made.width_mm, made.panel_widths_mm, made.safe_mm) == (210, (105, 105), 5)


def test_an_administrator_adds_a_poster_without_naming_panels(admin_client: Any) -> None:
    assert admin_client.post(reverse(ADD), POSTER).status_code == 302
    made = PrintFormat.objects.get(name=POSTER["name"]).as_document()
    assert (made.layout, made.panel_widths_mm, made.panel_names) == (
        "poster",
        (594,),
        ("Mặt trước",),
    )


def test_an_officer_adds_none(editor: Any) -> None:
    assert editor.post(reverse(ADD), CARDS).status_code in (302, 403)
    assert not PrintFormat.objects.filter(name=CARDS["name"]).exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"panel_widths": "105 100"}, "cộng lại được 205 mm"),
        ({"panel_widths": "rộng"}, "Ghi bề ngang từng mặt"),
        ({"panel_widths": "200 10"}, "ít nhất 60 mm"),
        ({"fold": "double"}, "đúng bốn mặt"),
        ({"fold": "zigzag"}, "ít nhất ba mặt"),
        ({"fold": "roll", "panel_widths": "70 70 70"}, "phải hẹp hơn"),
        ({"safe_mm": "1"}, "3"),
        ({"width_mm": "9000"}, "2000"),
        ({"width_mm": ""}, "bắt buộc"),
        ({"name": FORMATS[0].name}, "Đã có"),
    ],
)
def test_what_cannot_be_folded_is_refused_in_words(
    admin_client: Any, change: dict[str, str], words: str
) -> None:
    said = admin_client.post(reverse(ADD), CARDS | change)
    assert said.status_code == 200
    assert words in said.content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"fold": "half"}, "không gấp"),
        ({"sides": "2"}, "một mặt giấy"),
        ({"width_mm": "841", "height_mm": "594"}, "tờ đứng"),
        ({"width_mm": "90"}, "148 mm"),
        ({"foot_mm": "300"}, "một phần tư"),
        ({"least_ppi": "10"}, "72"),
        ({"layout": "tear_off"}, "Dải xé rộng"),
        ({"layout": "tear_off", "piece_width_mm": "10"}, "Dải xé rộng"),
        ({"layout": "tear_off", "piece_width_mm": "66", "piece_height_mm": "450"}, "Dải xé cao"),
        ({"layout": "cards", "piece_width_mm": "90", "piece_height_mm": "20"}, "Thẻ cao"),
        ({"layout": "cards", "piece_width_mm": "50", "piece_height_mm": "90"}, "Thẻ rộng"),
    ],
)
def test_one_sheet_that_cannot_be_made_is_refused_in_words(
    admin_client: Any, change: dict[str, str], words: str
) -> None:
    said = admin_client.post(reverse(ADD), POSTER | change)
    assert said.status_code == 200
    assert words in said.content.decode()


def test_a_format_that_a_leaflet_has_stays(admin_client: Any, province: Province) -> None:
    page = a_leaflet_page(province.office, title="Tờ gấp đang dùng")
    said = admin_client.post(
        reverse("print_formats:delete", args=[page.format_id]), follow=True
    ).content.decode()
    assert "đang dùng ở “Tờ gấp đang dùng”" in said
    assert PrintFormat.objects.filter(pk=page.format_id).exists()


def test_a_row_of_a_registry_that_is_used_stays_and_what_uses_it_is_named(
    admin_client: Any, province: Province
) -> None:
    url = reverse("wagtailsnippets_cms_agency:delete", args=[province.agency.pk])
    said = admin_client.post(url, follow=True).content.decode()
    assert "Chưa xoá được" in said
    assert Agency.objects.filter(pk=province.agency.pk).exists()


# -- what was on two sides before -----------------------------------------------------------

TURNING = import_module("cms.migrations.0014_leaflets_in_reading_order")


def _side(*names: str) -> list[dict[str, Any]]:
    return [
        {
            "type": "panel",
            "id": f"p-{name}",
            "value": {
                "name": name,
                "parts": [{"type": "heading", "id": f"h-{name}", "value": {"text": f"Chữ {name}"}}],
            },
        }
        for name in names
    ]


def test_panels_of_two_sides_become_one_stream_in_the_order_of_reading() -> None:
    made = TURNING.in_reading_order(_side("A", "B", "C", "D"), _side("E", "F", "G", "H"))
    assert [block["value"]["name"] for block in made if block["type"] == "turn"] == [*"DEFGHABC"]
    assert [block["value"]["panel"] for block in made if block["type"] == "turn"] == [*"12345678"]
    assert [block["id"] for block in made if block["type"] == "heading"] == [
        f"h-{name}" for name in "DEFGHABC"
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (("inside.p-1.name", "inside.panel.name"), ("content.p-1.name", "content.turn.name")),
        (
            ("outside.p-1.parts.c-2.statement", "outside.panel.parts.cover.statement"),
            ("content.c-2.statement", "content.cover.statement"),
        ),
        (
            ("inside.p-1.parts.b-2.items.i-3", "inside.panel.parts.benefits.items.item"),
            ("content.b-2.items.i-3", "content.benefits.items.item"),
        ),
        (("title", "title"), ("title", "title")),
    ],
)
def test_translations_follow_their_sentences(old: tuple[str, str], new: tuple[str, str]) -> None:
    assert TURNING.moved(*old) == new


def test_the_smaller_format_that_is_named_is_one_that_the_office_has(province: Province) -> None:
    """Those that Loa brought may be gone or have another name; others may have come."""
    page = a_leaflet_page(province.office, content=stream(("imprint", None)))
    for _ in FORMATS:
        named = _smaller(page)
        if named is None:
            break
        assert PrintFormat.objects.filter(name=named).exists()
        PrintFormat.objects.get(name=named).delete()
    else:
        pytest.fail("a format that is gone is still named")
    PrintFormat(**_FLYER).save()
    assert _smaller(page) == _FLYER["name"]


_FLYER = {"name": "Tờ rơi xã", "width_mm": 148, "height_mm": 210, "panel_widths": "148"}


def _smaller(page: LeafletPage) -> str | None:
    said = " ".join(remark.hint for remark in pressed(*leaflet_of(page)).remarks)
    found = re.search("vừa khổ nhỏ hơn: “(.+?)”", said)
    return found and found[1]
