"""Tags: the elements of a line of HTML that has nothing unusual about it, without a parser.

The pages that we write are one tag after another, quoted as a machine quotes, and nearly all
their lines stand on other pages too. In such a line a pattern finds what a parser of HTML would
find. A line with anything else in it (a comment, an attribute without quotes, a tag that ends
on another line, an element that is not listed here) is refused: then its page must be parsed.
"""

import re
from collections.abc import Mapping
from html import unescape

__all__ = ["read_tag", "tags_of"]

_TAG = re.compile(rb"<([^<>]*)>")
_WRITTEN = re.compile(
    r'/[a-z][a-z0-9]*|([a-z][a-z0-9]*)((?:\s+[A-Za-z][\w-]*(?:="[^"]*")?)*)\s*/?', re.ASCII
)
_ATTRIBUTE = re.compile(r'([A-Za-z][\w-]*)(?:="([^"]*)")?', re.ASCII)
_STRANGE = re.compile(r"[\0\r]|&(?!(?:amp|lt|gt|quot|nbsp|#39|#34|#x27);)")
_DOCTYPE = b"<!doctype html>"

_RAW = (b"script", b"style", b"title")
"""What stands in these is text, whatever it looks like."""

_NAMES = frozenset(
    re.findall(
        r"\w+",
        """
    a abbr address article aside b blockquote body br button caption circle code col
    colgroup dd defs del details dfn div dl dt ellipse em fieldset figcaption figure footer
    form g h1 h2 h3 h4 h5 h6 head header hr html i img input ins kbd label legend li line
    link main mark meta nav ol p path picture polygon polyline pre rect s samp script
    section small source span strong style sub summary sup svg table tbody td text tfoot th
    thead time title tr u ul use var wbr
    """,
    )
)
"""The elements that our pages are made of, and a few more."""


def tags_of(line: bytes) -> list[bytes] | None:
    """Return what stands between "<" and ">" in a line, None when not all is tag or text."""
    if line == _DOCTYPE:
        return []
    tags: list[bytes] = _TAG.findall(line)
    if line.count(b"<") != len(tags) or line.count(b">") != len(tags):
        return None
    if b"<title" in line or b"<script" in line or b"<style" in line:
        return tags if _is_raw_closed(tags) else None
    return tags


def read_tag(tag: bytes) -> tuple[str, Mapping[str, str]] | None:
    """Return the name and the attributes of a tag, none for a closing one; None if unusual."""
    try:
        text = tag.decode()
    except UnicodeDecodeError:
        return None
    written = _WRITTEN.fullmatch(text)
    if written is None or _STRANGE.search(text):
        return None
    name = written[1] or text[1:]
    if name not in _NAMES:
        return None
    found = reversed(_ATTRIBUTE.findall(written[2] or ""))  # of two alike the first counts
    return name, {name.lower(): unescape(value) for name, value in found}


def _is_raw_closed(tags: list[bytes]) -> bool:
    """Tell whether each element that holds text alone ends with the next tag."""
    for place, tag in enumerate(tags):
        name = tag.partition(b" ")[0]
        if name in _RAW and tags[place + 1 : place + 2] != [b"/" + name]:
            return False
    return True
