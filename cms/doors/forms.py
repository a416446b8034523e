"""Codes that are typed: guessing is counted with the passwords, and no code opens twice."""

import time
from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from cms.doors.guessing import alone_with, note_wrong_code, refuse_if_paused
from cms.doors.keys import KeyField, no_key_in_words

__all__ = [
    "CodeAgain",
    "CodeForm",
    "KeyAgain",
    "KeyForm",
    "KeyNameForm",
    "KeyStep",
    "PasswordAgain",
    "StartForm",
    "use_code",
]


class _Code(forms.Form):
    """What every form with a code has: its Vietnamese, its keyboard, its count of tries."""

    user: Any
    authenticator: Authenticator

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, "code", _("Mã xác minh"))
        self.fields["code"].widget.attrs |= {"autocapitalize": "off", "spellcheck": "false"}

    def clean_code(self) -> str:
        """Return the code when it is right, has not been used and guessing was not too often."""
        request, name = context.request, {"username": self.user.get_username()}
        if not AxesProxyHandler.is_allowed(request, name):
            request.axes_locked_out = True  # axes' middleware answers, as for passwords
            raise get_adapter().validation_error("incorrect_code")
        with alone_with(self.user):
            code, error = self._tried()
        if error is not None:
            raise error
        return code

    def _tried(self) -> tuple[str, ValidationError | None]:
        """Return the code, or what is wrong: raised here, nothing would stay written down."""
        request = context.request
        try:
            refuse_if_paused(self.user)
        except ValidationError as error:
            return "", error
        try:
            code: str = super().clean_code()  # type: ignore[misc]  # of allauth's form beside us
        except ValidationError as error:
            note_wrong_code(self.user, request)
            name = {"username": self.user.get_username()}
            user_login_failed.send(sender=__name__, credentials=name, request=request)
            return "", error
        if not use_code(self.authenticator, code):
            return "", get_adapter().validation_error("incorrect_code")
        return code, None


class CodeForm(_Code, AuthenticateForm):
    """The second step of the login."""


class CodeAgain(_Code, CodeAgainForm):
    """A code again, before a factor is changed."""


class StartForm(ActivateTOTPForm):
    """The first code of a new app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, "code", _("Mã 6 số mà ứng dụng đang hiện"))


class PasswordAgain(ReauthenticateForm):
    """The password again, before a factor is changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, "password", _("Mật khẩu"))
        self.fields["password"].help_text = ""


class KeyForm(AddWebAuthnForm):
    """A new key or fingerprint."""

    credential = KeyField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, "name", _("Tên để bạn nhận ra"))

    def clean(self) -> dict[str, Any]:
        """Refuse what no key has sent."""
        with no_key_in_words():
            cleaned: dict[str, Any] = super().clean()
        return cleaned


class _Key(forms.Form):
    """What both forms have in which a key that is known answers."""

    def clean_credential(self) -> Authenticator:
        """Return the row of the key; what no key has sent is a wrong one."""
        with no_key_in_words():
            found: Authenticator = super().clean_credential()  # type: ignore[misc]  # of allauth's
        return found


class KeyStep(_Key, AuthenticateWebAuthnForm):
    """A key as the second step of the login."""

    credential = KeyField()


class KeyAgain(_Key, ReauthenticateWebAuthnForm):
    """A key again, before a factor is changed."""

    credential = KeyField()


class KeyNameForm(EditWebAuthnForm):
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, "name", _("Tên để bạn nhận ra"))


def _label(form: forms.Form, name: str, label: Any) -> None:
    form.fields[name].label = label
    form.fields[name].widget.attrs.pop("placeholder", None)


def use_code(authenticator: Authenticator, code: str) -> bool:
    """Mark the app's code as used, for every process; return False when it was already."""
    if authenticator.type != Authenticator.Type.TOTP:
        return True
    digits = "".join(letter for letter in code if letter.isdecimal())  # however it is written
    digest = salted_hmac("cms.doors.used", digits, algorithm="sha256").hexdigest()
    now, window = time.time(), 30 * (2 * settings.MFA_TOTP_TOLERANCE + 1)
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        used = {one: at for one, at in row.data.get("used", {}).items() if at > now - window}
        if digest in used:
            return False
        row.data["used"] = {**used, digest: now}
        row.save(update_fields=["data"])
    return True
