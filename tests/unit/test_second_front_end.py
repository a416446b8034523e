"""A front end in another language makes our pages of nothing but ``api/v1``: the judge of the data."""

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from sitegen.documents.kinds import Document
from sitegen.documents.view import View
from tests.branching_guides import a_branching_guide
from tests.builders import (
    a_leaflet,
    a_site,
    a_view,
    an_article,
    every_document,
    every_node,
    every_panel_part,
)
from tests.random_documents import a_random_document
from tests.second_front_end import PROGRAM, differing, lay, made_by_node

LANGUAGES = ("vi", "en", "tyz")
MANY = 1000 if os.environ.get("LOA_SOAK") == "1" else 200
ADDRESSES = ("", "https://loa.example.vn/")


def _written() -> Iterator[Document]:
    """Yield documents that hold every kind, every node and every part of a panel."""
    yield from every_document()
    yield an_article(body=every_node())
    yield a_leaflet(panels=(replace(a_leaflet().panels[0], parts=every_panel_part()),))
    yield from map(a_branching_guide, range(MANY // 10))


def _placed(documents: Iterator[Document], address: str) -> dict[str, tuple[Document, View]]:
    """Return documents by their folders, with what stands around each."""
    pages = {}
    for number, one in enumerate(documents):
        path, language = f"trang-{number}/", one.head.language
        document = replace(one, head=replace(one.head, path=path, key=f"page-{number}"))
        site = a_site(language=language, languages=LANGUAGES, base_address=address)
        view = a_view(site=site, pdf_path=f"{path}to.pdf" if number % 3 == 0 else "")
        pages[path] = (document, view)
    return pages


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_shows_every_word_picture_and_link_of_every_kind(address: str, tmp_path: Path) -> None:
    _judge(_placed(_written(), address), tmp_path)


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_shows_every_word_picture_and_link_of_any_document(address: str, tmp_path: Path) -> None:
    _judge(_placed(map(a_random_document, range(MANY)), address), tmp_path)


def _judge(pages: dict[str, tuple[Document, View]], folder: Path) -> None:
    ours, theirs = folder / "ours", folder / "theirs"
    lay(pages, ours)
    made_by_node(ours, theirs, "--pages")
    assert differing(ours, theirs, [f"{path}index.html" for path in pages]) == {}


def test_from_a_server_it_makes_the_same_as_from_a_folder(tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    lay(_placed(_written(), ""), ours)
    made_by_node(ours, tmp_path / "folder", "--pages")
    handler = partial(_Silent, directory=str(ours))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        made_by_node(f"http://127.0.0.1:{server.server_port}", tmp_path / "web", "--pages")
        server.shutdown()
    folder, web = (_tree(tmp_path / name) for name in ("folder", "web"))
    assert len(folder) > 20
    assert web == folder


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*.html")}


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_it_is_small_and_needs_no_package() -> None:
    files = sorted(PROGRAM.parent.glob("*.mjs"))
    said = [line.strip() for file in files for line in file.read_text("utf-8").splitlines()]
    lines = [line for line in said if line and not line.startswith("//")]
    assert len(lines) <= 400
    imports = [line.rpartition(" from ")[2].strip('";') for line in lines if line[:7] == "import "]
    assert imports
    assert all(name.startswith(("node:", "./")) for name in imports)
