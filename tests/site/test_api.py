"""The interface on the editor's host gives the very bytes of the mirror, and nothing else."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sitegen.documents.kinds import Document
from sitegen.render import json_api
from tests.builders import a_guide, a_head, a_home, a_view

pytestmark = pytest.mark.django_db  # Wagtail looks for a redirect before it says 404

LISTS = {
    "pages-0.json": "application/json",
    "site.json": "application/json",
    "latest.json": "application/json",
    "changes/57.json": "application/json",
    "changes/all-40.json": "application/json",
    "catalogue.jsonld": "application/ld+json",
    "registries/contacts.csv": "text/csv; charset=utf-8",
    "registries/contacts.json": "application/json",
}
READING = "GET, HEAD, OPTIONS"
GUIDE = "so-noi-vu/nop-ho-so-truc-tuyen/"


@pytest.fixture
def mirror(settings: Any, tmp_path: Path) -> Path:
    """A release that is served, with two pages and a list."""
    settings.LOA_VAR = tmp_path
    release = tmp_path / "releases" / "0001-20261101T080000"
    documents: tuple[Document, ...] = (a_home(), a_guide(head=a_head(path=GUIDE)))
    files = {f"{d.head.path}index.json": json_api.render(d, a_view()) for d in documents}
    files |= {f"api/v1/{name}": b"{}" for name in LISTS}
    files |= {"H/234567/index.json": b"{}", "api/v1/secret.txt": b"secret"}
    files |= {"feed.json": b"[]", "404.html": b"<p>", "sw.js": b"1"}
    for path, content in files.items():
        target = release / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    (tmp_path / "releases" / "current").symlink_to(release.name, target_is_directory=True)
    (tmp_path / "secret.json").write_bytes(b"{}")
    return release


@pytest.mark.parametrize(
    "path", ["index.json", f"{GUIDE}index.json", "feed.json", "H/234567/index.json"]
)
def test_the_bytes_are_those_of_the_mirror(client: Client, mirror: Path, path: str) -> None:
    response = client.get(f"/api/v1/{path}", secure=True)
    assert response.status_code == 200
    assert response.content == (mirror / path).read_bytes()
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.usefixtures("mirror")
@pytest.mark.parametrize(("path", "type"), LISTS.items())
def test_files_about_the_whole_lie_under_their_version(
    client: Client, path: str, type: str
) -> None:
    for name in (path, f"api/v1/{path}"):  # the second one is for programs that read a mirror
        response = client.get(f"/api/v1/{name}", secure=True)
        assert (response.content, response["Content-Type"]) == (b"{}", type)


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
        "secret.txt",
        "%00index.json",
        "Index.json",
        "",
        "index.json%0a",
        "%0aindex.json",
        "so-noi-vu/%e2%80%a8",
        "index.json/",
    ],
)
def test_nothing_else_is_given(client: Client, path: str) -> None:
    response = client.get(f"/api/v1/{path}", secure=True)
    assert response.status_code == 404
    assert b"secret" not in response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 404
    assert {"type", "title", "detail"} <= set(response.json())


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
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.usefixtures("mirror")
def test_it_is_for_reading_only(client: Client) -> None:
    told = Client(enforce_csrf_checks=True).post("/api/v1/index.json", secure=True)
    assert (told.status_code, told["Allow"], told.json()["status"]) == (405, READING, 405)
    assert client.head("/api/v1/index.json", secure=True).content == b""


@pytest.mark.usefixtures("mirror")
@pytest.mark.parametrize("path", ["index.json", *LISTS, "khong-co/index.json", ""])
def test_a_browser_may_send_headers_of_its_own(client: Client, path: str) -> None:
    asked = {"Origin": "https://xa.example.vn", "Access-Control-Request-Method": "GET"}
    asked["Access-Control-Request-Headers"] = "if-none-match"
    told = client.options(f"/api/v1/{path}", secure=True, headers=asked)
    assert (told.status_code, told.content) == (204, b"")
    assert told["Access-Control-Allow-Origin"] == told["Access-Control-Allow-Headers"] == "*"
    assert told["Access-Control-Allow-Methods"] == READING
    assert int(told["Access-Control-Max-Age"]) > 0


def test_no_release_yet_is_no_fault(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.LOA_VAR = tmp_path
    assert client.get("/api/v1/index.json", secure=True).status_code == 404
