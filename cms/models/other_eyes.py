"""Người khác duyệt: the task of a workflow that no author of the change can approve."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState
from wagtail.permissions import page_permission_policy

from cms.approval.authors import authors_of
from cms.offices.membership import offices_of

__all__ = ["OtherEyesTask"]


class OtherEyesTask(AbstractGroupApprovalTask):
    """Người khác duyệt: approved by somebody of its groups, or of the province, who wrote none of it."""

    class Meta:
        verbose_name = _("người khác duyệt")
        verbose_name_plural = _("người khác duyệt")

    def _user_in_groups(self, user: Any) -> bool:
        """Tell whether the user reviews: by a group of the task, or as an approver of the province."""
        return bool(super()._user_in_groups(user)) or _publishes_everywhere(user)

    def get_actions(self, obj: Any, user: Any) -> list[Any]:
        """Return what the user may answer; an author may only take it back for changes."""
        actions: list[Any] = super().get_actions(obj, user)
        is_author = user.pk in authors_of(obj)
        return [one for one in actions if one[0] != "approve"] if is_author else actions

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        """Do what the user answers, unless another has; who has just changed the page does not approve it."""
        with transaction.atomic():
            now = TaskState.objects.select_for_update().get(pk=task_state.pk)
            obj = task_state.workflow_state.content_object
            allowed = {name for name, *_words in self.get_actions(obj, user)}
            if now.status != TaskState.STATUS_IN_PROGRESS or action_name not in allowed:
                raise PermissionDenied
            super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """Return what waits for the user: nothing that he sent himself."""
        waiting: Any = super().get_task_states_user_can_moderate(user, **kwargs)
        return waiting.exclude(workflow_state__requested_by=user)

    @classmethod
    def get_description(cls) -> Any:
        """Return what officers read where they choose a kind of task."""
        return _("Một người trong nhóm, không phải người viết, xem rồi duyệt")


def _publishes_everywhere(user: Any) -> bool:
    may = page_permission_policy.user_has_permission(user, "publish")
    return offices_of(user).everywhere and bool(may)
