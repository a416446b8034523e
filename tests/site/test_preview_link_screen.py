"""The screen "Gửi xem trước": who may make and revoke, what is written down, and what never is."""

import re
from contextlib import suppress
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.models import PreviewAnswer, PreviewLink, User
from cms.previewing.addresses import folder_of
from cms.previewing.answers import LIMITS, TooManyAnswersError, receive
from cms.previewing.links import LINK_MADE, LINK_REVOKED, Terms, make, revoke, ticket_for
from cms.watching.logs import JsonLines, Lines
from tests.factories import (
    Province,
    a_group,
    a_guide_page,
    a_picture,
    a_province,
    a_step,
    an_announcement_page,
    an_officer,
    items,
    stream,
)
from tests.site.at_once import together
from tests.site.sent_previews import a_link, shown
from tests.site.test_log_lines import _record

TERMS = Terms(days=7, is_pinned=False, note="")


@pytest.fixture(autouse=True)
def _quiet(caplog: Any) -> None:
    caplog.set_level("CRITICAL", "django")


@pytest.fixture
def page(province: Province) -> Any:
    return an_announcement_page(province.office, title="Thông báo nháp", is_live=False)


def _screen(page: Any) -> str:
    return reverse("sent_previews", args=[page.pk])


def _form(client: Client, page: Any, **said: str) -> dict[str, str]:
    ticket = re.search(r'name="ticket" value="([^"]+)"', shown(_screen(page), client))
    assert ticket is not None
    return {"ticket": ticket[1], "days": "7", "shows": "draft", "note": "Sở Tư pháp"} | said


def _address(html: str) -> str:
    found = re.search(r'value="http://testserver(/gui-xem/[^"]+)"', html)
    assert found is not None
    return found[1]


def test_link_is_made_shown_once_and_revoked(editor: Any, page: Any) -> None:
    made = editor.post(_screen(page), _form(editor, page, shows="version"))
    address = _address(made.content.decode())
    assert "Thông báo nháp" in shown(address)
    link = PreviewLink.objects.get()
    assert (link.note, link.revision_id) == ("Sở Tư pháp", page.latest_revision_id)
    listed = shown(_screen(page), editor)
    assert "Sở Tư pháp" in listed
    assert address not in listed
    assert editor.post(_screen(page), {"revoke": link.pk}).status_code == 302
    assert Client().get(address).status_code == 404
    assert "đã thu hồi" in shown(_screen(page), editor)


def test_form_sent_again_makes_no_second_link(editor: Any, page: Any) -> None:
    form = _form(editor, page)
    first, second = (editor.post(_screen(page), form).content.decode() for _ in range(2))
    assert _address(first) == _address(second)
    assert PreviewLink.objects.count() == 1
    assert PageLogEntry.objects.filter(action=LINK_MADE).count() == 1


def test_making_and_revoking_are_written_down_and_the_token_never(
    editor: Any, officer: Any, page: Any
) -> None:
    address = _address(editor.post(_screen(page), _form(editor, page)).content.decode())
    token = address.strip("/").rpartition("/")[2]
    link = PreviewLink.objects.get()
    for _ in range(2):
        editor.post(_screen(page), {"revoke": link.pk})
    entries = PageLogEntry.objects.filter(page=page.pk, action__startswith="loa.preview_link")
    assert sorted(one.action for one in entries) == [LINK_MADE, LINK_REVOKED]
    assert {one.user_id for one in entries} == {officer.pk}
    for kind in apps.get_models():
        if kind._meta.managed and not kind._meta.proxy:
            assert token not in repr(list(kind._base_manager.values_list())), kind
    boss = Client()
    boss.force_login(User.objects.create_superuser("boss", "b@loa.example", "x"))
    report = shown(reverse("audit_report"), boss)
    assert "Gửi xem trước (Sở Tư pháp)" in report
    assert "Thu hồi xem trước (Sở Tư pháp)" in report


@pytest.mark.parametrize("lines", [JsonLines(), Lines("{message}", style="{")])
def test_log_of_the_server_never_holds_a_token(lines: Any) -> None:
    for said in ("Not Found: %s", '"GET %s HTTP/1.1" 404', "slow: %s?x=1"):
        for tail in ("/", "/tep/x/pictures/a.webp", ""):
            written = lines.format(_record(said, f"/gui-xem/Tokentoken-_123{tail}"))
            assert "Tokentoken" not in written
            assert "/gui-xem/" in written


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"days": "0"}, "Từ 1 đến 30 ngày."),
        ({"days": "31"}, "Từ 1 đến 30 ngày."),
        ({"days": "x"}, "Từ 1 đến 30 ngày."),
        ({"days": ""}, "Từ 1 đến 30 ngày."),
        ({"shows": "all"}, "all"),
        ({"ticket": ""}, "để lâu quá"),
        ({"ticket": "eyJhIjoxfQ:x:y"}, "để lâu quá"),
    ],
)
def test_form_that_cannot_be_makes_nothing(
    editor: Any, page: Any, said: dict[str, str], words: str
) -> None:
    answer = editor.post(_screen(page), _form(editor, page) | said)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not PreviewLink.objects.exists()


def test_ticket_is_for_one_officer_and_one_page(editor: Any, page: Any, province: Province) -> None:
    other = an_announcement_page(province.office, title="Khác", slug="khac", is_live=False)
    another = Client()
    another.force_login(an_officer("dong-nghiep"))
    form = _form(editor, page)
    for client, place in ((editor, other), (another, page)):
        assert "để lâu quá" in client.post(_screen(place), form).content.decode()
    assert not PreviewLink.objects.exists()


