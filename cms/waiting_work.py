"""What waits for an officer, on the first page: drafts, what came back, what was sent, what is due."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page, WorkflowState
from wagtail.permissions import page_permission_policy

from cms.admin_home import NAMED, Waiting
from cms.publishing.rows import drafts_to_publish
from cms.succession.periodic import due
from cms.succession.waiting import open_reviews
from cms.usage.labels import edit_address, titles


def _pages(label: str, order: int, pages: Any, where: str = "wagtailadmin_pages:edit") -> Waiting:
    """Return pages that wait, newest first, each by its own name."""
    newest = pages.order_by("-latest_revision_created_at")
    named = [
        (page.get_admin_display_title(), reverse(where, args=[page.pk])) for page in newest[:NAMED]
    ]
    return Waiting(label=label, count=pages.count(), order=order, named=named)


def _sent(user: Any, status: str) -> Any:
    """Return the pages that the user sent to be approved and whose approval stands so."""
    states = WorkflowState.objects.filter(requested_by=user, status=status)
    keys = [int(one) for one in states.values_list("object_id", flat=True) if one.isdecimal()]
    return Page.objects.filter(pk__in=keys)


@hooks.register("register_waiting_work")
def came_back(request: HttpRequest) -> Waiting:
    """What an approver returned."""
    pages = _sent(request.user, WorkflowState.STATUS_NEEDS_CHANGES)
    return _pages(_("Bị trả lại, cần sửa"), 10, pages, "approval:review")


@hooks.register("register_waiting_work")
def own_drafts(request: HttpRequest) -> Waiting:
    """What the user wrote last and nobody published."""
    drafts = Page.objects.filter(has_unpublished_changes=True, alias_of=None)
    mine = drafts.filter(latest_revision__user=request.user)
    waits = _sent(request.user, WorkflowState.STATUS_IN_PROGRESS).values("pk")
    came = _sent(request.user, WorkflowState.STATUS_NEEDS_CHANGES).values("pk")
    may = page_permission_policy.instances_user_has_any_permission_for(
        request.user, {"add", "change", "publish"}
    )
    kept = mine.filter(pk__in=may.values("pk")).exclude(pk__in=waits).exclude(pk__in=came)
    return _pages(_("Bản nháp của bạn"), 20, kept)


@hooks.register("register_waiting_work")
def being_approved(request: HttpRequest) -> Waiting:
    """What the user sent and nobody has answered."""
    pages = _sent(request.user, WorkflowState.STATUS_IN_PROGRESS)
    return _pages(_("Đã gửi, đang đợi duyệt"), 30, pages, "approval:review")


@hooks.register("register_waiting_work")
def to_look_at_again(request: HttpRequest) -> Waiting:
    """Pages on which something has ended, pages and facts whose day of review has come."""
    found = due(request.user, timezone.localdate())
    nodes = [(one.kind, one.pk) for one in found[:NAMED]]
    called = titles(nodes)
    return Waiting(
        label=_("Cần rà soát"),
        count=open_reviews(request.user).count() + len(found),
        order=40,
        named=[(called[one], edit_address(one)) for one in nodes if one in called],
        url=reverse("succession:reviews"),
    )


@hooks.register("register_waiting_work")
def facts_to_publish(request: HttpRequest) -> Waiting:
    """Rows of registries with words that nobody has published, among those the user may publish."""
    named: list[tuple[str, str]] = []
    count = 0
    for rows in drafts_to_publish(request.user):
        count += rows.count()
        for row in rows.order_by("pk")[: NAMED - len(named)]:
            said = f"{row._meta.verbose_name}: {row}"
            address = edit_address((row._meta.label_lower, row.pk))
            named.append((said[:1].upper() + said[1:], address))
    label = _("Dữ kiện còn là bản nháp, đợi đăng")
    url = reverse("draft_rows")
    return Waiting(label=label, count=count, order=15, named=named, url=url)
