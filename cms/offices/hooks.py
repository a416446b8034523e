"""What the editor shows of separate offices: the people screen, and choosers without others' drafts."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from wagtail import hooks
from wagtail.permissions import page_permission_policy

from cms.offices.narrowed import FilesAPI, PicturesAPI
from cms.offices.people import PeopleViewSet

__all__: list[str] = []


@hooks.register("construct_page_chooser_queryset")
def without_drafts_of_others(pages: Any, request: HttpRequest) -> Any:
    """Offer published pages, and the drafts of the user's own pages."""
    own = page_permission_policy.explorable_instances(request.user)
    return pages.filter(Q(live=True) | Q(pk__in=own.values("pk")))


@hooks.register("construct_admin_api", order=1)
def files_that_may_be_used(router: Any) -> None:
    """Answer in the place of Wagtail's lists of pictures and attachments."""
    router.register_endpoint("images", PicturesAPI)
    router.register_endpoint("documents", FilesAPI)


@hooks.register("register_admin_viewset")
def people() -> PeopleViewSet:
    """Offer the people of offices, among the settings."""
    return PeopleViewSet()
