"""What the editor shows of separate offices: the people screen, and choosers without others' drafts."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks

from cms.offices.membership import offices_of
from cms.offices.narrowed import FilesAPI, PicturesAPI, without_drafts_of_others
from cms.offices.people import PeopleViewSet

__all__: list[str] = []


hooks.register("construct_page_chooser_queryset", without_drafts_of_others)


@hooks.register("construct_reports_menu")
def without_closed_reports(request: HttpRequest, items: list[Any]) -> None:
    """Leave out what only people of the province may read."""
    if not offices_of(request.user).everywhere:
        items[:] = [one for one in items if one.name != "site-history"]


@hooks.register("construct_admin_api", order=1)
def files_that_may_be_used(router: Any) -> None:
    """Answer in the place of Wagtail's lists of pictures and attachments."""
    router.register_endpoint("images", PicturesAPI)
    router.register_endpoint("documents", FilesAPI)


@hooks.register("register_admin_viewset")
def people() -> PeopleViewSet:
    """Offer the people of offices, among the settings."""
    return PeopleViewSet()
