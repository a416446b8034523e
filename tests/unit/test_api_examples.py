"""Every example of docs/reference/api.md runs against a release, and says something."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from PIL import Image

from sitegen.documents.base import ContactCard
from sitegen.pipeline import build
from sitegen.render.api_description import openapi
from sitegen.render.api_schema import definitions
from tests.builders import a_guide, a_head, a_site
from tests.commands import ROOT
from tests.unit.mirror_samples import FORM, Province

_TEXT = (ROOT / "docs" / "reference" / "api.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```(\w+)\n(.*?)^```$", _TEXT, re.MULTILINE | re.DOTALL)
_NAMED = {
    "/index.json": "PATH/index.json",
    "/{path}/index.json": "PATH/index.json",
    "/{home}/feed.json": "en/feed.json",
    "/H/{code}/index.json": "H/CODE/index.json",
}
RUN = {
    "sh": ["sh", "-e", "-c"],
    "python": [sys.executable, "-W", "error", "-c"],
    "js": ["node", "--input-type=module", "-e"],
}


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which the release of a small province is served."""
    folder = tmp_path_factory.mktemp("mirror")
    made = io.BytesIO()
    Image.new("RGB", (800, 600), "white").save(made, "PNG")
    few = Province.of(0).collection()
    head = a_head("Hướng dẫn nộp hồ sơ", path="so-noi-vu/nop/", key="page-99", parent="page-2")
    card = ContactCard(name="Một cửa", phone="0209 3810 777", fact_key="contactpoint-1")
    guide = a_guide(head=head, contacts=(card,))
    build(
        replace(few, documents=(*few.documents, guide)),
        folder=folder,
        load_picture=lambda _: made.getvalue(),
        load_attachment=lambda _: FORM,
        created=datetime(2026, 11, 1, tzinfo=UTC),
    )
    handler = partial(_Silent, directory=str(folder / "releases" / "current"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.mark.parametrize(("language", "code"), EXAMPLES)
def test_every_example_runs(mirror: str, language: str, code: str) -> None:
    program = RUN[language]
    if shutil.which(program[0]) is None:
        pytest.skip(f"thiếu {program[0]}: bỏ qua ví dụ của docs/reference/api.md")
    done = subprocess.run(
        [*program, code],
        env={**os.environ, "MIRROR": mirror},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


def test_there_are_examples_in_three_languages() -> None:
    assert {language for language, _ in EXAMPLES} == set(RUN)


def test_both_ways_to_type_a_word_find_the_same_page(mirror: str) -> None:
    code = next(code for language, code in EXAMPLES if language == "python" and "unpack" in code)
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "MIRROR": mirror},
        capture_output=True,
        text=True,
        check=True,
    )
    marked, bare = done.stdout.splitlines()
    assert "Hướng dẫn" in marked
    assert marked == bare


def test_every_field_beside_a_document_is_explained() -> None:
    fields = definitions("#/$defs/")["Beside"]["properties"]
    assert {name for name in fields if f"`{name}`" not in _TEXT} == set()


def test_every_file_of_the_description_stands_in_the_table_with_its_definition() -> None:
    rows = re.findall(r"^\| (`.*?`) \|.*\| `?(\w*)`? ?\|$", _TEXT, re.MULTILINE)
    told = {name: holds for cell, holds in rows for name in re.findall(r"`([^`]+)`", cell)}
    site = a_site(base_address="https://loa.example.vn/", homes=(("vi", ""), ("en", "en/")))
    for path, said in json.loads(openapi(site))["paths"].items():
        content = said["get"]["responses"]["200"]["content"]
        (schema,) = (one["schema"] for one in content.values())
        name = _NAMED.get(path) or re.sub(r"\{(part|n)\}", "N", path[1:]).replace("{name}", "NAME")
        if not name.endswith(".csv"):
            assert told[name] == schema.get("$ref", "").rpartition("/")[2], path
