"""Screens about a page are for who has a right over it: some of Wagtail's name its draft in a refusal."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.http import HttpRequest
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.offices.membership import offices_of, owner_of
from cms.offices.rows import is_readable
from cms.passing import Middleware

__all__ = ["OwnPagesMiddleware"]


class OwnPagesMiddleware(Middleware):
    """Refuses the addresses about a page of another office, and about a translation of its rows.

    wagtail-localize asks only whether somebody may change rows of that kind.
    """

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]
    ) -> None:
        """Raise PermissionDenied before the screen says anything of the page."""
        match, user = request.resolver_match, request.user
        if "translation_id" in kwargs and user.is_authenticated:
            _ask_for_translation(kwargs["translation_id"], user)
        is_about_a_page = match is not None and match.view_name.startswith("wagtailadmin_pages:")
        if not is_about_a_page or "page_id" not in kwargs or not user.is_authenticated:
            return
        page = Page.objects.filter(pk=kwargs["page_id"]).first()
        if page is not None and not is_readable(page, user):
            raise PermissionDenied


def _ask_for_translation(number: int, user: Any) -> None:
    translation = Translation.objects.filter(pk=number).select_related("source").first()
    try:
        row = translation.source.get_source_instance() if translation else None
    except ObjectDoesNotExist:
        return  # its own screen says so
    if row is None or isinstance(row, Page):
        return  # the rights over pages are asked on every screen
    if not offices_of(user).holds(owner_of(row)):
        raise PermissionDenied
