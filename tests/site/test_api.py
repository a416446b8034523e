"""The interface on the editor's host gives the very bytes of the mirror, and nothing else."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sitegen.documents.kinds import Document
from sitegen.render import json_api
from tests.builders import a_guide, a_head, a_home

pytestmark = pytest.mark.django_db  # Wagtail looks for a redirect before it says 404

GUIDE = "so-noi-vu/nop-ho-so-truc-tuyen/"


@pytest.fixture
def mirror(settings: Any, tmp_path: Path) -> Path:
    """A release that is served, with two pages and a list."""
    settings.LOA_VAR = tmp_path
    release = tmp_path / "releases" / "0001-20261101T080000"
    documents: tuple[Document, ...] = (a_home(), a_guide(head=a_head(path=GUIDE)))
    files = {f"{d.head.path}index.json": json_api.render(d, "Loa") for d in documents}
    files |= {"api/v1/pages-0.json": b"{}", "feed.json": b"[]", "404.html": b"<p>", "sw.js": b"1"}
    for path, content in files.items():
        target = release / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    (tmp_path / "releases" / "current").symlink_to(release.name, target_is_directory=True)
    (tmp_path / "secret.json").write_bytes(b"{}")
    return release


@pytest.mark.parametrize("path", ["index.json", f"{GUIDE}index.json", "feed.json"])
def test_the_bytes_are_those_of_the_mirror(client: Client, mirror: Path, path: str) -> None:
    response = client.get(f"/api/v1/{path}", secure=True)
    assert response.status_code == 200
    assert response.content == (mirror / path).read_bytes()
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_lists_lie_under_their_version(client: Client, mirror: Path) -> None:
    assert client.get("/api/v1/pages-0.json", secure=True).content == b"{}"
    assert mirror.is_dir()


@pytest.mark.usefixtures("mirror")
@pytest.mark.parametrize(
    "path",
    [
        "khong-co/index.json",
        "404.html",
        "sw.js",
        "so-noi-vu/",
        "../../secret.json",
        "..%2F..%2Fsecret.json",
        "x/../../../secret.json",
        "schema.json",
        "%00index.json",
        "Index.json",
    ],
)
def test_nothing_else_is_given(client: Client, path: str) -> None:
    response = client.get(f"/api/v1/{path}", secure=True)
    assert response.status_code == 404
    assert b"secret" not in response.content


def test_what_has_not_changed_is_not_sent_again(client: Client, mirror: Path) -> None:
    tag = client.get("/api/v1/index.json", secure=True)["ETag"]
    again = client.get("/api/v1/index.json", secure=True, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    (mirror / "index.json").write_bytes(b"{}")
    changed = client.get("/api/v1/index.json", secure=True, headers={"If-None-Match": tag})
    assert changed.content == b"{}"


def test_a_withdrawn_page_cannot_be_asked_for(client: Client, mirror: Path) -> None:
    (mirror / GUIDE / "index.json").unlink()
    response = client.get(f"/api/v1/{GUIDE}index.json", secure=True)
    assert (response.status_code, response.json()) == (404, {"error": "not-found"})


@pytest.mark.usefixtures("mirror")
def test_it_is_for_reading_only(client: Client) -> None:
    assert client.post("/api/v1/index.json", secure=True).status_code == 405
    assert client.head("/api/v1/index.json", secure=True).content == b""


def test_no_release_yet_is_no_fault(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.LOA_VAR = tmp_path
    assert client.get("/api/v1/index.json", secure=True).status_code == 404
