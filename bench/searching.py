"""What searching costs a reader: the size of the index, and what one query loads in a browser."""

import gzip
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli  # type: ignore[import-untyped]  # it ships no types
from playwright.sync_api import Browser, Error, sync_playwright

__all__ = ["Query", "Search", "measured"]

FOLDER = "search"
QUERIES = (
    "kết hôn",
    "giay khai sinh",
    "nộp hồ sơ trên mạng",
    "đăng ký tạm trú suối hoa",
    "xe may chuyen dung",
)
"""From two common words to the words of one guide; with marks and without."""

SETTLED_MS = 700
"""A query is over when nothing more was asked for so long."""

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """The scripts that a browser with nothing but the home page loads for one query."""

    words: str
    files: int
    gzip_kb: float
    brotli_kb: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """The index: files, kB as they are and compressed; ``queries`` are none without a browser."""

    files: int
    kb: float
    gzip_kb: float
    brotli_kb: float
    queries: tuple[Query, ...] = ()


def measured(release: Path) -> Search | None:
    """Return what searching costs in a release, None when it has no index."""
    index = sorted((release / FOLDER).rglob("*.js"))
    if not index:
        return None
    return Search(
        files=len(index),
        kb=sum(path.stat().st_size for path in index) / 1000,
        gzip_kb=_gzip_kb(index),
        brotli_kb=_brotli_kb(index),
        queries=_queries(release),
    )


def _queries(release: Path) -> tuple[Query, ...]:
    """Return each query, asked in the box of the home page, which is opened from its folder."""
    with _browser() as browser:
        if browser is None:
            print("*** No Chromium: what a query loads is NOT measured.", file=sys.stderr)
            return ()
        try:
            return tuple(_query(words, _loaded(browser, release, words)) for words in QUERIES)
        except Error as error:
            print(f"*** What a query loads is NOT measured: {error}", file=sys.stderr)
            return ()


def _query(words: str, files: list[Path]) -> Query:
    return Query(
        words=words, files=len(files), gzip_kb=_gzip_kb(files), brotli_kb=_brotli_kb(files)
    )


def _loaded(browser: Browser, release: Path, words: str) -> list[Path]:
    """Return the scripts that one query asks for, after those of the home page itself."""
    asked: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto((release / "index.html").as_uri())
        known = frozenset(asked)
        box = page.locator("input[type=search]").first
        box.fill(words)
        box.press("Enter")
        seen = -1
        while seen != len(asked):
            seen = len(asked)
            page.wait_for_timeout(SETTLED_MS)
    paths = {Path(unquote(urlsplit(address).path)) for address in asked if address not in known}
    return sorted(path for path in paths if path.is_file() and path.suffix == ".js")


@contextmanager
def _browser() -> Iterator[Browser | None]:
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
    if path is None:
        yield None
        return
    flags = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        try:
            yield browser
        finally:
            browser.close()


def _gzip_kb(files: Iterable[Path]) -> float:
    return sum(len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in files) / 1000


def _brotli_kb(files: Iterable[Path]) -> float:
    return (
        sum(len(brotli.compress(path.read_bytes(), quality=9, lgwin=16)) for path in files) / 1000
    )
