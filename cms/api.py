"""The interface for programs on the editor's host: the bytes of the release that is served.

Nothing is rendered here and no table is read: what is not in the mirror cannot be asked for.
"""

import hashlib
import re
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from sitegen.release.switch import CURRENT

__all__ = ["published_file"]

_DOCUMENT = re.compile(r"(?:[a-z0-9-]+/)*(?:index|feed)\.json")
_DESCRIPTION = re.compile(r"(?:schema|openapi|pages|pages-\d+)\.json")


@require_safe
def published_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return a document of the mirror ("so-noi-vu/index.json"), a list or a description."""
    content = _read(path)
    if content is None:
        return _open(JsonResponse({"error": "not-found"}, status=404))
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type="application/json", headers={"ETag": tag})
    return _open(get_conditional_response(request, etag=tag, response=response) or response)


def _read(path: str) -> bytes | None:
    """Return the bytes of a published file; None for everything else."""
    place = _place(path)
    try:
        return (Path(settings.LOA_VAR) / "releases" / CURRENT / place).read_bytes()
    except OSError:
        return None


def _place(path: str) -> str:
    """Return where a file lies in the mirror; a place where nothing is for an unknown name."""
    if _DESCRIPTION.fullmatch(path):
        return f"api/v1/{path}"
    return path if _DOCUMENT.fullmatch(path) else "api/unknown"


def _open(response: HttpResponseBase) -> HttpResponseBase:
    """Return a response that programs of other hosts may read, and that is asked for each time."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag"
    response["Cache-Control"] = "no-cache"
    return response
