"""What an attacker tries at the editor's host: forged forms, false names of the host, the log."""

import logging
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from django.urls import reverse
from django_tasks import default_task_backend

from cms.models import User
from tests.demo_world import ROOT
from tests.factories import Province
from tests.site.admin_addresses import addresses
from tests.site.test_server_defaults import SERVER

RIGHT = "mot-mat-khau-that-dai-93"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  # of a test

EVIL = "evil.example"


@pytest.fixture
def boss(province: Province) -> User:
    user: User = User.objects.create_superuser("quan-tri", "quan-tri@loa.example", RIGHT)
    return user


def test_no_address_does_anything_for_a_form_of_another_site(boss: User, caplog: Any) -> None:
    """Neither without a token nor with one of another session, whoever is logged in."""
    caplog.set_level("CRITICAL", "django")
    client = Client(enforce_csrf_checks=True)
    client.force_login(boss)
    client.raise_request_exception = False
    headers = {"origin": f"https://{EVIL}", "referer": f"https://{EVIL}/"}
    accepted = {}
    for address in addresses():
        answer = client.post(address, {"csrfmiddlewaretoken": "x" * 64}, headers=headers)
        if answer.status_code not in (403, 404, 405):
            accepted[address] = answer.status_code
    assert accepted == {}


@pytest.mark.parametrize("header", ["HTTP_HOST", "HTTP_X_FORWARDED_HOST", "HTTP_X_HOST"])
def test_letter_never_leads_to_a_host_that_the_request_names(
    boss: User, settings: Any, header: str
) -> None:
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = True
    default_task_backend.clear()
    client = Client(**{header: EVIL})
    answer = client.post(reverse("wagtailadmin_password_reset"), {"email": boss.email})
    assert answer.status_code == 302
    assert EVIL not in answer["Location"]
    for result in default_task_backend.results:
        result.task.call(*result.args, **result.kwargs)
    assert EVIL not in mail.outbox[-1].body
    assert settings.WAGTAILADMIN_BASE_URL in mail.outbox[-1].body


class CountedHasher(MD5PasswordHasher):
    """Counts what a login costs; a clock would measure the machine."""

    worked = 0

    def encode(self, password: str, salt: str) -> str:
        """Work, and count it."""
        CountedHasher.worked += 1
        return str(super().encode(password, salt))


def test_wrong_login_costs_and_says_the_same_for_every_name(boss: User, settings: Any) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountedHasher"]
    with_app = User.objects.create_superuser("hai-buoc", "h@loa.example", RIGHT)
    TOTP.activate(with_app, SECRET)
    User.objects.create_superuser("da-nghi", "n@loa.example", RIGHT, is_active=False)
    User.objects.create_user("chua-dat", "c@loa.example")
    costs, answers = set(), set()
    for name in ("quan-tri", "hai-buoc", "da-nghi", "chua-dat", "khong-ai", "x" * 140):
        before = CountedHasher.worked
        page = Client().post(reverse("wagtailadmin_login"), {"username": name, "password": "sai"})
        costs.add(CountedHasher.worked - before)
        said = re.sub(
            r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"', "", page.content.decode()
        )
        answers.add((page.status_code, said.replace(name, "").count("\n")))
    assert len(costs) == 1
    assert costs != {0}
    assert len(answers) == 1


def test_host_that_is_not_ours_is_refused(
    province: Province, client: Client, settings: Any, caplog: Any
) -> None:
    caplog.set_level("CRITICAL", "django")
    settings.ALLOWED_HOSTS = ["loa.example.vn"]
    for name in (EVIL, f"loa.example.vn.{EVIL}", "loa.example.vn:80@evil.example"):
        assert client.get("/admin/login/", headers={"host": name}).status_code == 400
    assert client.get("/admin/login/", headers={"host": "loa.example.vn"}).status_code == 200


def test_nothing_that_opens_a_door_stands_in_the_log(
    boss: User, caplog: Any, settings: Any
) -> None:
    """A whole day of logging in, right and wrong, with everything logged that could be."""
    caplog.set_level(logging.DEBUG)
    TOTP.activate(boss, SECRET)
    RecoveryCodes.activate(boss)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    client, wrong = Client(), "mat-khau-go-nham-17"
    login = reverse("wagtailadmin_login")
    client.post(login, {"username": "quan-tri", "password": wrong})
    client.post(login, {"username": wrong, "password": "x"})  # typed into the other field
    client.post(login, {"username": "quan-tri", "password": RIGHT})
    client.post(reverse("mfa_authenticate"), {"code": "111111"})
    client.post(reverse("mfa_authenticate"), {"code": codes[0]})
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    client.get("/admin/nothing/")
    client.post(reverse("wagtailadmin_password_reset"), {"email": boss.email})
    said = "\n".join(
        [record.getMessage() + repr(record.args) for record in caplog.records if _ours(record)]
    )
    assert said
    secrets = [RIGHT, wrong, SECRET, settings.SECRET_KEY, *codes, client.session.session_key]
    secrets += [settings.EMAIL_HOST_PASSWORD, boss.password, client.cookies["csrftoken"].value]
    assert [secret for secret in secrets if secret and secret in said] == []


def _ours(record: logging.LogRecord) -> bool:
    """Leave out what no server logs: SQL, which wants DEBUG, and the tests' own tools."""
    return record.name not in {"django.db.backends", "faker"}


def test_settings_of_a_server_leave_the_checker_nothing_to_say() -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LOA_")}
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={**kept, **SERVER, "DJANGO_SETTINGS_MODULE": "cms.settings.production"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
