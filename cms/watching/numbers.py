"""Số yêu cầu: the number by which an officer and an administrator speak of one request."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.http import HttpRequest

from cms.addresses import comes_from_proxy

__all__ = ["HEADER", "Work", "at_work", "number_for", "working_on"]

HEADER = "X-Request-ID"
_NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{7,63}")
_BYTES = 6


@dataclass(slots=True)
class Work:
    """What this thread is at: the number of the request, and the officer's id once it is known."""

    number: str
    user: str = ""


_work: ContextVar[Work | None] = ContextVar("loa_work", default=None)


def number_for(request: HttpRequest) -> str:
    """Return the number that a proxy of ours gave, or a new one of twelve letters and digits.

    Anybody else's is not believed: a stranger could make two requests look like one.
    """
    said = request.headers.get(HEADER, "")
    if said and comes_from_proxy(request) and _NUMBER.fullmatch(said):
        return said
    return secrets.token_hex(_BYTES)


@contextmanager
def at_work(number: str) -> Iterator[Work]:
    """Let everything that is logged meanwhile carry the number."""
    work = Work(number)
    token = _work.set(work)
    try:
        yield work
    finally:
        _work.reset(token)


def working_on() -> Work | None:
    """Return what this thread is at, None outside a request."""
    return _work.get()
