"""The addresses of "Dùng ở đâu"; they are reached from what they speak of."""

from typing import Any

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from cms.usage.views import WhereUsedView

__all__ = ["UsageViewSet"]


class UsageViewSet(ViewSet):
    """Dùng ở đâu."""

    name = "usage"
    url_prefix = "dung-o-dau"
    icon = "link"

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses."""
        return [
            path("<str:kind>/<int:pk>/", WhereUsedView.as_view(), name="where_used"),
        ]
