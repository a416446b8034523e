"""The report "Nhật ký an ninh": Wagtail's own history of the site, of what concerns trust."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.reports.audit_logging import LogEntriesView

from cms.audit.actions import AUDITED, register
from cms.audit.names import name_the_gone
from cms.hooking import register_addresses, register_report
from cms.models import User

__all__ = ["AuditView"]


def may_read(user: Any) -> bool:
    """Tell whether ``user`` looks after the accounts of others."""
    return bool(user.has_perm("cms.change_user"))


class AuditView(LogEntriesView):
    """Nhật ký an ninh: by person, kind and day, as a screen, CSV or XLSX."""

    page_title = _("Nhật ký an ninh")
    header_icon = "key"
    index_url_name = "audit_report"
    index_results_url_name = "audit_report_results"
    list_export = [*LogEntriesView.list_export, "message"]
    export_headings = {**LogEntriesView.export_headings, "message": _("Nội dung")}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not change accounts."""
        if not may_read(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def decorate_paginated_queryset(self, queryset: Any) -> Any:
        """Name those, too, whose account is gone."""
        entries = super().decorate_paginated_queryset(queryset)
        name_the_gone(entries)
        return entries

    def filter_queryset(self, queryset: Any) -> Any:
        """Leave out what is everyday editing."""
        concerns = Q(content_type__app_label="auth", content_type__model="group")
        concerns |= Q(content_type__app_label=User._meta.app_label, content_type__model="user")
        for beginning in AUDITED:
            concerns |= Q(action__startswith=beginning)
        return super().filter_queryset(queryset.filter(concerns))


register_addresses(
    path("reports/an-ninh/", AuditView.as_view(), name="audit_report"),
    path(
        "reports/an-ninh/results/",
        AuditView.as_view(results_only=True),
        name="audit_report_results",
    ),
)


hooks.register("register_log_actions", register)
register_report("audit_report", _("Nhật ký an ninh"), "key", 950, may_read)
