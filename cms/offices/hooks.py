"""What the editor shows of separate offices: the people screen, and choosers without others' drafts."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from wagtail import hooks

from cms.admin_home import EverydayTask
from cms.offices.founding import FoundingViewSet, may_found
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


@hooks.register("register_admin_viewset")
def founding() -> FoundingViewSet:
    """Offer the screen on which an office begins."""
    return FoundingViewSet()


@hooks.register("register_everyday_task")
def found_an_office(request: HttpRequest) -> EverydayTask | None:
    """Offer it on the first page to whoever may."""
    if not may_found(request.user):
        return None
    url = reverse("founding:begin")
    return EverydayTask(label=gettext("Lập cơ quan mới"), url=url, icon="home", order=68)
