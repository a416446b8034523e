"""The screen "Mở khoá đăng nhập": whose tries were too many, and letting them try again."""

from typing import Any

from axes.models import AccessAttempt
from axes.utils import reset
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

__all__ = ["UnlockingViewSet"]


def may_unlock(user: Any) -> bool:
    """Tell whether ``user`` looks after the accounts of others."""
    return bool(user.has_perm("cms.change_user"))


class UnlockView(WagtailAdminTemplateMixin, TemplateView):
    """Mở khoá đăng nhập."""

    template_name = "cms/unlocking.html"
    page_title = gettext_lazy("Mở khoá đăng nhập")
    header_icon = "lock-open"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not change accounts."""
        if not may_unlock(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Forget the tries at a name, or those from an address."""
        name, address = request.POST.get("username") or None, request.POST.get("address") or None
        if name or address:
            reset(ip=address, username=name)
            messages.success(request, _("Đã mở khoá “%(what)s”.") % {"what": name or address})
        return redirect("unlocking:index")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the trail: home, and this screen."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

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


class UnlockingMenuItem(MenuItem):
    """Shown to whoever may use it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the same question as the screen."""
        return may_unlock(request.user)


class UnlockingViewSet(ViewSet):
    """Mở khoá đăng nhập, among the settings."""

    name = "unlocking"
    url_prefix = "mo-khoa-dang-nhap"
    icon = "lock-open"
    menu_label = gettext_lazy("Mở khoá đăng nhập")
    menu_item_class = UnlockingMenuItem
    add_to_settings_menu = True

    def get_urlpatterns(self) -> list[Any]:
        """Return the one address."""
        return [path("", UnlockView.as_view(), name="index")]


@hooks.register("register_admin_viewset")
def unlocking() -> UnlockingViewSet:
    """Offer the screen."""
    return UnlockingViewSet()
