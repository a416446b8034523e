"""Approval: somebody else sees the change and answers; nobody of an office goes around it."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, Page, TaskState

from cms.models import User
from cms.offices.setting_up import groups_of, set_up_office, wants_approval
from cms.permissions import APPROVERS, WRITERS, grant_officers
from tests.factories import (
    Province,
    an_agency_home_page,
    an_announcement_page,
    another_agency,
)
from tests.site.editing import filled_in

OLD, NEW = "Lệ phí 20.000 đồng", "Lệ phí 30.000 đồng"


@pytest.fixture
def office(province: Province) -> Province:
    grant_officers()
    set_up_office(province.agency)
    return province


def _member(place: Province, role: str, name: str = "") -> Client:
    user = User.objects.create_user(name or role, f"{name or role}@loa.example", "x")
    user.groups.add(groups_of(place.agency)[role])
    client = Client()
    client.force_login(user)
    return client


def _send(client: Client, page: Any, **more: str) -> Any:
    """Send the form of a page with what is typed into it."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    shown = client.get(address)
    sent = filled_in(shown.content.decode(), shown.context["form"].instance, {}).dict()
    return client.post(address, sent | more)


def _waiting(place: Province, writer: Client, **more: Any) -> Any:
    """Return a live page with a change that its writer has sent to be approved."""
    page = an_announcement_page(place.office, title=OLD, **more)
    assert _send(writer, page, title=NEW, **{"action-submit": "1"}).status_code == 302
    page.refresh_from_db()
    assert page.current_workflow_task_state is not None
    return page


def _answer(client: Client, page: Any, answer: str, **more: str) -> Any:
    address = reverse("approval:review", args=[page.pk])
    seen = str(Page.objects.get(pk=page.pk).latest_revision_id)
    return client.post(address, {"answer": answer, "seen": seen, **more}, follow=True)


def _said(answer: Any) -> str:
    return " ".join(str(one) for one in answer.context["messages"])


def test_writer_sends_and_another_sees_both_sides_and_approves(office: Province) -> None:
    writer, approver = _member(office, "soan"), _member(office, "duyet")
    page = _waiting(office, writer)
    home = approver.get(reverse("wagtailadmin_home")).content.decode()
    address = reverse("approval:review", args=[page.pk])
    assert address in home
    shown = approver.get(address).content.decode()
    assert "<del>" in shown
    assert "<ins>" in shown
    for side, words in (("dang", OLD), ("nhap", NEW)):
        answer = approver.get(reverse("approval:side", args=[page.pk, side]))
        assert words in answer.content.decode()
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "Đã duyệt và đăng" in _said(_answer(approver, page, "approve"))
    page.refresh_from_db()
    assert (page.title, page.live) == (NEW, True)


def test_what_is_returned_comes_back_with_words_and_is_sent_again(office: Province) -> None:
    writer, approver = _member(office, "soan"), _member(office, "duyet")
    page = _waiting(office, writer)
    assert "cần sửa gì" in _said(_answer(approver, page, "reject"))
    assert page.current_workflow_task_state.status == TaskState.STATUS_IN_PROGRESS
    assert "Đã trả lại" in _said(_answer(approver, page, "reject", comment="Phí vẫn là 20.000."))
    page.refresh_from_db()
    assert page.title == OLD
    assert _send(writer, page, title=NEW, **{"action-submit": "1"}).status_code == 302
    shown = approver.get(reverse("approval:review", args=[page.pk])).content.decode()
    assert "Phí vẫn là 20.000." in shown


@pytest.mark.parametrize("role", ["duyet", "quan-tri"])
def test_no_author_approves(office: Province, role: str) -> None:
    """Neither who sent it, nor who wrote on it while it waited, by whatever address."""
    writer, author, other = (
        _member(office, "soan"),
        _member(office, role, "tac-gia"),
        _member(office, role, "khac"),
    )
    own = _waiting(office, author)
    touched = _waiting(office, writer, slug="sua-luc-doi")
    _send(author, touched, title="Lệ phí 40.000 đồng")
    for page in (own, touched):
        state = page.current_workflow_task_state
        answer = _answer(author, page, "approve")
        assert "Bạn không duyệt được" in _said(answer)
        author.post(
            reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]),
            {"comment": ""},
        )
        _send(author, page, **{"action-workflow-action": "1", "workflow-action-name": "approve"})
        page.refresh_from_db()
        assert page.title == OLD
        assert "Đã duyệt và đăng" in _said(_answer(other, page, "approve"))


