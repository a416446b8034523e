"""The judge of the long runs: what is missing, or there by half, is told by its number."""

import pytest

from tests.soak.forms import filled_fields
from tests.soak.judging import faults_of

FORM = """
<form id="page-edit-form"><input name="title" value="Một"><textarea name="summary">
Hai [7]</textarea><input type="checkbox" name="menu"><input type="checkbox" name="on" checked>
<select name="level"><option value="1"></option><option value="2" selected></option></select>
<div id="body" data-w-block-arguments-value='[[{"type": "see", "id": "a", "value":
{"pages": [{"id": "b", "value": {"id": 5, "editUrl": "/"}}], "level": ["2"], "is_on": true,
"is_off": false, "none": null}}], null]'></div><button name="action-publish" value="1"></button></form>
"""


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, ""),
        ({"newest": {1}}, "[2] lost"),
        ({"live": set(), "shown": set()}, "[1] taken as published, not live"),
        ({"live": {1, 2}, "shown": {1, 2}}, "[2] live, published by nobody"),
        ({"shown": set()}, "[1] live, not in the version that is said to be"),
    ],
)
def test_lost_edit_and_half_publication_are_told(changed: dict[str, set[int]], says: str) -> None:
    whole = {"live": {1}, "newest": {1, 2}, "shown": {1}, "saved": {1, 2}, "published": {1}}
    found = list(faults_of(3, sent={1}, **{**whole, **changed}))
    assert found == ([f"page 3: {says}"] if says else [])


def test_form_is_sent_as_a_browser_sends_it() -> None:
    assert filled_fields(FORM, "#page-edit-form") == [
        ("title", "Một"),
        ("summary", "Hai [7]"),
        ("on", "on"),
        ("level", "2"),
        ("body-count", "1"),
        ("body-0-deleted", ""),
        ("body-0-order", "0"),
        ("body-0-type", "see"),
        ("body-0-id", "a"),
        ("body-0-value-pages-count", "1"),
        ("body-0-value-pages-0-deleted", ""),
        ("body-0-value-pages-0-order", "0"),
        ("body-0-value-pages-0-type", ""),
        ("body-0-value-pages-0-id", "b"),
        ("body-0-value-pages-0-value", "5"),
        ("body-0-value-level", "2"),
        ("body-0-value-is_on", "on"),
        ("body-0-value-none", ""),
    ]
