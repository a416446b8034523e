"""Guessed codes: every wrong one is written down, and the log itself says when it is enough.

Counted per account, from whatever address and in whatever process: whoever gets as far as typing a
code knows the password. Nobody who does not can make an account wait here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter, log
from wagtail.models import ModelLogEntry

from cms.doors.sessions import device
from cms.session.throttle import client_address

__all__ = [
    "CODES_UNLOCKED", "LIMITS", "WRONG_CODE", "WrongCode", "alone_with", "note_wrong_code",
    "paused_until", "refuse_if_paused", "tell_owner", "unlock",
]  # fmt: skip

WRONG_CODE, CODES_UNLOCKED = "loa.wrong_code", "loa.codes_unlocked"
LIMITS = ((10, timedelta(hours=1)), (30, timedelta(days=1)))
"""So many wrong codes in such a time, then a pause: at most 30 of a million a day."""
OWN_SLIPS = 3
"""So many from one's own address are nothing to be told of, less one."""


class WrongCode(LogFormatter):
    """How the log tells of a wrong code."""

    label = gettext_lazy("Nhập sai mã xác minh")

    def format_message(self, log_entry: Any) -> str:
        """Say from where."""
        where = {"at": log_entry.data.get("at", ""), "device": log_entry.data.get("device", "")}
        return _("Nhập sai mã xác minh, từ địa chỉ %(at)s (%(device)s)") % where


@contextmanager
def alone_with(user: Any) -> Iterator[None]:
    """Keep other processes from trying codes of ``user`` meanwhile: no two are the tenth."""
    with transaction.atomic():
        list(Authenticator.objects.select_for_update().filter(user=user).order_by("pk"))
        yield


def refuse_if_paused(user: Any) -> None:
    """Raise ValidationError, saying how long, while there were too many wrong codes."""
    until = paused_until(user)
    if until is not None:
        minutes = -(-max(1, int((until - timezone.now()).total_seconds())) // 60)
        raise ValidationError(
            _(
                "Sai mã quá nhiều lần ở tài khoản này. Hãy thử lại sau %(minutes)s phút, hoặc nhờ quản "
                "trị viên mở lại. Nếu không phải bạn nhập sai: có người biết mật khẩu, hãy báo ngay."
            )
            % {"minutes": minutes},
            code="too_many_codes",
        )


def paused_until(user: Any) -> datetime | None:
    """Return when the next code of ``user`` is heard; None when it is now."""
    wrong, now = _wrong_codes(user), timezone.now()
    ends = [
        oldest.timestamp + span
        for count, span in LIMITS
        for oldest in wrong.order_by("-timestamp", "-pk")[count - 1 : count]
    ]
    return max((end for end in ends if end > now), default=None)


def note_wrong_code(user: Any, request: HttpRequest) -> None:
    """Write it down."""
    agent = request.headers.get("User-Agent", "")
    data = {"at": client_address(request) or "", "device": device(agent)}
    log(instance=user, action=WRONG_CODE, data=data)


def unlock(user: Any, *, by: Any) -> None:
    """Let ``user`` try again at once; what was wrong before counts no more."""
    log(instance=user, action=CODES_UNLOCKED, user=by)


def tell_owner(request: HttpRequest, user: Any, *, since: datetime | None) -> None:
    """Warn whoever has just got in of wrong codes since then, unless they are one's own slips."""
    wrong = _of(user, WRONG_CODE).order_by("-timestamp", "-pk")
    found = list(wrong.filter(timestamp__gt=since) if since else wrong)
    here = client_address(request) or ""
    if len(found) < OWN_SLIPS and all(one.data.get("at") == here for one in found):
        return
    messages.warning(
        request,
        _(
            "Từ lần đăng nhập trước, tài khoản này có %(number)s lần nhập sai mã xác minh; gần nhất lúc "
            "%(when)s, từ địa chỉ %(at)s. Nếu không phải bạn: có người biết mật khẩu, hãy đổi ngay."
        )
        % {
            "number": len(found),
            "when": f"{timezone.localtime(found[0].timestamp):%H:%M %d/%m/%Y}",
            "at": found[0].data.get("at", ""),
        },
        fail_silently=True,
    )


def _wrong_codes(user: Any) -> Any:
    """Return what counts: what came after the last time that somebody unlocked it."""
    unlocked = _of(user, CODES_UNLOCKED).order_by("-timestamp", "-pk").first()
    wrong = _of(user, WRONG_CODE)
    return wrong.filter(timestamp__gt=unlocked.timestamp) if unlocked else wrong


def _of(user: Any, action: str) -> Any:
    return ModelLogEntry.objects.for_instance(user).filter(action=action)
