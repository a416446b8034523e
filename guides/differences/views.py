"""The screens "Khác bản chung": one guide with its questions, and all guides that are asked."""

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import HeaderButton

from cms.screens import Screen
from guides.differences.answering import Answer, answer, is_known
from guides.load import load_step_sets
from guides.models import GuidePage
from guides.side_by_side import differences_of, latest
from sitegen.languages import SOURCE

__all__ = ["GuideDifferencesView", "QuestionsView"]


class _View(Screen):
    header_icon = "list-ol"

    def get_between(self) -> list[dict[str, Any]]:
        """Return the link to the list of guides."""
        return [{"url": reverse("guide_pages:index"), "label": _("Hướng dẫn")}]


class GuideDifferencesView(_View):
    """Khác bản chung của một hướng dẫn."""

    template_name = "guides/differences.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the guide; whoever may not edit it may not read its drafts either."""
        super().setup(request, *args, **kwargs)
        self.guide = get_object_or_404(GuidePage, pk=kwargs["pk"])
        if not self.guide.permissions_for_user(request.user).can_edit():
            raise PermissionDenied

    def get_page_title(self) -> str:
        """Return the name of the screen."""
        return gettext("Khác bản chung")

    def get_page_subtitle(self) -> str:
        """Return the title of the guide."""
        return str(self.guide.title)

    def get_header_buttons(self) -> list[HeaderButton]:
        """Lead back to the guide."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.guide.pk])
        return [HeaderButton(_("Sửa hướng dẫn"), edit, icon_name="edit")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the differences group by group, and how many wait for an answer."""
        groups = differences_of(latest(self.guide))
        waiting = sum(
            len(group.others) + sum(one.question is not None for one in group.shown)
            for group in groups
        )
        return {
            **super().get_context_data(**kwargs),
            "guide": self.guide,
            "groups": groups,
            "waiting": waiting,
            "is_translation": self.guide.locale.language_code != SOURCE,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take one answer."""
        said = request.POST.get("answer", "")
        if not is_known(said):
            messages.error(request, gettext("Hãy chọn giữ bản riêng hoặc lấy bản chung."))
            return redirect(request.path)
        group, block = request.POST.get("group", ""), request.POST.get("block", "")
        try:
            is_published = answer(self.guide, group, block, cast("Answer", said), request.user)
        except LookupError:
            messages.error(
                request, gettext("Phần này vừa được người khác sửa. Hãy xem lại rồi trả lời.")
            )
            return redirect(request.path)
        if is_published:
            messages.success(request, gettext("Đã ghi câu trả lời và xuất bản."))
        else:
            messages.success(
                request, gettext("Đã ghi câu trả lời vào bản nháp. Xuất bản thì mới có hiệu lực.")
            )
        return redirect(request.path)


class QuestionsView(_View):
    """Mọi hướng dẫn đang chờ trả lời."""

    page_title = _("Câu hỏi về bước dùng chung")
    template_name = "guides/questions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the guides that this officer may edit and that wait for an answer."""
        sets, rows = load_step_sets(), []
        guides = GuidePage.objects.filter(locale__language_code=SOURCE).select_related("locale")
        for guide in guides.order_by("title").iterator(chunk_size=200):
            groups = differences_of(guide, sets)
            asked = [one.question for group in groups for one in group.shown if one.question]
            asked += [question for group in groups for question in group.others]
            if asked and guide.permissions_for_user(self.request.user).can_edit():
                rows.append({"guide": guide, "questions": asked})
        return {**super().get_context_data(**kwargs), "rows": rows}
