"""Wagtail's screens that list without asking whose it is: here they leave out what is another office's."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from wagtail.admin.views.chooser import ChosenMultipleView
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy, policy_registry
from wagtail.snippets.views.snippets import get_snippet_model_from_url_params
from wagtail_localize.views.snippets_api import SnippetViewSet

from cms.offices.membership import offices_of, owner_of

__all__ = [
    "ChosenPages",
    "FilesAPI",
    "PageTypesReport",
    "PicturesAPI",
    "ProvincesHistory",
    "rows_for_translators",
    "without_drafts_of_others",
]

USABLE = ("choose", "add", "change", "delete")


class _Usable:
    """An address of the editor's own API that lists files of collections."""

    request: Any
    model: Any

    def get_queryset(self) -> Any:
        """Return the files that the user may use."""
        policy = policy_registry.get_by_type(self.model)
        usable = policy.instances_user_has_any_permission_for(self.request.user, USABLE)
        return super().get_queryset().filter(pk__in=usable.values("pk"))  # type: ignore[misc]


class PicturesAPI(_Usable, ImagesAdminAPIViewSet):
    """Pictures, for the editor's scripts."""


class FilesAPI(_Usable, DocumentsAdminAPIViewSet):
    """Attachments, for the editor's scripts."""


class ChosenPages(ChosenMultipleView):
    """The pages that were chosen, among those that may be."""

    def get(self, request: Any) -> Any:
        """Answer for the pages that the chooser offers this user."""
        asked = Page.objects.filter(
            depth__gt=1,  # nothing stands above the root, and Wagtail asks what does
            pk__in=[one for one in request.GET.getlist("id") if one.isdecimal()],
        )
        offered = without_drafts_of_others(asked, request).values_list("pk", flat=True)
        request.GET = request.GET.copy()
        request.GET.setlist("id", [str(number) for number in offered])
        return super().get(request)


class ProvincesHistory(LogEntriesView):
    """Who did what, over all offices: for people of the province."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Refuse others: it names drafts."""
        if not offices_of(request.user).everywhere:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def rows_for_translators(request: Any, **kwargs: Any) -> Any:
    """Answer wagtail-localize's list of rows to people of the province: it names drafts.

    The name of one row, which the form of a translation shows, is told to everybody once it is published.
    """
    if not offices_of(request.user).everywhere and not _is_named(request.user, **kwargs):
        raise PermissionDenied
    verb = "retrieve" if "pk" in kwargs else "list"
    return SnippetViewSet.as_view({"get": verb})(request, **kwargs)


def _is_named(user: Any, app_label: str, model_name: str, pk: str | None = None) -> bool:
    """Tell whether there is one row asked for, and it is published or of the user's own office."""
    if pk is None:
        return False
    model = get_snippet_model_from_url_params(app_label, model_name)
    try:
        row = model._default_manager.filter(pk=unquote(pk)).first()
    except (ValueError, ValidationError):
        return False
    return row is not None and (
        getattr(row, "live", False) or offices_of(user).holds(owner_of(row))
    )


def without_drafts_of_others(pages: Any, request: Any) -> Any:
    """Return the published ones of ``pages``, and the drafts of the user's own."""
    own = page_permission_policy.explorable_instances(request.user)
    return pages.filter(Q(live=True) | Q(pk__in=own.values("pk")))


class PageTypesReport(PageTypesUsageReportView):
    """How many pages there are of each kind; the newest is named to who may open it."""

    def decorate_paginated_queryset(self, page_types: Any) -> Any:
        """Return the kinds with their newest page, where the user has a right over it."""
        for item in super().decorate_paginated_queryset(page_types):
            page = item.last_edited_page
            if page is not None and not (
                self.request.user.is_superuser
                or page.permissions_for_user(self.request.user).permissions
            ):
                item.last_edited_page = None
        return page_types
