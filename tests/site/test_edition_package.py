"""Giao nhà in: one zip with everything, frozen with the edition, or nothing at all and why."""

import hashlib
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.editions import package
from cms.editions.files import read_file
from cms.editions.package import give_to_press
from cms.editions.ticket import Order
from cms.models import EditionFile, LeafletPage, PrintEdition
from tests.factories import Province, a_leaflet_page, publish
from tests.unit.print_text import text_of

ORDER = Order(paper="Couché 150 g/m²", contact="Phòng Truyền thông, 0209.3810.777", note="Cán mờ")
IMPRINT = {
    "printer": "Công ty TNHH In Việt Hưng",
    "licence_number": "79/GPXB-STT&TT",
    "licence_date": date(2019, 11, 28),
    "licence_issuer": "Sở Văn hoá, Thể thao và Du lịch",
    "deposit_month": "12/2019",
}


@pytest.fixture(autouse=True)
def private(settings: Any, tmp_path: Path) -> Path:
    settings.LOA_PRIVATE_ROOT = tmp_path / "private"
    settings.LOA_MIRROR_ADDRESS = "https://loa.example.vn/"
    return tmp_path / "private"


@pytest.fixture
def leaflet(province: Province) -> LeafletPage:
    return a_leaflet_page(province.office, **IMPRINT)


def kept(folder: Path) -> list[Path]:
    return [one for one in folder.rglob("*") if one.is_file()]


def test_one_zip_holds_all_that_the_print_shop_needs(leaflet: LeafletPage, officer: Any) -> None:
    edition = give_to_press(leaflet, ORDER, user=officer)
    assert (edition.status, edition.handed_by) == (PrintEdition.Status.PRINTING, officer)
    files = {one.name: read_file(one) for one in edition.files.all()}
    first, *single = files
    with zipfile.ZipFile(io.BytesIO(files[first])) as packed:
        assert packed.namelist() == single
        assert all(packed.read(name) == files[name] for name in single)
    press, screen, ticket, sums = (files[name] for name in single)
    lines = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}" for name in single[:3]]
    assert sums.decode().splitlines() == lines
    with pikepdf.open(io.BytesIO(press)) as pdf:
        box = [float(edge) for edge in pdf.pages[0].obj["/BleedBox"]]
        assert round((box[2] - box[0]) / 72 * 25.4) == 606
    for content in (press, screen):
        assert f"loa.example.vn/H/{edition.code}" in text_of(content).replace("\u200b", "")
    with pikepdf.open(io.BytesIO(ticket)) as pdf:
        assert len(pdf.pages) == 1
    said = text_of(ticket)
    for words in ("5.000 tờ", "Couché 150 g/m²", "600 × 205 mm", "4/4", "Bìa sau", edition.code):
        assert words in said
    assert hashlib.sha256(press).hexdigest() in said.replace(" ", "")


def test_the_same_edition_gives_the_same_zip(
    leaflet: LeafletPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cms.models.print_edition.CODE_SIGNS", "7")  # of both the same code
    digests = []
    for _ in range(2):
        edition = give_to_press(leaflet, ORDER)
        digests.append(edition.files.first().digest)
        PrintEdition.objects.filter(pk=edition.pk).update(
            status="withdrawn", code=f"{len(digests)}"
        )
    assert digests[0] == digests[1]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"licence_number": ""}, "giấy phép xuất bản"),
        ({"print_run": 0}, "Số lượng in là 0"),
        ({"printer": ""}, "nơi in"),
    ],
)
def test_what_is_missing_stops_it_in_words_and_leaves_nothing(
    leaflet: LeafletPage, private: Path, changes: dict[str, Any], said: str
) -> None:
    for name, value in changes.items():
        setattr(leaflet, name, value)
    publish(leaflet)
    with pytest.raises(ValidationError, match=said):
        give_to_press(leaflet, ORDER)
    assert PrintEdition.objects.get().is_open
    assert not kept(private)
    assert not EditionFile.objects.exists()


def test_a_draft_that_citizens_do_not_see_is_not_printed(leaflet: LeafletPage) -> None:
    leaflet.title = "Bản nháp"
    leaflet.save_revision()
    with pytest.raises(ValidationError, match="chưa xuất bản"):
        give_to_press(leaflet, ORDER)


def test_when_the_last_step_fails_no_file_stays(
    leaflet: LeafletPage, private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise ValidationError("vừa có người giao")

    with monkeypatch.context() as broken:
        broken.setattr(package, "move", fail)
        with pytest.raises(ValidationError, match="vừa có người giao"):
            give_to_press(leaflet, ORDER)
    assert not kept(private)
    assert PrintEdition.objects.get().is_open
    give_to_press(leaflet, ORDER)
    with pytest.raises(ValidationError, match="Đã có"):
        give_to_press(leaflet, ORDER)
    assert PrintEdition.objects.count() == 1


def test_officer_gets_the_zip_by_one_button(editor: Any, leaflet: LeafletPage) -> None:
    address = reverse("editions:list", args=[leaflet.pk])
    editor.post(address, {"do": "open"})
    empty = editor.post(address, {"do": "give"})
    assert set(empty.context["order"].errors) == {"paper", "contact"}
    form = {"do": "give", "giao-paper": "Couché 150", "giao-contact": "Phòng Truyền thông"}
    assert editor.post(address, form).url == address
    file = EditionFile.objects.order_by("pk")[0]
    said = editor.get(address).content.decode()
    assert reverse("editions:file", args=[file.pk]) in said
    answer = editor.get(reverse("editions:file", args=[file.pk]))
    assert zipfile.is_zipfile(io.BytesIO(answer.content))
