"""What every middleware of ours begins with."""

from collections.abc import Callable
from typing import Any

__all__ = ["Middleware"]


class Middleware:
    """Passes a request on and its answer back; a subclass looks at one of them, or at the view."""

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        """Answer as ever."""
        return self.get_response(request)
