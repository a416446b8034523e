"""The chapters of the manual, read from docs/officers: they are written once, for there and for here."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

__all__ = ["FOLDER", "INDEX", "Chapter", "chapter", "picture_file"]

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "officers"
INDEX = "README"
_NAME = re.compile(r"[a-z0-9-]+|README")
_TITLE = re.compile(r"<h1>(.*?)</h1>\s*", re.DOTALL)
_CHAPTER = re.compile(r'href="([a-z0-9-]+)\.md(#[^"]*)?"')
_ELSEWHERE = re.compile(r'<a href="\.\./[^"]*">(.*?)</a>', re.DOTALL)
_PICTURE = re.compile(r"pictures/([a-z0-9-]+)\.png")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One page of the manual as HTML of its own sources; chapters name each other by ``name``."""

    title: str
    html: str


@cache
def chapter(name: str) -> Chapter | None:
    """Return a chapter, None where there is none of that name.

    Links to other chapters and pictures become addresses beside this one; what leads out of the
    officers' manual stays as words.
    """
    file = FOLDER / f"{name}.md"
    if not _NAME.fullmatch(name) or not file.is_file():
        return None
    html = MarkdownIt("commonmark").enable("table").render(file.read_text(encoding="utf-8"))
    title = _TITLE.search(html)
    html = _CHAPTER.sub(r'href="../\1/\2"', _ELSEWHERE.sub(r"\1", _TITLE.sub("", html, count=1)))
    html = _PICTURE.sub(r"../hinh/\1.png", html).replace("<img ", '<img loading="lazy" ')
    return Chapter(title=title[1] if title else name, html=html)


def picture_file(name: str) -> Path | None:
    """Return the file of a picture of the manual, None where there is none."""
    file = FOLDER / "pictures" / f"{name}.png"
    return file if _NAME.fullmatch(name) and file.is_file() else None
