"""What no security key has sent: never a fault of the server, always a wrong key in words."""

import json
import random
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from cms.models import User
from cms.permissions import grant_officers
from tests.factories import Province
from tests.lots import lots

RIGHT = "mot-mat-khau-that-dai-93"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  # of a test
ODD: list[Any] = [
    None, True, 0, 1, -1, 1e308, 10**40, "", "x", "x" * 64, "!!!!", "\0", "\ud800", "_____w", [], {}, [[]],
    {"": {}}, [None], "public-key", {"id": 1},
]  # fmt: skip
GOOD = {
    "id": "AAAA", "rawId": "AAAA", "type": "public-key", "clientExtensionResults": {},
    "response": {
        "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUFBQSIsIm9yaWdpbiI6IngifQ",
        "authenticatorData": "A" * 60, "signature": "AAAA", "userHandle": "AAAA",
        "attestationObject": "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YUA",
    },
}  # fmt: skip
WHOLE = [
    "", "null", "{", "[", "[" * 100_000, "1" * 6_000, '"x"', "[]", "{}", "1", "NaN", '{"id":1}', "\0",
    '{"id":"\\ud800"}', '{"rawId":"\\ud800"}', '{"a":' * 50_000,
]  # fmt: skip


@pytest.fixture
def an(province: Province, caplog: Any) -> User:
    caplog.set_level("CRITICAL", "axes")
    grant_officers()
    user: User = User.objects.create_superuser("an", "an@loa.example", RIGHT)
    return user


def _forged(seed: int) -> str:
    """Return an answer of a key of which one to three places are something odd."""
    chance = random.Random(seed)  # noqa: S311
    answer: Any = json.loads(json.dumps(GOOD))
    for _ in range(chance.choice((1, 1, 2, 3))):
        place = answer if chance.random() < 0.4 else answer.get("response")
        place = place if isinstance(place, dict) and place else answer
        place[chance.choice(list(place))] = chance.choice(ODD)
    return json.dumps(answer)


SENT = [*WHOLE, json.dumps(GOOD), *map(json.dumps, ODD), *map(_forged, lots(30, 120))]


def _says_so(answer: Any, sent: str) -> None:
    assert answer.status_code == 200, sent[:200]
    assert 'role="alert">' in answer.content.decode(), sent[:200]


def test_second_step_refuses_whatever_is_no_answer_of_a_key(an: User, settings: Any) -> None:
    settings.MFA_RATE_LIMITS = False
    TOTP.activate(an, SECRET)
    client = Client()
    client.post(reverse("wagtailadmin_login"), {"username": "an", "password": RIGHT})
    address = reverse("mfa_authenticate")
    client.get(address)
    for sent in SENT:
        _says_so(client.post(address, {"credential": sent}), sent)
    assert "Chưa nhận được khoá" in client.post(address, {"credential": "1"}).content.decode()
    assert client.get(reverse("session_state")).json()["user"] is None


def test_new_key_and_key_again_refuse_it_too(an: User, settings: Any) -> None:
    settings.MFA_RATE_LIMITS = False
    client = Client()
    client.post(reverse("wagtailadmin_login"), {"username": "an", "password": RIGHT})
    for name in ("mfa_add_webauthn", "mfa_reauthenticate_webauthn"):
        client.get(reverse(name))
        for sent in SENT:
            answer = client.post(reverse(name), {"name": "x", "credential": sent})
            assert answer.status_code in (200, 302), (name, sent[:200])
            if name == "mfa_add_webauthn":
                _says_so(answer, sent)
    assert not an.authenticator_set.exists()
