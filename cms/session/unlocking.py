"""The screen "Mở khoá đăng nhập": whose tries were too many, and letting them try again."""

from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages

from cms.screens import AccountsScreen, AccountsScreenViewSet

__all__ = ["UnlockingViewSet"]


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


class UnlockingViewSet(AccountsScreenViewSet):
    """Mở khoá đăng nhập, among the settings."""

    name = "unlocking"
    url_prefix = "mo-khoa-dang-nhap"
    icon = "lock-open"
    menu_label = gettext_lazy("Mở khoá đăng nhập")
    screen = UnlockView


@hooks.register("register_admin_viewset")
def unlocking() -> UnlockingViewSet:
    """Offer the screen."""
    return UnlockingViewSet()
