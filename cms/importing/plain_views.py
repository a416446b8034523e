"""What the form asks when a table is pasted into it: cms/static/cms/tables.js and cells.js."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.http import require_POST
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from cms.importing.grid import UnreadableTableError
from cms.importing.plain import blocks_of

__all__ = ["read_pasted_blocks"]


@require_POST
def read_pasted_blocks(request: HttpRequest) -> JsonResponse:
    """Return the blocks that say what was pasted, or in words why they cannot; nothing is kept."""
    try:
        blocks, notes = blocks_of(request.POST.get("html", ""))
    except UnreadableTableError as error:
        return JsonResponse({"error": str(error)}, status=400)
    return JsonResponse({"blocks": blocks, "notes": notes})


class PastedBlocksViewSet(ViewSet):
    """Dán bảng vào nội dung."""

    name = "pasted_blocks"
    url_prefix = "dan-bang"

    def get_urlpatterns(self) -> list[Any]:
        """Return the one address."""
        return [path("", read_pasted_blocks, name="read")]


@hooks.register("register_admin_viewset")
def screen() -> PastedBlocksViewSet:
    """Answer the form."""
    return PastedBlocksViewSet()
