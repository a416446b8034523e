"""The interface for programs on the editor's host: the bytes of the release that is served.

Nothing is rendered here and no table is read: what is not in the mirror cannot be asked for.
What goes wrong is said as a problem document (RFC 9457).
"""

import hashlib
import re
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from sitegen.release.switch import CURRENT

__all__ = ["published_file", "released"]

_DOCUMENT = re.compile(r"(?:H/\d+/|(?:[a-z0-9-]+/)*)(?:index|feed)\.json")
_ABOUT_ALL = re.compile(r"(?:[a-z-]+/)?[a-z0-9-]+\.(?:json|jsonld|csv)")
_FOLDER = "api/v1/"
_READING = "GET, HEAD, OPTIONS"
_PREFLIGHT = {
    "Allow": _READING,
    "Access-Control-Allow-Methods": _READING,
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}
"""What a browser asks before a script of another host sends a header of its own, as If-None-Match."""
_TYPES = {".jsonld": "application/ld+json", ".csv": "text/csv; charset=utf-8"}


@csrf_exempt  # nothing is written: what is no GET is told so
def published_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Return a document of the mirror ("so-noi-vu/index.json"), a list, a registry or a description."""
    if request.method == "OPTIONS":
        return _open(HttpResponse(status=204, headers=_PREFLIGHT))
    if request.method not in {"GET", "HEAD"}:
        response = _problem(405, "Chỉ để đọc", "Dùng GET hoặc HEAD.")
        response["Allow"] = _PREFLIGHT["Allow"]
        return _open(response)
    content = released(path)
    if content is None:
        return _open(_problem(404, "Không có tệp này", "Tên các tệp có trong openapi.json."))
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    type = _TYPES.get(Path(path).suffix, "application/json")
    made = HttpResponse(content, content_type=type, headers={"ETag": tag})
    return _open(get_conditional_response(request, etag=tag, response=made) or made)


def _problem(status: int, title: str, detail: str) -> HttpResponse:
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JsonResponse(
        said,
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


def released(path: str) -> bytes | None:
    """Return the bytes of a published file; None for everything else."""
    place = _place(path)
    try:
        return (Path(settings.LOA_VAR) / "releases" / CURRENT / place).read_bytes()
    except OSError:
        return None


def _place(path: str) -> str:
    """Return where a file lies in the mirror; a place where nothing is for an unknown name.

    What is about all has two names: to a program that reads a mirror, this host is one.
    """
    if _DOCUMENT.fullmatch(path):
        return path
    name = path.removeprefix(_FOLDER)
    return f"{_FOLDER}{name}" if _ABOUT_ALL.fullmatch(name) else "api/unknown"


def _open(response: HttpResponseBase) -> HttpResponseBase:
    """Return a response that programs of other hosts may read, and that is asked for each time."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag"
    response["Cache-Control"] = "no-cache"
    return response
