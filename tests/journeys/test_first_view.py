"""What a slow line has to bring before something is read: bytes, for every page of the demo.

How long that takes is measured by ``bench/reaching.py`` and stands in docs/reach.md.
"""

import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.demo_world import demo_folder

pytestmark = pytest.mark.journey

FIRST_VIEW = 14_000
"""Bytes of gzip: about what a server sends before it waits for the first answer of a new line."""

LETTERS = 1_000
"""So many letters of a page fill the screen of a phone."""

PICTURE = 130_000
"""Bytes of a page and the picture of its first step, fonts and scripts too: at 50 kB a second and 400 ms
for each of four answers after one another, 4.2 s of the 5 s that are promised."""


@cache
def packed(path: Path) -> int:
    content = path.read_bytes()
    return len(
        content if path.suffix in {".avif", ".webp", ".woff2"} else gzip.compress(content, 9)
    )


@pytest.fixture(scope="module")
def pages() -> tuple[Path, ...]:
    found = tuple(sorted((demo_folder() / "releases" / "current").resolve().rglob("index.html")))
    assert len(found) > 40
    return found


def first_view(html: str) -> str:
    """Return the page up to the end of its first step; else as much as fills a screen."""
    steps = [one.start() for one in re.finditer(r'<li class="step[ "]', html)]
    if len(steps) > 1:
        return html[: steps[1]]
    letters, start = 0, html.index("<main")
    for piece in re.finditer(r"<[^>]*>|[^<]+", html[start:]):
        letters += 0 if piece[0].startswith("<") else len(" ".join(piece[0].split()))
        if letters >= LETTERS:
            return html[: start + piece.end()]
    return html


def files(page: Path, html: str, *, is_waited_for: bool) -> Iterator[Path]:
    """Yield the sheets and scripts of a part of a page: only those that keep it from being drawn, or all."""
    for tag in re.findall(r'<link rel="stylesheet"[^>]*>|<script [^>]*src=[^>]*>', html):
        if not is_waited_for or not re.search(r'media="print"| defer>', tag):
            yield (page.parent / re.findall(r'(?:href|src)="([^"]+)"', tag)[0]).resolve()


def test_the_first_view_of_every_page_fits_the_promise(pages: tuple[Path, ...]) -> None:
    weights = {}
    for page in pages:
        html = first_view(page.read_text("utf-8"))
        waited = sum(map(packed, files(page, html, is_waited_for=True)))
        weights[page] = waited + len(gzip.compress(html.encode(), 9))
    assert {page: weight for page, weight in weights.items() if weight > FIRST_VIEW} == {}


def test_the_picture_of_the_first_step_comes_soon(pages: tuple[Path, ...]) -> None:
    fonts = {*demo_folder().glob("releases/current/assets/be-vietnam-pro-*")}
    assert len(fonts) == 3
    weights = {}
    for page in pages:
        html = page.read_text("utf-8")
        for picture in re.findall(r"<picture>.*?</picture>", html, re.DOTALL)[:1]:
            offered = re.findall(r"([^\s\",]+\.avif) (\d+)w", picture)
            wanted = [page.parent / one for one, width in offered if int(width) <= 720]
            waited = files(page, html, is_waited_for=False)
            weights[page] = sum(map(packed, {page, *waited, *fonts, *wanted[-1:]}))
    assert len(weights) > 5
    assert {page: weight for page, weight in weights.items() if weight > PICTURE} == {}
