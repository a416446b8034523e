"""Who publishes only by another's approval."""

from typing import Any

from wagtail.models import Page

from cms.models.other_eyes import OtherEyesTask
from cms.offices.membership import offices_of

__all__ = ["needs_other_eyes"]


def needs_other_eyes(page: Page, user: Any) -> bool:
    """Tell whether ``user`` publishes ``page`` only by another's approval: so it is set for its office.

    People of the province publish directly, as they did.
    """
    if user.is_superuser or offices_of(user).everywhere:
        return False
    workflow = page.get_workflow()
    return (
        workflow is not None
        and OtherEyesTask.objects.filter(workflow_tasks__workflow=workflow, active=True).exists()
    )
