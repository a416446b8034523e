"""The editor's own pictures: for officers who are logged in, and never anything else of the disk."""

import mimetypes
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from wagtail.images import get_image_model

from cms.session.middleware import login_path

__all__ = ["editor_picture"]

CACHED = "private, max-age=86400"


def editor_picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send a baked picture or a smaller copy of one; attachments have their own address.

    Unredacted originals are on a storage that this cannot reach.
    """
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), login_path())
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    if not _is_picture(path) or not default_storage.exists(path):
        raise Http404
    answer = _sent(path)
    answer["Cache-Control"] = CACHED
    return answer


def _is_picture(path: str) -> bool:
    model = get_image_model()
    models = (model, model.get_rendition_model())
    return any(one._default_manager.filter(file=path).exists() for one in models)


def _sent(path: str) -> HttpResponseBase:
    """Let nginx send it where that is set; else send it from here."""
    if not settings.LOA_MEDIA_ACCEL:
        return FileResponse(default_storage.open(path))
    answer = HttpResponse(content_type=mimetypes.guess_type(path)[0] or "application/octet-stream")
    answer["X-Accel-Redirect"] = settings.LOA_MEDIA_ACCEL + quote(path)
    return answer
