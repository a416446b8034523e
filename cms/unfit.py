"""Requests that no form of ours sends: numbers beyond any row, forms with parts left out.

Wagtail and Django look such a number up as it is, and the database refuses it; a part that a form
always has is read without asking. Both are the sender's fault, so the answer says so, not "500".
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import BadRequest
from django.db import DataError
from django.http import Http404, HttpRequest
from django.utils.datastructures import MultiValueDictKeyError

from cms.passing import Middleware

__all__ = ["UnfitMiddleware", "as_unfit"]

_ADDRESS = "external-link-chooser-url"


class UnfitMiddleware(Middleware):
    """Answers 404 to a number that no row can have, 400 to a form that is not whole."""

    def process_view(self, request: HttpRequest, *_given: object) -> None:
        """Refuse what Wagtail's choosers would read without looking."""
        if not request.user.is_authenticated:
            return  # the view leads to the login
        address = request.path
        asked = request.GET.getlist("id") if address.endswith("/chosen-multiple/") else []
        if not all(one.isascii() and one.isdecimal() for one in asked):
            raise Http404
        is_link = request.method == "POST" and address.endswith("/choose-external-link/")
        if is_link and _ADDRESS not in request.POST:
            raise BadRequest(f"a form without {_ADDRESS}")

    def process_exception(self, _request: HttpRequest, exception: Exception) -> None:
        """Raise in its place what Django has an answer for."""
        if (answer := _answer(exception)) is not None:
            raise answer from exception


@contextmanager
def as_unfit() -> Iterator[None]:
    """Do the same where a view is called by a middleware, and Django asks none about faults."""
    try:
        yield
    except (MultiValueDictKeyError, OverflowError, DataError) as error:
        if (answer := _answer(error)) is not None:
            raise answer from error
        raise


def _answer(exception: Exception) -> Exception | None:
    if isinstance(exception, MultiValueDictKeyError):
        return BadRequest(f"a form without {exception}")
    return Http404() if _is_too_large(exception) else None


def _is_too_large(exception: Exception) -> bool:
    if isinstance(exception, OverflowError):
        return "SQLite INTEGER" in str(exception)
    is_refused = isinstance(exception, DataError)
    return is_refused and type(exception.__cause__).__name__ == "NumericValueOutOfRange"
