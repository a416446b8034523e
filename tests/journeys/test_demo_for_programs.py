"""The demo, read by programs: its data is as described, its twins say what its pages say."""

import json
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from sitegen.documents.kinds import Document
from sitegen.languages import LANGUAGES
from sitegen.render import json_api
from sitegen.render.api_schema import schema_bytes
from sitegen.render.schema_org import structured_data
from sitegen.render.share import render_share, share_card
from tests.builders import a_site, a_view
from tests.demo_world import demo_folder
from tests.twin_words import differing_words

pytestmark = pytest.mark.journey


@cache
def _mirror() -> Path:
    return (demo_folder() / "releases" / "current").resolve()


@cache
def _documents() -> tuple[Document, ...]:
    """Return what the mirror says of every page, read as a program would read it."""
    paths = sorted(
        path for path in _mirror().rglob("index.json") if not {"api", "H"} & {*path.parts}
    )
    return tuple(json_api.read(path.read_bytes()) for path in paths)


def test_all_data_of_the_demo_is_as_described() -> None:
    validator = Draft202012Validator(json.loads(schema_bytes()))
    wrong = [
        f"{document.head.path}: {error.message[:200]}"
        for document in _documents()
        for error in validator.iter_errors(json.loads(json_api.render(document, "Loa")))
    ]
    assert len(_documents()) >= 28
    assert wrong == []


def test_every_twin_of_the_demo_says_the_words_of_its_page() -> None:
    sites = {code: a_site(language=code) for code in LANGUAGES}
    wrong = {}
    for document in _documents():
        differing = differing_words(document, a_view(site=sites[document.head.language]))
        if differing != (set(), set()):
            wrong[document.head.path] = differing
    assert wrong == {}


def test_pages_of_the_demo_have_a_picture_and_a_description_for_search_engines() -> None:
    view = a_view(site=a_site(base_address="https://loa.example.vn/"))
    for document in _documents():
        card = share_card(document, view)
        is_made = document.kind in {"listing", "index_page", "search", "site_map"}
        assert (card is None) == is_made
        assert card is None or len(render_share(card)) <= 40_000, document.head.path
        structured = structured_data(document, view)
        assert document.head.is_alias or json.loads(structured)["@graph"]
