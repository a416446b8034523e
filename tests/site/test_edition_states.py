"""An edition goes from draft to withdrawn by named actions; its code and its files stay."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models.deletion import ProtectedError
from django.urls import reverse

from cms.editions.files import forget, keep, read_file
from cms.editions.handing import hand_over, name_of, open_edition
from cms.editions.states import MOVES, history, move
from cms.models import EditionFile, LeafletPage, PrintEdition
from tests.factories import Province, a_leaflet_page, a_province, an_officer, publish
from tests.site.at_once import together

DAY = date(2019, 12, 1)
LICENCE = {
    "licence_number": "79/GPXB-STT&TT",
    "licence_date": date(2019, 11, 28),
    "licence_issuer": "Sở Văn hoá, Thể thao và Du lịch",
}
Status = PrintEdition.Status


@pytest.fixture
def leaflet(province: Province) -> LeafletPage:
    return a_leaflet_page(province.office, **LICENCE)


def test_an_edition_goes_its_way_and_says_who_did_what(leaflet: LeafletPage, officer: Any) -> None:
    edition = open_edition(leaflet, user=officer)
    states = [edition.status]
    for name in ("license", "hand_over", "circulate", "withdraw"):
        edition = move(edition, name, user=officer)
        states.append(edition.status)
    assert states == ["draft", "licensed", "printing", "circulating", "withdrawn"]
    assert edition.withdrawn_on is not None
    assert [entry.user for entry in history(edition)] == [officer] * 5


@pytest.mark.parametrize(("state", "name"), list(product(Status.values, MOVES)))
def test_a_wrong_move_is_refused_in_words_and_changes_nothing(
    leaflet: LeafletPage, state: str, name: str
) -> None:
    edition = PrintEdition.objects.create(page=leaflet, name="Bản in", status=state)
    if state in MOVES[name].sources:
        assert move(edition, name).status == MOVES[name].target
        return
    with pytest.raises(ValidationError, match="đang ở tình trạng") as refused:
        move(edition, name)
    assert edition.get_status_display() in refused.value.messages[0]
    edition.refresh_from_db()
    assert edition.status == state


def test_without_a_licence_on_the_leaflet_it_is_no_licensed_edition(province: Province) -> None:
    edition = open_edition(a_leaflet_page(province.office))
    with pytest.raises(ValidationError, match="chưa ghi giấy phép"):
        move(edition, "license")


def test_a_code_outlives_its_leaflet_and_cannot_be_deleted(leaflet: LeafletPage) -> None:
    edition = hand_over(leaflet, day=DAY)
    assert len(edition.code) == 6
    assert not set(edition.code) & set("01")
    leaflet.delete()
    edition.refresh_from_db()
    assert edition.page is None
    for delete in (edition.delete, PrintEdition.objects.all().delete):
        with pytest.raises(ProtectedError):
            delete()
    assert PrintEdition.objects.get().code == edition.code


def test_the_next_run_does_not_make_this_one_wrong(leaflet: LeafletPage) -> None:
    edition = hand_over(leaflet, day=DAY)
    for name, value in {"edition": "In lần 2", "print_run": 900, "licence_number": "80"}.items():
        setattr(leaflet, name, value)
    publish(leaflet)
    edition.refresh_from_db()
    assert edition.overtaken_on is None
    leaflet.title = "Tờ gấp năm 2020"
    publish(leaflet)
    edition.refresh_from_db()
    assert edition.overtaken_on is not None


def test_files_are_kept_once_whole_and_only_while_something_names_them(
    leaflet: LeafletPage, settings: Any, tmp_path: Any
) -> None:
    settings.LOA_PRIVATE_ROOT = tmp_path / "private"
    edition = hand_over(leaflet, day=DAY)
    (first,) = keep({"in.pdf": b"%PDF in"})
    first.edition = edition
    first.save()
    same, other = keep({"lai.pdf": b"%PDF in", "hong.pdf": b"%PDF hong"})
    forget([same, other])
    assert read_file(first) == b"%PDF in"
    with pytest.raises(OSError, match="No such"):
        read_file(other)
    assert len([one for one in (tmp_path / "private").rglob("*") if one.is_file()]) == 1


def test_files_are_for_officers_who_may_edit_the_leaflet(
    leaflet: LeafletPage, client: Any, settings: Any, tmp_path: Any
) -> None:
    settings.LOA_PRIVATE_ROOT = tmp_path / "private"
    edition = hand_over(leaflet, day=DAY)
    (file,) = keep({"in.pdf": b"%PDF in"})
    file.edition = edition
    file.save()
    address = reverse("editions:file", args=[file.pk])
    assert client.get(address).status_code == 302
    client.force_login(an_officer())
    answer = client.get(address)
    assert (answer.content, answer["Content-Type"]) == (b"%PDF in", "application/pdf")
    EditionFile.objects.update(digest="0" * 64)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("status", PrintEdition.Status)
def test_an_edition_is_offered_only_while_its_name_is_free(
    editor: Any, leaflet: LeafletPage, status: str
) -> None:
    """ "Sắp in …?" was still asked after it was handed over, and the answer refused."""
    address, words = reverse("editions:list", args=[leaflet.pk]), "Sắp in <strong>"
    assert words in editor.get(address).content.decode()
    edition = PrintEdition.objects.create(page=leaflet, name=name_of(leaflet), status=status)
    said = editor.get(address).content.decode()
    assert words not in said
    assert (f"Đã có “{edition.name}”. Đổi tên" in said) is not edition.is_open
    LeafletPage.objects.update(edition="Bản in lần 2")
    assert (words in editor.get(address).content.decode()) is not edition.is_open


def test_officer_sees_states_and_notes_who_got_sheets(
    editor: Any, leaflet: LeafletPage, province: Province
) -> None:
    address = reverse("editions:list", args=[leaflet.pk])
    assert "Lập bản in" in editor.get(address).content.decode()
    editor.post(address, {"do": "open"})
    edition = PrintEdition.objects.get()
    said = editor.get(address).content.decode()
    assert edition.code in said
    assert "Bản thảo" in said
    editor.post(address, {"do": "circulate", "edition": edition.pk})
    assert "đang ở tình trạng “bản thảo”" in editor.get(address).content.decode()
    editor.post(address, {"do": "license", "edition": edition.pk})
    assert editor.post(address, {"do": "hand_over", "edition": edition.pk}).status_code == 404
    edition = move(PrintEdition.objects.get(), "hand_over", print_run=100)
    names = {"edition": edition.pk, "do": "hand_out"}
    given = {f"phat-{edition.pk}-office": "UBND xã Một", f"phat-{edition.pk}-day": "2019-12-05"}
    early = editor.post(address, names | given | {f"phat-{edition.pk}-copies": "1"})
    assert "Đã nhận từ nhà in" in early.content.decode()
    editor.post(address, {"do": "circulate", "edition": edition.pk})
    too_many = editor.post(address, names | given | {f"phat-{edition.pk}-copies": "101"})
    assert "còn 100" in too_many.content.decode()
    assert editor.post(address, names | given | {f"phat-{edition.pk}-copies": "60"}).url == address
    said = editor.get(address).content.decode()
    assert "Đã phát 60 trong 100 tờ" in said
    assert "UBND xã Một" in said


@pytest.mark.parametrize("number", ["", "-1", "x", "٣", "1" * 5000, str(2**63)])
def test_an_edition_that_there_is_not_is_not_found(
    editor: Any, leaflet: LeafletPage, number: str
) -> None:
    address = reverse("editions:list", args=[leaflet.pk])
    assert editor.post(address, {"do": "quiet", "edition": number}).status_code == 404


def test_handed_over_twice_at_the_same_moment_it_is_one_edition(apart: None) -> None:
    leaflet = a_leaflet_page(a_province().office, **LICENCE)
    opened = together(*[lambda: open_edition(leaflet)] * 4)
    assert {edition.pk for edition in opened} == {PrintEdition.objects.get().pk}
    moved = together(*[lambda: move(opened[0], "hand_over")] * 4)
    assert sum(isinstance(one, PrintEdition) for one in moved) == 1
    assert sum(isinstance(one, ValidationError) for one in moved) == 3
