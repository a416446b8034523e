"""The screen "Xác nhận số tài khoản": compare it with the paper, then stand behind it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from cms.models import PaymentFact
from cms.payments.confirming import confirm, reason_against
from cms.payments.guarded import compared, digest
from cms.screens import Screen
from cms.usage.access import may_change

__all__ = ["ConfirmView"]


class ConfirmView(Screen):
    """Xác nhận số tài khoản."""

    template_name = "cms/payments/confirm.html"
    page_title = _("Xác nhận số tài khoản")
    header_icon = "check"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not change such rows."""
        self.row = get_object_or_404(PaymentFact, pk=kwargs["pk"])
        if not may_change(request.user, self.row):
            raise PermissionDenied
        self.address = reverse("wagtailsnippets_cms_paymentfact:edit", args=[self.row.pk])
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Confirm what the officer has seen."""
        against = confirm(self.row.pk, self.officer, request.POST.get("seen", ""))
        if against:
            messages.error(request, against)
            return redirect("payments:confirm", pk=self.row.pk)
        messages.success(request, _("Đã xác nhận. Số tài khoản sẽ hiện ra cho người dân."))
        return redirect(self.address)

    def get_between(self) -> list[dict[str, Any]]:
        """Return the link to the row."""
        return [{"url": self.address, "label": str(self.row)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return the row as it is stored."""
        return {
            **super().get_context_data(**kwargs),
            "row": self.row,
            "compared": compared(self.row),
            "seen": digest(self.row),
            "against": reason_against(self.row, self.officer),
            "address": self.address,
        }
