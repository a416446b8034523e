"""What the editor shows of approval: what waits on the first page, and the way from the form."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.views.home import (
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.admin.widgets.button import Button

from cms.approval.views import ReviewView, SideView
from cms.hooking import register_screens

register_screens(
    "approval",
    "duyet",
    path("<int:page_id>/", ReviewView.as_view(), name="review"),
    path("<int:page_id>/<slug:which>/", SideView.as_view(), name="side"),
)


class ToApprovePanel(WorkflowObjectsToModeratePanel):
    """Chờ bạn duyệt: each page with one way to see and answer it."""

    template_name = "cms/approval/waiting.html"
    order = 5


@hooks.register("construct_homepage_panels", order=1)
def what_waits(_request: HttpRequest, panels: list[Any]) -> None:
    """Show what waits for an answer first; Wagtail's own two tables say less of the same."""
    theirs = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)
    panels[:] = [one for one in panels if not isinstance(one, theirs)] + [ToApprovePanel()]


@hooks.register("register_page_header_buttons")
def see_and_approve(
    page: Any,
    user: Any,
    view_name: str,
    next_url: str = "",  # Wagtail's call
) -> Iterator[Button]:
    """Offer "Xem và duyệt" while the page waits for an answer."""
    if view_name == "edit" and page is not None and page.pk and page.current_workflow_task_state:
        address = reverse("approval:review", args=[page.pk])
        yield Button(_("Xem và duyệt"), address, icon_name="check", priority=5)
