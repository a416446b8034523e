"""The chooser of facts: one registry at a time, searched as people type, with or without marks."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.generic import View

from cms.chips.kinds import ACCOUNT, KINDS, ChipKind, value_of
from cms.chips.remarks import ended_on
from sitegen.slugs import slug

__all__ = ["ChooseView"]

SHOWN = 20


class ChooseView(View):
    """Rows of one registry with the values that may stand in a sentence, as JSON."""

    def get(self, request: HttpRequest) -> JsonResponse:
        """Answer ``?kind=portal&q=bac kan``; an unknown kind has no rows."""
        kind = KINDS.get(request.GET.get("kind", ""))
        rows = list(_found(kind, request.GET.get("q", ""))) if kind else []
        return JsonResponse(
            {
                "count": len(rows),
                "rows": [_row(kind, row) for row in rows[:SHOWN]] if kind else [],
            }
        )


def _found(kind: ChipKind, typed: str) -> Iterator[Any]:
    wanted = slug(typed).split("-")
    rows: Iterable[Any] = kind.model._default_manager.filter(live=True)
    for row in rows:
        names = (row.name, str(row), getattr(row, "short_name", ""))
        words = slug(" ".join(names))
        if all(word in words for word in wanted):
            yield row


def _row(kind: ChipKind, row: Any) -> dict[str, Any]:
    day = ended_on(row)
    return {
        "id": row.pk,
        "name": str(row),
        "note": f"đến hết ngày {day:%d/%m/%Y}" if day else "",
        "values": [
            {"field": field, "label": str(label), "value": value}
            for field, label in kind.fields.items()
            if (value := value_of(row, field)) and (field not in ACCOUNT or row.is_confirmed)
        ],
    }
