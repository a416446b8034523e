"""What somebody could try with an edition: secrets in its files, other leaflets, lost owners, kills."""

import io
import os
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import Locale

from cms.editions import package
from cms.editions.files import read_file
from cms.editions.handing import hand_over, open_edition
from cms.editions.package import give_to_press
from cms.editions.ticket import Order
from cms.models import EditionFile, LeafletPage, PressProfile, PrintEdition
from tests.factories import (
    Province,
    a_leaflet_page,
    an_announcement_page,
    publish,
    put_on_panel,
    stream,
)
from tests.site.bytes_of_a_release import PICTURES, told_in, unpacked
from tests.site.secret_picture import has_red, picture_with_secrets
from tests.site.test_edition_package import IMPRINT, ORDER

WORD = "Toadonhacua1"


@pytest.fixture(autouse=True)
def _address(settings: Any) -> None:
    settings.LOA_MIRROR_ADDRESS = "https://loa.example.vn/"


def figure(picture: Any) -> dict[str, Any]:
    none = {"x": None, "y": None, "w": None, "h": None}
    value = {"picture": picture.pk, "alt": "Ảnh", "caption": "", "drawn_for": ""}
    return {**value, "callouts": [], "focus": none}


def pictures_in(pdf: bytes) -> list[bytes]:
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for one in opened.objects:
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image":
                buffer = io.BytesIO()
                image = pikepdf.PdfImage(one).as_pil_image()
                image.convert("RGB").save(buffer, "PNG")
                found.append(buffer.getvalue())
    return found


def test_no_file_of_an_edition_holds_what_was_redacted(province: Province) -> None:
    picture = picture_with_secrets(WORD, wide=1800)
    leaflet = a_leaflet_page(province.office, **IMPRINT)
    put_on_panel(leaflet, 3, ("figure", figure(picture)))
    edition = give_to_press(publish(leaflet), ORDER)
    files = {one.name: read_file(one) for one in edition.files.all()}
    assert len(files) == 5
    for name, made in files.items():
        assert told_in(unpacked(name, made), {"secret": WORD}) == set()
        if name.endswith(("-in.pdf", "-xem.pdf")):
            shown = pictures_in(made)
            assert shown, name
            assert not any(map(has_red, shown)), name


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_no_official_paper_holds_what_was_redacted(
    editor: Any, province: Province, kind: str
) -> None:
    picture = picture_with_secrets(WORD, wide=1800)
    page = an_announcement_page(
        province.office, body=stream(("figure", figure(picture))), symbol="TB-SNV"
    )
    answer = editor.get(reverse(f"paper_{kind}", args=[page.pk]))
    assert answer.status_code == 200
    parts = dict(unpacked(kind, answer.content))
    assert told_in(parts.items(), {"secret": WORD}) == set()
    images = pictures_in(answer.content) if kind == "pdf" else []
    images += [one for name, one in parts.items() if Path(name).suffix in PICTURES]
    assert images
    assert not any(map(has_red, images))


def test_a_copy_has_no_edition_and_may_not_print_under_the_licence_of_the_first(
    province: Province,
) -> None:
    first = a_leaflet_page(province.office, **IMPRINT)
    hand_over(first, day=date(2019, 12, 1))
    copy = first.copy(update_attrs={"title": "Bản sao", "slug": "ban-sao", "edition": "Bản sao"})
    assert PrintEdition.objects.filter(page=copy).count() == 0
    with pytest.raises(ValidationError, match="là của tờ gấp “Tờ gấp năm 2019”"):
        give_to_press(copy, ORDER)
    copy.licence_number = "80/GPXB-STT&TT"
    assert give_to_press(publish(copy), ORDER).page_id == copy.pk
    assert first.print_editions.get().code != copy.print_editions.get().code


def test_an_alias_and_a_translation_have_editions_of_their_own(province: Province) -> None:
    first = a_leaflet_page(province.office, **IMPRINT)
    edition = hand_over(first, day=date(2019, 12, 1))
    alias = first.create_alias(update_slug="bi-danh")
    english = first.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    for other in (alias, english):
        assert PrintEdition.objects.filter(page=other.pk).count() == 0
    draft = open_edition(LeafletPage.objects.get(pk=english.pk))
    assert draft.code != edition.code
    english.delete()
    assert PrintEdition.objects.get(pk=draft.pk).page_id is None
    assert PrintEdition.objects.get(pk=edition.pk).page_id == first.pk


def test_an_edition_and_its_files_outlive_who_gave_it_its_profile_and_its_leaflet(
    province: Province, officer: Any
) -> None:
    leaflet = a_leaflet_page(province.office, **IMPRINT)
    edition = give_to_press(leaflet, ORDER, user=officer)
    with pytest.raises(ProtectedError):
        leaflet.format.delete()
    PressProfile.objects.all().delete()
    officer.delete()
    leaflet.delete()
    edition.refresh_from_db()
    assert (edition.page_id, edition.handed_by_id) == (None, None)
    assert [len(read_file(one)) > 0 for one in edition.files.all()] == [True] * 5
    with pytest.raises(ProtectedError):
        edition.delete()


def test_a_hand_over_that_was_killed_is_done_again(
    province: Province, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.LOA_PRIVATE_ROOT = tmp_path / "private"
    leaflet = a_leaflet_page(province.office, **IMPRINT)

    def killed(*_args: Any, **_kwargs: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as power:
        power.setattr(package, "move", killed)
        power.setattr(package, "forget", lambda _files: None)  # nobody was left to do it
        with pytest.raises(SystemExit):
            give_to_press(leaflet, ORDER)
    assert EditionFile.objects.count() == 0
    (open_one,) = PrintEdition.objects.filter(page=leaflet)
    assert open_one.is_open
    left = [one for one in (tmp_path / "private").rglob("*") if one.is_file()]
    assert left
    for file in left:
        os.truncate(file, 3)  # and the disk lost the ends of all
    edition = give_to_press(leaflet, Order(paper="Couché", contact="Phòng Truyền thông"))
    assert edition.pk == open_one.pk
    assert all(read_file(one) for one in edition.files.all())
