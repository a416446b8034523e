"""The list of what to read again: pages on which something has ended, and all that is due by its day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from cms.models import Review
from cms.screens import Screen
from cms.succession.acting import finish_review
from cms.succession.forms import NextReviewForm
from cms.succession.periodic import (
    Due,
    due,
    last_review,
    may_review,
    next_review,
    note_review,
    proposed,
    reviewed_kinds,
    to_review,
)
from cms.succession.rules import ENDINGS
from cms.succession.waiting import open_reviews
from cms.usage.kinds import PAGE
from cms.usage.labels import edit_address, kind_name, language_name, titles
from cms.usage.where import kind_of_page

__all__ = ["PeriodicView", "ReviewsView"]

SHOWN = 50
LONGEST_NUMBER = 18
"""Digits of an id that every database takes."""

SOON = timedelta(days=30)
TIMES = (("", _("Đã đến ngày")), ("thang", _("Trong 30 ngày tới")), ("moi-luc", _("Mọi ngày")))
SORTS = (("", _("Trang và dữ kiện")), ("trang", _("Trang")), ("du-kien", _("Dữ kiện")))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line: a review that something made necessary, or a page or fact that is due."""

    day: date
    review: int = 0
    due: Due | None = None


def _is_number(typed: str) -> bool:
    """Tell whether an address names a row by a number that a database can hold."""
    return typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER


