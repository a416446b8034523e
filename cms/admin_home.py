"""The first page of the editor: what officers come for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail import hooks
from wagtail.admin.ui.components import Component

__all__ = ["EverydayPanel", "EverydayTask", "Waiting", "WaitingPanel"]

NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class EverydayTask:
    """One thing that officers do often; apps offer theirs by the hook register_everyday_task."""

    label: str
    url: str
    icon: str
    order: int
    is_outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One kind of thing that waits for who asks; apps offer theirs by the hook register_waiting_work.

    ``named`` are the first few of ``count``, each with its words and address; ``url`` leads to all,
    "" where they are named only.
    """

    label: str
    count: int
    order: int
    named: Sequence[tuple[str, str]] = ()
    url: str = ""

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.named)


class WaitingPanel(Component):
    """Việc đang chờ: what this officer left, sent, or should look at again."""

    name = "waiting"
    template_name = "cms/home_waiting.html"
    order = 20

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what every app says waits, where anything does."""
        request = parent_context["request"]
        offered = [offer(request) for offer in hooks.get_hooks("register_waiting_work")]
        waiting = [one for one in offered if one is not None and one.count]
        return {"waiting": sorted(waiting, key=lambda one: one.order)}


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
