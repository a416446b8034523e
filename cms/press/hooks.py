"""What the editor shows of the check: addresses, the list of profiles, the button on a leaflet."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from cms.models import LeafletPage
from cms.press.viewset import PressViewSet, ProfileViewSet

__all__: list[str] = []


@hooks.register("register_admin_viewset")
def press() -> list[Any]:
    """Offer the check of a leaflet and the profiles of print shops."""
    return [PressViewSet(), ProfileViewSet()]


@hooks.register("register_page_header_buttons")
def check_before_print(page: Any, user: Any, **_kwargs: Any) -> Iterator[Button]:
    """Offer the check where the leaflet is edited."""
    is_leaflet = page.pk and page.cached_content_type.model_class() is LeafletPage
    if is_leaflet and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Kiểm tra trước khi in"),
            url=reverse("press:check", args=[page.pk]),
            icon_name="tasks",
            priority=55,
        )
