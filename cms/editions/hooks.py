"""What the editor shows of printed editions: addresses, the button on a leaflet, log entries."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.permissions import page_permission_policy

from cms.admin_home import NAMED, Waiting
from cms.editions.states import LOG, MOVES
from cms.editions.viewset import EditionsViewSet
from cms.models import LeafletPage, PrintEdition

__all__: list[str] = []


@hooks.register("register_admin_viewset")
def editions() -> EditionsViewSet:
    """Offer the editions of a leaflet."""
    return EditionsViewSet()


@hooks.register("register_waiting_work")
def overtaken_editions(request: HttpRequest) -> Waiting:
    """Name the editions out there that say something else than holds now, of the user's leaflets."""
    own = page_permission_policy.instances_user_has_any_permission_for(
        request.user, {"add", "change", "publish"}
    )
    found = PrintEdition.objects.filter(
        status__in=PrintEdition.OUT, overtaken_on__isnull=False, page__in=own.values("pk")
    ).order_by("overtaken_on", "pk")
    named = [(one.name, reverse("editions:list", args=[one.page_id])) for one in found[:NAMED]]
    label = _("Bản in đang phát nay có chỗ đã khác")
    return Waiting(label=str(label), count=found.count(), order=46, named=named)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name what is written into the history of an edition."""
    actions.register_action(f"{LOG}open", _("Lập bản in"), _("Lập bản in"))
    actions.register_action(f"{LOG}record", _("Ghi nhận đã in"), _("Ghi nhận đã in"))
    for move in MOVES.values():
        actions.register_action(f"{LOG}{move.name}", move.done, move.done)


@hooks.register("register_page_header_buttons")
def printed_editions(page: Any, user: Any, **_kwargs: Any) -> Iterator[Button]:
    """Offer the editions of a leaflet where the leaflet is edited."""
    is_leaflet = page.pk and page.cached_content_type.model_class() is LeafletPage
    if is_leaflet and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Giao nhà in, bản đang phát"),
            url=reverse("editions:list", args=[page.pk]),
            icon_name="doc-full",
            priority=60,
        )
