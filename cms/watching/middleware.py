"""The outermost middleware: it numbers each request, says the number, and measures the time."""

import logging
from time import monotonic
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cms.passing import Middleware
from cms.watching.meters import count
from cms.watching.numbers import HEADER, at_work, number_for, working_on
from cms.watching.screens import method_of, screen_of

__all__ = ["WatchMiddleware"]

_log = logging.getLogger("loa.request")


class WatchMiddleware(Middleware):
    """Stands around everything, also around what sends static files and what refuses."""

    def __call__(self, request: Any) -> Any:
        """Answer, with the number in the header; the same stands in every line of the log."""
        request.loa_number = number_for(request)
        request.loa_path = request.path  # a form may be handed to another screen (cms/saving)
        with at_work(request.loa_number):
            begun = monotonic()
            response = self.get_response(request)
            _note(request, response, monotonic() - begun)
        response[HEADER] = request.loa_number
        return response

    def process_view(self, request: Any, _view: Any, _args: Any, _kwargs: Any) -> None:
        """Note the officer's id where the editor asks for it anyway: no query is added."""
        work = working_on()
        if work and request.resolver_match.route.startswith("admin/"):
            work.user = str(request.user.pk or "")


def _note(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    """Count the request; give a slow one a line of its own."""
    count(request, response, seconds)
    if seconds <= settings.LOA_SLOW_SECONDS:
        return
    figures = {
        "screen": screen_of(request),
        "method": method_of(request),
        "status": response.status_code,
        "seconds": round(seconds, 3),
    }
    _log.warning("slow: %(screen)s %(method)s %(status)s %(seconds)s s", figures, extra=figures)
