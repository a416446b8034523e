"""Guessing passwords: a pause that hits the guesser and nobody else, and that says how long it is."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings as configured
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from cms.models import User
from cms.session.throttle import client_address
from tests.factories import Province

RIGHT, WRONG = "mot-mat-khau-that-dai-93", "sai"
TRIES = configured.AXES_FAILURE_LIMIT
MANY = configured.LOA_ADDRESS_LIMIT
HOME, ELSEWHERE = "203.0.113.7", "203.0.113.8"


@pytest.fixture(autouse=True)
def _passwords(province: Province, caplog: Any) -> None:
    for name in ("an", "binh"):
        User.objects.create_superuser(name, f"{name}@loa.example", RIGHT)
    caplog.set_level("CRITICAL", "axes")


def _try(name: str, password: str = WRONG, *, at: str = HOME, here: bool = False) -> Any:
    address = reverse("login_here" if here else "wagtailadmin_login")
    headers = {"accept": "application/json"} if here else {}
    data = {"username": name, "password": password}
    return Client(headers=headers, REMOTE_ADDR=at).post(address, data)


def _wrong(times: int, name: str = "an", *, here: bool = False) -> Any:
    return [_try(name, here=here) for _ in range(times)][-1]


def _gets_in(name: str = "an", *, at: str = HOME, here: bool = False) -> bool:
    answer = _try(name, RIGHT, at=at, here=here)
    return bool(answer.wsgi_request.user.is_authenticated)


@pytest.mark.parametrize("here", [False, True])
def test_after_too_many_wrong_passwords_the_right_one_waits_too(*, here: bool) -> None:
    last = _wrong(TRIES, here=here)
    assert last.status_code == 429
    said = last.json()["error"] if here else last.content.decode()
    assert "Hãy thử lại sau 15 phút" in said
    assert int(last["Retry-After"]) > 800
    assert not _gets_in(here=here)


def test_a_few_wrong_ones_are_forgotten_by_the_right_one() -> None:
    for _ in range(3):
        _wrong(TRIES - 1)
        assert _gets_in()


def test_colleagues_and_the_same_officer_elsewhere_get_in() -> None:
    _wrong(TRIES)
    assert _gets_in("binh")
    assert _gets_in(at=ELSEWHERE)


def test_pause_ends_by_itself_and_waiting_tries_do_not_lengthen_it() -> None:
    _wrong(TRIES)
    before = AccessAttempt.objects.get().attempt_time
    _wrong(3)
    assert AccessAttempt.objects.get().attempt_time == before
    past = timezone.now() - configured.AXES_COOLOFF_TIME - timedelta(seconds=1)
    AccessAttempt.objects.update(attempt_time=past)
    assert _gets_in()


def test_guessing_many_names_from_one_address_is_stopped_there_only(settings: Any) -> None:
    settings.LOA_ADDRESS_LIMIT = 2 * TRIES
    for number in range(2 * TRIES):
        _try(f"ten-{number}")
    assert not _gets_in("binh")
    assert _gets_in("binh", at=ELSEWHERE)


def test_guesser_in_an_office_does_not_lock_out_who_works_there(settings: Any) -> None:
    settings.LOA_ADDRESS_LIMIT = 2 * TRIES
    assert _gets_in("binh")
    for number in range(3 * TRIES):
        _try(f"ten-{number}")
    assert not _gets_in("an")
    assert _gets_in("binh")


def test_somebody_who_gets_in_does_not_clear_the_tries_at_other_names(settings: Any) -> None:
    settings.LOA_ADDRESS_LIMIT = 2 * TRIES
    for number in range(2 * TRIES):
        _gets_in("binh")
        _try(f"ten-{number}")
    assert not _gets_in("an")


@pytest.mark.parametrize(
    ("remote", "forwarded", "client"),
    [
        ("127.0.0.1", "198.51.100.4", "198.51.100.4"),
        ("127.0.0.1", "1.2.3.4, 198.51.100.4", "198.51.100.4"),
        ("127.0.0.1", "198.51.100.4, ::1", "198.51.100.4"),
        ("198.51.100.9", "1.2.3.4", "198.51.100.9"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "nonsense", None),
        ("", "", None),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
        ("::ffff:198.51.100.4", "", "198.51.100.4"),
    ],
)
def test_client_is_whom_our_own_proxies_name(
    remote: str, forwarded: str, client: str | None
) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=remote, headers={"x-forwarded-for": forwarded})
    assert client_address(request) == client


def test_command_unlocks() -> None:
    _wrong(TRIES)
    call_command("axes_reset_username", "an", verbosity=0)
    assert _gets_in()


@pytest.fixture
def administrator() -> Client:
    client = Client(REMOTE_ADDR=ELSEWHERE)
    client.force_login(User.objects.get(username="binh"))
    return client


@pytest.mark.parametrize("what", [{"username": "an"}, {"address": HOME}])
def test_administrator_sees_who_is_locked_and_unlocks(
    administrator: Client, what: dict[str, str]
) -> None:
    _wrong(TRIES)
    address = reverse("unlocking:index")
    shown = administrator.get(address).content.decode()
    assert "Đang bị khoá" in shown
    assert "Mở khoá an" in shown
    administrator.post(address, what)
    assert _gets_in()


def test_officer_may_not_unlock(editor: Client) -> None:
    User.objects.filter(username="can-bo").update(is_superuser=False)
    _wrong(TRIES)
    assert editor.post(reverse("unlocking:index"), {"username": "an"}).status_code in (302, 403)
    assert not _gets_in()


@pytest.mark.parametrize(
    "password",
    [
        "loa-demo-2026",
        "Loa-Demo-2026!",
        "abcdefghijkl",
        "can-bo-can-bo",
        "aaaaaaaaaaaaaa",
        "can-bo-2026-x",
    ],
)
def test_password_that_is_guessed_first_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password, User(username="can-bo", email="can-bo@loa.example"))


def test_ordinary_long_password_is_taken() -> None:
    validate_password(RIGHT, User(username="can-bo", email="can-bo@loa.example"))
