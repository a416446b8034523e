"""Our translation forms stand before wagtail-localize's, at the same addresses."""

from typing import Any

from django.urls import path
from wagtail import hooks

from cms.translating.views import PageView, SnippetView, UpdateView

__all__ = ["translation_forms"]


@hooks.register("register_admin_urls", order=-1)
def translation_forms() -> list[Any]:
    """Return the addresses; the names stay those of wagtail-localize."""
    return [
        path("localize/submit/page/<int:page_id>/", PageView.as_view()),
        path(
            "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
            SnippetView.as_view(),
        ),
        path("localize/update/<int:translation_source_id>/", UpdateView.as_view()),
    ]
