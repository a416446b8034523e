"""The second step of the login: who must, who may not pass without it, and no way around it."""

import re
import time
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.contrib.auth.models import Group, Permission
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from selectolax.lexbor import LexborHTMLParser
from wagtail.models import ModelLogEntry

from cms.doors.accounts import FACTORS_RESET, reset_factors
from cms.doors.duty import DUTY
from cms.models import User
from cms.permissions import APPROVERS, grant_officers
from tests.factories import Province
from tests.lots import crossed
from tests.site.admin_addresses import addresses

RIGHT = "mot-mat-khau-that-dai-93"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  # of a test
SCRIPT = {"accept": "application/json", "x-requested-with": "XMLHttpRequest"}


@pytest.fixture(autouse=True)
def _people(province: Province, caplog: Any) -> None:
    caplog.set_level("CRITICAL", "axes")
    caplog.set_level("CRITICAL", "django.request")
    grant_officers()
    User.objects.create_superuser("quan-tri", "quan-tri@loa.example", RIGHT)
    User.objects.create_user("an", "an@loa.example", RIGHT).groups.add(_group())


def _group() -> Group:
    return Group.objects.get(name=APPROVERS)


def _oblige() -> None:
    _group().permissions.add(Permission.objects.get(codename=DUTY))


def _an() -> User:
    return User.objects.get(username="an")


def _with_app(user: User) -> User:
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return user


