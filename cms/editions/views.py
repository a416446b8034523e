"""The screen "Bản in" of a leaflet: its editions, what is done with them, their files."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages

from cms.collect.licences import licence_key
from cms.collect.standing import of_address, of_address_on, taken
from cms.editions.errata import erratum_slip
from cms.editions.files import read_file
from cms.editions.forms import HandOutForm, HandOverForm, LicenceForm, OrderForm
from cms.editions.handing import hand_over, name_of, open_edition, public_leaflet
from cms.editions.licence import form_on, licence_form
from cms.editions.package import give_to_press
from cms.editions.states import MOVES, history, move, moves_of
from cms.models import EditionFile, LeafletPage, PrintEdition
from cms.screens import Screen
from cms.usage.editions import overtaken
from cms.usage.labels import edit_address

__all__ = ["EditionFileView", "EditionsView", "ErratumView"]

DIFFERENCES_SHOWN = 20
_MOST_DIGITS = 19


class EditionsView(Screen):
    """Bản in của một tờ gấp."""

    template_name = "cms/editions/editions.html"
    page_title = _("Bản in")
    header_icon = "doc-full"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the leaflet."""
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(LeafletPage, pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not edit the leaflet; changes want the right to publish it."""
        allowed = self.page.permissions_for_user(self.officer)
        self.may_act = allowed.can_publish()
        if not allowed.can_edit() or (request.method == "POST" and not self.may_act):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """Return "Bản in: Tờ gấp năm 2019"."""
        return f"{self.page_title}: {self.page.title}"

    def get_between(self) -> list[dict[str, Any]]:
        """Return the link to the leaflet."""
        return [{"url": edit_address(("page", self.page.pk)), "label": self.page.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return every edition with its state, its files and what differs today."""
        editions = self.page.print_editions.select_related("handed_by").order_by(
            F("printed_on").desc(nulls_first=True), "-pk"
        )
        rows = [self._row(edition, kwargs.get("hand_out")) for edition in editions]
        next_name = name_of(self.page)
        return {
            "form": HandOverForm(),
            "order": OrderForm(),
            "application": LicenceForm(self.page),
            "legal_form": form_on(timezone.localdate()),
            **super().get_context_data(**kwargs),
            "page": self.page,
            "next_name": next_name,
            "taken": taken(next_name)
            if any(row["edition"].name == next_name for row in rows)
            else "",
            "editions": rows,
            "has_open": any(row["edition"].is_open for row in rows),
            "may_act": self.may_act,
            "standing": list(of_address()),
        }

    def _row(self, edition: PrintEdition, bound: HandOutForm | None) -> dict[str, Any]:
        found = overtaken(edition) if edition.is_out else ()
        given = edition.handouts.aggregate(given=Sum("copies"))["given"] or 0
        is_bound = bound is not None and bound.instance.edition.pk == edition.pk
        return {
            "edition": edition,
            "differences": found[:DIFFERENCES_SHOWN],
            "count": len(found),
            "licence_now": self._licence_now(edition),
            "moves": [one for one in moves_of(edition) if one.name != "hand_over"],
            "files": list(edition.files.all()),
            "handouts": list(edition.handouts.all()),
            "given": given,
            "history": history(edition),
            "hand_out": bound if is_bound else HandOutForm(edition),
        }

    def _licence_now(self, edition: PrintEdition) -> str | None:
        """Return the licence of the leaflet where it is no longer that of the paper, else None."""
        kept, now = edition.printed_licence, self.page.licence_number
        if kept is None or not edition.is_out or licence_key(kept) == licence_key(now):
            return None
        return now

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Do what was asked of the leaflet or of one of its editions."""
        asked = request.POST.get("do", "record")
        actions = {
            "record": self._record,
            "open": self._open,
            "quiet": self._quiet,
            "give": self._give,
            "apply": self._apply,
        }
        if asked in actions:
            return actions[asked]()
        if asked == "hand_out":
            return self._hand_out()
        if asked not in MOVES or asked == "hand_over":  # that is "give": never without its files
            raise Http404
        return self._move(asked)

    def _edition(self) -> PrintEdition:
        pk = self.request.POST.get("edition", "")
        is_number = pk.isdecimal() and len(pk) < _MOST_DIGITS
        return get_object_or_404(PrintEdition, page=self.page, pk=pk if is_number else 0)

    def _back(self, said: str = "") -> HttpResponse:
        if said:
            messages.success(self.request, said)
        return redirect(reverse("editions:list", args=[self.page.pk]))

    def _refused(self, error: ValidationError) -> HttpResponse:
        messages.error(self.request, " ".join(error.messages))
        return self._back()

    def _open(self) -> HttpResponse:
        try:
            edition = open_edition(self.page, user=self.officer)
        except ValidationError as error:
            return self._refused(error)
        return self._back(
            gettext("“%(name)s” có mã %(code)s.") % {"name": edition.name, "code": edition.code}
        )

    def _move(self, name: str) -> HttpResponse:
        try:
            edition = move(self._edition(), name, user=self.officer)
        except ValidationError as error:
            return self._refused(error)
        return self._back(f"{MOVES[name].done}: “{edition.name}”.")

    def _quiet(self) -> HttpResponse:
        edition = self._edition()
        edition.hides_old_words = not edition.hides_old_words
        edition.save(update_fields=["hides_old_words"])
        return self._back(gettext("Đã ghi. Trang tra cứu đổi sau lần phát hành tới."))

    @transaction.atomic
    def _hand_out(self) -> HttpResponse:
        edition = PrintEdition.objects.select_for_update().get(pk=self._edition().pk)
        form = HandOutForm(edition, self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(hand_out=form))
        given = form.save()
        return self._back(
            gettext("Đã ghi phát %(copies)s tờ cho %(office)s.")
            % {"copies": given.copies, "office": given.office}
        )

    def _give(self) -> HttpResponse:
        form = OrderForm(self.request.POST)
        if form.is_valid():
            try:
                edition = give_to_press(self.page, form.order(), user=self.officer)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                leaflet = public_leaflet(self.page)
                for one in of_address_on(leaflet) if leaflet else ():
                    messages.warning(self.request, str(one))
                said = gettext("“%(name)s” đã đóng gói. Tải gói zip dưới đây và gửi nhà in.")
                return self._back(said % {"name": edition.name})
        return self.render_to_response(self.get_context_data(order=form))

    def _apply(self) -> HttpResponse:
        form = LicenceForm(self.page, self.request.POST)
        if form.is_valid():
            try:
                content = licence_form(self.page, form.application())
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return _download("don-de-nghi-cap-giay-phep.pdf", content)
        return self.render_to_response(self.get_context_data(application=form))

    def _record(self) -> HttpResponse:
        form = HandOverForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            with transaction.atomic():
                edition = hand_over(self.page, day=form.cleaned_data["day"], user=self.officer)
        except IntegrityError:
            form.add_error(None, taken(name_of(self.page)))
            return self.render_to_response(self.get_context_data(form=form))
        return self._back(gettext("Đã ghi nhận “%(name)s” giao nhà in.") % {"name": edition.name})


class EditionFileView(View):
    """One file of an edition, for whoever may edit its leaflet."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the file; a damaged or lost one answers 404."""
        file = get_object_or_404(EditionFile.objects.select_related("edition__page"), pk=pk)
        _require_editor(request, file.edition)
        try:
            return _download(file.name, read_file(file))
        except OSError as error:
            raise Http404 from error


class ErratumView(View):
    """The slip that says what has changed on the sheets of an edition, as it is today."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the slip, or go back and say why there is none."""
        edition = get_object_or_404(PrintEdition.objects.select_related("page"), pk=pk)
        _require_editor(request, edition)
        try:
            return _download(f"dinh-chinh-{edition.code}.pdf", erratum_slip(edition))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(reverse("editions:list", args=[edition.page_id]))


def _require_editor(request: HttpRequest, edition: PrintEdition) -> None:
    page = edition.page
    if page is None or not page.specific.permissions_for_user(request.user).can_edit():
        raise PermissionDenied


def _download(name: str, content: bytes) -> HttpResponse:
    ending = name.rpartition(".")[2]
    kind = "text/plain; charset=utf-8" if ending == "txt" else f"application/{ending}"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
