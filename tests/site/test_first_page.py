"""The first page: what waits for whom, a button for what one may make, and the manual."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.admin_home import NAMED
from cms.manual.chapters import FOLDER, INDEX, chapter
from cms.models import Agency, ContactPoint, Portal, User
from cms.offices.setting_up import set_up_office
from tests.factories import Province, an_announcement_page
from tests.pictured import MOST_BYTES
from tests.site.test_approval import _answer, _member, _send


@pytest.fixture
def office(province: Province) -> Province:
    set_up_office(province.agency)
    return province


def _waiting(client: Client) -> dict[str, Any]:
    """Return what the first page says waits, by its label."""
    shown = client.get(reverse("wagtailadmin_home"))
    (panel,) = (one for one in shown.context["panels"] if getattr(one, "name", "") == "waiting")
    found = panel.get_context_data({"request": shown.wsgi_request})["waiting"]
    return {str(one.label): one for one in found}


def test_each_state_of_ones_own_text_stands_where_it_belongs(office: Province) -> None:
    writer, approver = _member(office, "soan"), _member(office, "duyet")
    page = an_announcement_page(office.office, title="Cũ")
    assert _waiting(writer) == {}
    _send(writer, page, title="Mới")
    assert set(_waiting(writer)) == {"Bản nháp của bạn"}
    _send(writer, page, title="Mới", **{"action-submit": "1"})
    assert set(_waiting(writer)) == {"Đã gửi, đang đợi duyệt"}
    _answer(approver, page, "reject", comment="Thiếu lệ phí.")
    (back,) = _waiting(writer).values()
    assert (back.label, back.count) == ("Bị trả lại, cần sửa", 1)
    assert writer.get(back.named[0][1]).status_code == 200
    assert "Thiếu lệ phí." in writer.get(back.named[0][1]).content.decode()
    _send(writer, page, title="Mới", **{"action-submit": "1"})
    _answer(approver, page, "approve")
    assert _waiting(writer) == {}
    assert _waiting(approver) == {}


def test_many_drafts_are_counted_and_the_newest_named(office: Province) -> None:
    writer = _member(office, "soan")
    user = User.objects.get(username="soan")
    for number in range(NAMED + 2):
        page = an_announcement_page(office.office, title=f"Nháp {number}", is_live=False)
        page.save_revision(user=user)
    drafts = _waiting(writer)["Bản nháp của bạn"]
    assert (drafts.count, len(drafts.named), drafts.more) == (NAMED + 2, NAMED, 2)


@pytest.mark.parametrize("model", [Agency, ContactPoint, Portal])
def test_row_waits_on_its_day_for_who_may_change_it(
    office: Province, admin_client: Client, model: Any
) -> None:
    today = timezone.localdate()
    for day, is_due in ((today + timedelta(days=1), False), (today, True)):
        model.objects.update(review_on=day)
        assert ("Cần rà soát" in _waiting(admin_client)) is is_due
    writer = _member(office, "soan")
    assert ("Cần rà soát" in _waiting(writer)) is (model is ContactPoint)


def test_draft_of_a_row_waits_for_who_may_publish_it(office: Province) -> None:
    writer, approver = _member(office, "soan"), _member(office, "duyet")
    office.contact.phone = "0209.3810.778"
    office.contact.save_revision()
    assert "Dữ kiện còn là bản nháp, đợi đăng" not in _waiting(writer)
    waiting = _waiting(approver)["Dữ kiện còn là bản nháp, đợi đăng"]
    assert waiting.count == 1
    assert str(office.contact) in waiting.named[0][0]
    office.contact.latest_revision.publish()
    assert _waiting(approver) == {}


def test_every_button_leads_where_one_may_begin(office: Province, admin_client: Client) -> None:
    kinds = set()
    for client in (admin_client, _member(office, "soan")):
        shown = client.get(reverse("wagtailadmin_home"))
        (panel,) = (
            one for one in shown.context["panels"] if getattr(one, "name", "") == "everyday"
        )
        tasks = panel.get_context_data({"request": shown.wsgi_request})["tasks"]
        begun = [task.url for task in tasks if not task.is_outside]
        assert [url for url in begun if client.get(url, follow=True).status_code != 200] == []
        kinds.add(len(begun))
    assert len(kinds) == 2  # a writer of one office makes no office pages


@pytest.mark.parametrize("name", sorted(file.stem for file in FOLDER.glob("*.md")))
def test_every_chapter_of_the_manual_is_read_in_the_editor(admin_client: Client, name: str) -> None:
    address = reverse("manual:chapter", args=[name])
    shown = admin_client.get(address)
    assert shown.status_code == 200
    made = chapter(name)
    assert made is not None
    assert ".md" not in made.html
    for lead in ("href", "src"):
        for part in made.html.split(f'{lead}="')[1:]:
            inside = part.split('"')[0]
            if not inside.startswith(("http", "mailto:", "tel:", "#")):
                found = admin_client.get(f"/admin/cam-nang/x/{inside}".replace("x/../", ""))
                assert found.status_code == 200, inside


def test_every_picture_of_the_manual_is_shown_and_small() -> None:
    pages = "".join(file.read_text("utf-8") for file in FOLDER.glob("*.md"))
    files = list((FOLDER / "pictures").iterdir())
    assert [one.name for one in files if f"](pictures/{one.name})" not in pages] == []
    assert [one.name for one in files if one.stat().st_size > MOST_BYTES] == []


@pytest.mark.parametrize("name", ["..", "khong-co", "readme", "pictures", "%2e%2e"])
def test_nothing_else_is_a_chapter(admin_client: Client, name: str) -> None:
    for way in ("/admin/cam-nang/{}/", "/admin/cam-nang/hinh/{}.png"):
        assert admin_client.get(way.format(name)).status_code in (301, 302, 404)
    assert chapter(name) is None
    assert chapter(INDEX) is not None


def test_nobody_outside_reads_the_manual_through_the_editor(client: Client) -> None:
    assert client.get(reverse("manual:chapter", args=[INDEX])).status_code == 302
