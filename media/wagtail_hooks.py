"""The addresses that the editor of pictures asks, within the admin and its login."""

from typing import Any

from django.urls import path
from wagtail import hooks

from media import views
from media.dropping import drop

__all__ = ["picture_addresses"]


@hooks.register("register_admin_urls")
def picture_addresses() -> list[Any]:
    """Offer the upload, the suggestions and the facts of a picture."""
    return [
        path("hinh/tha/", drop, name="media_drop"),
        path("hinh/<int:pk>/nguyen-ban/", views.original, name="media_original"),
        path("hinh/<int:pk>/goi-y/", views.suggestions, name="media_suggestions"),
        path("hinh/<int:pk>/", views.facts, name="media_facts"),
    ]
