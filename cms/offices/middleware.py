"""Screens about a page are for who has a right over it: some of Wagtail's name its draft in a refusal."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.models import Page

from cms.offices.rows import is_readable

__all__ = ["OwnPagesMiddleware"]


class OwnPagesMiddleware:
    """Refuses the addresses of ``wagtailadmin_pages`` about a page of another office."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on."""
        return self._get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]
    ) -> None:
        """Raise PermissionDenied before the screen says anything of the page."""
        match, user = request.resolver_match, request.user
        is_about_a_page = match is not None and match.view_name.startswith("wagtailadmin_pages:")
        if not is_about_a_page or "page_id" not in kwargs or not user.is_authenticated:
            return
        page = Page.objects.filter(pk=kwargs["page_id"]).first()
        if page is not None and not is_readable(page, user):
            raise PermissionDenied
