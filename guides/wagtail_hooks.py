"""Guides and step sets in the editor: their lists, and writing a guide among everyday tasks."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.admin_home import EverydayTask
from cms.admin_listing import OfficePagesViewSet
from guides.models import GuidePage, StepSet

__all__ = ["GuideViewSet", "StepSetViewSet"]


class GuideViewSet(OfficePagesViewSet):
    """Hướng dẫn of every office, in one list."""

    name = "guide_pages"
    model = GuidePage
    icon = "list-ol"
    menu_label = _("Hướng dẫn")
    menu_order = 120


class StepSetViewSet(SnippetViewSet):
    """Bộ bước dùng chung."""

    model = StepSet
    icon = "copy"
    menu_label = _("Bước dùng chung")
    menu_order = 160
    add_to_admin_menu = True
    list_display = ["name", "portal"]


register_snippet(StepSetViewSet)


@hooks.register("register_admin_viewset")
def guides() -> GuideViewSet:
    """Offer the list of guides."""
    return GuideViewSet()


@hooks.register("register_everyday_task")
def write_guide(_request: HttpRequest) -> EverydayTask:
    """Offer a guide: the office is chosen first."""
    return EverydayTask(
        label=gettext("Viết hướng dẫn"),
        url=reverse("guide_pages:choose_parent"),
        icon="list-ol",
        order=20,
    )
