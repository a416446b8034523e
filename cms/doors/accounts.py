"""The screen "Bảo vệ tài khoản": whose login has a second step, and taking it off for a colleague."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import log

from cms.doors.duty import has_factor, must_have_factor
from cms.doors.guessing import paused_until, unlock
from cms.doors.sessions import device, end_sessions, open_sessions
from cms.screens import AccountsScreen

__all__ = ["FACTORS_RESET", "SESSIONS_ENDED", "AccountsView", "is_above", "reset_factors"]

FACTORS_RESET, SESSIONS_ENDED = "loa.factors_reset", "loa.sessions_ended"


def reset_factors(account: Any, *, by: Any) -> None:
    """Take every factor off ``account``: at the next login the password is enough, and is asked
    for a new factor where that is a duty. Written down; only a superuser may.
    """
    if not by.is_superuser:
        raise PermissionDenied
    Authenticator.objects.filter(user=account).delete()
    end_sessions(account)
    log(instance=account, action=FACTORS_RESET, user=by)


class AccountsView(AccountsScreen):
    """Bảo vệ tài khoản."""

    template_name = "cms/doors/accounts.html"
    page_title = gettext_lazy("Bảo vệ tài khoản")
    header_icon = "key"

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Do what a button says with the account that it stands beside."""
        number = request.POST.get("account", "")
        if not number.isdecimal():
            raise Http404
        account = get_object_or_404(get_user_model(), pk=number)
        if is_above(request.user, account):
            raise PermissionDenied
        if "reset_factors" in request.POST:
            reset_factors(account, by=request.user)
            messages.success(request, _("Đã gỡ bước xác minh của “%(name)s”.") % {"name": account})
        if "unlock_codes" in request.POST:
            unlock(account, by=request.user)
            messages.success(request, _("“%(name)s” nhập mã lại được ngay.") % {"name": account})
        if "end_sessions" in request.POST:
            end_sessions(account, but=request.session.session_key)
            log(instance=account, action=SESSIONS_ENDED, user=request.user)
            messages.success(request, _("Đã đăng xuất “%(name)s” ở mọi nơi.") % {"name": account})
        return redirect("accounts_guard:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return each account that can log in, with what guards it."""
        accounts = get_user_model().objects.filter(is_active=True).order_by("username")
        rows = [
            {
                "account": one,
                "must": must_have_factor(one),
                "has": has_factor(one),
                "paused_until": paused_until(one),
                "sessions": [(device(row.user_agent), row) for row in open_sessions(one)],
            }
            for one in accounts
        ]
        return {**super().get_context_data(**kwargs), "rows": rows}


def is_above(who: Any, account: Any) -> bool:
    """Tell whether ``account`` may do more than ``who``, who therefore may not change it."""
    return bool(account.is_superuser and not who.is_superuser)
