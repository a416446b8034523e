"""Where somebody is logged in, and ending it there.

allauth keeps the list (``allauth.usersessions``); a session that ends is deleted, so its next
request is a stranger's. What changes who may do what ends sessions by itself (``connect``).
"""

import re
from datetime import timedelta
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.signals import authenticator_added
from allauth.usersessions.models import UserSession
from django.db.models.signals import m2m_changed, pre_save
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.doors.duty import FACTORS
from cms.models import User
from cms.passing import Middleware

__all__ = [
    "SeenMiddleware", "connect", "device", "end_sessions", "has_used_factor", "open_sessions",
    "remember_factor",
]  # fmt: skip

SEEN_EVERY = timedelta(minutes=5)
BROWSERS = (
    ("coc_coc", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS", "Chrome"),
    ("Safari", "Safari"),
)
MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android.*Mobile", "điện thoại Android"),
    ("Android", "máy tính bảng Android"),
    ("Windows", "máy Windows"),
    ("Macintosh", "máy Mac"),
    ("Linux|X11", "máy Linux"),
)


class SeenMiddleware(Middleware):
    """Notes every session that is used, and when it was last; writes every five minutes only."""

    def __call__(self, request: HttpRequest) -> Any:
        """Note, then answer."""
        if request.user.is_authenticated and request.session.session_key:
            _see(request)
        return self.get_response(request)


def _see(request: HttpRequest) -> None:
    rows = UserSession.objects.filter(session_key=request.session.session_key)
    row = rows.only("last_seen_at", "user_id").first()
    now = timezone.now()
    if row is None or row.user_id != request.user.pk:
        UserSession.objects.create_from_request(request)
    elif row.last_seen_at < now - SEEN_EVERY:
        rows.update(last_seen_at=now)


def open_sessions(user: Any) -> list[UserSession]:
    """Return where ``user`` is logged in, the last seen first; what has ended is forgotten."""
    rows = UserSession.objects.purge_and_list(user)
    return sorted(rows, key=lambda row: row.last_seen_at, reverse=True)


def end_sessions(user: Any, *, but: str | None = None, only: int | None = None) -> int:
    """End the sessions of ``user`` but the one with the key ``but``, or ``only`` one row.

    Returns how many there were.
    """
    rows = UserSession.objects.filter(user=user).exclude(session_key=but)
    found = list(rows if only is None else rows.filter(pk=only))
    for row in found:
        row.end()
    return len(found)


def has_used_factor(request: HttpRequest) -> bool:
    """Tell whether the second step was done in this session, by whoever is logged in."""
    records = get_authentication_records(request, request.user)
    return any(one.get("method") == "mfa" for one in records)


def remember_factor(request: HttpRequest, authenticator: Any) -> None:
    """Let whoever has just proved a new factor stay: it counts as used."""
    if authenticator is None or authenticator.type not in FACTORS or has_used_factor(request):
        return
    record_authentication(
        request, authenticator.user, "mfa", id=authenticator.pk, type=authenticator.type
    )


def device(user_agent: str) -> str:
    """Return what an officer calls the machine: "Chrome, máy Windows"."""
    browser = _first(BROWSERS, user_agent) or _("Trình duyệt khác")
    machine = _first(MACHINES, user_agent)
    return f"{browser}, {machine}" if machine else browser


def _first(known: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in known if re.search(sign, user_agent)), "")


def connect() -> None:
    """End what was open before a factor was added, or a role was taken away."""
    authenticator_added.connect(_on_factor, dispatch_uid="loa.doors.factor")
    m2m_changed.connect(_on_groups, User.groups.through, dispatch_uid="loa.doors.groups")
    pre_save.connect(_on_account, User, dispatch_uid="loa.doors.account")


def _on_factor(request: HttpRequest, user: Any, authenticator: Any, **_more: Any) -> None:
    end_sessions(user, but=request.session.session_key)
    remember_factor(request, authenticator)


def _on_groups(instance: Any, action: str, reverse: bool, pk_set: Any, **_more: Any) -> None:  # noqa: FBT001  # Django's
    if action not in {"pre_remove", "pre_clear"}:
        return
    users = User.objects
    if not reverse:
        end_sessions(instance)
        return
    for user in users.filter(groups=instance) if pk_set is None else users.filter(pk__in=pk_set):
        end_sessions(user)


def _on_account(instance: Any, **_more: Any) -> None:
    if instance._state.adding:
        return
    before = type(instance).objects.filter(pk=instance.pk).only("is_superuser", "is_active").first()
    if before is None:
        return
    is_less = before.is_superuser and not instance.is_superuser
    is_closed = before.is_active and not instance.is_active
    if is_less or is_closed:
        end_sessions(instance)
