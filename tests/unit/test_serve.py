"""The look at the mirror on this machine: right types, no stale answers, nothing else served."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from sitegen.documents.addresses import Gone
from sitegen.release.manifest import read_manifest, write_manifest
from sitegen.release.rollback import roll_back
from sitegen.release.serve import mirror_server
from sitegen.release.switch import current_release
from tests.unit.mirror_samples import Province, release


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two releases; guide 10 was edited between them."""
    province = Province.of(1)
    release(province, tmp_path, day=1)
    province.edit(10, body="Đã sửa.")
    release(province, tmp_path, day=2)
    return tmp_path


@pytest.fixture
def port(folder: Path) -> Iterator[int]:
    """The port of a running server."""
    server = mirror_server(folder / "releases", 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def _ask(
    port: int, path: str, *, method: str = "GET", tag: str = ""
) -> tuple[int, dict[str, str], bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=300)) as connection:
        connection.request(method, path, headers={"If-None-Match": tag} if tag else {})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/so-noi-vu/huong-dan-10/index.html", "text/html; charset=utf-8"),
        ("/so-noi-vu/?a=1", "text/html; charset=utf-8"),
        ("/so-noi-vu/index.json", "application/json"),
        ("/assets/style.css", "text/css; charset=utf-8"),
        ("/assets/a.woff2", "font/woff2"),
        ("/to-gap/to-gap.pdf", "application/pdf"),
    ],
)
def test_file_is_served_with_its_type(folder: Path, port: int, path: str, kind: str) -> None:
    status, headers, content = _ask(port, path)
    place = path.partition("?")[0]
    name = f"{place}index.html" if place.endswith("/") else place
    assert status == 200
    assert headers["Content-Type"] == kind
    assert headers["Cache-Control"] == "no-cache"
    assert content == (folder / f"releases/current{name}").read_bytes()


def test_head_says_the_length_and_sends_nothing(port: int) -> None:
    status, headers, content = _ask(port, "/", method="HEAD")
    assert (status, content) == (200, b"")
    assert int(headers["Content-Length"]) > 0


def test_folder_without_slash_leads_to_the_folder(port: int) -> None:
    status, headers, _ = _ask(port, "/so-noi-vu?a=1")
    assert (status, headers["Location"]) == (301, "/so-noi-vu/?a=1")
    assert _ask(port, "//so-noi-vu")[1]["Location"] == "/so-noi-vu/"


@pytest.mark.parametrize(
    "path",
    [
        "/khong-co",
        "/../0001-20261101T083000.json",
        "/%2e%2e/0001-20261101T083000.json",
        "/..%2f..%2fstore/index.sqlite3",
        "/assets/",
        "/%00",
    ],
)
def test_everything_else_is_the_404_page(folder: Path, port: int, path: str) -> None:
    status, headers, content = _ask(port, path)
    assert status == 404
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert content == (folder / "releases/current/404.html").read_bytes()


def test_known_file_is_not_sent_twice_and_a_rollback_is_seen_at_once(
    folder: Path, port: int
) -> None:
    path = "/so-noi-vu/huong-dan-10/"
    _, headers, new = _ask(port, path)
    assert _ask(port, path, tag=headers["ETag"])[0] == 304
    roll_back(folder / "releases")
    status, _, old = _ask(port, path, tag=headers["ETag"])
    assert status == 200
    assert old != new


def test_sign_in_the_place_of_a_withdrawn_page_answers_410(folder: Path, port: int) -> None:
    releases = folder / "releases"
    served = read_manifest(releases, current_release(releases))
    assert served is not None
    gone = Gone(path="so-noi-vu/huong-dan-10/", language="vi")
    write_manifest(releases, replace(served, gone=(gone,)))
    assert _ask(port, "/so-noi-vu/huong-dan-10/")[0] == 410
    assert _ask(port, "/so-noi-vu/huong-dan-10/index.json")[0] == 200


def test_the_address_on_a_sheet_is_found_without_its_capital(folder: Path, port: int) -> None:
    current = folder / "releases" / "current"
    (current / "H" / "728435").mkdir(parents=True)
    (current / "H" / "728435" / "index.html").write_bytes(b"con dung")
    for path in ("/H/728435/", "/h/728435/"):
        assert _ask(port, path)[::2] == (200, b"con dung")
    assert _ask(port, "/h/728435")[1]["Location"].endswith("/728435/")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE", "PATCH"])
def test_what_is_no_reading_is_told_so(port: int, method: str) -> None:
    status, headers, _ = _ask(port, "/", method=method)
    assert (status, headers["Allow"]) == (405, "GET, HEAD")
