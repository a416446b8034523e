"""A page that comes to another office while it waits is asked about there."""

from typing import Any

from wagtail.models import Page, WorkflowState
from wagtail.signals import post_page_move

__all__ = ["connect_moving"]


def connect_moving() -> None:
    """Follow every move: by hand, of many, and of a whole office that is merged."""
    post_page_move.connect(_moved, dispatch_uid="loa-approval")


def _moved(instance: Page, **_kwargs: Any) -> None:
    """Look at what waits, which is little, and not at every page below."""
    for state in WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS):
        page = state.content_object
        if not isinstance(page, Page) or not page.path.startswith(instance.path):
            continue
        now = page.get_workflow()
        if now is not None and now.pk != state.workflow_id:
            sender = state.requested_by
            state.cancel(user=sender)
            now.start(page.specific, sender)
