"""What the editor shows of printed editions: addresses, the button on a leaflet, log entries."""

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import page_permission_policy

from cms.admin_home import NAMED, Waiting
from cms.editions.states import LOG, MOVES
from cms.editions.views import EditionFileView, EditionsView, ErratumView
from cms.hooking import register_button, register_history, register_screens
from cms.models import PrintEdition
from cms.press.hooks import may_edit_leaflet

__all__ = ["printed_editions"]

register_screens(
    "editions",
    "ban-in",
    path("<int:pk>/", EditionsView.as_view(), name="list"),
    path("tep/<int:pk>/", EditionFileView.as_view(), name="file"),
    path("dinh-chinh/<int:pk>/", ErratumView.as_view(), name="erratum"),
)
printed_editions = register_button(
    "editions:list", _("Giao nhà in, bản đang phát"), "doc-full", 60, may_edit_leaflet
)


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


register_history(
    {
        f"{LOG}open": (_("Lập bản in"), _("Lập bản in")),
        f"{LOG}record": (_("Ghi nhận đã in"), _("Ghi nhận đã in")),
        **{f"{LOG}{move.name}": (move.done, move.done) for move in MOVES.values()},
    }
)
