"""Guessing the second step: counted per account in the database, told to its owner, and no way round."""

import time
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.doors import guessing
from cms.doors.guessing import CODES_UNLOCKED, LIMITS, WRONG_CODE
from cms.models import User
from cms.permissions import grant_officers
from tests.factories import Province

RIGHT = "mot-mat-khau-that-dai-93"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  # of a test
WRONG = "000000"
FEW, _AN_HOUR = LIMITS[0]


@pytest.fixture(autouse=True)
def _quiet(province: Province, caplog: Any) -> None:
    caplog.set_level("CRITICAL", "axes")
    caplog.set_level("CRITICAL", "django.request")
    grant_officers()


@pytest.fixture
def an(province: Province) -> User:
    user: User = User.objects.create_superuser("an", "an@loa.example", RIGHT)
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def _code(steps: int = 0) -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps))


def _try(code: str, number: int = 0) -> tuple[Client, Any]:
    """Give password and code from an address of its own, to a process of its own."""
    cache.clear()
    client = Client(REMOTE_ADDR=f"203.0.113.{number + 1}")
    client.post(reverse("wagtailadmin_login"), {"username": "an", "password": RIGHT})
    return client, client.post(reverse("mfa_authenticate"), {"code": code})


def _gets_in(code: str, number: int = 200) -> bool:
    client, _answer = _try(code, number)
    return bool(client.get(reverse("session_state")).json()["user"])


def test_codes_are_guessed_no_faster_from_many_addresses_and_processes(an: User) -> None:
    for number in range(FEW):
        _client, answer = _try(WRONG, number)
        assert "Mã chưa đúng" in answer.content.decode()
    client, answer = _try(_code(), 200)
    assert "Sai mã quá nhiều lần" in answer.content.decode()
    assert "phút" in answer.content.decode()
    assert not client.get(reverse("session_state")).json()["user"]
    assert ModelLogEntry.objects.filter(action=WRONG_CODE).count() == FEW


def test_printed_codes_are_counted_with_those_of_the_app(an: User) -> None:
    row = Authenticator.objects.get(user=an, type=Authenticator.Type.RECOVERY_CODES)
    for number in range(FEW):
        _try(WRONG if number % 2 else "12345678", number)
    assert not _gets_in(row.wrap().get_unused_codes()[0])


@pytest.mark.parametrize(("count", "span"), LIMITS)
def test_pause_ends_by_itself(an: User, count: int, span: timedelta, monkeypatch: Any) -> None:
    moment = timezone.now()
    for number in range(count):
        ModelLogEntry.objects.log_action(
            an, WRONG_CODE, timestamp=moment - span + timedelta(seconds=60 + number)
        )
    assert guessing.paused_until(an) is not None
    later = moment + timedelta(seconds=61)
    monkeypatch.setattr(guessing.timezone, "now", lambda: later)
    assert guessing.paused_until(an) is None


def test_whoever_knows_no_password_pauses_nobody(an: User) -> None:
    for number in range(FEW + 5):
        client = Client(REMOTE_ADDR=f"203.0.113.{number + 1}")
        client.post(reverse("wagtailadmin_login"), {"username": "an", "password": "sai"})
        client.post(reverse("mfa_authenticate"), {"code": WRONG})
    assert not ModelLogEntry.objects.filter(action=WRONG_CODE).exists()
    assert _gets_in(_code())


def test_owner_is_told_at_the_next_login(an: User) -> None:
    _try(WRONG, 7)
    client, _answer = _try(_code(), 8)
    said = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "1 lần nhập sai mã xác minh" in said
    assert "203.0.113.8" in said
    again, _answer = _try(_code(1), 8)
    assert "nhập sai mã" not in again.get(reverse("wagtailadmin_home")).content.decode()


def test_own_slip_of_the_finger_is_no_alarm(an: User) -> None:
    _try(WRONG, 8)
    client, _answer = _try(_code(), 8)
    assert "nhập sai mã" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_administrator_sees_it_and_lets_the_owner_try_again(an: User) -> None:
    for number in range(FEW):
        _try(WRONG, number)
    by = User.objects.create_superuser("quan-tri", "q@loa.example", RIGHT)
    client = Client()
    client.force_login(by)
    screen = client.get(reverse("accounts_guard:index")).content.decode()
    assert "Cho an nhập mã lại" in screen
    said = client.get(reverse("audit_report")).content.decode()
    assert "Nhập sai mã xác minh, từ địa chỉ 203.0.113.1" in said
    client.post(reverse("accounts_guard:index"), {"account": an.pk, "unlock_codes": ""})
    entry = ModelLogEntry.objects.get(action=CODES_UNLOCKED)
    assert (entry.user, entry.object_id) == (by, str(an.pk))
    assert _gets_in(_code())


def test_who_looks_after_accounts_does_not_unlock_those_above(an: User) -> None:
    other = User.objects.create_user("binh", "b@loa.example", RIGHT)
    other.user_permissions.add(
        *Permission.objects.filter(codename__in=("change_user", "access_admin"))
    )
    client = Client()
    client.force_login(other)
    client.post(reverse("accounts_guard:index"), {"account": an.pk, "unlock_codes": ""})
    assert not ModelLogEntry.objects.filter(action=CODES_UNLOCKED).exists()


def test_code_that_starts_the_app_opens_nothing_after_that(
    province: Province, django_capture_on_commit_callbacks: Any
) -> None:
    user = User.objects.create_superuser("an", "an@loa.example", RIGHT)
    client = Client()
    client.post(reverse("wagtailadmin_login"), {"username": "an", "password": RIGHT})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code})
    assert Authenticator.objects.filter(user=user).exists()
    assert client.get(reverse("wagtailadmin_home")).status_code == 200  # it stays logged in
    assert not _gets_in(code)


def test_session_that_never_used_the_factor_of_its_account_is_a_strangers(an: User) -> None:
    client = Client()
    client.force_login(an)  # any door that forgets to ask
    answer = client.get(reverse("wagtailadmin_home"))
    assert answer["Location"].startswith(reverse("wagtailadmin_login"))
    assert client.get(reverse("session_state")).json()["user"] is None


@pytest.mark.parametrize("more", ["", "?next=//evil.example/"])
def test_whoever_is_in_already_is_led_home_and_not_nowhere(an: User, more: str) -> None:
    client, _answer = _try(_code())
    home = reverse("wagtailadmin_home")
    assert client.get(reverse("mfa_authenticate") + more)["Location"] == home
    again = client.post(reverse("account_reauthenticate") + more, {"password": RIGHT})
    while again.status_code == 302 and again["Location"] != home:
        again = client.get(again["Location"])
    assert again["Location"] == home


def test_pause_after_wrong_codes_speaks_of_codes_and_one_after_passwords_of_logins(
    an: User,
) -> None:
    for number, (login, code) in enumerate((("mfa_authenticate", WRONG), ("", ""))):
        client = Client(REMOTE_ADDR=f"198.51.100.{number + 1}")
        for _ in range(8):
            password = RIGHT if code else "sai"
            data = {"username": "an", "password": password}
            answer = client.post(reverse("wagtailadmin_login"), data)
            if code:
                answer = client.post(reverse(login), {"code": code})
        answer = client.post(reverse("wagtailadmin_login"), {"username": "an", "password": RIGHT})
        assert answer.status_code == 429
        said = answer.content.decode()
        assert ("Nhập sai mã xác minh quá nhiều lần" in said) == bool(code)
        assert ("Đăng nhập sai quá nhiều lần" in said) == (not code)
