"""Where officers find it: among the reports; the rows of the law among the settings."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.generic import DeleteView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from cms.gates.staying import StaysWhileUsed
from cms.gates.whole_rows import ShowsWholeRows
from cms.hooking import register_report, register_screens
from cms.models import Obligation
from cms.obligations.answering import offices_seen
from cms.obligations.forms import EDIT_HANDLER
from cms.obligations.views import FileView, OfficesView, OfficeView


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
    name = "law"
    url_prefix = "dieu-luat"
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


hooks.register("register_admin_viewset", ObligationViewSet)
register_screens(
    "obligations",
    "nghia-vu",
    path("", OfficesView.as_view(), name="index"),
    path("<int:pk>/", OfficeView.as_view(), name="office"),
    *(
        path(f"<int:pk>/{kind}/", FileView.as_view(), {"kind": kind}, name=kind)
        for kind in ("csv", "pdf")
    ),
)
register_report(
    "obligations:index",
    _("Nghĩa vụ theo luật"),
    "tasks",
    800,
    lambda user: bool(offices_seen(user).exists()),
)
