"""Where somebody is logged in: seen in words, ended there, and by what takes rights away."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.signals import authenticator_added
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.doors.accounts import SESSIONS_ENDED
from cms.doors.sessions import SEEN_EVERY, device
from cms.models import User
from cms.permissions import APPROVERS, WRITERS, grant_officers
from tests.factories import Province

RIGHT = "mot-mat-khau-that-dai-93"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
PHONE = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


@pytest.fixture
def an(province: Province) -> User:
    grant_officers()
    user: User = User.objects.create_user("an", "an@loa.example", RIGHT)
    user.groups.add(*Group.objects.filter(name__in=(APPROVERS, WRITERS)))
    return user


def _log_in(name: str = "an", agent: str = WINDOWS, at: str = "203.0.113.7") -> Client:
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=at)
    data = {"username": name, "password": RIGHT}
    assert client.post(reverse("wagtailadmin_login"), data).status_code == 302
    return client


def _is_in(client: Client) -> bool:
    return bool(client.get(reverse("session_state")).json()["user"])


def test_officer_sees_where_they_are_logged_in(an: User) -> None:
    here = _log_in()
    _log_in(agent=PHONE, at="198.51.100.4")
    said = here.get(reverse("own_sessions:index")).content.decode()
    assert "Chrome, máy Windows (máy này)" in said
    assert "Chrome, điện thoại Android" in said
    assert "198.51.100.4" in said
    assert "Đăng xuất mọi nơi khác" in said
    assert reverse("own_sessions:index") in here.get("/admin/account/").content.decode()


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (WINDOWS, "Chrome, máy Windows"),
        (PHONE, "Chrome, điện thoại Android"),
        (WINDOWS + " Edg/140.0", "Edge, máy Windows"),
        (WINDOWS.replace("Chrome", "coc_coc_browser/130 Chrome"), "Cốc Cốc, máy Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Mobile Safari/604",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0", "Firefox, máy Linux"),
        ("", "Trình duyệt khác"),
    ],
)
def test_machine_is_named_as_an_officer_would(agent: str, said: str) -> None:
    assert device(agent) == said


def test_one_place_is_left_and_the_others_stay(an: User) -> None:
    here, lost, other = _log_in(), _log_in(agent=PHONE), _log_in()
    row = UserSession.objects.get(session_key=lost.session.session_key)
    here.post(reverse("own_sessions:index"), {"one": row.pk})
    assert (_is_in(here), _is_in(lost), _is_in(other)) == (True, False, True)


def test_every_other_place_is_left(an: User) -> None:
    here, lost, other = _log_in(), _log_in(), _log_in()
    here.post(reverse("own_sessions:index"))
    assert (_is_in(here), _is_in(lost), _is_in(other)) == (True, False, False)


def test_nobody_ends_the_session_of_another(an: User) -> None:
    User.objects.create_user("binh", "b@loa.example", RIGHT).groups.add(*an.groups.all())
    other = _log_in("binh")
    row = UserSession.objects.get(session_key=other.session.session_key)
    _log_in().post(reverse("own_sessions:index"), {"one": row.pk})
    assert _is_in(other)


def test_administrator_ends_all_of_somebody_and_it_is_written_down(
    an: User, admin_client: Client
) -> None:
    places = [_log_in(), _log_in(agent=PHONE)]
    said = admin_client.get(reverse("accounts_guard:index")).content.decode()
    assert "Chrome, điện thoại Android" in said
    admin_client.post(reverse("accounts_guard:index"), {"account": an.pk, "end_sessions": ""})
    assert not any(map(_is_in, places))
    assert ModelLogEntry.objects.get(action=SESSIONS_ENDED).object_id == str(an.pk)
    assert _is_in(admin_client)


def test_officer_may_not_look_at_the_sessions_of_others(an: User) -> None:
    answer = _log_in().post(reverse("accounts_guard:index"), {"account": an.pk, "end_sessions": ""})
    assert answer.status_code == 302
    assert not ModelLogEntry.objects.filter(action=SESSIONS_ENDED).exists()


def _new_password(user: User) -> None:
    user.set_password("mot-mat-khau-khac-that-dai-41")
    user.save()


def _one_role_less(user: User) -> None:
    user.groups.set([Group.objects.get(name=WRITERS)])


def _taken_out_by_the_group(user: User) -> None:
    Group.objects.get(name=APPROVERS).user_set.remove(user)


def _no_roles(user: User) -> None:
    user.groups.clear()


def _no_superuser(user: User) -> None:
    user.is_superuser = False
    user.save()


def _closed(user: User) -> None:
    user.is_active = False
    user.save()


@pytest.mark.parametrize(
    "change",
    [_new_password, _one_role_less, _taken_out_by_the_group, _no_roles, _no_superuser, _closed],
)
def test_less_rights_or_another_password_end_what_is_open(an: User, change: Any) -> None:
    User.objects.filter(pk=an.pk).update(is_superuser=change is _no_superuser)
    place = _log_in()
    assert _is_in(place)
    change(User.objects.get(pk=an.pk))
    assert not _is_in(place)


def test_one_role_more_ends_nothing(an: User) -> None:
    place = _log_in()
    an.groups.add(Group.objects.create(name="Thêm"))
    an.first_name = "An"
    an.save()
    assert _is_in(place)


def test_changing_ones_own_password_keeps_this_place_only(an: User) -> None:
    here, other = _log_in(), _log_in()
    form = here.get("/admin/account/").context["panels_by_tab"]
    assert form
    new = "mot-mat-khau-khac-that-dai-41"
    data = {
        "password-old_password": RIGHT,
        "password-new_password1": new,
        "password-new_password2": new,
        "name_email-first_name": "An",
        "name_email-last_name": "A",
        "name_email-email": "an@loa.example",
        "theme-theme": "system", "theme-contrast": "system", "theme-density": "default",
        "theme-keyboard_shortcuts": "on",
        "locale-preferred_language": "vi", "locale-current_time_zone": "Asia/Ho_Chi_Minh",
    }  # fmt: skip
    assert here.post("/admin/account/", data).status_code == 302
    assert User.objects.get(pk=an.pk).check_password(new)
    assert (_is_in(here), _is_in(other)) == (True, False)


def test_places_from_before_a_second_factor_are_left(an: User, rf: Any) -> None:
    here, before = _log_in(), _log_in()
    request = rf.get("/")
    request.session = here.session
    authenticator_added.send(sender=None, request=request, user=an, authenticator=None)
    assert (_is_in(here), _is_in(before)) == (True, False)


def test_last_seen_moves_but_not_at_every_request(an: User) -> None:
    here = _log_in()
    rows = UserSession.objects.filter(user=an)
    earlier = timezone.now() - SEEN_EVERY / 2
    rows.update(last_seen_at=earlier)
    here.get("/admin/")
    assert rows.get().last_seen_at == earlier
    rows.update(last_seen_at=earlier - timedelta(hours=1))
    here.get("/admin/")
    assert rows.get().last_seen_at > earlier
