"""The section "Cần rà soát": its place in the menu with the number that waits, its addresses."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.viewsets.base import ViewSet

from cms.succession.periodic import count_due
from cms.succession.reviews import PeriodicView, ReviewsView
from cms.succession.views import EndView, ReopenView
from cms.succession.waiting import open_reviews

__all__ = ["SuccessionViewSet"]


class CountingMenuItem(MenuItem):
    """A word of the menu with how many pages and facts wait."""

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """Return the word, with the number when there is one."""
        component: LinkMenuItem = super().render_component(request)
        count = open_reviews(request.user).count() + count_due(request.user)
        component.label = f"{self.label} ({count})" if count else str(self.label)
        return component


class SuccessionViewSet(ViewSet):
    """Cần rà soát."""

    name = "succession"
    url_prefix = "ra-soat"
    icon = "clipboard-list"
    menu_label = _("Cần rà soát")
    menu_order = 165
    menu_item_class = CountingMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses; the first is the list itself."""
        return [
            path("", ReviewsView.as_view(), name="reviews"),
            path("dinh-ky/<str:kind>/<int:pk>/", PeriodicView.as_view(), name="periodic"),
            path("<str:kind>/<int:pk>/", EndView.as_view(), name="end"),
            path("<str:kind>/<int:pk>/mo-lai/", ReopenView.as_view(), name="reopen"),
        ]
