"""The demo, read by programs: its data is as described, its twins say what its pages say."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from threading import Thread

import pytest
from jsonschema import Draft202012Validator

from sitegen.documents.kinds import Document
from sitegen.languages import LANGUAGES
from sitegen.release.serve import mirror_server
from sitegen.render import json_api
from sitegen.render.api_schema import schema_bytes
from sitegen.render.schema_org import structured_data
from sitegen.render.share import render_share, share_card
from tests.builders import a_site, a_view
from tests.demo_world import demo_folder
from tests.second_front_end import differing, made_by_node, shown_files
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
        for error in validator.iter_errors(json.loads(json_api.render(document, a_view())))
    ]
    assert len(_documents()) >= 28
    assert wrong == []


def test_a_front_end_in_another_language_shows_what_the_demo_shows(tmp_path: Path) -> None:
    made_by_node(_mirror(), tmp_path)
    paths = [f"{document.head.path}index.html" for document in _documents()]
    assert differing(_mirror(), tmp_path, paths) == {}
    missing = {
        f"{page}: {address}"
        for page in paths
        for address in shown_files((tmp_path / page).read_text("utf-8"))
        if not (tmp_path / page).parent.joinpath(address).exists()
    }
    assert missing == set()


def test_schemathesis_finds_nothing_that_is_not_as_described(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("schemathesis")
    if not program.exists():
        pytest.skip("thiếu schemathesis: bỏ qua phép thử mô tả OpenAPI (requirements-dev.txt)")
    with mirror_server(demo_folder() / "releases", 0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        described = f"{address}/api/v1/openapi.json"
        many = "100" if os.environ.get("LOA_SOAK") == "1" else "10"
        done = subprocess.run(
            [program, "run", described, "--url", address, "-n", many, "--generation-deterministic"],
            cwd=tmp_path,  # it keeps what it found where it stands
            capture_output=True,
            text=True,
            check=False,
        )
        server.shutdown()
    assert done.returncode == 0, done.stdout[-4000:]
    assert "Tested: " in done.stdout


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
