"""Choosers asked for what no row can be: an answer in words, never a fault of the server."""

import pytest
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from tests.factories import Province


def addresses(found: URLResolver, before: str = "") -> list[str]:
    """Return every address of the editor where several chosen things are asked for."""
    made: list[str] = []
    for one in found.url_patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            made += addresses(one, path)
        elif isinstance(one, URLPattern) and path.endswith("chosen-multiple/"):
            made.append("/" + path.replace("^", ""))
    return sorted(set(made))


ASKED = (
    "id=x",
    "id=%00",
    "id=1&id=x",
    "id=1",
    "id=-1",
    "id=1.5",
    "id=",
    "",
    "id=9" + "9" * 40,
    "id=²",
)


@pytest.mark.parametrize("asked", ASKED)
def test_ids_that_no_row_has_are_answered(editor: Client, province: Province, asked: str) -> None:
    found = addresses(get_resolver())
    assert len(found) > 10
    for address in found:
        assert editor.get(f"{address}?{asked}").status_code in {200, 404}, address


@pytest.mark.parametrize("kind", ["external", "email", "anchor", "phone"])
def test_a_link_without_words_is_answered(editor: Client, province: Province, kind: str) -> None:
    assert editor.post(f"/admin/choose-{kind}-link/", {}).status_code in {200, 400}
