"""The addresses of "Bản in"; they are reached from the leaflet."""

from typing import Any

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from cms.editions.views import EditionFileView, EditionsView, ErratumView

__all__ = ["EditionsViewSet"]


class EditionsViewSet(ViewSet):
    """Bản in."""

    name = "editions"
    url_prefix = "ban-in"
    icon = "doc-full"

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses."""
        return [
            path("<int:pk>/", EditionsView.as_view(), name="list"),
            path("tep/<int:pk>/", EditionFileView.as_view(), name="file"),
            path("dinh-chinh/<int:pk>/", ErratumView.as_view(), name="erratum"),
        ]
