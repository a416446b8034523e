"""What the forms of the editor send is heard one after the other, and never twice."""

import json
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import resolve
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from cms.models.new_form import NewForm
from cms.passing import Middleware
from cms.session.answers import wants_json
from cms.unfit import as_unfit

__all__ = ["NUMBER", "TOKEN", "OneByOneMiddleware"]

TOKEN, NUMBER = "loa-form", "loa-number"
"""Fields that saving.js adds: which form, and how often it has been sent by now."""

View = Callable[..., HttpResponse]


class OneByOneMiddleware(Middleware):
    """Wraps the screens that create and edit what has drafts.

    Each request is one transaction, begun before the row is read: a publication is whole before
    the next autosave looks, and Wagtail's own question, whether a form is out of date, is answered
    by what is there.
    """

    def process_view(
        self, request: HttpRequest, view: View, args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Hear a form that was sent; leave everything else alone."""
        verb = _verb(request)
        if request.method != "POST" or not verb or not request.user.is_authenticated:
            return None
        with as_unfit(), transaction.atomic():  # Django asks no middleware about faults in here
            if verb == "add" and TOKEN in request.POST:
                return _hear_new(request, view, args, kwargs)
            _lock(kwargs)
            if verb == "edit" and _is_overtaken(request, kwargs):
                _publish_nothing(request)
            return view(request, *args, **kwargs)


def _verb(request: HttpRequest) -> str:
    """Return "add" or "edit" on a screen that does so for pages or rows of registries."""
    match = request.resolver_match
    if match is None or not match.namespace.startswith(("wagtailadmin_pages", "wagtailsnippets_")):
        return ""
    return match.url_name if match.url_name in {"add", "edit"} else ""


def _lock(kwargs: dict[str, Any]) -> None:
    """Let one request after the other have a page; a row of a registry is locked as it is saved."""
    if "page_id" in kwargs:
        Page.objects.select_for_update().filter(pk=kwargs["page_id"]).first()


def _is_overtaken(request: HttpRequest, kwargs: dict[str, Any]) -> bool:
    """Tell whether somebody else saved what is to be published after this form was opened."""
    loaded, match = request.POST.get("loaded_revision_id", ""), request.resolver_match
    if "action-publish" not in request.POST or not loaded or match is None:
        return False
    row: Any
    if "page_id" in kwargs:
        row = Page.objects.filter(pk=kwargs["page_id"]).first()
    else:
        app, _sign, name = match.namespace.removeprefix("wagtailsnippets_").partition("_")
        rows = apps.get_model(app, name)._default_manager
        row = rows.filter(pk=unquote(str(kwargs["pk"]))).first()
    latest = row and row.latest_revision
    return bool(latest and str(latest.pk) != loaded and latest.user_id != request.user.pk)


def _publish_nothing(request: HttpRequest) -> None:
    """Let the form be saved as a draft: what a colleague published stays, and so does what was typed."""
    sent = request.POST.copy()
    del sent["action-publish"]
    request.POST = sent  # type: ignore[assignment]  # Django sets it in this way too
    messages.warning(
        request,
        _(
            "Chưa xuất bản: trong lúc bạn viết, một người khác đã lưu bản mới hơn. Bản của bạn được "
            "lưu thành bản nháp. Mở “Lịch sử” để so sánh hai bản, sửa cho đúng rồi xuất bản."
        ),
    )


def _hear_new(
    request: HttpRequest, view: View, args: list[Any], kwargs: dict[str, Any]
) -> HttpResponse:
    form = NewForm.heard(request.user, request.path, request.POST[TOKEN])
    sent = request.POST.get(NUMBER, "")
    number = int(sent) if sent.isdecimal() and len(sent) < 18 else form.sent
    if number < form.sent and wants_json(request):
        return _too_late()
    form.sent = max(number, form.sent)
    form.save(update_fields=["sent"])
    request.loa_new_form = form  # type: ignore[attr-defined]  # hooks.py tells it what was made
    address = AdminURLFinder(request.user).get_edit_url(form.made) if form.made else None
    if address is None:
        return view(request, *args, **kwargs)
    return _edit(request, address)


def _edit(request: HttpRequest, address: str) -> HttpResponse:
    """Let the screen that edits it hear a form that has made something already."""
    match = resolve(address)
    request.resolver_match = match
    request.path = request.path_info = address
    response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    if wants_json(request) and response.status_code == 200:
        said = json.loads(response.content)
        said |= {"url": address, "hydrate_url": f"{address}?_w_hydrate_create_view=1"}
        return JsonResponse(said)
    return response


def _too_late() -> JsonResponse:
    """Refuse as Wagtail does what is older than what is there."""
    said = _("Bản tự lưu này cũ hơn bản đã có, nên máy không ghi đè.")
    refusal = {"success": False, "error_code": "invalid_revision", "error_message": said}
    return JsonResponse(refusal, status=400)
