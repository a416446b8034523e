"""Words for who opens what they may not change; the policy refuses with or without them."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.gates.live import held_by, refusal
from cms.passing import Middleware

__all__ = ["LiveWordsMiddleware"]

_DOORS = {
    "wagtailimages:edit": ("image_id", get_image_model, "wagtailimages:index"),
    "wagtailimages:delete": ("image_id", get_image_model, "wagtailimages:index"),
    "wagtaildocs:edit": ("document_id", get_document_model, "wagtaildocs:index"),
    "wagtaildocs:delete": ("document_id", get_document_model, "wagtaildocs:index"),
}


class LiveWordsMiddleware(Middleware):
    """Says where a picture or an attachment is live, and whom to ask, instead of "no permission"."""

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Lead back to the list with the reason, where the screen would refuse without one."""
        match = request.resolver_match
        door = _DOORS.get(match.view_name) if match else None
        if door is None or not request.user.has_perm("wagtailadmin.access_admin"):
            return None
        argument, model, index = door
        row = model().objects.filter(pk=kwargs[argument]).first()
        pages = held_by(row, request.user) if row is not None else []
        if not pages:
            return None
        messages.error(request, refusal(row, pages))
        return redirect(index)