class ReviewsView(Screen):
    """Cần rà soát."""

    template_name = "cms/succession/reviews.html"
    page_title = _("Cần rà soát")
    header_icon = "clipboard-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return one screen of the list, what is due first."""
        asked = self.request.GET
        paged = self.paged(self._entries(), SHOWN)
        return {
            **super().get_context_data(**kwargs),
            "rows": list(self._rows(paged["page_obj"].object_list)),
            **paged,
            "count": paged["page_obj"].paginator.count,
            "cause": asked.get("vi", ""),
            "filters": (
                ("luc", _("Ngày"), TIMES, asked.get("luc", "")),
                ("loai", _("Loại"), SORTS, asked.get("loai", "")),
            ),
            "proposed": proposed(),
            "here": self.request.get_full_path(),
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Tick one page off."""
        typed = request.POST.get("review", "")
        pk = int(typed) if _is_number(typed) else 0
        review = get_object_or_404(Review.objects.select_related("page"), pk=pk)
        if not may_review(review.page, self.officer):
            raise PermissionDenied
        if finish_review(review, user=self.officer):
            messages.success(request, f"Đã xem xong “{review.page.title}”.")
        else:
            messages.warning(request, f"“{review.page.title}” đã có người xem xong trước bạn.")
        cause = request.POST.get("vi", "")
        query = f"?vi={cause}" if cause.isdecimal() else ""
        return redirect(f"{reverse('succession:reviews')}{query}")

    def _entries(self) -> list[_Entry]:
        """Return the whole list in its order, without what only one screen needs."""
        asked = self.request.GET
        cause, sort = asked.get("vi", ""), asked.get("loai", "")
        waiting = open_reviews(self.officer)
        if _is_number(cause):
            waiting = waiting.filter(cause_id=int(cause))
        ordered = waiting.order_by("due", "cause_id", "page__title", "pk")
        found = [_Entry(day, review=pk) for day, pk in ordered.values_list("due", "pk")]
        if sort == "du-kien":
            found = []
        if not _is_number(cause):
            found += [
                _Entry(one.day, due=one)
                for one in due(self.officer, self._until())
                if sort not in {"trang", "du-kien"} or (one.kind == PAGE) == (sort == "trang")
            ]
        return sorted(found, key=lambda one: one.day)

    def _until(self) -> date | None:
        today = timezone.localdate()
        until = {"thang": today + SOON, "moi-luc": None}
        return until.get(self.request.GET.get("luc", ""), today)

    def _rows(self, entries: Iterable[_Entry]) -> Iterable[Mapping[str, Any]]:
        reviews = _reviews([one.review for one in entries if one.review])
        found = _found([one.due for one in entries if one.due])
        for one in entries:
            if one.due and (row := found.get((one.due.kind, one.due.pk))) is not None:
                yield {**_due_row(one.due, row), "may": may_review(row, self.officer)}
            elif one.review in reviews:
                yield reviews[one.review]


def _reviews(numbers: list[int]) -> dict[int, Mapping[str, Any]]:
    rows = Review.objects.filter(pk__in=numbers).select_related(
        "page__content_type", "page__locale", "cause"
    )
    called = titles({(one.cause.fact_kind, one.cause.fact_id) for one in rows})
    return {one.pk: _review_row(one, called) for one in rows}


def _review_row(review: Review, called: dict[tuple[str, int], str]) -> dict[str, Any]:
    cause = review.cause
    return {
        "review": review,
        "title": review.page.title,
        "url": edit_address((PAGE, review.page_id)),
        "kind": f"{kind_of_page(review.page)}, {language_name(review.page.locale)}",
        "cause": f"{ENDINGS[cause.fact_kind].verb}: "
        f"{called.get((cause.fact_kind, cause.fact_id), '')}",
        "day": review.due,
        "is_late": review.due < timezone.localdate(),
    }


def _found(wanted: list[Due]) -> dict[tuple[str, int], Any]:
    """Return the pages and facts of one screen, one query for each kind."""
    found: dict[tuple[str, int], Any] = {}
    for kind, model in reviewed_kinds().items():
        if numbers := [one.pk for one in wanted if one.kind == kind]:
            also = ["content_type"] if kind == PAGE else []
            rows = model._default_manager.filter(pk__in=numbers).select_related(*also)
            found |= {(kind, row.pk): row for row in rows}
    return found


def _due_row(one: Due, row: Any) -> dict[str, Any]:
    is_page = one.kind == PAGE
    return {
        "due": one,
        "title": row.title if is_page else str(row),
        "url": edit_address((one.kind, one.pk)),
        "kind": kind_of_page(row) if is_page else kind_name(one.kind),
        "cause": gettext("Định kỳ"),
        "day": one.day,
    }


class PeriodicView(Screen):
    """Rà soát định kỳ một trang, một dữ kiện: when it was done, and when it is due again."""

    template_name = "cms/succession/periodic.html"
    header_icon = "clipboard-list"
    page_title = _("Rà soát định kỳ")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read what is reviewed; refuse whoever may not say that it is right."""
        super().setup(request, *args, **kwargs)
        self.kind = kwargs["kind"]
        if self.kind not in reviewed_kinds():
            raise Http404
        self.row = get_object_or_404(to_review(self.kind, self.officer), pk=kwargs["pk"])
        if not may_review(self.row, self.officer):
            raise PermissionDenied

    def get_between(self) -> list[dict[str, Any]]:
        """Return the links to the list and to the thing itself."""
        return [
            {"url": reverse("succession:reviews"), "label": gettext("Cần rà soát")},
            {"url": self.address, "label": self.name},
        ]

    @property
    def name(self) -> str:
        """What it is called."""
        return self.row.title if isinstance(self.row, Page) else str(self.row)

    @property
    def address(self) -> str:
        """Where it is edited."""
        return edit_address((self.kind, self.row.pk))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what is known of its reviews, and the form."""
        form = kwargs.pop("form", None) or NextReviewForm(initial={"day": proposed()})
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "media": form.media,
            "name": self.name,
            "is_page": self.kind == PAGE,
            "last": last_review(self.row),
            "next": self._next(),
            "address": self.address,
        }

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Note it; what is wrong with the day is said at the field."""
        form = NextReviewForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        day, is_done = form.cleaned_data["day"], "only_day" not in request.POST
        note_review(self.row, day, user=self.officer, is_done=is_done)
        said = gettext("Đã ghi nhận rà soát “%(name)s”.") if is_done else gettext("“%(name)s”:")
        again = gettext("Lần tới: %(day)s.") % {"day": f"{day:%d/%m/%Y}"}
        other = messages.button(request.path, gettext("Chọn ngày khác"))
        messages.success(request, f"{said % {'name': self.name}} {again}", buttons=[other])
        back = get_valid_next_url_from_request(request)
        return redirect(back or (reverse("succession:reviews") if is_done else self.address))

    def _next(self) -> date:
        if self.kind != PAGE:
            return next_review(self.row.review_on, self.row.last_published_at)
        known = getattr(self.row, "periodic", None)
        return next_review(known.review_on if known else None, self.row.last_published_at)
