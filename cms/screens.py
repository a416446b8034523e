"""What our own screens of the editor share: who asks, the trail, and the screens about accounts."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.models import User

__all__ = ["AccountsScreen", "DraftScreen", "Screen", "looks_after_accounts"]


class Screen(WagtailAdminTemplateMixin, TemplateView):
    """One screen in the frame of the editor."""

    request: HttpRequest

    @property
    def officer(self) -> User:
        """Return who asks: Wagtail lets nobody in who is not signed in."""
        return cast("User", self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not see it, before anything is said of what it shows."""
        if not self.may_see():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may_see(self) -> bool:
        """Tell whether the officer may see the screen: all may, where it says nothing else."""
        return True

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


class DraftScreen(Screen):
    """A screen about the draft of one page, for whoever may edit that page."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Read the draft; refuse a page that the screen is not for, and whoever may not edit it."""
        page = get_object_or_404(Page, pk=kwargs["pk"]).specific
        if not self.is_for(page):
            raise Http404
        self.rights = page.permissions_for_user(request.user)
        if not self.may_use(page):
            raise PermissionDenied
        self.draft = page.get_latest_revision_as_object()
        self.address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        return super().dispatch(request, *args, **kwargs)

    def is_for(self, _page: Any) -> bool:
        """Tell whether there is such a screen of the page."""
        return True

    def may_use(self, _page: Any) -> bool:
        """Tell whether the officer may use the screen of the page."""
        return bool(self.rights.can_edit())

    def get_page_title(self) -> str:
        """Return the title with the page's own."""
        return f"{self.page_title}: {self.draft.get_admin_display_title()}"

    def get_between(self) -> list[dict[str, Any]]:
        """Return the link to the form of the page."""
        return [{"url": self.address, "label": self.draft.get_admin_display_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the address of the form of the page with the rest."""
        return {**super().get_context_data(**kwargs), "address": self.address}


def looks_after_accounts(user: Any) -> bool:
    """Tell whether ``user`` may change the accounts of others."""
    return bool(user.has_perm("cms.change_user"))


class AccountsScreen(Screen):
    """A screen for whoever looks after the accounts of others."""

    def may_see(self) -> bool:
        """Tell whether the officer may change accounts."""
        return looks_after_accounts(self.officer)
