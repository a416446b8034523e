"""What allauth asks of us: its words in Vietnamese, its secrets locked, its other doors closed."""

import base64
import logging
import secrets
from typing import Any

import zxingcpp
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.session.throttle import client_address

__all__ = ["AccountAdapter", "FactorAdapter"]

log = logging.getLogger("loa.doors")
UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104  # nothing listens there: the list needs a value


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators, in Wagtail's screens only."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_password": _("Mật khẩu chưa đúng."),
        "too_many_login_attempts": _("Sai quá nhiều lần. Hãy thử lại sau vài phút."),
        "rate_limited": _("Sai quá nhiều lần. Hãy thử lại sau vài phút."),
    }
    METHODS = {
        "reauthenticate": _("Dùng mật khẩu"),
        "mfa_reauthenticate": _("Dùng mã trên điện thoại"),
        "mfa_reauthenticate:webauthn": _("Dùng khoá bảo mật"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: nobody makes an account for themselves."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that the throttle counts by."""
        return client_address(request) or UNKNOWN_ADDRESS

    def login(self, request: HttpRequest, user: Any) -> None:
        """Log in as Django's own backend would have."""
        user.backend = "django.contrib.auth.backends.ModelBackend"
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """Remember that the password was just given: setting up a factor need not ask again."""
        record_authentication(request, user, "password", reauthenticated=True)
        answer: HttpResponse = super().post_login(request, user, **more)
        return answer

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Lead back to the login."""
        return redirect("wagtailadmin_login")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to prove oneself again, named in Vietnamese."""
        ways = super().get_reauthentication_methods(user)
        return [{**way, "description": self.METHODS[way["id"]]} for way in ways]


class FactorAdapter(DefaultMFAAdapter):
    """Second factors: secrets are locked with a key made from ``SECRET_KEY``."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Mã chưa đúng hoặc đã dùng rồi. Hãy chờ mã mới rồi nhập lại."),
        "cannot_generate_recovery_codes": _("Hãy bật một cách xác minh trước."),
    }

    def get_totp_label(self, user: Any) -> str:
        """Return the name under which the app on the phone lists this account."""
        return str(user.get_username())

    def _get_site_name(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)

    def build_totp_svg(self, url: str) -> str:
        """Draw the QR code with the library that draws all of ours."""
        code = zxingcpp.create_barcode(url, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
        return str(code.to_svg(scale=6))

    def encrypt(self, text: str) -> str:
        """Lock a secret before it goes into the database."""
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it; one that was locked with a lost key becomes one that nobody knows."""
        try:
            return _lock().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            log.error("A second factor cannot be read: LOA_SECRET_KEY has changed; reset it")
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # allauth's
        """Propose a name for a key."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Khoá số %(number)s") % {"number": number}


def _lock() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (
        salted_hmac("cms.doors.factor", "", secret=key, algorithm="sha256").digest() for key in keys
    )
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
