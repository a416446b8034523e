"""The screen "Dùng ở đâu": everything that shows a fact."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from cms.screens import Screen
from cms.usage.access import may_change
from cms.usage.impact import impact_of
from cms.usage.kinds import fact_kinds, model_of_kind
from cms.usage.labels import edit_address, kind_name
from cms.usage.where import PageRow, facts_using, pages_using

__all__ = ["WhereUsedView"]

PAGES_SHOWN = 50


class WhereUsedView(Screen):
    """Dùng ở đâu."""

    template_name = "cms/usage/where_used.html"
    page_title = _("Dùng ở đâu")
    header_icon = "link"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the thing that is asked about."""
        super().setup(request, *args, **kwargs)
        kind = kwargs["kind"]
        if kind not in fact_kinds():
            raise Http404
        self.row = get_object_or_404(model_of_kind(kind), pk=kwargs["pk"])
        self.node = (kind, self.row.pk)

    def may_see(self) -> bool:
        """Tell whether the officer may change such things."""
        return may_change(self.officer, self.row)

    def get_page_title(self) -> str:
        """Return "Dùng ở đâu: Cổng Dịch vụ công tỉnh Bắc Kạn"."""
        return f"{self.page_title}: {self.row}"

    def get_between(self) -> list[dict[str, Any]]:
        """Return the link to the thing itself."""
        return [{"url": edit_address(self.node), "label": str(self.row)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return one screen of pages, and the facts and editions."""
        impact = impact_of(self.node)
        paged = self.paged(_Counted(impact.pages + impact.drafts), PAGES_SHOWN)
        skipped = max(0, paged["page_obj"].start_index() - 1)
        facts = facts_using(self.node)
        return {
            **super().get_context_data(**kwargs),
            "row": self.row,
            "kind": self.node[0],
            "kind_name": kind_name(self.node[0]),
            "impact": impact,
            "rows": pages_using(self.node, limit=PAGES_SHOWN, offset=skipped),
            **paged,
            "facts": [fact for fact in facts if fact.shows],
            "others": [fact for fact in facts if not fact.shows],
        }


class _Counted(list[PageRow]):
    """Rows of which only the number is known: the database cuts out what one screen shows."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def __len__(self) -> int:
        return self._count
