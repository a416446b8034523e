"""What the editor of pictures asks: the unredacted upload, suggestions, and facts of a picture.

The upload is shown to those who may change that picture, to nobody else; it is drawn anew
without metadata, and no cache may keep it. It has no other address.
"""

import io
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from PIL import Image
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from media.baking import UnreadablePictureError, bake
from media.models import Illustration
from media.naming import is_described
from media.ocr import Word, is_installed, read_words
from media.patterns import suspects
from media.regions import rectangle
from media.suggestions import Suggestion, notes, suggest

__all__ = ["facts", "original", "suggestions"]

SHOWN_PX = 1600
"""Width and height of the upload as it is shown; the numbers are percent, so it may be smaller."""


@require_GET
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the unredacted upload as a picture, to those who may change it."""
    picture = _changeable(request, pk)
    try:
        content = _upload(picture)
    except (OSError, UnreadablePictureError):
        return _private(HttpResponse(status=HTTPStatus.NOT_FOUND))
    with Image.open(io.BytesIO(content)) as shown:
        shown.thumbnail((SHOWN_PX, SHOWN_PX))
        buffer = io.BytesIO()
        shown.save(buffer, "PNG")
    return _private(HttpResponse(buffer.getvalue(), content_type="image/png"))


@require_GET
def suggestions(request: HttpRequest, pk: int) -> HttpResponse:
    """Return regions that may hold personal data, and say whether anything could look."""
    picture = _changeable(request, pk)
    words: tuple[Word, ...] | None = None
    found: tuple[Suggestion, ...] = ()
    if is_installed():
        try:
            words = read_words(_upload(picture))
        except (OSError, UnreadablePictureError):
            words = None
    if words is not None:
        hidden = map(rectangle, picture.redactions)
        found = suggest(words, (picture.width, picture.height), hidden)
    return _private(
        JsonResponse(
            {
                "looked": words is not None,
                "regions": [{**one.region._asdict(), "kind": one.kind} for one in found],
                "notes": notes({"Tiêu đề": picture.title, "Mô tả": picture.description}),
            }
        )
    )


@require_http_methods(["GET", "POST"])
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Return what the callout editor needs of a picture that the officer may use; sent to, mark it."""
    if request.method == "POST":
        return _mark(request, pk)
    picture = get_object_or_404(Illustration, pk=pk)
    policy = policy_registry.get_by_type(Illustration)
    may_change = policy.user_has_permission_for_instance(request.user, "change", picture)
    choosable = policy.instances_user_has_any_permission_for(request.user, ["choose"])
    if not (may_change or choosable.filter(pk=pk).exists()):
        raise PermissionDenied
    return _private(
        JsonResponse(
            {
                "src": picture.file.url,
                "width": picture.width,
                "height": picture.height,
                "isChecked": picture.is_free_of_personal_data,
                "isDescribed": is_described(picture.title, picture.description),
                "edit": reverse("wagtailimages:edit", args=[pk]) if may_change else "",
            }
        )
    )


def _mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the officer has looked through the picture as it was shown, where it is used.

    Refused where it is another picture by now, or where the words beside it tell a number of identity.
    """
    picture = _changeable(request, pk)
    said = ""
    if picture.file.url != request.POST.get("src", ""):
        said = _("Ảnh vừa được thay hoặc che khác đi. Xem lại ảnh rồi bấm lần nữa.")
    elif any(
        found.is_identity
        for words in (picture.title, picture.description)
        for found in suspects(str(words or ""))
    ):
        said = _(
            "Tên hay mô tả của ảnh có số giống số định danh cá nhân. Mở ảnh, bỏ số đó rồi đánh dấu."
        )
    if said:
        return _private(JsonResponse({"error": said}, status=HTTPStatus.CONFLICT))
    picture.is_free_of_personal_data, picture.changed_by = True, request.user
    picture.save()
    log(instance=picture, action="wagtail.edit", user=request.user)
    return _private(JsonResponse({}))


def _changeable(request: HttpRequest, pk: int) -> Any:
    picture = get_object_or_404(Illustration, pk=pk)
    policy = policy_registry.get_by_type(Illustration)
    if not policy.user_has_permission_for_instance(request.user, "change", picture):
        raise PermissionDenied
    return picture


def _upload(picture: Any) -> bytes:
    """Return the upright upload without metadata and without redactions."""
    with picture.private_original.open("rb") as file:
        raw: bytes = file.read()
    return bake(raw, (), max_pixels=settings.LOA_MAX_PIXELS).content


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store, private"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    return response
