"""The screen "Xem và duyệt": what changed, what citizens will see, what is amiss; and the answer."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import View
from wagtail.admin import messages
from wagtail.models import Page, TaskState

from cms.approval.authors import authors_of
from cms.publishing.left_out import remarks_context, tell_what_is_left_out
from cms.screens import Screen
from sitegen.errors import SitegenError
from sitegen.preview import preview_response, rendered
from sitegen.release.compare import Difference, Reading, compare_pages, read_page

__all__ = ["ReviewView", "SideView", "may_look"]

LONGEST = 2000
DRAFT, LIVE = "nhap", "dang"


def may_look(page: Page, user: Any) -> bool:
    """Tell whether the user writes on the page or is asked to approve it."""
    task = page.current_workflow_task
    is_asked = task is not None and task.user_can_access_editor(page, user)
    return is_asked or bool(page.permissions_for_user(user).can_edit())


class _OfOnePage:
    """Reads the page of an address; refuses whoever neither writes on it nor is asked."""

    page: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Read the page."""
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if self.page.depth < 2 or not hasattr(self.page, "serve_preview"):
            raise Http404
        if not may_look(self.page, request.user):
            raise PermissionDenied
        done: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return done


@method_decorator(xframe_options_sameorigin, name="dispatch")
class SideView(_OfOnePage, View):
    """One of the two sides: the draft, or what citizens see now."""

    def get(self, request: HttpRequest, which: str, **_kwargs: Any) -> HttpResponse:
        """Return the page as the mirror would have it."""
        if which == DRAFT:
            return preview_response(self.page.get_latest_revision_as_object(), request)
        if which == LIVE and self.page.live:
            return preview_response(self.page, request)
        raise Http404


class ReviewView(_OfOnePage, Screen):
    """Xem và duyệt."""

    template_name = "cms/approval/review.html"
    header_icon = "check"

    def get_page_title(self) -> str:
        """Return "Xem và duyệt: Thủ tục nộp qua mạng"."""
        return str(_("Xem và duyệt: %s") % self.page.get_admin_display_title())

    def get_between(self) -> list[dict[str, Any]]:
        """Return the link to the form."""
        address = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [{"url": address, "label": self.page.get_admin_display_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return both sides, the words that differ, the remarks, and what may be answered."""
        draft = self.page.get_latest_revision_as_object()
        state = self.page.current_workflow_task_state
        return {
            **super().get_context_data(**kwargs),
            **remarks_context(draft, self.officer),
            "page": self.page,
            "draft": draft,
            "state": state,
            "answers": self._answers(state),
            "is_author": self.officer.pk in authors_of(self.page),
            "row": {"may_read": True, **self._difference(draft)},
            "seen": self.page.latest_revision_id,
            "returned": self._returned(),
            "longest": LONGEST,
            "comment": kwargs.get("comment", ""),
        }

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponseBase:
        """Approve, or return with words."""
        answer, comment = request.POST.get("answer", ""), request.POST.get("comment", "").strip()
        with transaction.atomic():
            # Whoever writes on the page, or answers, waits until this answer stands.
            Page.objects.select_for_update().get(pk=self.page.pk)
            self.page = Page.objects.get(pk=self.page.pk).specific
            state = self.page.current_workflow_task_state
            refused = self._refusal(state, answer, comment, request.POST.get("seen", ""))
            if not refused:
                task = state.task.specific
                task.on_action(state, request.user, answer, comment=comment[:LONGEST])
        if refused:
            messages.error(request, refused)
            return self.render_to_response(self.get_context_data(comment=comment))
        if answer == "reject":
            said = _("Đã trả lại “%s” cho người viết, kèm lời của bạn.")
            messages.success(request, said % self.page.title)
            return redirect("wagtailadmin_home")
        page = Page.objects.get(pk=self.page.pk).specific
        if page.live and not page.has_unpublished_changes:
            seen = messages.button(reverse("published", args=[page.pk]), _("Xem kết quả"))
            messages.success(request, _("Đã duyệt và đăng “%s”.") % page.title, buttons=[seen])
            tell_what_is_left_out(request, page)
        else:
            messages.success(
                request, _("Đã duyệt “%s”; trang còn bước sau hoặc đợi giờ hẹn.") % page.title
            )
        return redirect("wagtailadmin_home")

    def _refusal(self, state: Any, answer: str, comment: str, seen: str) -> str:
        """Return why the answer cannot be taken, "" when it can."""
        if state is None:
            last = TaskState.objects.filter(revision__object_id=str(self.page.pk)).latest("pk")
            who = last.finished_by or _("một người khác")
            return str(_("Trang này không còn đợi duyệt: %s vừa trả lời.") % who)
        if answer not in self._answers(state):
            return self._why_not(state)
        if seen != str(self.page.latest_revision_id):
            return str(_("Bản nháp đã đổi sau khi bạn mở. Hãy xem lại bản mới ở dưới rồi trả lời."))
        if answer == "reject" and not comment:
            return str(_("Chưa trả lại: hãy ghi cần sửa gì, để người viết biết."))
        return ""

    def _why_not(self, state: Any) -> str:
        if self.officer.pk in authors_of(self.page):
            return str(
                _(
                    "Bạn không duyệt được trang này: trong bản nháp có chữ bạn viết. Hãy nhờ người duyệt "
                    "khác."
                )
            )
        said = _("Bạn không trả lời được: trang này đợi người của “%s”.")
        return str(said % state.task.name)

    def _answers(self, state: Any) -> set[str]:
        if state is None:
            return set()
        return {name for name, *_words in state.task.specific.get_actions(self.page, self.officer)}

    def _difference(self, draft: Any) -> dict[str, Any]:
        try:
            found = compare_pages(
                _reading(self.page) if self.page.live else Reading(), _reading(draft)
            )
        except SitegenError as error:
            return {"difference": Difference(), "cannot": f"{error} {error.hint}"}
        return {"difference": found}

    def _returned(self) -> Any:
        """Return what was said when this text came back before."""
        state = self.page.current_workflow_state
        if state is None:
            return ()
        earlier = state.task_states.filter(status=TaskState.STATUS_REJECTED)
        return earlier.exclude(comment="").order_by("-finished_at")


def _reading(page: Any) -> Reading:
    return read_page(rendered(page, "/"), "index.html")
