"""The screen "Kiểm tra trước khi in", and the files that it offers."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.collect.standing import left_out
from cms.models import LeafletPage, PressProfile, User
from cms.press.checking import leaflet_of, pressed
from cms.press.forms import ChooseProfileForm
from cms.usage.labels import edit_address
from sitegen.errors import SitegenError
from sitegen.slugs import slug

__all__ = ["CheckView", "PressFileView", "ProofFileView"]


class _OfLeaflet(WagtailAdminTemplateMixin, TemplateView):
    """What these screens share: the newest draft of a leaflet, and who may edit it."""

    request: HttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the leaflet and the profile that is asked for."""
        super().setup(request, *args, **kwargs)
        page = get_object_or_404(LeafletPage, pk=kwargs["pk"])
        self.page = cast("LeafletPage", page.get_latest_revision_as_object())
        self.form = ChooseProfileForm(request.GET or None)
        is_chosen = self.form.is_bound and self.form.is_valid()
        if self.form.is_bound and not is_chosen:
            raise Http404  # never a file for another press than the one asked for
        self.profile: PressProfile | None = self.form.cleaned_data["profile"] if is_chosen else None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not edit the leaflet."""
        officer = cast("User", request.user)
        if not self.page.permissions_for_user(officer).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class CheckView(_OfLeaflet):
    """Kiểm tra trước khi in: the list, errors first."""

    template_name = "cms/press/check.html"
    page_title = _("Kiểm tra trước khi in")
    header_icon = "tasks"

    def get_page_title(self) -> str:
        """Return "Kiểm tra trước khi in: Tờ gấp năm 2019"."""
        return f"{self.page_title}: {self.page.title}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the trail: home, the leaflet, and this screen."""
        leaflet = {"url": edit_address(("page", self.page.pk)), "label": self.page.title}
        here = {"url": "", "label": self.page_title}
        return [*super().get_breadcrumbs_items(), leaflet, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what preflight says, or why there is no sheet at all."""
        context = {**super().get_context_data(**kwargs), "page": self.page, "form": self.form}
        context["query"] = self.request.GET.urlencode()
        try:
            document, collected = leaflet_of(self.page)
            sheet = pressed(document, collected, self.profile)
        except SitegenError as error:
            return {**context, "refusal": error}
        context["is_whole"] = not any(left_out(document, collected.collection.findings))
        errors = [one for one in sheet.remarks if one.severity != "warning"]
        warnings = [one for one in sheet.remarks if one.severity == "warning"]
        return {**context, "sheet": sheet, "errors": errors, "warnings": warnings}


class PressFileView(_OfLeaflet):
    """Tệp nhà in: only when nothing speaks against it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the file, or in words why there is none."""
        from sitegen.preflight import require_sound  # noqa: PLC0415  # pikepdf

        try:
            sheet = pressed(*leaflet_of(self.page), self.profile)
            content = require_sound(sheet, page=self.page.title)
        except SitegenError as error:
            return HttpResponse(str(error), status=409, content_type="text/plain; charset=utf-8")
        return _file(content, f"{slug(self.page.title)}-nha-in.pdf")


class ProofFileView(_OfLeaflet):
    """Bản thảo: for the licence, with a watermark across each panel."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Return the file, or in words why nothing can be laid out or something is left out."""
        from sitegen.preflight import require_sound  # noqa: PLC0415  # pikepdf

        try:
            sheet = pressed(*leaflet_of(self.page), mode="proof")
            content = require_sound(sheet, page=self.page.title, lead="Chưa tải bản thảo được.")
        except SitegenError as error:
            return HttpResponse(str(error), status=409, content_type="text/plain; charset=utf-8")
        return _file(content, f"{slug(self.page.title)}-ban-thao.pdf")


def _file(content: bytes, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
