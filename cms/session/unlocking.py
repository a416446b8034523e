"""The screen "Mở khoá đăng nhập": whose tries were too many, and letting them try again."""

from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cms.hooking import register_screens, shown_to
from cms.screens import AccountsScreen, looks_after_accounts

__all__ = ["UnlockView"]


class UnlockView(AccountsScreen):
    """Mở khoá đăng nhập."""

    template_name = "cms/unlocking.html"
    page_title = gettext_lazy("Mở khoá đăng nhập")
    header_icon = "lock-open"

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Forget the tries at a name, or those from an address."""
        name, address = request.POST.get("username") or None, request.POST.get("address") or None
        if name or address:
            reset(ip=address, username=name)
            messages.success(request, _("Đã mở khoá “%(what)s”.") % {"what": name or address})
        return redirect("unlocking:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the wrong tries that still count, by name and by address."""
        recent = AccessAttempt.objects.filter(
            attempt_time__gte=timezone.now() - settings.AXES_COOLOFF_TIME
        )
        return {
            **super().get_context_data(**kwargs),
            "names": _summed(recent, settings.AXES_FAILURE_LIMIT, "username", "ip_address"),
            "addresses": _summed(recent, settings.LOA_ADDRESS_LIMIT, "ip_address"),
        }


def _summed(recent: Any, limit: int, *by: str) -> list[dict[str, Any]]:
    rows = recent.values(*by).annotate(tries=Sum("failures_since_start"), last=Max("attempt_time"))
    return [{**row, "is_locked": row["tries"] >= limit} for row in rows.order_by("-last")]


register_screens(
    "unlocking",
    "mo-khoa-dang-nhap",
    path("", UnlockView.as_view(), name="index"),
    icon="lock-open",
    menu_label=UnlockView.page_title,
    menu_item_class=shown_to(looks_after_accounts),
    add_to_settings_menu=True,
)