def test_who_changes_the_text_in_the_moment_of_approving_does_not_approve(office: Province) -> None:
    writer, approver = _member(office, "soan"), _member(office, "duyet")
    page = _waiting(office, writer)
    approver.raise_request_exception = False
    sent = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    _send(approver, page, title="Lệ phí 99.000 đồng", **sent)
    page.refresh_from_db()
    assert page.title == OLD


@pytest.mark.parametrize("role", ["soan", "duyet", "quan-tri"])
def test_nobody_of_the_office_publishes_past_the_approval(office: Province, role: str) -> None:
    page = an_announcement_page(office.office, title=OLD)
    live = set(Page.objects.live().values_list("pk", "title"))
    client = _member(office, role)
    _send(client, page, title=NEW, **{"action-publish": "1"})
    kind = ("cms", "announcementpage", office.office.pk)
    address = reverse("wagtailadmin_pages:add", args=kind)
    shown = client.get(address)
    sent = filled_in(shown.content.decode(), shown.context["form"].instance, {}).dict()
    client.post(address, sent | {"title": "Trang mới", "action-publish": "1"})
    copied = {"new_title": "Bản chép", "new_slug": "ban-chep", "new_parent_page": office.office.pk}
    client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]), copied | {"publish_copies": "on"}
    )
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    drafts = Page.objects.filter(has_unpublished_changes=True).values_list("pk", flat=True)
    client.post(f"{bulk}?{'&'.join(f'id={one}' for one in drafts)}", {"include_descendants": "on"})
    assert set(Page.objects.live().values_list("pk", "title")) == live


def test_two_approvers_at_once_and_the_second_is_told(office: Province) -> None:
    writer = _member(office, "soan")
    first, second = _member(office, "duyet", "mot"), _member(office, "duyet", "hai")
    page = _waiting(office, writer)
    _answer(first, page, "approve")
    assert "mot vừa trả lời" in _said(_answer(second, page, "reject", comment="Khoan"))
    page.refresh_from_db()
    assert page.title == NEW


def test_of_two_answers_at_the_same_moment_one_is_taken(office: Province) -> None:
    """Both have read that the page waits before either answers."""
    page = _waiting(office, _member(office, "soan"))
    _member(office, "duyet", "mot"), _member(office, "quan-tri", "hai")
    first, second = (User.objects.get(username=name) for name in ("mot", "hai"))
    read = [Page.objects.get(pk=page.pk).current_workflow_task_state for _ in range(2)]
    read[0].task.specific.on_action(read[0], first, "approve")
    for answer in ("reject", "approve"):
        with pytest.raises(PermissionDenied):
            read[1].task.specific.on_action(read[1], second, answer)
    assert TaskState.objects.get(pk=read[0].pk).status == TaskState.STATUS_APPROVED
    page.refresh_from_db()
    assert (page.title, page.current_workflow_state) == (NEW, None)


def test_page_that_comes_to_another_office_while_it_waits_is_asked_about_there(
    office: Province,
) -> None:
    page = _waiting(office, _member(office, "soan"))
    agency = another_agency(office, "Sở Khác")
    other = an_agency_home_page(office.home, title="Sở khác", agency=agency)
    set_up_office(agency)
    there = User.objects.create_user("noi-khac")
    there.groups.add(groups_of(agency)["duyet"])
    client = Client()
    client.force_login(there)
    page.move(Page.objects.get(pk=other.pk), pos="last-child")
    assert "Đã duyệt và đăng" in _said(_answer(client, page, "approve"))


def test_office_whose_page_is_made_again_is_asked_as_before(office: Province) -> None:
    Page.objects.get(pk=office.office.pk).delete()
    made = an_agency_home_page(office.home, title="Sở Nội vụ mới", agency=office.agency)
    assert wants_approval(office.agency)
    page = an_announcement_page(made, title=OLD)
    _send(_member(office, "duyet"), page, title=NEW, **{"action-publish": "1"})
    page.refresh_from_db()
    assert page.title == OLD
    assert made.get_workflow() is not None


def test_office_below_another_is_switched_off_by_itself(
    office: Province, admin_client: Client
) -> None:
    agency = another_agency(office, "Sở Khác")
    below = an_agency_home_page(office.office, title="Phòng", agency=agency)
    set_up_office(agency)
    user = User.objects.create_user("phong")
    user.groups.add(groups_of(agency)["duyet"])
    client = Client()
    client.force_login(user)
    page = an_announcement_page(below, title=OLD)
    _send(client, page, title=NEW, **{"action-publish": "1"})
    page.refresh_from_db()
    assert page.title == OLD
    admin_client.post(reverse("office_people:office", args=[agency.pk]), {"approval": "off"})
    _send(client, page, title=NEW, **{"action-publish": "1"})
    page.refresh_from_db()
    assert page.title == NEW
    assert wants_approval(office.agency)


