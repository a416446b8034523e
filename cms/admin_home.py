"""The first page of the editor: what officers come for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wagtail import hooks
from wagtail.admin.ui.components import Component

__all__ = ["EverydayPanel", "EverydayTask"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EverydayTask:
    """One thing that officers do often; apps offer theirs by the hook register_everyday_task."""

    label: str
    url: str
    icon: str
    order: int
    is_outside: bool = False


class EverydayPanel(Component):
    """Việc thường làm."""

    name = "everyday"
    template_name = "cms/home_everyday.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the tasks of every app, in order, for the user who asks."""
        request = parent_context["request"]
        offered = [offer(request) for offer in hooks.get_hooks("register_everyday_task")]
        tasks = [task for task in offered if task is not None]
        return {"tasks": sorted(tasks, key=lambda task: task.order)}
