"""Why a page may not be taken away, in words: who holds it, or whom to ask."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext
from wagtail.admin import messages
from wagtail.models import Page

from cms.locks import holder_of
from cms.losses import PERMISSION, is_big_loss
from cms.passing import Middleware

__all__ = ["RefusalMiddleware", "reason"]

Allowed = Callable[[Any], bool]

ASKED: Mapping[str, Allowed] = {
    "unpublish": lambda may: may.can_unpublish(),
    "delete": lambda may: may.can_delete(),
    "move": lambda may: may.can_move(),
    "move_confirm": lambda may: may.can_move(),
}
"""Wagtail's screens that take a page away, each with what it asks before it opens."""


def reason(page: Page, user: Any) -> str:
    """Return why ``user`` may not take the page away, "" when it is for no reason of ours."""
    holder = holder_of(page, user)
    if holder:
        return gettext(
            "“%(page)s” đang được %(who)s khoá. Hãy nhờ người ấy mở khoá, hoặc nhờ quản trị viên."
        ) % {"page": holder.page, "who": holder.who}
    if is_big_loss(page) and not user.has_perm(PERMISSION):
        return gettext(
            "Không có “%(page)s” thì nhiều trang sẽ không còn cho người dân, nên việc này cần "
            "quản trị viên. Hãy nhờ quản trị viên làm."
        ) % {"page": page.get_admin_display_title()}
    return ""


class RefusalMiddleware(Middleware):
    """Says the reason in place of Wagtail's "you may not", and leads back to the page."""

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, kwargs: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        """Answer for the screens that take a page away, where a reason of ours forbids it."""
        match = request.resolver_match
        allowed = ASKED.get(match.url_name or "") if match else None
        if match is None or match.namespace != "wagtailadmin_pages" or allowed is None:
            return None
        number = kwargs.get("page_id", kwargs.get("page_to_move_id"))
        page = Page.objects.filter(pk=number).first()
        user: Any = request.user
        if page is None or not user.is_authenticated or allowed(page.permissions_for_user(user)):
            return None
        if not (said := reason(page.specific, user)):
            if match.url_name == "move_confirm":
                raise PermissionDenied  # Wagtail asks nobody, and shows the page's name
            return None
        messages.error(request, said)
        return redirect("wagtailadmin_explore", page.pk)
