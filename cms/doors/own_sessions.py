"""The screen "Nơi đang đăng nhập": an officer's own sessions, and ending one or all others."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cms.doors.sessions import device, end_sessions, open_sessions
from cms.screens import Screen

__all__ = ["OwnSessionsView"]


class OwnSessionsView(Screen):
    """Nơi đang đăng nhập."""

    template_name = "cms/doors/own_sessions.html"
    page_title = gettext_lazy("Nơi đang đăng nhập")
    header_icon = "desktop"

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """End the session that was asked for, or every other one."""
        here, one = request.session.session_key, request.POST.get("one", "")
        ended = end_sessions(request.user, but=here, only=int(one) if one.isdecimal() else None)
        if ended:
            messages.success(request, _("Đã đăng xuất ở %(number)s nơi.") % {"number": ended})
        return redirect("own_sessions:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return each session in words."""
        here = self.request.session.session_key
        rows = [
            {"row": row, "device": device(row.user_agent), "is_here": row.session_key == here}
            for row in open_sessions(self.request.user)
        ]
        return {**super().get_context_data(**kwargs), "rows": rows}
