"""Where officers find the screen: in the "…" at the head of the lists whose rows it takes."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry

from cms.hooking import register_screens, register_task
from cms.importing.grid import UnreadableTableError
from cms.importing.plain import blocks_of
from cms.importing.registries import REGISTRIES
from cms.importing.views import TableView
from cms.models import Procedure
from cms.succession.facts_viewset import FactViewSet, RowsView

__all__ = ["TakesRowsViewSet", "may_take_procedures"]

register_screens(
    "importing", "nhap-tu-bang", path("<str:registry>/", TableView.as_view(), name="table")
)


def may_take_procedures(user: Any) -> bool:
    """Tell whether the user may bring procedures in."""
    return bool(policy_registry.get_by_type(Procedure).user_has_permission(user, "add"))


register_task(
    "importing:table", _("Nhập thủ tục từ bảng"), "table", 35, may_take_procedures, "thu-tuc"
)


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


@require_POST
def read_pasted_blocks(request: HttpRequest) -> JsonResponse:
    """Return the blocks that say what was pasted, or in words why they cannot; nothing is kept."""
    try:
        blocks, notes = blocks_of(request.POST.get("html", ""))
    except UnreadableTableError as error:
        return JsonResponse({"error": str(error)}, status=400)
    return JsonResponse({"blocks": blocks, "notes": notes})


register_screens("pasted_blocks", "dan-bang", path("", read_pasted_blocks, name="read"))
