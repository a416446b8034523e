"""What the editor shows of where-used and succession: addresses, the menu, log entries, buttons."""

from collections.abc import Iterator
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from cms.models import LeafletPage
from cms.succession.viewset import SuccessionViewSet
from cms.usage.viewset import UsageViewSet

__all__: list[str] = []


@hooks.register("register_admin_viewset")
def where_used() -> UsageViewSet:
    """Offer "Dùng ở đâu" of every fact, and the printed editions of a leaflet."""
    return UsageViewSet()


@hooks.register("register_admin_viewset")
def succession() -> SuccessionViewSet:
    """Offer the guided actions and the review list."""
    return SuccessionViewSet()


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Name what is written into the history of a fact."""
    actions.register_action("loa.succession", _("Kết thúc"), _("Kết thúc, có nơi kế thừa"))
    actions.register_action("loa.reopened", _("Mở lại"), _("Mở lại điều đã kết thúc"))


@hooks.register("register_page_header_buttons")
def printed_editions(page: Any, user: Any, **_kwargs: Any) -> Iterator[Button]:
    """Offer the editions of a leaflet where the leaflet is edited."""
    is_leaflet = page.pk and page.cached_content_type.model_class() is LeafletPage
    if is_leaflet and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Đã giao nhà in, bản đang phát"),
            url=reverse("usage:editions", args=[page.pk]),
            icon_name="doc-full",
            priority=60,
        )


@hooks.register("insert_global_admin_css")
def style() -> str:
    """Add the style of the panel that stands above the forms of facts."""
    return format_html('<link rel="stylesheet" href="{}">', static("cms/usage.css"))
