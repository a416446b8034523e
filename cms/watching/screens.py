"""Kinds of screens: the few words by which requests are counted."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve

__all__ = ["KINDS", "METHODS", "method_of", "screen_of"]

STARTS: Mapping[str, str] = {
    "wagtailadmin_pages:preview": "preview",
    "wagtailadmin_pages:view_draft": "preview",
    "preview_": "preview",
    "wagtailadmin_pages:edit": "page-form",
    "wagtailadmin_pages:add": "page-form",
    "wagtailadmin_pages:": "page-action",
    "wagtailadmin_explore": "list",
    "wagtailadmin_home": "home",
    "wagtailadmin_login": "login",
    "login_": "login",
    "wagtailsnippets": "registry",
    "wagtailimages": "pictures",
    "editor_picture": "pictures",
    "wagtaildocs": "attachments",
    "published_file": "api",
    "health": "health",
    "metrics": "metrics",
    "rating_answer": "rating",
}
"""Beginnings of the names of addresses, the first that fits counts."""

KINDS = (*sorted(set(STARTS.values())), "static", "editor", "other")
METHODS = ("GET", "POST", "other")


def screen_of(request: HttpRequest) -> str:
    """Return one of ``KINDS``, whatever the address was: it never holds what somebody typed."""
    if request.path.startswith(settings.STATIC_URL):
        return "static"
    match = request.resolver_match or _resolved(request.path)
    if match is None:
        return "other"
    for start, kind in STARTS.items():
        if match.view_name.startswith(start):
            return kind
    return "editor" if match.route.startswith("admin/") else "other"


def _resolved(path: str) -> ResolverMatch | None:
    """Return which screen was asked for where a middleware answered, or broke, before it."""
    try:
        return resolve(path)
    except Resolver404:
        return None


def method_of(request: HttpRequest) -> str:
    """Return one of ``METHODS``."""
    return request.method if request.method in METHODS else "other"
