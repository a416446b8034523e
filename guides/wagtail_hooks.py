"""Guides and step sets in the editor: their lists, and writing a guide among everyday tasks."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from cms.admin_home import EverydayTask
from cms.admin_listing import OfficePagesViewSet, may_begin
from cms.succession.facts_viewset import FactViewSet
from guides import leaflets  # noqa: F401  # registers itself
from guides.blocks import dropping  # noqa: F401  # registers itself
from guides.differences.viewset import DifferencesViewSet
from guides.models import GuidePage, StepSet

__all__ = ["GuideViewSet", "StepSetViewSet"]


class GuideViewSet(OfficePagesViewSet):
    """Hướng dẫn of every office, in one list."""

    name = "guide_pages"
    model = GuidePage
    icon = "list-ol"
    menu_label = _("Hướng dẫn")
    menu_order = 120


class StepSetViewSet(FactViewSet):
    """Bộ bước dùng chung."""

    model = StepSet
    icon = "copy"
    menu_label = _("Bước dùng chung")
    menu_order = 160
    add_to_admin_menu = True
    list_display = ["name", "portal", "version", "valid_until"]


register_snippet(StepSetViewSet)


@hooks.register("register_admin_viewset")
def guides() -> GuideViewSet:
    """Offer the list of guides."""
    return GuideViewSet()


@hooks.register("register_admin_viewset")
def differences() -> DifferencesViewSet:
    """Offer the screens "Khác bản chung"."""
    return DifferencesViewSet()


@hooks.register("register_reports_menu_item")
def questions() -> MenuItem:
    """Offer the list of guides that wait for an answer."""
    return MenuItem(
        _("Câu hỏi về bước dùng chung"),
        reverse("differences:index"),
        name="step-questions",
        icon_name="list-ol",
        order=850,
    )


@hooks.register("register_page_header_buttons")
def differences_of_guide(page: Any, user: Any, view_name: str, next_url: str = "") -> Any:
    """Offer "Khác bản chung" in the menu of a guide."""
    is_guide = page is not None and page.pk and isinstance(page.specific_deferred, GuidePage)
    if view_name == "edit" and is_guide:
        address = reverse("differences:guide", args=[page.pk])
        yield Button(_("Khác bản chung"), address, icon_name="copy", priority=45)


@hooks.register("insert_global_admin_css")
def hide_what_the_machine_keeps() -> str:
    """Keep hidden values of blocks out of sight; the same file lays out "Khác bản chung"."""
    return format_html('<link rel="stylesheet" href="{}">', static("guides/differences.css"))


@hooks.register("register_everyday_task")
def write_guide(request: HttpRequest) -> EverydayTask | None:
    """Offer a guide: the office is chosen first."""
    if not may_begin(GuidePage, request.user):
        return None
    return EverydayTask(
        label=gettext("Viết hướng dẫn"),
        url=reverse("guide_pages:choose_parent"),
        icon="list-ol",
        order=20,
    )
