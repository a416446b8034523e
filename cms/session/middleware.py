"""Requests of scripts hear of an ended session; a form that is given back says whose it is."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from cms.passing import Middleware
from cms.session.answers import session_ended, unsaved, wants_json
from cms.session.forms import RESTORE

__all__ = ["SessionEndMiddleware"]


class SessionEndMiddleware(Middleware):
    """Turns the way to the login page, which a script cannot show, into an answer it can read."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a redirect to the login becomes 401 with a code, for scripts only."""
        response = self.get_response(request)
        leads_to_login = response.status_code == 302 and _path(response["Location"]) == login_path()
        if leads_to_login and wants_json(request):
            return session_ended()
        faulty = getattr(getattr(request, "user", None), "loa_faulty", None)
        return unsaved(faulty) if faulty and response.status_code == 400 else response

    def process_template_response(self, request: HttpRequest, response: Any) -> Any:
        """Say what a restored form is, instead of what Wagtail says of one that it refused."""
        if request.method == "POST" and RESTORE in request.POST:
            said = _("Đây là bản chưa lưu mà máy này giữ. Hãy xem lại rồi lưu.")
            list(messages.get_messages(request))  # reading them takes them away from the next page
            response.context_data["messages"] = [Message(messages.INFO, said)]
        return response


def login_path() -> str:
    """Return the path of the page where officers log in."""
    return _path(resolve_url(getattr(settings, "WAGTAILADMIN_LOGIN_URL", "wagtailadmin_login")))


def _path(address: str) -> str:
    return urlsplit(address).path
