"""A row that something cannot do without stays, and the officer is told what holds it."""

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

__all__ = ["StaysWhileUsed"]

_NAMED = 3


class StaysWhileUsed:
    """A view that deletes one row; Wagtail asks its index of uses, which may be a moment late."""

    object: Any
    request: Any

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete the row, or say which things hold it."""
        try:
            with transaction.atomic():
                done: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # of the view
        except ProtectedError as error:
            held = sorted({str(one) for one in error.protected_objects})
            more = _(" và %d mục khác") % (len(held) - _NAMED) if len(held) > _NAMED else ""
            said = _("Chưa xoá được “%(name)s”: đang dùng ở %(users)s. Đổi ở đó trước đã.") % {
                "name": self.object,
                "users": ", ".join(f"“{name}”" for name in held[:_NAMED]) + more,
            }
            messages.error(self.request, said)
            return redirect(self.get_success_url())  # type: ignore[attr-defined]  # of the view
        return done
