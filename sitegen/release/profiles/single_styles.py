"""Styles of a single file: the sheets inside the page, with only the fonts that it needs."""

import re

from selectolax.lexbor import LexborHTMLParser

from sitegen.release.profiles.entry import Released
from sitegen.release.profiles.single_links import resolved
from sitegen.release.profiles.single_pictures import data_address

__all__ = ["enclose_styles"]

_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_RANGES = re.compile(r"unicode-range:([^;}]+)")
_ADDRESS = re.compile(r"""url\(\s*['"]?(?!data:|#)([^'")]+)['"]?\s*\)""")


def enclose_styles(tree: LexborHTMLParser, released: Released, path: str) -> None:
    """Put every style sheet of the page into it, and the fonts and icons that the sheets name.

    A font that is only for some letters is enclosed when the page has one of them.
    """
    body = tree.body
    letters = {ord(letter) for letter in body.text()} if body else set()
    for link in tree.css("link[rel=stylesheet]"):
        sheet = resolved(path, link.attributes.get("href") or "")
        style = tree.create_node("style")
        style.inner_html = _enclosed(released, sheet, letters) if sheet in released.files else ""
        link.replace_with(style)


def _enclosed(released: Released, sheet: str, letters: set[int]) -> str:
    text = released.read(sheet).decode("utf-8")

    def face(found: re.Match[str]) -> str:
        is_local = not _ADDRESS.search(found[0])
        return found[0] if is_local or _is_needed(found[0], letters) else ""

    def address(found: re.Match[str]) -> str:
        target = resolved(sheet, found[1])
        return f"url({data_address(released, target)})" if target in released.files else found[0]

    return _ADDRESS.sub(address, _FONT_FACE.sub(face, text))


def _is_needed(face: str, letters: set[int]) -> bool:
    ranges = _RANGES.search(face)
    return ranges is None or any(_has(one, letters) for one in ranges[1].split(","))


def _has(written: str, letters: set[int]) -> bool:
    first, _, last = written.strip().upper().removeprefix("U+").partition("-")
    low, high = int(first, 16), int(last or first, 16)
    return any(low <= letter <= high for letter in letters)
