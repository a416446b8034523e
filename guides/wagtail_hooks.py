"""Guides and step sets in the editor: their lists, and writing a guide among everyday tasks."""

from functools import partial
from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from cms.admin_listing import OfficePagesViewSet, may_begin
from cms.hooking import register_screens, register_style, register_task
from cms.succession.facts_viewset import FactViewSet
from guides import leaflets  # noqa: F401  # registers itself
from guides.blocks import dropping  # noqa: F401  # registers itself
from guides.differences.views import GuideDifferencesView, QuestionsView
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
hooks.register("register_admin_viewset", GuideViewSet)
register_screens(
    "differences",
    "khac-ban-chung",
    path("", QuestionsView.as_view(), name="index"),
    path("<int:pk>/", GuideDifferencesView.as_view(), name="guide"),
)
register_style("guides/differences.css")


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


register_task(
    "guide_pages:choose_parent", _("Viết hướng dẫn"), "list-ol", 20, partial(may_begin, GuidePage)
)
