"""No way into a closed portal: every link, door, hit, card and value of a released demo is walked."""

import json
import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.documents.changed import changed_on
from sitegen.documents.kinds import Document
from sitegen.render import json_api
from sitegen.render.labels import labels
from sitegen.render.search.parts import read_value
from tests.demo_world import copy_demo

pytestmark = pytest.mark.journey

WORDS = frozenset({"value", "closed", "name"})
"""Keys of JSON under which an address is told and not offered."""

LEADING = ("href", "action", "formaction", "src", "srcset", "poster", "data-href", "content")
SIGN = labels("vi")["notice_from"].partition("{")[0]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, ...]]:
    """The released mirror, and the places of the portals that the registry knows as closed."""
    folder = tmp_path_factory.mktemp("demo") / "var"
    copy_demo(folder)
    with sqlite3.connect(folder / "loa.sqlite3") as rows:
        found = rows.execute("select address from cms_portal where closed_on is not null")
        closed = tuple(address.partition("://")[2].rstrip("/") for (address,) in found)
    assert len(closed) == 2
    return folder / "releases" / "current", closed


@pytest.fixture(scope="module")
def documents(world: tuple[Path, tuple[str, ...]]) -> dict[str, Document]:
    """Return every document of the mirror by the folder of its page."""
    mirror, _ = world
    places = [path for path in mirror.rglob("index.json") if path.with_suffix(".md").exists()]
    found = [json_api.read(path.read_bytes()) for path in places]
    return {one.head.path: one for one in found}


def _leads_to(address: str, closed: tuple[str, ...]) -> bool:
    place = address.strip().lower().partition("://")[2].removeprefix("www.")
    return any(re.match(rf"{re.escape(one)}(?:[/?#:]|$)", place) for one in closed)


def _offered(mirror: Path) -> Iterator[tuple[Path, str]]:
    """Yield every address that a file of the mirror offers, with the file."""
    for path in sorted(mirror.rglob("*")):
        if path.suffix in {".html", ".xml", ".svg"}:
            yield from ((path, one) for one in _in_markup(path.read_text("utf-8")))
        elif path.suffix in {".json", ".webmanifest"}:
            yield from ((path, one) for one in _in_json(json.loads(path.read_text("utf-8"))))
        elif path.suffix in {".md", ".txt"}:
            text = path.read_text("utf-8")
            yield from ((path, one) for one in re.findall(r"(?<=\]\()<?https?:[^)>\s]+", text))


def _in_markup(text: str) -> Iterator[str]:
    tree = LexborHTMLParser(text)
    for node in tree.css("*"):
        if node.tag == "script" and node.attributes.get("type") == "application/ld+json":
            yield from _in_json(json.loads(node.text()))
        for name in LEADING:
            said = node.attributes.get(name) or ""
            yield from re.findall(r"https?://[^\s,\"';]+", said)
        if node.tag in {"loc", "uri", "id"}:
            yield node.text()


def _in_json(value: Any) -> Iterator[str]:
    """Yield the texts that are addresses and nothing else."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in WORDS:
                yield from _in_json(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _in_json(inner)
    elif isinstance(value, str) and re.fullmatch(r"https?://\S+", value):
        yield value


def test_nothing_in_a_release_leads_into_a_closed_portal(
    world: tuple[Path, tuple[str, ...]],
) -> None:
    mirror, closed = world
    offered = list(_offered(mirror))
    kinds = {path.suffix for path, _ in offered}
    assert kinds >= {".html", ".json", ".md", ".xml"}  # the walk has seen them
    assert any(_leads_to(address, ("dichvucong.gov.vn",)) for _, address in offered)
    wrong = [
        f"{path.relative_to(mirror)}: {one}" for path, one in offered if _leads_to(one, closed)
    ]
    assert wrong == []


def test_every_way_to_a_page_that_has_changed_says_so(documents: dict[str, Document]) -> None:
    truth = {path: changed_on(one) for path, one in documents.items()}
    assert any(truth.values())
    assert not all(truth.values())
    seen = 0
    for document in documents.values():
        for path, said in _signed(json.loads(json.dumps(document, default=_plain))):
            assert said == (str(truth[path]) if truth[path] else None), (document.head.path, path)
            seen += 1
    assert seen > len(documents)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return str(value)
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _signed(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield where each door, entry or line of a list leads, and the day of its sign."""
    if isinstance(value, dict):
        if "changed_on" in value and value.get("path") is not None:
            yield value["path"], value["changed_on"]
        for inner in value.values():
            yield from _signed(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _signed(inner)


def test_readers_see_the_sign_at_doors_in_lists_on_cards_and_at_hits(
    world: tuple[Path, tuple[str, ...]], documents: dict[str, Document]
) -> None:
    mirror, _ = world
    changed = {path for path, one in documents.items() if changed_on(one)}
    hits = _hits(mirror)
    for path, document in documents.items():
        if document.head.language != "vi":
            continue
        tree = LexborHTMLParser((mirror / path / "index.html").read_text("utf-8"))
        for row in tree.css(".doors li, .entries > li, .index li"):
            link = row.css_first("a")
            target = _target(path, (link.attributes["href"] or "") if link else "")
            if target in documents:
                assert (SIGN in row.text()) == (target in changed), (path, target)
        card = tree.css_first('meta[property="og:description"]')
        if card is not None:
            assert (card.attributes["content"] or "").startswith(SIGN) == (path in changed), path
        if path in hits:
            assert hits[path].startswith(SIGN) == (path in changed), path


def _hits(mirror: Path) -> dict[str, str]:
    """Return by path what the search shows beneath the title of a hit in Vietnamese."""
    shards = [read_value(path.read_bytes()) for path in mirror.glob("search/vi/t-*.js")]
    assert shards
    return {path: excerpt for path, _title, excerpt, *_ in shards}


def _target(path: str, href: str) -> str:
    parts = [*path.rstrip("/").split("/")] if path else []
    for piece in href.removesuffix("index.html").split("/"):
        if piece == "..":
            parts = parts[:-1]
        elif piece:
            parts.append(piece)
    return "/".join(parts) + "/" if parts else ""


def test_a_guide_without_an_open_way_leads_on_first_and_folds_the_old_one(
    world: tuple[Path, tuple[str, ...]], documents: dict[str, Document]
) -> None:
    mirror, _ = world
    seen = 0
    for path, document in documents.items():
        groups = getattr(document, "groups", ())
        if document.kind != "guide" or not groups or not all(one.closed_on for one in groups):
            continue
        seen += 1
        main = LexborHTMLParser((mirror / path / "index.html").read_text("utf-8")).css_first("main")
        assert main.css(".portal a, details.branch")[0].tag == "a", path
        assert all("open" not in node.attributes for node in main.css("details.branch"))
        assert all(_is_folded(step) for step in main.css(".step")), path
    assert seen


def _is_folded(node: Any) -> bool:
    while node is not None and node.tag != "details":
        node = node.parent
    return node is not None
