"""Wagtail's login page, in two steps: the right password is only half the way for some.

Until the second step is done nobody is logged in: the session knows who knew the password, and
``request.user`` is a stranger to every view of the editor (decision "second factor").
"""

from typing import Any

from allauth.account.utils import perform_login
from django.conf import settings
from django.http import HttpResponse
from wagtail.admin.views.account import LoginView

__all__ = ["TwoStepLogin"]


class TwoStepLogin(LoginView):
    """Takes the password; whoever has a second factor is then asked for it."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Log in, or lead to the second step; "remember me" holds for both ways."""
        is_kept = form.cleaned_data.get("remember")
        self.request.session.set_expiry(settings.SESSION_COOKIE_AGE if is_kept else 0)
        answer: HttpResponse = perform_login(
            self.request,
            form.get_user(),
            email_verification="none",
            redirect_url=self.get_success_url(),
        )
        return answer
