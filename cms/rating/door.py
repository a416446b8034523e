"""The door of readers' answers: what comes in by it has lost what would tell who sent it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

__all__ = ["MOST_BYTES", "PATH", "without_the_reader"]

PATH = "/danh-gia/"
MOST_BYTES = 512
DIGITS = 5
TOO_LARGE, NO_FORM = 413, 415
FORMS = {f"application/x-www-form-urlencoded{charset}" for charset in ("", ";charset=utf-8")}
TOLD = ("HTTP_COOKIE", "HTTP_USER_AGENT", "HTTP_REFERER", "HTTP_ACCEPT_LANGUAGE", "QUERY_STRING")
"""What a browser tells besides the answer. The address it comes from is asked by the limits alone."""

_Answer = Callable[[HttpRequest], HttpResponseBase]


def without_the_reader(get_response: _Answer) -> _Answer:
    """Take it away before anything else reads the request, and refuse what is too large for an answer unread."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.path_info != PATH or not settings.LOA_RATING_ADDRESS:
            return get_response(request)
        request.META.update(dict.fromkeys(TOLD, ""))
        size = request.META.get("CONTENT_LENGTH") or "0"
        if not size.isdecimal() or len(size) > DIGITS or int(size) > MOST_BYTES:
            return HttpResponse(status=TOO_LARGE)
        kind = request.META.get("CONTENT_TYPE", "").lower().replace(" ", "")
        if request.method == "POST" and kind not in FORMS:  # none that Django would stumble over
            return HttpResponse(status=NO_FORM)
        return get_response(request)

    return answer
