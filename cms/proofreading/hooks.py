"""Where officers find the screen: a button at the head of the page they edit."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from cms.proofreading.pages import is_read
from cms.proofreading.views import ProofreadingViewSet

__all__: list[str] = []


@hooks.register("register_admin_viewset")
def screen() -> ProofreadingViewSet:
    """Offer the screen."""
    return ProofreadingViewSet()


@hooks.register("register_page_header_buttons")
def button(page: Any, user: Any, **_kwargs: Any) -> Iterator[Button]:
    """Offer it where a Vietnamese page is edited."""
    if page.pk and is_read(page) and page.permissions_for_user(user).can_edit():
        address = reverse("proofreading:look", args=[page.pk])
        yield Button(_("Soát lời văn"), url=address, icon_name="edit", priority=58)