def test_private_page_is_not_sent(editor: Any, page: Any) -> None:
    form = _form(editor, page)
    page.get_parent().view_restrictions.create(restriction_type="login")
    assert "giới hạn người xem" in editor.post(_screen(page), form).content.decode()
    assert "Tạo địa chỉ" not in shown(_screen(page), editor)
    assert not PreviewLink.objects.exists()


def test_who_may_not_edit_the_page_makes_and_revokes_nothing(
    officer: Any, page: Any, province: Province
) -> None:
    link, address = a_link(page, officer)
    stranger = Client()
    for user in (None, User.objects.create_user("khach", "k@loa.example", "x")):
        if user is not None:
            stranger.force_login(user)
        for answer in (
            stranger.get(_screen(page)),
            stranger.post(_screen(page), {"revoke": link.pk}),
            stranger.post(_screen(page), {"days": "7", "shows": "draft"}),
        ):
            assert answer.status_code in {302, 403}
    shown(address)
    assert PreviewLink.objects.count() == 1


@pytest.mark.parametrize("number", ["other", "x", "-1", "9" * 30, "9" * 18, "1.5"])
def test_link_of_another_page_is_not_revoked_here(
    editor: Any, officer: Any, page: Any, province: Province, number: str
) -> None:
    other = an_announcement_page(province.office, title="Khác", slug="khac", is_live=False)
    link, address = a_link(other, officer)
    said = str(link.pk) if number == "other" else number
    assert editor.post(_screen(page), {"revoke": said}).status_code == 404
    shown(address)


def test_screen_is_offered_where_a_page_is_edited(editor: Any, page: Any) -> None:
    html = shown(reverse("wagtailadmin_pages:edit", args=[page.pk]), editor)
    assert f'href="{_screen(page)}"' in html
    assert editor.get(reverse("sent_previews", args=[page.get_root().pk])).status_code in {403, 404}


def test_what_the_reader_of_the_link_does_not_see_is_said(editor: Any, province: Province) -> None:
    picture = items(
        {"picture": a_picture(is_free_of_personal_data=False, description="Nút Gửi").pk, "alt": ""}
    )
    groups = stream(("group", a_group(a_step("Bấm nút.", pictures=picture))))
    draft = a_guide_page(province.office, groups=groups, is_live=False)
    html = shown(_screen(draft), editor)
    assert "Người nhận chưa thấy những phần sau" in html
    assert "chưa" in html.partition("Người nhận chưa thấy những phần sau")[2].partition("</ul>")[0]


def test_every_state_is_said_in_the_list(editor: Any, officer: Any, page: Any) -> None:
    now = timezone.now()
    for field, note in (("expires_at", "Hết"), ("revoked_at", "Đóng")):
        link, _address = a_link(page, officer, note=note)
        PreviewLink.objects.filter(pk=link.pk).update(**{field: now})
    gone = an_officer("nguoi-nghi")
    a_link(page, gone, note="Nghỉ")
    gone.delete()
    a_link(page, officer, note="Mở")
    html = shown(_screen(page), editor)
    for words in ("hết hạn", "đã thu hồi", "không còn quyền", "đang mở"):
        assert html.count(words) == 1, words


def test_old_links_go_with_their_answers_when_what_is_over_is_forgotten(
    officer: Any, page: Any
) -> None:
    old, new = (a_link(page, officer)[0] for _ in range(2))
    for link in (old, new):
        receive(link, {"verdict": "right", "words": "", "name": "An", "seen": None})
    years_ago = timezone.now() - timedelta(days=731)
    PreviewLink.objects.filter(pk=old.pk).update(expires_at=years_ago)
    call_command("forget", stdout=StringIO())
    assert [one.link_id for one in PreviewAnswer.objects.all()] == [new.pk]


def test_clicks_at_the_same_moment_make_one_link_one_end_and_no_answer_too_many(
    apart: None,
) -> None:
    """Sixteen at once, each with a connection of its own."""
    place = a_province()
    officer = an_officer()
    page = an_announcement_page(place.office, is_live=False)
    ticket = ticket_for(page, officer)
    made = together(*[lambda: make(page, ticket, TERMS, by=officer)] * 16)
    assert len({link.pk for link in made}) == PreviewLink.objects.count() == 1
    assert PageLogEntry.objects.filter(action=LINK_MADE).count() == 1
    link = made[0]
    same = {"verdict": "right", "words": "", "name": "An", "seen": None}
    together(*[lambda: receive(link, same)] * 16)
    assert PreviewAnswer.objects.count() == 1
    together(*(_answering(link, number) for number in range(16)))
    assert PreviewAnswer.objects.count() == LIMITS[0][0]
    assert together(*[lambda: revoke(link, by=officer)] * 16).count(True) == 1
    assert PageLogEntry.objects.filter(action=LINK_REVOKED).count() == 1
    assert Client().get(folder_of(ticket.token)).status_code == 404


def _answering(link: PreviewLink, number: int) -> Any:
    said = {"verdict": "wrong", "words": f"Chỗ {number}", "name": "An", "seen": None}

    def answer() -> None:
        with suppress(TooManyAnswersError):
            receive(link, said)

    return answer
