"""The screens "Nghĩa vụ theo luật": all offices by count, and one office, with its self-assessment."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages

from cms.models import Agency, ObligationAnswer
from cms.obligations.answering import answer, may_answer, offices_seen, withdraw
from cms.obligations.forms import AnswerForm
from cms.obligations.offices import Office
from cms.obligations.reports import as_csv, as_pdf, evidence, law_of
from cms.obligations.verdicts import STATES, Verdict, counted, verdicts_on
from cms.screens import Screen
from sitegen.errors import SitegenError

__all__ = ["FileView", "OfficeView", "OfficesView"]

SHOWN = 20
"""Each office of the table is asked everything: some ten queries."""


class _Asking(Screen):
    header_icon = "tasks"
    offices: QuerySet[Agency]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever belongs to no office."""
        self.offices = offices_seen(request.user)
        if not self.offices.exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class OfficesView(_Asking):
    """Nghĩa vụ theo luật: every office with what is met and what is missing."""

    template_name = "cms/obligations/index.html"
    page_title = gettext_lazy("Nghĩa vụ theo luật")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the table; the one office of somebody is shown at once."""
        if len(numbers := self.offices.values_list("pk", flat=True)[:2]) == 1:
            return redirect("obligations:office", pk=numbers[0])
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the offices with their counts."""
        paged = self.paged(self.offices.order_by("sort_key"), SHOWN)
        day = timezone.localdate()
        rows = [
            (agency, counted(verdicts_on(Office(agency, day), day.year)))
            for agency in paged["page_obj"].object_list
        ]
        return {**super().get_context_data(**kwargs), **paged, "rows": rows, "states": STATES}


class OfficeView(_Asking):
    """One office: what the law asks, how it stands, where to write."""

    template_name = "cms/obligations/office.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the office among those that the user may see."""
        self.agency = get_object_or_404(offices_seen(request.user), pk=kwargs["pk"])
        self.year = asked_year(request.GET.get("nam", ""))
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """Return "Nghĩa vụ của Sở Nội vụ"."""
        return str(_("Nghĩa vụ của %s") % self.agency.short_name)

    def get_between(self) -> list[dict[str, Any]]:
        """Return the link to all offices."""
        return [{"url": reverse("obligations:index"), "label": OfficesView.page_title}]

    def verdicts(self) -> list[Verdict]:
        """Return everything that is asked of the office."""
        return verdicts_on(Office(self.agency, timezone.localdate()), self.year)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the verdicts by state, what is to be done first."""
        verdicts, this_year = self.verdicts(), timezone.localdate().year
        return {
            **super().get_context_data(**kwargs),
            "agency": self.agency,
            "year": self.year,
            "years": [this_year, this_year - 1],
            "count_not_compared": sum(not one.is_compared for one in verdicts),
            "count": len(verdicts),
            "may_answer": may_answer(self.officer, self.agency),
            "parts": [
                (
                    words,
                    [(one, law_of(one), *evidence(one)) for one in verdicts if one.state == state],
                )
                for state, words in STATES.items()
            ],
        }

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Keep an answer, or take one back."""
        if not may_answer(self.officer, self.agency):
            raise PermissionDenied
        wanted = request.POST.get("obligation", "")
        found = [one for one in self.verdicts() if one.obligation.key == wanted and one.choices]
        if not found:
            messages.warning(request, _("Điều này không còn phải trả lời, hoặc đã hết hiệu lực."))
        elif "withdraw" in request.POST:
            self._withdraw(found[0])
        else:
            self._answer(found[0])
        return redirect(f"{reverse('obligations:office', args=[self.agency.pk])}?nam={self.year}")

    def _withdraw(self, verdict: Verdict) -> None:
        if withdraw(self.agency, verdict.obligation, self.year, self.officer):
            messages.success(self.request, _("Đã rút câu trả lời."))
        else:
            messages.warning(self.request, _("Câu trả lời này đã được rút rồi."))

    def _answer(self, verdict: Verdict) -> None:
        row = ObligationAnswer(
            obligation=verdict.obligation, agency=self.agency, year=self.year, officer=self.officer
        )
        form = AnswerForm(verdict, self.request.POST, instance=row)
        if form.is_valid():
            answer(form.instance, self.officer)
            said = _("Đã ghi: %(title)s Năm %(year)s: %(answer)s.")
            words = form.instance.get_answer_display()
            values = {"title": verdict.obligation.title, "year": self.year, "answer": words}
            messages.success(self.request, said % values)
        else:
            said = _(
                "Chưa ghi được “%(title)s”: chọn một câu trả lời và ghi vì sao, không quá 500 chữ cái."
            )
            messages.error(self.request, said % {"title": verdict.obligation.title})


class FileView(View):
    """The self-assessment of one office for the file: "csv" or "pdf"."""

    def get(self, request: HttpRequest, pk: int, kind: str) -> HttpResponse:
        """Send it; what cannot be set on paper is said on the screen."""
        agency = get_object_or_404(offices_seen(request.user), pk=pk)
        day, year = timezone.localdate(), asked_year(request.GET.get("nam", ""))
        verdicts = verdicts_on(Office(agency, day), year)
        try:
            pdf = kind == "pdf"
            made = (
                as_pdf(agency, verdicts, year=year, day=day)
                if pdf
                else as_csv([(agency, verdicts)])
            )
        except SitegenError as error:
            messages.error(request, str(error))
            return redirect("obligations:office", pk=agency.pk)
        response = HttpResponse(
            made, content_type="application/pdf" if pdf else "text/csv; charset=utf-8"
        )
        response["Content-Disposition"] = (
            f'attachment; filename="tu-danh-gia-{agency.pk}-{year}.{kind}"'
        )
        response["Cache-Control"] = "private, no-store"
        return response


def asked_year(typed: str) -> int:
    """Return the year that an address asks for: this one or the one before."""
    this = timezone.localdate().year
    return this - 1 if typed == str(this - 1) else this
