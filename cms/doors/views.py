"""The officer's own screens of ways to log in."""

from typing import Any

from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from django.db import transaction
from django.http import HttpResponse

from cms.doors.duty import has_factor, must_have_factor
from cms.doors.forms import use_code
from cms.doors.sessions import remember_factor

__all__ = ["FactorsView", "StartView"]


class FactorsView(IndexView):
    """Đăng nhập hai bước: what is on, what must be, and how to begin."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether this officer must, and whether it is done."""
        user = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "must_have_factor": must_have_factor(user),
            "has_factor": has_factor(user),
        }


class StartView(ActivateTOTPView):
    """Bật mã xác minh: the code that proves the app has been used by that, and opens nothing more."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Switch it on."""
        with transaction.atomic():
            answer: HttpResponse = super().form_valid(form)
            apps = Authenticator.objects.filter(
                user=self.request.user, type=Authenticator.Type.TOTP
            )
            app = apps.get()
            use_code(app, form.cleaned_data["code"])
            remember_factor(self.request, app)
        return answer
