"""Where answers come in: one address, by the script of a page or by its plain form.

Nobody is known here and nothing is set: no session, no cookie. What is too often is thanked for and
not counted, so that nobody learns where the limit is.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cms.models import PageRating
from cms.rating.counting import asked_page, count
from cms.rating.limits import is_within_limits
from cms.session.throttle import client_address
from sitegen.languages import SOURCE, is_language
from sitegen.render.labels import marked_labels, plain_labels

__all__ = ["take_answer"]

FIELDS = {"page", "step", "answer"}
COUNTED, UNKNOWN, FOREIGN, UNKEPT = 200, 404, 403, 503
FORM = "application/x-www-form-urlencoded"


@csrf_exempt  # nothing here is done in anybody's name
@require_POST
def take_answer(request: HttpRequest) -> HttpResponse:
    """Count one answer to a page that is served and that asks; say so, or why not."""
    if not settings.LOA_RATING_ADDRESS:
        raise Http404
    path, step = request.POST.get("page", ""), request.POST.get("step", "")
    status = _taken(request, path, step)
    folder = path.partition("/")[0]
    language = folder if is_language(folder) else SOURCE
    return _said(request, path if status == COUNTED else "", status, language)


def _taken(request: HttpRequest, path: str, step: str) -> int:
    if request.headers.get("Origin", "null") not in {"null", *_origins()}:
        return FOREIGN
    answer = request.POST.get("answer", "")
    is_form = request.content_type == FORM and request.POST.keys() <= FIELDS
    page = asked_page(path, step) if is_form and answer in PageRating.Answer.values else ""
    if not page:
        return UNKNOWN
    if is_within_limits(client_address(request) or "", page, step):
        try:
            count(page, step, answer)
        except DatabaseError:
            return UNKEPT
    return COUNTED


def _said(request: HttpRequest, path: str, status: int, language: str) -> HttpResponse:
    """Answer a script by the status alone, a reader by a page in the language of theirs."""
    if "text/html" in request.headers.get("Accept", ""):
        back = f"{settings.LOA_MIRROR_ADDRESS}{path}"
        is_counted, plain = status == COUNTED, plain_labels(language)
        told = {
            "back": back,
            "is_counted": is_counted,
            "is_away": status == UNKEPT,
            "language": language,
            "title": plain.rate_thanks if is_counted else plain.rate_failed,
            "words": marked_labels(language),
        }
        response = render(request, "cms/rating/answered.html", told, status=status)
    else:
        response = HttpResponse(status=204 if status == COUNTED else status)
    response["Cache-Control"] = "no-store"
    response["Vary"] = "Origin"
    if request.headers.get("Origin") in _origins():
        response["Access-Control-Allow-Origin"] = request.headers["Origin"]
    return response


def _origins() -> set[str]:
    """Return from where pages of the mirror send: its own host, and the host that counts."""
    addresses = (settings.LOA_MIRROR_ADDRESS, settings.LOA_RATING_ADDRESS)
    parts = [urlsplit(address) for address in addresses if address]
    return {f"{one.scheme}://{one.netloc}" for one in parts}
