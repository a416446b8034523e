"""The print room can be tried in the demo: one leaflet of today goes to the print shop."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from cms.editions.files import read_file
from cms.editions.handing import open_edition
from cms.models import LeafletPage, PrintEdition
from cms.press.checking import leaflet_of, pressed

pytestmark = [pytest.mark.usefixtures("demo_rows"), pytest.mark.django_db]


@pytest.fixture
def leaflet() -> LeafletPage:
    found: LeafletPage = LeafletPage.objects.get(slug="to-gap-cong-quoc-gia")
    return found


def test_preflight_has_no_error_on_the_leaflet_of_today(leaflet: LeafletPage) -> None:
    sheet = pressed(*leaflet_of(leaflet))
    assert [one for one in sheet.remarks if one.severity == "error"] == []
    assert sheet.pdf.startswith(b"%PDF")
    assert min(fit.used_mm / fit.avail_mm for fit in sheet.fit if "Bìa –" not in fit.panel) > 0.6


def test_the_officer_of_the_demo_hands_it_over_with_one_click(
    client: Any, leaflet: LeafletPage
) -> None:
    officer = get_user_model().objects.get(username="can-bo")
    client.force_login(officer)
    edition = open_edition(leaflet, user=officer)
    answer = client.post(
        reverse("editions:list", args=[leaflet.pk]),
        {
            "do": "give",
            "giao-paper": "Couché 150 g/m²",
            "giao-contact": "Trung tâm CNTT&TT, 0209.3810.777",
        },
        follow=True,
    )
    edition.refresh_from_db()
    assert edition.status == PrintEdition.Status.PRINTING, answer.redirect_chain
    assert edition.printed_on == timezone.localdate()
    (whole, *_) = edition.files.all()
    with zipfile.ZipFile(io.BytesIO(read_file(whole))) as packed:
        assert len(packed.namelist()) == 4


def test_make_demo_prints_every_leaflet_of_the_demo() -> None:
    slugs = set(LeafletPage.objects.live().values_list("slug", flat=True))
    assert slugs <= set(Path("Makefile").read_text("utf-8").split())
