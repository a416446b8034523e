"""Facts of registries that were withdrawn: no rollback and no export of an old release has them."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cms.models import ContactPoint, PaymentFact, Portal
from sitegen.pipeline import Worker
from sitegen.release.manifest import Manifest, read_manifest
from sitegen.release.shown import Shown
from sitegen.release.switch import current_release
from sitegen.render import json_api
from sitegen.withdrawing import roll_back_safely
from tests.factories import (
    Province,
    a_contact_page,
    a_fact,
    a_group,
    a_guide_page,
    a_leaflet_page,
    a_payment,
    a_picture,
    a_step,
    a_step_set,
    an_announcement_page,
    an_officer,
    items,
    publish,
    stream,
)
from tests.site.bytes_of_a_release import readable, told_in
from tests.site.collected import document_of

WORD = "Chimdulieu"


@pytest.fixture
def worker(folder: Path) -> Worker:
    return Worker(folder)


@pytest.fixture
def folder() -> Path:
    return Path(settings.LOA_VAR)


def _told(folder: Path) -> set[tuple[str, str]]:
    return told_in(readable((folder / "releases/current").resolve()), {"word": WORD})


def _served(folder: Path) -> Manifest:
    manifest = read_manifest(folder / "releases", current_release(folder / "releases"))
    assert manifest is not None
    return manifest


def _a_contact(province: Province) -> ContactPoint:
    contact: ContactPoint = a_fact(
        ContactPoint,
        name="Tổ hỗ trợ",
        agency=province.agency,
        phone="0209.3811.111",
        address=WORD,
    )
    return contact


def _on_a_contact_page(province: Province, contact: ContactPoint) -> None:
    a_contact_page(province.home, contact)


def _at_the_foot_of_every_page(province: Province, contact: ContactPoint) -> None:
    contact.phone, contact.address, contact.note = "1900 1234", "", WORD
    publish(contact)
    province.home.help_contact = contact
    publish(province.home)


def _on_a_leaflet(province: Province, contact: ContactPoint) -> None:
    part = ("contacts", {"title": "Liên hệ", "points": items(contact.pk)})
    a_leaflet_page(province.office, content=stream(part))


def _in_a_guide(province: Province, contact: ContactPoint) -> None:
    a_guide_page(province.office, contacts=stream(("point", contact.pk)))


def _in_a_body(province: Province, contact: ContactPoint) -> None:
    block = ("contacts", {"title": "Liên hệ", "points": items(contact.pk)})
    an_announcement_page(province.office, body=stream(block))


Place = Callable[[Province, ContactPoint], None]
PLACES = (
    _on_a_contact_page,
    _at_the_foot_of_every_page,
    _on_a_leaflet,
    _in_a_guide,
    _in_a_body,
)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__.strip("_"))
def test_rollback_brings_back_no_contact_that_was_unpublished(
    province: Province, worker: Worker, folder: Path, place: Place
) -> None:
    contact = _a_contact(province)
    place(province, contact)
    assert worker.release().status == "released"
    assert _told(folder)
    contact.refresh_from_db()
    contact.unpublish()
    assert worker.release().status == "released"
    assert not _told(folder)
    done = roll_back_safely(folder)
    assert done.left_out == ("Tổ hỗ trợ",)
    assert not _told(folder)
    assert {site.help_phone for site in _served(folder).sites} <= {"0209.3810.777", ""}


def test_rollback_brings_back_no_fact_that_was_deleted(
    province: Province, worker: Worker, folder: Path
) -> None:
    contact = _a_contact(province)
    worker.release()
    assert _told(folder)
    contact.delete()
    worker.release()
    assert roll_back_safely(folder, "1").left_out == ("Tổ hỗ trợ",)
    assert not _told(folder)


def test_fact_that_was_published_again_comes_back_by_a_mere_switch(
    province: Province, worker: Worker, folder: Path
) -> None:
    contact = _a_contact(province)
    worker.release()
    contact.unpublish()
    worker.release()
    publish(contact)
    done = roll_back_safely(folder)
    assert (done.left_out, done.now[:4]) == ((), "0001")
    assert _told(folder)


def test_fact_that_merely_changed_is_not_withdrawn(
    province: Province, worker: Worker, folder: Path
) -> None:
    contact = _a_contact(province)
    worker.release()
    contact.address = "Nhà mới"
    publish(contact)
    worker.release()
    assert not _told(folder)
    assert roll_back_safely(folder).now.startswith("0001-")
    assert _told(folder)


def test_account_that_nobody_answers_for_any_more_stays_away(
    province: Province, worker: Worker, folder: Path
) -> None:
    fact = a_payment(
        province.agency,
        account_number=WORD,
        entered_by=an_officer("mot"),
        confirmed_by=an_officer("hai"),
    )
    block = ("payment", {"title": "Nộp phí", "fact": fact.pk})
    an_announcement_page(province.office, body=stream(block))
    worker.release()
    assert _told(folder)
    PaymentFact.objects.filter(pk=fact.pk).update(confirmed_by=None)
    worker.release()
    assert roll_back_safely(folder).left_out == ("Nộp phí",)
    assert not _told(folder)
    assert told_in(readable((folder / "releases/current").resolve()), {"way": "PayGov"})


def test_words_of_a_portal_inside_steps_go_with_the_way_that_has_them(
    province: Province, worker: Worker, folder: Path
) -> None:
    portal = a_fact(Portal, name=WORD, short_name="Cổng", address="https://cu.example.vn")
    shared = a_step_set(a_step("Mở {{cong}}."))
    old_way = a_group(title="Cách cũ", step_set=shared.pk, portal=portal.pk)
    new_way = a_group(title="Cách mới", portal=portal.pk)
    guide = a_guide_page(province.office, groups=stream(("group", old_way), ("group", new_way)))
    first, second = document_of(guide).groups
    assert first.fact_keys == (f"portal-{portal.pk}", f"stepset-{shared.pk}")
    assert second.fact_keys == ()
    worker.release()
    portal.unpublish()
    worker.release()
    roll_back_safely(folder)
    assert not _told(folder)
    words = {"Cách cũ": "Cách cũ", "Cách mới": "Cách mới"}
    found = told_in(readable((folder / "releases/current/so-noi-vu").resolve()), words)
    assert {word for word, _ in found} == {"Cách mới"}


def test_step_set_that_was_unpublished_stays_away(
    province: Province, worker: Worker, folder: Path
) -> None:
    shared = a_step_set(a_step(f"Mở {WORD}."))
    a_guide_page(province.office, groups=stream(("group", a_group(step_set=shared.pk))))
    worker.release()
    assert _told(folder)
    shared.unpublish()
    worker.release()
    roll_back_safely(folder)
    assert not _told(folder)


def test_text_that_looks_like_a_key_is_no_fact(
    province: Province, worker: Worker, folder: Path
) -> None:
    said = 'Viết "fact_key":"contactpoint-999" là xong.'
    an_announcement_page(province.office, body=stream(("paragraph", f"<p>{said}</p>")))
    worker.release()
    keys = Shown(folder, _served(folder), read=json_api.read).fact_keys()
    agency, contact, portal = province.agency.pk, province.contact.pk, province.portal.pk
    assert keys == {f"agency-{agency}", f"contactpoint-{contact}"}
    assert f"portal-{portal}" not in keys  # it stands on no page


def _export(destination: Path, *more: str) -> str:
    said = StringIO()
    call_command("export", str(destination), *more, stdout=said, stderr=StringIO())
    return said.getvalue()


def test_older_release_is_exported_only_without_what_was_withdrawn(
    province: Province, worker: Worker, folder: Path, tmp_path: Path
) -> None:
    contact = _a_contact(province)
    page = a_guide_page(province.office, title="Hướng dẫn sẽ gỡ")
    worker.release()
    province.home.lead = "Chữ mới"
    publish(province.home)
    worker.release()
    _export(tmp_path / "whole", "--release", "1")
    assert (tmp_path / "whole/index.html").is_file()
    contact.unpublish()
    page.unpublish()
    worker.release()
    with pytest.raises(CommandError) as caught:
        _export(tmp_path / "out", "--release", "1")
    said = str(caught.value)
    for part in ("Hướng dẫn sẽ gỡ", "Tổ hỗ trợ", "manage.py rollback 0001-"):
        assert part in said
    assert not (tmp_path / "out").exists()
    roll_back_safely(folder, "1")
    _export(tmp_path / "out")
    words = {"fact": WORD, "page": "Hướng dẫn sẽ gỡ", "new": "Chữ mới"}
    assert told_in(readable(tmp_path / "out"), words) == set()


def test_screen_of_the_rollback_names_the_facts_that_stay_away(
    province: Province, worker: Worker, editor: Any
) -> None:
    contact = _a_contact(province)
    first = worker.release().release
    contact.unpublish()
    worker.release()
    shown = editor.get(f"/admin/phat-hanh/{first}/quay-lui/").content.decode()
    assert "1 mục không hiện lại" in shown
    assert "Tổ hỗ trợ" in shown


def test_screen_of_the_rollback_counts_the_pictures_that_stay_away(
    province: Province, worker: Worker, editor: Any
) -> None:
    picture = a_picture()
    step = a_step("Xem hình.", pictures=items({"picture": picture.pk, "alt": ""}))
    a_guide_page(province.office, groups=stream(("group", a_group(step))))
    first = worker.release().release
    picture.delete()
    worker.release()
    shown = editor.get(f"/admin/phat-hanh/{first}/quay-lui/").content.decode()
    assert "1 mục không hiện lại" in shown
    assert "1 hình nay không được hiện" in shown
