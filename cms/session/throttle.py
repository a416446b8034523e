"""Guessing passwords gets slow: few tries for one name, more for one address, both for minutes.

An office shares one address, so a guesser there must not lock the others out: whoever has logged
in from that address lately is only stopped by tries at their own name (decision 28).
"""

from datetime import datetime
from ipaddress import IPv6Address, IPv6Network
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessLog
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.addresses import sender
from cms.session.answers import wants_json

__all__ = ["TOO_MANY", "OfficeHandler", "client_address", "locked_out"]

TOO_MANY = 429
KNOWN_DAYS = 90
CODE_PATHS = "/admin/hai-buoc/"
"""Where codes are typed, as the list of wrong tries notes it."""


class OfficeHandler(AxesDatabaseHandler):
    """Counts tries at one name from one address, and tries from one address."""

    def get_failures(self, request: HttpRequest, credentials: Any = None) -> int:
        """Return the tries at the name; those of the address count less, or not at all."""
        pair, address = (_failures(tries) for tries in self.get_user_attempts(request, credentials))
        if self._is_known_here(request, credentials):
            return pair
        return max(pair, address * settings.AXES_FAILURE_LIMIT // settings.LOA_ADDRESS_LIMIT)

    def reset_user_attempts(self, request: HttpRequest, credentials: Any = None) -> int:
        """Forget the tries at the name that has got in; those at other names stay counted."""
        pair, _address = self.filter_user_attempts(request, credentials)
        return int(pair.delete()[0])

    def user_logged_in(self, sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
        """Note who logs in from where, for as long as it counts."""
        super().user_logged_in(sender, request, user, **kwargs)
        self.reset_logs(age_days=KNOWN_DAYS)

    def until(self, request: HttpRequest, credentials: Any = None) -> datetime:
        """Return when the next try is heard."""
        pair, address = self.get_user_attempts(request, credentials)
        tries = pair if _failures(pair) >= settings.AXES_FAILURE_LIMIT else address
        last = tries.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
        return last + settings.AXES_COOLOFF_TIME

    @staticmethod
    def _is_known_here(request: Any, credentials: Any) -> bool:
        name = (credentials or {}).get("username")
        seen = AccessLog.objects.filter(username=name, ip_address=request.axes_ip_address)
        return bool(name) and seen.exists()


def _failures(tries: Any) -> int:
    return tries.aggregate(all=Sum("failures_since_start"))["all"] or 0


def client_address(request: HttpRequest) -> str | None:
    """Return where the request comes from, as tries are counted.

    One subscriber has a whole network of IPv6 addresses (/64): they count as one.
    """
    client = sender(request)
    if isinstance(client, IPv6Address):
        return str(client.ipv4_mapped or IPv6Network((client, 64), strict=False).network_address)
    return str(client) if client else None


def locked_out(
    request: HttpRequest, _response: HttpResponse | None = None, credentials: Any = None
) -> HttpResponse:
    """Say that it was too often, how long it takes and who can help."""
    left = OfficeHandler().until(request, credentials) - timezone.now()
    seconds = max(1, int(left.total_seconds()))
    said = _why(request, credentials) % {"minutes": -(-seconds // 60)}
    answer: HttpResponse
    if wants_json(request):
        answer = JsonResponse({"user": None, "error": said}, status=TOO_MANY)
    else:
        answer = render(request, "cms/locked_out.html", {"said": said}, status=TOO_MANY)
    answer["Retry-After"] = str(seconds)
    return answer


def _why(request: HttpRequest, credentials: Any) -> str:
    """Say what was wrong lately: codes are counted with the passwords, and are none."""
    last = OfficeHandler().get_user_attempts(request, credentials)
    tries = [one for found in last for one in found.order_by("-attempt_time")[:1]]
    newest = max(tries, key=lambda one: one.attempt_time, default=None)
    if newest is not None and newest.path_info.startswith(CODE_PATHS):
        return _(
            "Nhập sai mã xác minh quá nhiều lần. Hãy thử lại sau %(minutes)s phút, "
            "hoặc nhờ quản trị viên mở khoá."
        )
    return _(
        "Đăng nhập sai quá nhiều lần. Hãy thử lại sau %(minutes)s phút, "
        "hoặc nhờ quản trị viên mở khoá."
    )
