"""The report "Người đọc đánh giá": which pages, and which steps, do not help."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet, Sum
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.api import released
from cms.hooking import register_addresses, register_report
from cms.models import PageRating
from cms.screens import Screen
from sitegen.documents.kinds import Guide
from sitegen.preview import live_address
from sitegen.render import json_api
from sitegen.render.inline import plain_text

__all__ = ["FEWEST", "RatingsView"]

FEWEST = 5
"""Fewer answers than that are not shown: they could be somebody's who is known."""
SHOWN = 30
OWN = {"add", "change", "publish"}
ANSWERS = PageRating.Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """One page, or one step of it, with its counts in the order of ``ANSWERS``."""

    page: Page
    step: str
    address: str
    total: int
    counts: list[tuple[str, int]]

    @property
    def percent(self) -> int:
        """How many of a hundred answers said that it helped."""
        return round(100 * self.counts[0][1] / self.total)


class RatingsView(Screen):
    """Người đọc đánh giá: of the last twelve months, what helped least first."""

    template_name = "cms/rating/index.html"
    page_title = gettext_lazy("Người đọc đánh giá")
    header_icon = "comment"

    def may_see(self) -> bool:
        """Tell whether the officer writes pages."""
        return _may_read(self.officer)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the rows of one screen, and how many have too few answers to be shown."""
        counted = _counted(self.officer, _since(timezone.localdate()))
        paged = self.paged(counted.filter(total__gte=FEWEST), SHOWN)
        return {
            **super().get_context_data(**kwargs),
            **paged,
            "rows": list(_rows(paged["page_obj"].object_list)),
            "answers": ANSWERS.labels,
            "few": counted.filter(total__lt=FEWEST).count(),
            "fewest": FEWEST,
            "since": _since(timezone.localdate()),
            "is_taken": bool(settings.LOA_RATING_ADDRESS),
        }


def _may_read(user: Any) -> bool:
    return bool(page_permission_policy.user_has_any_permission(user, OWN))


def _since(day: date) -> date:
    """Return the first day of the twelve months that end with this one."""
    month = day.month % 12 + 1
    return date(day.year if month == 1 else day.year - 1, month, 1)


def _counted(user: Any, since: date) -> QuerySet[Any, Any]:
    """Return what readers said of the user's own pages: most answers that it did not help first."""
    own = page_permission_policy.instances_user_has_any_permission_for(user, OWN)
    rows = PageRating.objects.filter(page__in=own.values("pk"), month__gte=since)
    sums = {one.value: _sum(one) for one in ANSWERS}
    found = rows.values("page", "step").annotate(total=Sum("count"), **sums)
    return found.order_by(F("yes") - F("total"), "page", "step")


def _sum(answer: Any) -> Sum:
    return Sum("count", filter=Q(answer=answer), default=0)


def _rows(counted: Any) -> Iterator[_Row]:
    found = list(counted)
    pages = Page.objects.in_bulk({one["page"] for one in found})
    steps = cache(_steps)
    for one in found:
        page = pages[one["page"]]
        address = live_address(page)
        said = steps(address).get(one["step"]) or _("bước không còn trong bản đang đăng")
        yield _Row(
            page=page,
            step=said if one["step"] else "",
            address=f"{address}#{one['step']}" if one["step"] else address,
            total=one["total"],
            counts=[(str(answer.label), one[answer.value]) for answer in ANSWERS],
        )


def _steps(address: str) -> dict[str, str]:
    """Return by anchor what the steps of the guide at ``address`` are called, as it is served."""
    content = released(f"{address.removeprefix(settings.LOA_MIRROR_ADDRESS)}index.json")
    document = json_api.read(content) if content else None
    if not isinstance(document, Guide):
        return {}
    return {
        step.anchor: _("Bước %(number)s. %(title)s")
        % {"number": step.number, "title": plain_text(step.title)}
        for group in document.groups
        for step in group.steps
    }


register_addresses(path("reports/danh-gia/", RatingsView.as_view(), name="ratings"))


register_report("ratings", RatingsView.page_title, "comment", 810, _may_read)
