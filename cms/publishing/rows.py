"""Many rows of registries published at once: each asked what its form would have asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.permissions import policy_registry

from cms.models.fact import Fact
from cms.publishing.complete import faults
from cms.screens import Screen
from cms.usage.labels import edit_address

__all__ = ["DraftRowsView", "drafts_to_publish"]

MOST_AT_ONCE = 200
"""Rows that are published with one press: others cannot save while SQLite writes."""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A row with words that nobody has published; ``wrong`` keeps it from that, "" when nothing does.

    ``later`` is the hour that its form asks for, None where it goes out with the press.
    """

    row: Any
    kind: str
    seen: str
    name: str
    url: str
    wrong: str
    later: datetime | None


def drafts_to_publish(user: Any) -> Iterator[Any]:
    """Yield for each registry the rows with such words that the user may publish."""
    for model in [one for one in apps.get_models() if issubclass(one, Fact)]:
        policy = policy_registry.get_by_type(model)
        rows = policy.instances_user_has_any_permission_for(user, ["publish"])
        yield rows.filter(
            has_unpublished_changes=True, latest_revision__approved_go_live_at__isnull=True
        )


class DraftRowsView(Screen):
    """Đăng các dữ kiện còn là bản nháp."""

    template_name = "cms/publishing/rows.html"
    page_title = gettext_lazy("Dữ kiện còn là bản nháp")
    header_icon = "clipboard-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the drafts, those that cannot go out yet apart."""
        found = list(self._drafts())
        return {
            **super().get_context_data(**kwargs),
            "ready": [one for one in found if not one.wrong],
            "wrong": [one for one in found if one.wrong],
            "most": MOST_AT_ONCE,
            "left": max(0, self._count() - len(found)),
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Publish what was ticked and still says what was seen."""
        ticked = set(request.POST.getlist("row"))
        chosen = [one for one in self._drafts() if one.seen in ticked]
        done = [one for one in chosen if not one.wrong and _publish(one.row, self.officer)]
        hours = [one.later for one in done if one.later]
        if count := len(done) - len(hours):
            messages.success(request, _("Đã đăng %(count)s dữ kiện.") % {"count": count})
        if hours:
            said = (f"{timezone.localtime(one):%H:%M %d/%m/%Y}" for one in sorted(set(hours)))
            messages.success(
                request,
                _("%(count)s dữ kiện đã hẹn giờ, sẽ đăng lúc %(hours)s.")
                % {"count": len(hours), "hours": ", ".join(said)},
            )
        if len(done) < len(ticked):
            messages.warning(
                request,
                _(
                    "%(count)s dữ kiện chưa đăng: vừa có người sửa hoặc đăng trước bạn, hoặc còn chỗ "
                    "sai. Xem lại ở dưới."
                )
                % {"count": len(ticked) - len(done)},
            )
        elif not done:
            messages.warning(request, _("Chưa đăng gì: hãy chọn ít nhất một dữ kiện."))
        return redirect("draft_rows" if self._count() else "wagtailadmin_home")

    def _count(self) -> int:
        return sum(rows.count() for rows in drafts_to_publish(self.officer))

    def _drafts(self) -> Iterator[_Draft]:
        room = MOST_AT_ONCE
        for rows in drafts_to_publish(self.officer):
            for row in rows.select_related("latest_revision").order_by("sort_key", "pk")[:room]:
                room -= 1
                yield _draft(row)


def _draft(row: Any) -> _Draft:
    kind = row._meta.label_lower
    words = row.get_latest_revision_as_object()
    hour = words.go_live_at
    return _Draft(
        row=row,
        kind=str(capfirst(row._meta.verbose_name)),
        seen=f"{kind}-{row.pk}-{row.latest_revision_id}",
        name=str(words),
        url=edit_address((kind, row.pk)) or reverse("wagtailadmin_home"),
        wrong=" ".join(faults(words)),
        later=hour if hour and hour > timezone.now() else None,
    )


def _publish(row: Any, user: Any) -> bool:
    """Publish the latest words of a row; False when somebody was quicker, or they are wrong."""
    with transaction.atomic():
        stored = type(row)._default_manager.select_for_update().get(pk=row.pk)
        if stored.latest_revision_id != row.latest_revision_id:
            return False
        if faults(stored.get_latest_revision_as_object()):  # what went before may have changed it
            return False
        stored.latest_revision.publish(user=user)
    return True
