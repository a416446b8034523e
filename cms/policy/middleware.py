"""Gives known inline scripts the nonce that django-csp writes into the header."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from cms.policy.inline import signed

__all__ = ["InlineScriptsMiddleware"]


class InlineScriptsMiddleware:
    """Stands inside django-csp's middleware, around everything that makes pages."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        """Sign what may run; pages without such scripts stay as they are."""
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if not is_page or response.streaming or b"<script" not in response.content:
            return response
        page = response.content.decode(response.charset)
        known = signed(page, str(request.csp_nonce))
        if known != page:
            response.content = known
            if response.has_header("Content-Length"):
                response["Content-Length"] = str(len(response.content))
        return response
