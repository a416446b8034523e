"""The addresses of "Khác bản chung" in the editor."""

from typing import Any

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from guides.differences.views import GuideDifferencesView, QuestionsView

__all__ = ["DifferencesViewSet"]


class DifferencesViewSet(ViewSet):
    """Khác bản chung."""

    name = "differences"
    url_prefix = "khac-ban-chung"
    icon = "list-ol"

    def get_urlpatterns(self) -> list[Any]:
        """Return the list of questions, and the screen of one guide."""
        return [
            path("", QuestionsView.as_view(), name="index"),
            path("<int:pk>/", GuideDifferencesView.as_view(), name="guide"),
        ]
