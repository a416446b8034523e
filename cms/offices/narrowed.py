"""Wagtail's screens that list without asking whose it is: here they leave out what is another office's."""

from typing import Any

from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry

__all__ = ["FilesAPI", "PageTypesReport", "PicturesAPI"]

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
