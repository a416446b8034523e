"""Pictures that are dropped onto a form, one a request: Loa's own upload form, answered to a script.

Nothing is said of such a picture yet, so its title only says that and how the file was called. Until
somebody describes it, at the picture or where it is used, it cannot be published.
"""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.images.forms import get_image_form
from wagtail.images.widgets import AdminImageChooser
from wagtail.permissions import policy_registry

from media.baking import bake
from media.models import Illustration
from media.naming import working_title

__all__ = ["drop"]


@require_POST
def drop(request: HttpRequest) -> JsonResponse:
    """Take one picture; answer with what a chooser holds of it, or say why it is refused.

    The same picture from the same officer is not kept twice: an answer that got lost on its way may
    be asked for again. What is hidden in a picture makes it another one.
    """
    policy = policy_registry.get_by_type(Illustration)
    shelves = policy.collections_user_has_permission_for(request.user, "add")
    if not shelves:
        said = _("Tài khoản này không được tải ảnh lên. Hãy nhờ người quản trị.")
        return JsonResponse({"error": said}, status=HTTPStatus.FORBIDDEN)
    file = request.FILES.get("file")
    form = get_image_form(Illustration)(
        {"title": working_title(file.name or "" if file else ""), "collection": shelves[0].pk},
        request.FILES,
        user=request.user,
        instance=Illustration(uploaded_by_user=request.user),
    )
    if not form.is_valid():
        said = " ".join(str(one) for errors in form.errors.values() for one in errors)
        return JsonResponse({"error": said}, status=HTTPStatus.BAD_REQUEST)
    picture = _twin(request.user, form.cleaned_data["file"]) or form.save()
    return JsonResponse({"picture": AdminImageChooser().get_value_data(picture)})


def _twin(officer: Any, file: Any) -> Illustration | None:
    """Return the picture that this officer uploaded before, as it is, if there is one."""
    file.seek(0)
    baked = bake(file.read(), (), max_pixels=settings.LOA_MAX_PIXELS, is_new=True)
    file.seek(0)
    policy = policy_registry.get_by_type(Illustration)
    usable = policy.instances_user_has_any_permission_for(officer, ["choose"])
    found: Illustration | None = usable.filter(
        uploaded_by_user=officer, baked_digest=baked.digest
    ).first()
    return found
