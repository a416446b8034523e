"""What the editor shows of the check: addresses, the list of profiles, the button on a leaflet."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from cms.gates.whole_rows import ShowsWholeRows
from cms.hooking import register_button, register_screens
from cms.models import LeafletPage, PressProfile
from cms.press.forms import ProfileForm
from cms.press.views import CheckView, PressFileView, ProofFileView

__all__ = ["check_before_print", "may_edit_leaflet"]


class ProfilesView(ShowsWholeRows, IndexView):
    """The list of the shops' profiles."""


class ProfileViewSet(ModelViewSet):
    """Hồ sơ màu của nhà in: uploaded by an administrator."""

    index_view_class = ProfilesView
    model = PressProfile
    name = "press_profiles"
    url_prefix = "ho-so-mau"
    icon = "image"
    menu_label = _("Hồ sơ màu nhà in")
    menu_order = 700
    add_to_settings_menu = True
    list_display = ["name", "described", "uploaded_at"]

    def get_form_class(self, for_update: bool = False) -> type[ProfileForm]:  # noqa: FBT001, FBT002  # Wagtail's signature
        """Return the form that reads the file."""
        return ProfileForm


hooks.register("register_admin_viewset", ProfileViewSet)
register_screens(
    "press",
    "kiem-tra-in",
    path("<int:pk>/", CheckView.as_view(), name="check"),
    path("<int:pk>/tep-nha-in/", PressFileView.as_view(), name="file"),
    path("<int:pk>/ban-thao/", ProofFileView.as_view(), name="proof"),
)


def may_edit_leaflet(page: Any, user: Any) -> bool:
    """Tell whether the page is a leaflet that ``user`` may edit."""
    is_leaflet = page.cached_content_type.model_class() is LeafletPage
    return bool(is_leaflet and page.permissions_for_user(user).can_edit())


check_before_print = register_button(
    "press:check", _("Kiểm tra trước khi in"), "tasks", 55, may_edit_leaflet
)
