"""Every address of the editor's host, with values in the place of its variables."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

__all__ = ["addresses"]

HOSTED = ("admin/", "documents/", "media/", "xem-truoc/", "gui-xem/", "api/")
_VARIABLE = re.compile(r"<(?:(\w+):)?\w+>")
_GROUP = re.compile(r"\((?:\?P<\w+>)?[^()]*\)")
_VALUES = {"slug": "a", "uuid": "0b3d0f6e-6ff4-4c4b-8b2c-1d6f4f1a2b3c", "path": "a"}


def addresses(first: object = 1, others: object = 1) -> list[str]:
    """Return a path for each pattern below what only officers may see; its ``first`` number is given.

    Its ``others`` are what else stands for a row: further numbers, and keys that may be any word.
    """
    routes = [*_routes(get_resolver().url_patterns, "")]
    found = {_filled(route, first, others) for route in routes}
    return sorted(f"/{path}" for path in found if path.startswith(HOSTED))


def _routes(patterns: Any, before: str) -> Iterator[str]:
    for one in patterns:
        route = before + str(one.pattern).removeprefix("^")
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            yield route


def _filled(route: str, first: object = 1, others: object = 1) -> str:
    route = re.sub(r"<int:\w+>", str(first), route, count=1)
    values = {**_VALUES, "int": str(others)}
    route = _VARIABLE.sub(lambda found: values.get(found[1] or "", str(others)), route)
    return (
        _GROUP.sub(str(others), route)
        .replace("\\Z", "")
        .replace("$", "")
        .replace("^", "")
        .replace("\\", "")
    )
