"""The panel above the form of a fact: what a change will do, and where all of it is listed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wagtail.admin.panels import Panel

from cms.succession.periodic import may_review, next_review, reviewed_kinds
from cms.succession.rules import ENDINGS, open_succession
from cms.usage.access import may_end
from cms.usage.impact import impact_of
from cms.usage.kinds import Node, kind_of

__all__ = ["ImpactPanel", "panel_context"]


class ImpactPanel(Panel):
    """Thay đổi này sẽ…"""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one row."""

        template_name = "cms/usage/panel.html"

        def is_shown(self) -> bool:
            """Show it for rows that are stored: what is new is used by nothing."""
            return bool(self.instance.pk and kind_of(self.instance))

        def get_context_data(self, parent_context: Any = None) -> Any:
            """Return the impact of the row."""
            context = super().get_context_data(parent_context)
            return {**context, **panel_context(self.instance, self.request)}


def panel_context(row: Any, request: Any) -> Mapping[str, Any]:
    """Return what panel.html asks for."""
    node: Node = (kind_of(row), row.pk)
    kind, pk = node
    ending = ENDINGS.get(kind)
    done = open_succession(kind, pk) if ending else None
    return {
        "kind": kind,
        "node_id": pk,
        "impact": impact_of(node),
        "ending": ending,
        "may_end": bool(ending and may_end(request.user, row)),
        "succession": done,
        "next_review": _next_review(kind, row),
        "may_review": may_review(row, request.user),
    }


def _next_review(kind: str, row: Any) -> date | None:
    """Return when a live fact is due to be read again, None of what has no such day."""
    if kind not in reviewed_kinds() or not row.live:
        return None
    return next_review(row.review_on, row.last_published_at)
