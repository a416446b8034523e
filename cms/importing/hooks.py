"""Where officers find the screen: a button at the head of the lists whose rows it takes."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import HeaderButton

from cms.importing.registries import REGISTRIES
from cms.importing.views import ImportingViewSet
from cms.succession.facts_viewset import FactViewSet, RowsView

__all__ = ["TakesRowsViewSet"]


@hooks.register("register_admin_viewset")
def screen() -> ImportingViewSet:
    """Offer the screen."""
    return ImportingViewSet()


class TakesRowsView(RowsView):
    """The list of a registry, with the way to the screen."""

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Return Wagtail's buttons, and ours for whoever may add or change rows."""
        buttons: list[Any] = [*super().header_buttons]
        if self.permission_policy.user_has_any_permission(self.request.user, {"add", "change"}):
            found = next(one for one in REGISTRIES.values() if one.model is self.model)
            address = reverse("importing:table", args=[found.path])
            buttons.append(HeaderButton(_("Nhập từ bảng"), url=address, icon_name="table"))
        return buttons


class TakesRowsViewSet(FactViewSet):
    """A registry whose rows may come from a table."""

    index_view_class = TakesRowsView
