"""Where officers find the screen: a button at the head of a page that may hold a catalogue."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from cms.cataloguing.filling import holder_of
from cms.cataloguing.views import CataloguingViewSet

__all__: list[str] = []


@hooks.register("register_admin_viewset")
def screen() -> CataloguingViewSet:
    """Offer the screen."""
    return CataloguingViewSet()


@hooks.register("register_page_header_buttons")
def button(page: Any, user: Any, **_kwargs: Any) -> Iterator[Button]:
    """Offer it where such a page is edited."""
    if not page.pk or page.alias_of_id or not holder_of(page.specific_class):
        return
    if page.permissions_for_user(user).can_edit():
        address = reverse("cataloguing:fill", args=[page.pk])
        yield Button(_("Lấy thủ tục vào danh mục"), url=address, icon_name="table", priority=57)