def test_editor_of_the_province_who_may_not_publish_is_not_asked(office: Province) -> None:
    user = User.objects.create_user("tinh-soan")
    user.groups.add(Group.objects.get(name=WRITERS))
    client = Client()
    client.force_login(user)
    page = _waiting(office, _member(office, "soan"))
    assert (
        reverse("approval:review", args=[page.pk])
        not in client.get(reverse("wagtailadmin_home")).content.decode().split("Việc đang chờ")[0]
    )
    answer = _said(_answer(client, page, "approve"))
    assert "Bạn không trả lời được" in answer
    assert "chữ bạn viết" not in answer


def test_end_of_an_office_and_what_readers_are_told_of_it_are_the_provinces(
    office: Province,
) -> None:
    client = _member(office, "quan-tri")
    address = reverse("succession:end", args=["cms.agency", office.agency.pk])
    assert client.get(address).status_code in (302, 403)
    assert client.post(address, {"ends_on": "2026-01-01"}).status_code in (302, 403)
    office.agency.refresh_from_db()
    assert office.agency.valid_until is None


def test_who_looked_at_an_older_text_looks_again(office: Province) -> None:
    writer, approver = _member(office, "soan"), _member(office, "duyet")
    page = _waiting(office, writer)
    _send(_member(office, "duyet", "khac"), page, title="Lệ phí 35.000 đồng")
    address = reverse("approval:review", args=[page.pk])
    seen = str(page.latest_revision_id)
    answer = approver.post(address, {"answer": "approve", "seen": seen}, follow=True)
    assert "đã đổi sau khi bạn mở" in _said(answer)
    page.refresh_from_db()
    assert page.title == OLD


def test_administrator_switches_it_off_and_that_is_written_down(
    office: Province, admin_client: Client
) -> None:
    address = reverse("office_people:office", args=[office.agency.pk])
    within = _member(office, "quan-tri")
    assert within.post(address, {"approval": "off"}).status_code in (302, 403)
    assert wants_approval(office.agency)
    admin_client.post(address, {"approval": "off"})
    assert not wants_approval(office.agency)
    assert ModelLogEntry.objects.filter(action="loa.approval_off").count() == 1
    set_up_office(office.agency)
    assert not wants_approval(office.agency)
    page = an_announcement_page(office.office, title=OLD)
    _send(_member(office, "duyet"), page, title=NEW, **{"action-publish": "1"})
    page.refresh_from_db()
    assert page.title == NEW
    admin_client.post(address, {"approval": "on"})
    assert wants_approval(office.agency)


def test_people_of_the_province_publish_and_approve_as_before(office: Province) -> None:
    user = User.objects.create_user("tinh")
    user.groups.add(Group.objects.get(name=APPROVERS))
    client = Client()
    client.force_login(user)
    page = _waiting(office, _member(office, "soan"))
    assert "Đã duyệt và đăng" in _said(_answer(client, page, "approve"))
    other = an_announcement_page(office.office, title=OLD, slug="khac")
    _send(client, other, title=NEW, **{"action-publish": "1"})
    other.refresh_from_db()
    assert other.title == NEW


def test_last_approver_who_leaves_is_named_with_what_waits(
    office: Province, admin_client: Client
) -> None:
    _waiting(office, _member(office, "soan"))
    approver = _member(office, "duyet")
    number = approver.session["_auth_user_id"]
    address = reverse("office_people:office", args=[office.agency.pk])
    answer = admin_client.post(address, {"take": f"duyet:{number}"}, follow=True)
    assert "1 trang đang đợi" in _said(answer)


def test_office_that_is_merged_keeps_what_waits(office: Province) -> None:
    """Its groups and its approval stay with its page until an administrator moves them."""
    page = _waiting(office, _member(office, "soan"))
    approver = _member(office, "duyet")
    office.agency.valid_until = office.agency.valid_from = None
    office.agency.short_name = "Sở Nội vụ (cũ)"
    office.agency.save()
    set_up_office(office.agency)
    assert "Đã duyệt và đăng" in _said(_answer(approver, page, "approve"))
