"""Where officers find it: among the reports; the rows of the law among the settings."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from cms.gates.staying import StaysWhileUsed
from cms.gates.whole_rows import ShowsWholeRows
from cms.models import Obligation
from cms.obligations.answering import offices_seen
from cms.obligations.forms import EDIT_HANDLER
from cms.obligations.views import FileView, OfficesView, OfficeView

__all__: list[str] = []


class ObligationDeleteView(StaysWhileUsed, DeleteView):
    """Wagtail's question before a row goes; one that somebody has answered stays."""


class ObligationsView(ShowsWholeRows, IndexView):
    """The list of rows."""

    def get_page_title(self) -> str:
        """Return what the menu calls it: the report has the name of the model."""
        return str(ObligationViewSet.menu_label)


class ObligationViewSet(ModelViewSet):
    """Các điều luật đòi: an administrator compares, dates and adds rows without code."""

    index_view_class = ObligationsView
    delete_view_class = ObligationDeleteView
    model = Obligation
    icon = "list-ul"
    menu_label = _("Các điều luật đòi")
    menu_order = 710
    add_to_settings_menu = True
    inspect_view_enabled = False
    copy_view_enabled = False
    list_display = ["title", "article", "manner", "compared_on"]
    list_filter = ["manner", "source"]
    list_per_page = 50
    edit_handler = EDIT_HANDLER


class ObligationsViewSet(ViewSet):
    """Nghĩa vụ theo luật: all offices, one office, its files."""

    name = "obligations"
    url_prefix = "nghia-vu"
    icon = "tasks"

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses."""
        return [
            path("", OfficesView.as_view(), name="index"),
            path("<int:pk>/", OfficeView.as_view(), name="office"),
            *(
                path(f"<int:pk>/{kind}/", FileView.as_view(), {"kind": kind}, name=kind)
                for kind in ("csv", "pdf")
            ),
        ]


class _ObligationsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to who has an office."""
        return bool(offices_seen(request.user).exists())


@hooks.register("register_admin_viewset")
def obligations() -> list[Any]:
    """Offer the screens, and the rows of the law."""
    rows = ObligationViewSet("law", url_prefix="dieu-luat")
    return [ObligationsViewSet(), rows]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    """Offer it among the reports."""
    address = reverse("obligations:index")
    return _ObligationsMenuItem(_("Nghĩa vụ theo luật"), address, icon_name="tasks", order=800)
