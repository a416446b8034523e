"""What our own screens of the editor share: who asks, the trail, and the screens about accounts."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.urls import path
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from cms.models import User

__all__ = ["AccountsScreen", "AccountsScreenViewSet", "Screen"]


class Screen(WagtailAdminTemplateMixin, TemplateView):
    """One screen in the frame of the editor."""

    request: HttpRequest

    @property
    def officer(self) -> User:
        """Return who asks: Wagtail lets nobody in who is not signed in."""
        return cast("User", self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the trail: home, what stands between, and this screen."""
        trail = [*super().get_breadcrumbs_items(), *self.get_between()]
        return [*trail, {"url": "", "label": self.get_page_title()}]

    def get_between(self) -> list[dict[str, Any]]:
        """Return the links between the first page and this screen."""
        return []

    def paged(self, rows: Any, per_page: int) -> dict[str, Any]:
        """Return one page of ``rows``, as Wagtail's list of page numbers wants it."""
        paginator: Paginator[Any] = WagtailPaginator(rows, per_page)
        page = paginator.get_page(self.request.GET.get("p"))
        numbers = paginator.get_elided_page_range(page.number)
        return {"page_obj": page, "elided_page_range": numbers}


def _looks_after_accounts(user: Any) -> bool:
    return bool(user.has_perm("cms.change_user"))


class AccountsScreen(Screen):
    """A screen for whoever looks after the accounts of others."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not change accounts."""
        if not _looks_after_accounts(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class _AccountsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        """Ask the same question as the screen."""
        return _looks_after_accounts(request.user)


class AccountsScreenViewSet(ViewSet):
    """The one address of such a screen, among the settings."""

    screen: type[AccountsScreen]
    menu_item_class = _AccountsMenuItem
    add_to_settings_menu = True

    def get_urlpatterns(self) -> list[Any]:
        """Return the one address."""
        return [path("", self.screen.as_view(), name="index")]
