"""Forgotten passwords: what is answered, and how soon, tells nobody whose address is known."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django_tasks import task
from wagtail.admin.forms.auth import PasswordResetForm
from wagtail.admin.utils import get_admin_base_url
from wagtail.admin.views.account import PasswordResetView

__all__ = ["ResetForm", "reset", "send_reset"]


def reset(request: HttpRequest) -> HttpResponseBase:
    """Offer the letter where letters go out; else say so and who can help."""
    if settings.WAGTAIL_PASSWORD_RESET_ENABLED:
        answer: HttpResponseBase = PasswordResetView.as_view()(request)
        return answer
    return render(request, "cms/no_mail.html")


class ResetForm(PasswordResetForm):
    """Leaves everything that depends on the address to the worker."""

    def save(self, **options: Any) -> None:
        """Ask the worker for the letter: no account is looked for while the browser waits."""
        names = ("subject_template_name", "email_template_name", "use_https")
        said = {name: options[name] for name in names if name in options}
        send_reset.enqueue(self.cleaned_data["email"], said)


@task()
def send_reset(email: str, options: dict[str, Any]) -> None:
    """Send the letter to whoever has this address; nobody, when nobody has."""
    form = PasswordResetForm({"email": email})
    if form.is_valid():
        form.save(domain_override=urlsplit(get_admin_base_url() or "").netloc, **options)
