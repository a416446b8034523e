"""The addresses of "Kiểm tra trước khi in", and the list of the shops' profiles."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from cms.gates.whole_rows import ShowsWholeRows
from cms.models import PressProfile
from cms.press.forms import ProfileForm
from cms.press.views import CheckView, PressFileView, ProofFileView

__all__ = ["PressViewSet", "ProfileViewSet"]


class PressViewSet(ViewSet):
    """Kiểm tra trước khi in."""

    name = "press"
    url_prefix = "kiem-tra-in"
    icon = "tasks"

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses."""
        return [
            path("<int:pk>/", CheckView.as_view(), name="check"),
            path("<int:pk>/tep-nha-in/", PressFileView.as_view(), name="file"),
            path("<int:pk>/ban-thao/", ProofFileView.as_view(), name="proof"),
        ]


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
