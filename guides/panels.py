"""What to look at before writing on: open questions, and titles that do not say what to do."""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from guides.checks import steps_without_verb
from guides.side_by_side import open_questions
from sitegen.collect.stored import unwrapped_all

__all__ = ["RemarksPanel"]


class RemarksPanel(Panel):
    """Việc cần xem: shown only when there is something to see."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one guide or step set."""

        template_name = "guides/remarks.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return the remarks about the record that is open."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, **_remarks(self.instance)}


def _remarks(row: Any) -> dict[str, Any]:
    if hasattr(row, "groups"):
        groups = unwrapped_all(row.groups.get_prep_value())
        weak = [
            (group.get("title", ""), *one)
            for group in groups
            for one in steps_without_verb(unwrapped_all(group.get("steps")))
        ]
        parts = [group.get("part") for group in groups]
        unnamed = next(filter(None, parts), "") if parts and not parts[0] else ""
        is_shared = any(group.get("step_set") for group in groups)
        address = _address(row, is_shared)
        questions = _questions(row)
        return {"weak": weak, "questions": questions, "compare_url": address, "part": unnamed}
    steps = unwrapped_all(row.steps.get_prep_value()) if row.pk else []
    return {"weak": [("", *one) for one in steps_without_verb(steps)], "version": row.version}


def _questions(page: Any) -> int:
    return len(open_questions(page)) if page.pk else 0


def _address(page: Any, is_shared: bool) -> str:  # noqa: FBT001  # private
    return reverse("differences:guide", args=[page.pk]) if page.pk and is_shared else ""
