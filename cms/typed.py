"""What is typed or pasted into a form, without control letters: Django would refuse the field.

Word and old programs leave them behind, and nobody can find on a screen what cannot be seen.
Tabs and ends of lines stay. Rich text comes as JSON, which writes them as escapes: there the
record itself removes them (``cms.text``), once the places of its marks are no longer counted.
"""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

__all__ = ["without_control_letters"]

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")

_Answer = Callable[[HttpRequest], HttpResponseBase]


def without_control_letters(get_response: _Answer) -> _Answer:
    """Clean every field of a form before a view reads it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.method == "POST" and request.content_type in _FORMS:
            _clean(request)
        return get_response(request)

    return answer


def _clean(request: HttpRequest) -> None:
    sent = request.POST
    if not any(_CONTROL.search(value) for _name, values in sent.lists() for value in values):
        return
    cleaned = sent.copy()
    for name, values in sent.lists():
        cleaned.setlist(name, [_CONTROL.sub("", value) for value in values])
    request.POST = cleaned  # type: ignore[assignment]  # as mutable as the forms need it
