"""Where officers find the screen: in the "…" at the head of the lists whose rows it takes."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry

from cms.admin_home import EverydayTask
from cms.importing.registries import REGISTRIES
from cms.importing.views import ImportingViewSet
from cms.models import Procedure
from cms.succession.facts_viewset import FactViewSet, RowsView

__all__ = ["TakesRowsViewSet", "may_take_procedures"]


@hooks.register("register_admin_viewset")
def screen() -> ImportingViewSet:
    """Offer the screen."""
    return ImportingViewSet()


def may_take_procedures(user: Any) -> bool:
    """Tell whether the user may bring procedures in."""
    return bool(policy_registry.get_by_type(Procedure).user_has_permission(user, "add"))


@hooks.register("register_everyday_task")
def take_procedures(request: HttpRequest) -> EverydayTask | None:
    """Offer it on the first page too: a list of procedures is what offices have."""
    if not may_take_procedures(request.user):
        return None
    url = reverse("importing:table", args=["thu-tuc"])
    return EverydayTask(label=gettext("Nhập thủ tục từ bảng"), url=url, icon="table", order=35)


class TakesRowsView(RowsView):
    """The list of a registry, with the way to the screen."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Return Wagtail's "…", with ours for whoever may add or change rows."""
        buttons: list[Any] = [*super().header_more_buttons]
        if self.permission_policy.user_has_any_permission(self.request.user, {"add", "change"}):
            found = next(one for one in REGISTRIES.values() if one.model is self.model)
            address = reverse("importing:table", args=[found.path])
            buttons.append(Button(_("Nhập từ bảng"), url=address, icon_name="table", priority=5))
        return buttons


class TakesRowsViewSet(FactViewSet):
    """A registry whose rows may come from a table."""

    index_view_class = TakesRowsView
