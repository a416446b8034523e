"""The screens "Dùng ở đâu" and "Bản in": everything that shows a fact, and what was printed."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.models import LeafletPage, PrintEdition, User
from cms.usage.access import may_change
from cms.usage.editions import hand_over, overtaken
from cms.usage.forms import HandOverForm
from cms.usage.impact import impact_of
from cms.usage.kinds import fact_kinds, model_of_kind
from cms.usage.labels import edit_address, kind_name
from cms.usage.where import PageRow, facts_using, pages_using

__all__ = ["EditionsView", "UsageView", "WhereUsedView"]

PAGES_SHOWN = 50
DIFFERENCES_SHOWN = 20


class UsageView(WagtailAdminTemplateMixin, TemplateView):
    """What our screens share: who asks, and the trail back to the thing itself."""

    header_icon = "link"
    request: HttpRequest

    @property
    def officer(self) -> User:
        """Return who asks: Wagtail lets nobody in who is not signed in."""
        return cast("User", self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the trail: home, the thing, and this screen."""
        trail = [*super().get_breadcrumbs_items(), *self.get_between()]
        return [*trail, {"url": "", "label": self.get_page_title()}]

    def get_between(self) -> list[dict[str, Any]]:
        """Return the links between the first page and this screen."""
        return []


class WhereUsedView(UsageView):
    """Dùng ở đâu."""

    template_name = "cms/usage/where_used.html"
    page_title = _("Dùng ở đâu")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the thing that is asked about."""
        super().setup(request, *args, **kwargs)
        kind = kwargs["kind"]
        if kind not in fact_kinds():
            raise Http404
        self.row = get_object_or_404(model_of_kind(kind), pk=kwargs["pk"])
        self.node = (kind, self.row.pk)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not change such things."""
        if not may_change(self.officer, self.node[0]):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """Return "Dùng ở đâu: Cổng Dịch vụ công tỉnh Bắc Kạn"."""
        return f"{self.page_title}: {self.row}"

    def get_between(self) -> list[dict[str, Any]]:
        """Return the link to the thing itself."""
        return [{"url": edit_address(self.node), "label": str(self.row)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return one screen of pages, and the facts and editions."""
        impact = impact_of(self.node)
        paginator: Paginator[Any] = WagtailPaginator(
            _Counted(impact.pages + impact.drafts), PAGES_SHOWN
        )
        page = paginator.get_page(self.request.GET.get("p"))
        rows = pages_using(self.node, limit=PAGES_SHOWN, offset=max(0, page.start_index() - 1))
        facts = facts_using(self.node)
        return {
            **super().get_context_data(**kwargs),
            "row": self.row,
            "kind": self.node[0],
            "kind_name": kind_name(self.node[0]),
            "impact": impact,
            "rows": rows,
            "page_obj": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
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


class EditionsView(UsageView):
    """Bản in của một tờ gấp."""

    template_name = "cms/usage/editions.html"
    page_title = _("Bản in")
    header_icon = "doc-full"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the leaflet."""
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(LeafletPage, pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not edit the leaflet."""
        if not self.page.permissions_for_user(self.officer).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """Return "Bản in: Tờ gấp năm 2019"."""
        return f"{self.page_title}: {self.page.title}"

    def get_between(self) -> list[dict[str, Any]]:
        """Return the link to the leaflet."""
        return [{"url": edit_address(("page", self.page.pk)), "label": self.page.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return every edition with what differs today."""
        editions = [
            {"edition": edition, "differences": found[:DIFFERENCES_SHOWN], "count": len(found)}
            for edition in self.page.print_editions.select_related("handed_by")
            for found in (overtaken(edition),)
        ]
        return {
            "form": HandOverForm(),
            **super().get_context_data(**kwargs),
            "page": self.page,
            "editions": editions,
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Keep what goes to the print shop today, or take an edition back."""
        back = redirect(reverse("usage:editions", args=[self.page.pk]))
        if withdrawn := request.POST.get("withdraw"):
            editions = PrintEdition.objects.filter(page=self.page, pk=withdrawn)
            for edition in editions:
                edition.status = PrintEdition.Status.WITHDRAWN
                edition.save(update_fields=["status"])
                messages.success(request, f"Đã ghi nhận thu hồi “{edition.name}”.")
            return back
        form = HandOverForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            with transaction.atomic():
                edition = hand_over(self.page, day=form.cleaned_data["day"], user=self.officer)
        except ValidationError as error:
            form.add_error(None, error)
            return self.render_to_response(self.get_context_data(form=form))
        except IntegrityError:
            form.add_error(
                None,
                _("Bản in này đã ghi là đang phát. Đổi tên ở mục “Bản in” của tờ gấp rồi làm lại."),
            )
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, f"Đã ghi nhận “{edition.name}” giao nhà in.")
        return back
