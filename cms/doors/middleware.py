"""Whoever must have a second factor and has none sees its screens and nothing else.

And whoever has one is nobody in a session that never used it, whichever door let it in.
"""

from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from cms.doors.duty import has_factor, lacks_factor
from cms.doors.sessions import has_used_factor
from cms.passing import Middleware
from cms.session.answers import FACTOR_FIRST, refusal, wants_json

__all__ = ["SecondFactorMiddleware"]

OPEN = frozenset(
    {
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "editor_words",
        "session_state",
        "health",
    }
)
"""What the screens of the second factor need themselves; and what anybody may ask."""


class SecondFactorMiddleware(Middleware):
    """Leads to setting one up; a script hears why in words."""

    def __call__(self, request: HttpRequest) -> Any:
        """Answer only what leads to a second factor."""
        is_in = request.user.is_authenticated
        if is_in and not has_used_factor(request) and has_factor(request.user):
            logout(request)
        user: Any = request.user
        if not user.is_authenticated or _is_open(request) or not lacks_factor(user):
            return self.get_response(request)
        return refusal(FACTOR_FIRST, 403) if wants_json(request) else redirect("mfa_index")


def _is_open(request: HttpRequest) -> bool:
    try:
        found = resolve(request.path_info)
    except Resolver404:
        return False
    return found.url_name in OPEN or (found.route or "").startswith("admin/hai-buoc/")
