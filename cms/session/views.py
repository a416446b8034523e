"""Is the session alive, whose is it; logging in over a form; what refused requests show."""

from base64 import b64encode
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, override
from django.views.decorators.cache import never_cache

from cms.session.answers import FORBIDDEN, STALE_TOKEN, refusal, session_ended, wants_json
from cms.session.login import TwoStepLogin
from cms.session.middleware import login_path

__all__ = ["LoginHere", "csrf_failure", "is_from_here", "permission_denied", "session_state"]

NEVER_HELD = frozenset({"csrfmiddlewaretoken", "password", "old_password"})


@never_cache
def session_state(request: HttpRequest) -> HttpResponse:
    """Return who is logged in (or null), a fresh token, and the keys of that officer's copies."""
    return JsonResponse(_state(request))


def _state(request: HttpRequest) -> dict[str, Any]:
    user = request.user if request.user.is_authenticated else None
    return {
        "user": user and {"id": str(user.pk), "name": user.get_username()},
        "token": get_token(request),
        "keys": copy_keys(str(user.pk)) if user else [],
        # Whoever sets a login of their own (a second factor) must not be gone round by ours.
        "login_here": not hasattr(settings, "WAGTAILADMIN_LOGIN_URL"),
    }


def copy_keys(user: str) -> list[str]:
    """Return what locks and opens the local copies of ``user``: 32 bytes each, in base64.

    The first locks; the others open what was locked before the server's key was changed.
    """
    return [
        b64encode(
            salted_hmac("cms.session.copy", user, secret=key, algorithm="sha256").digest()
        ).decode()
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


@method_decorator(never_cache, name="dispatch")
class LoginHere(TwoStepLogin):
    """Wagtail's login, answering a script: the officer stays where they are."""

    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse where officers log in elsewhere."""
        if hasattr(settings, "WAGTAILADMIN_LOGIN_URL"):
            return refusal(FORBIDDEN, 403)
        with override(settings.LANGUAGE_CODE):  # the dialog around its answer speaks Vietnamese
            return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Log in; the token has changed with it. A second step needs a page of its own."""
        answer = super().form_valid(form)
        if self.request.user.is_authenticated:
            return JsonResponse(_state(self.request))
        said = gettext("Mật khẩu đúng. Tài khoản này còn một bước xác minh.")
        return JsonResponse({"user": None, "error": said, "next": answer["Location"]}, status=400)

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say why not."""
        said = [message for messages in form.errors.values() for message in messages]
        return JsonResponse({"user": None, "error": " ".join(said)}, status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Keep the words of a form whose token is not of this session, and offer to send it again.

    Only what our own pages sent is offered: another site must not get its form sent by a click.
    """
    if wants_json(request):
        return refusal(STALE_TOKEN, 403) if request.user.is_authenticated else session_ended()
    is_login = request.path == login_path()
    held = [] if is_login or not is_from_here(request) else list(_held(request))
    context = {"held": held, "is_login": is_login, "login": login_path()}
    return HttpResponseForbidden(render(request, "403_csrf.html", context).content)


def _held(request: HttpRequest) -> Any:
    for name, values in request.POST.lists():
        if name not in NEVER_HELD and not name.startswith("new_password"):
            yield from ((name, value) for value in values)


def is_from_here(request: HttpRequest) -> bool:
    """Tell whether a form was sent from one of our own pages."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    sent = urlsplit(origin)
    return bool(sent.netloc) and sent.netloc == request.get_host()


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this account may not; a script of a session that has ended hears of that."""
    if wants_json(request):
        is_known = getattr(request, "user", None) and request.user.is_authenticated
        return refusal(FORBIDDEN, 403) if is_known else session_ended()
    return render(request, "403.html", {"now": timezone.localtime()}, status=403)
