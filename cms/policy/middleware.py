"""Gives known inline scripts the nonce that django-csp writes into the header."""

from typing import Any

from cms.passing import Middleware
from cms.policy.inline import signed

__all__ = ["InlineScriptsMiddleware"]


class InlineScriptsMiddleware(Middleware):
    """Stands inside django-csp's middleware, around everything that makes pages."""

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