def _code(secret: str = SECRET, *, steps: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def _password(client: Client, name: str = "an", **more: Any) -> Any:
    data = {"username": name, "password": RIGHT, **more}
    return client.post(reverse("wagtailadmin_login"), data)


def _logged_in(client: Client) -> bool:
    return bool(client.get(reverse("session_state")).json()["user"])


def test_whoever_has_no_factor_and_need_not_logs_in_with_the_password_alone(client: Client) -> None:
    answer = _password(client, next="/admin/pages/")
    assert answer["Location"] == "/admin/pages/"
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_right_password_without_the_code_is_nobody_yet(client: Client) -> None:
    _with_app(_an())
    answer = _password(client, next="/admin/pages/")
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not _logged_in(client)
    page = client.get(answer["Location"]).content.decode()
    assert "Bước thứ hai" in page
    answer = client.post(reverse("mfa_authenticate"), {"code": _code()})
    assert answer["Location"] == "/admin/pages/"
    assert _logged_in(client)


@pytest.mark.parametrize("is_kept", [True, False])
def test_remember_me_holds_over_both_steps(client: Client, *, is_kept: bool) -> None:
    _with_app(_an())
    _password(client, **({"remember": "on"} if is_kept else {}))
    client.post(reverse("mfa_authenticate"), {"code": _code()})
    assert _logged_in(client)
    assert client.session.get_expire_at_browser_close() is not is_kept


def test_printed_code_opens_once(client: Client) -> None:
    user = _with_app(_an())
    row = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    code = row.wrap().get_unused_codes()[0]
    for opens in (True, False):
        other = Client()
        _password(other)
        other.post(reverse("mfa_authenticate"), {"code": code})
        assert _logged_in(other) is opens


def test_no_other_login_asks_for_the_password_alone(client: Client) -> None:
    _with_app(_an())
    data = {"username": "an", "password": RIGHT}
    takes_names = [
        address
        for address in ("/_util/login/", "/accounts/login/", "/django-admin/login/", "/login/")
        if not _is_refused(client.post(address, data))
    ]
    assert takes_names == []
    assert client.get("/_util/login/?next=/x/")["Location"] == "/admin/login/?next=/x/"


def _is_refused(answer: Any) -> bool:
    return answer.status_code in {404, 405} or answer["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("written", ["{0} {1}", "{0}-{1}", " {0}{1} "])
def test_used_code_is_the_same_however_it_is_written(written: str) -> None:
    from django.core.cache import cache  # noqa: PLC0415  # the other process has another one

    _with_app(_an())
    code = _code()
    for typed, opens in ((code, True), (written.format(code[:3], code[3:]), False)):
        cache.clear()
        other = Client()
        _password(other)
        other.post(reverse("mfa_authenticate"), {"code": typed})
        assert _logged_in(other) is opens


def test_who_looks_after_accounts_does_not_touch_those_above(client: Client) -> None:
    above = User.objects.get(username="quan-tri")
    _an().user_permissions.add(
        *Permission.objects.filter(codename__in=("change_user", "delete_user"))
    )
    client.force_login(_an())
    answers = [
        client.get(f"/admin/users/edit/{above.pk}/"),
        client.post(f"/admin/users/edit/{above.pk}/", {"password1": "x", "password2": "x"}),
        client.post(f"/admin/users/delete/{above.pk}/"),
        client.post(reverse("accounts_guard:index"), {"account": above.pk, "end_sessions": ""}),
        client.post(reverse("accounts_guard:index"), {"account": "abc", "end_sessions": ""}),
    ]
    assert {one.status_code for one in answers[:4]} <= {302, 403}
    assert answers[4].status_code in {302, 403, 404}
    above.refresh_from_db()
    assert above.check_password(RIGHT)


def test_code_of_the_app_opens_once_in_whatever_process(client: Client) -> None:
    from django.core.cache import cache  # noqa: PLC0415  # the other process has another one

    _with_app(_an())
    code = _code()
    for opens in (True, False):
        cache.clear()
        other = Client()
        _password(other)
        other.post(reverse("mfa_authenticate"), {"code": code})
        assert _logged_in(other) is opens


def test_guessing_codes_is_paused_like_guessing_passwords(client: Client, settings: Any) -> None:
    _with_app(_an())
    _password(client)
    answers = [
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
        for _ in range(settings.AXES_FAILURE_LIMIT)
    ]
    assert answers[-1].status_code == 429
    assert "quá nhiều lần" in answers[-1].content.decode()
    assert client.post(reverse("mfa_authenticate"), {"code": _code()}).status_code == 429
    assert _password(Client()).status_code == 429  # the password alone does not begin anew
    assert not _logged_in(client)


def test_password_again_and_again_does_not_forget_wrong_codes(settings: Any) -> None:
    _with_app(_an())
    for _ in range(settings.AXES_FAILURE_LIMIT):
        one = Client()
        assert _password(one).status_code == 302
        answer = one.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert answer.status_code == 429


def test_dialog_over_a_form_leads_to_the_second_step_and_lets_nobody_in(client: Client) -> None:
    _with_app(_an())
    data = {"username": "an", "password": RIGHT}
    answer = client.post(reverse("login_here"), data, headers={"accept": "application/json"})
    assert answer.json()["user"] is None
    assert answer.json()["next"] == reverse("mfa_authenticate")
    assert not _logged_in(client)
    client.post(answer.json()["next"], {"code": _code()})
    assert _logged_in(client)


def test_new_password_by_letter_is_no_way_around(client: Client) -> None:
    user = _with_app(_an())
    token = default_token_generator.make_token(user)
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    address = reverse("wagtailadmin_password_reset_confirm", args=[uid, token])
    new = "mot-mat-khau-khac-that-dai-41"
    form = client.get(address)["Location"]
    client.post(form, {"new_password1": new, "new_password2": new})
    user.refresh_from_db()
    assert user.check_password(new)
    assert not _logged_in(client)
    client.post(reverse("wagtailadmin_login"), {"username": "an", "password": new})
    assert not _logged_in(client)


def test_secrets_lie_locked_in_the_database_and_open_with_the_former_key(settings: Any) -> None:
    user = _with_app(_an())
    rows = Authenticator.objects.filter(user=user)
    kept = repr(list(rows.values_list("data", flat=True)))
    assert SECRET not in kept
    assert not any(code in kept for code in rows.get(type="recovery_codes").wrap().generate_codes())
    locked = rows.get(type="totp").data["secret"]
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 9
    assert decrypt(locked) == SECRET
    settings.SECRET_KEY_FALLBACKS = []
    assert decrypt(locked) not in (SECRET, decrypt(locked))  # each time one that nobody knows


def test_group_that_must_sets_it_up_first_and_then_works(client: Client) -> None:
    _oblige()
    _password(client)
    assert client.get(reverse("wagtailadmin_home"))["Location"] == reverse("mfa_index")
    page = client.get(reverse("mfa_index")).content.decode()
    assert "phải bật đăng nhập hai bước" in page
    form = client.get(reverse("mfa_activate_totp"))
    assert "data:image/svg+xml;base64," in form.content.decode()
    secret = form.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": _code(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = LexborHTMLParser(client.get(answer["Location"]).content).css(".loa-door__codes li")
    assert len({code.text() for code in codes}) == 10
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_superuser_must_as_soon_as_any_group_must(client: Client) -> None:
    _password(client, "quan-tri")
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    _oblige()
    assert client.get(reverse("wagtailadmin_home"))["Location"] == reverse("mfa_index")


def test_duty_is_ticked_in_the_form_of_a_group(admin_client: Client) -> None:
    form = admin_client.get(reverse("wagtailusers_groups:edit", args=[_group().pk]))
    assert "Phải đăng nhập hai bước" in form.content.decode()


OPEN = {"/admin/login/", "/admin/logout/", "/admin/phien/", "/admin/phien/dang-nhap/"}
SHARED = re.compile(r"/admin/(sprite|jsi18n|localize/jsi18n|hai-buoc|password_reset)|/api/")


def _leads_out(answer: Any) -> bool:
    if answer.status_code in (401, 403, 404, 405):
        return True
    to = answer.headers.get("Location", "")
    return answer.status_code in (301, 302) and to.startswith(("/admin/login/", "/admin/hai-buoc/"))


def _asked(client: Client, **more: Any) -> dict[str, int]:
    """Return the addresses that answered something, by GET and by POST."""
    found = {}
    for address in addresses():
        if address in OPEN or SHARED.match(address):
            continue
        for answer in (client.get(address, **more), client.post(address, {}, **more)):
            if not _leads_out(answer):
                found[address] = answer.status_code
    return found


def test_there_are_hundreds_of_addresses() -> None:
    assert len(addresses()) > 400


@pytest.mark.parametrize("headers", [{}, SCRIPT], ids=["page", "script"])
def test_no_address_of_the_editor_answers_between_password_and_code(
    client: Client, headers: dict[str, str]
) -> None:
    _with_app(_an())
    _password(client)
    assert _asked(client, headers=headers) == {}
    assert not _logged_in(client)


@pytest.mark.parametrize(("name", "headers"), crossed(["an", "quan-tri"], [{}, SCRIPT]))
def test_no_address_answers_whoever_must_set_up_a_factor(
    client: Client, name: str, headers: dict[str, str]
) -> None:
    _oblige()
    _password(client, name)
    assert _logged_in(client)
    assert _asked(client, headers=headers) == {}


def test_half_logged_in_cannot_touch_factors(client: Client) -> None:
    user = _with_app(_an())
    _password(client)
    before = list(Authenticator.objects.filter(user=user).values_list("pk", "data"))
    for address in addresses():
        if "/hai-buoc/" in address and address != reverse("mfa_authenticate"):
            client.post(address, {"code": "000000", "password": RIGHT})
    assert list(Authenticator.objects.filter(user=user).values_list("pk", "data")) == before
    assert not _logged_in(client)


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_email", "account_reset_password", "account_request_login_code",
     "account_change_password", "mfa_login_webauthn", "mfa_trust", "mfa_signup_webauthn"],
)  # fmt: skip
def test_other_doors_of_the_library_stay_closed(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_administrator_takes_a_factor_off_and_it_is_written_down(client: Client) -> None:
    user, by = _with_app(_an()), User.objects.get(username="quan-tri")
    client.force_login(by)
    screen = client.get(reverse("accounts_guard:index")).content.decode()
    assert "Gỡ bước xác minh của an" in screen
    client.post(reverse("accounts_guard:index"), {"account": user.pk, "reset_factors": ""})
    assert not Authenticator.objects.filter(user=user).exists()
    entry = ModelLogEntry.objects.get(action=FACTORS_RESET)
    assert (entry.user, entry.object_id) == (by, str(user.pk))
    assert _password(Client())["Location"] == reverse("wagtailadmin_home")


def test_only_a_superuser_takes_factors_off() -> None:
    user = _with_app(_an())
    with pytest.raises(PermissionDenied):
        reset_factors(user, by=user)
    assert Authenticator.objects.filter(user=user).count() == 2


def test_changing_factors_asks_for_the_password_again_after_a_while(
    client: Client, settings: Any
) -> None:
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    _password(client)
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    said = client.get(answer["Location"]).content.decode()
    assert "Xác nhận đúng là bạn" in said


def test_command_takes_a_factor_off_when_nobody_can_get_in() -> None:
    user = _with_app(_an())
    call_command("reset_second_factor", "an", stdout=StringIO())
    assert not Authenticator.objects.filter(user=user).exists()
    assert ModelLogEntry.objects.get(action=FACTORS_RESET).object_id == str(user.pk)
    with pytest.raises(CommandError, match="Không có tài khoản"):
        call_command("reset_second_factor", "nobody")
