"""The addresses of "Dùng ở đâu" and "Bản in"; they are reached from what they speak of."""

from typing import Any

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from cms.usage.views import EditionsView, WhereUsedView

__all__ = ["UsageViewSet"]


class UsageViewSet(ViewSet):
    """Dùng ở đâu, bản in."""

    name = "usage"
    url_prefix = "dung-o-dau"
    icon = "link"

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses."""
        return [
            path("ban-in/<int:pk>/", EditionsView.as_view(), name="editions"),
            path("<str:kind>/<int:pk>/", WhereUsedView.as_view(), name="where_used"),
        ]
