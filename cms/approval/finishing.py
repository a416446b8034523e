"""What approval does: Wagtail imports this before there are any models."""

from typing import Any

__all__ = ["publish_approved"]


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish what was approved: ``WAGTAIL_FINISH_WORKFLOW_ACTION``.

    The right to publish is asked for as ever, but for the other eyes, which these were.
    """
    row = workflow_state.content_object
    tester = row.specific.permissions_for_user(user) if hasattr(row, "specific") else None
    may = tester is not None and tester.can_publish_approved()
    row.get_latest_revision().publish(user=user, skip_permission_checks=may)
