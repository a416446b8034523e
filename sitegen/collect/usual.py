"""Usual rich text: what the editor stores nearly always, read without a parser of HTML.

Paragraphs and lists of one level, in them words, line breaks, and bold, italic, sub- and
superscript, names of buttons or links with nothing but words inside. Anything else is refused as a whole and left to the
parser; what is read here comes out as the parser would have it, in a fraction of its time.
"""

import re
from collections.abc import Callable
from html import unescape

from sitegen.collect.alike import button_name, line, paragraph, text
from sitegen.collect.runs import (
    MARKS,
    Blocks,
    Resolve,
    folded,
    link_around,
    listed,
    needs_folding,
    trimmed,
)
from sitegen.documents.inline import Inline, LineBreak
from sitegen.documents.nodes import BulletList, NumberedList, Paragraph

__all__ = ["read_usual"]

_BLOCK = re.compile(r'<(p|ul|ol)(?: data-block-key="\w*")?>([^<]*(?:<(?!/\1>)[^<]*)*)</\1>')
_ITEM = re.compile(r'<li(?: data-block-key="\w*")?>([^<]*(?:<(?!/li>)[^<]*)*)</li>')
_RUN = re.compile(
    r"([^<]+)|<(b|i|em|strong|sub|sup|code)>([^<]*)</\2>|<(br)/?>"
    r'|<(a)((?: [a-z]+="[^"<>]*")*)>([^<]*)</a>'
)
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_STRANGE = re.compile(r"&(?!(?:amp|lt|gt|quot|nbsp|#39|#x27);)")

Say = Callable[[str], str]
"""Turns what is written between tags into words."""

_Run = tuple[str, ...]
_Line = str | list[_Run]


class _UnusualError(Exception):
    """Something is in the text that only a parser can judge."""


def read_usual(html: str, resolve: Resolve) -> Blocks | None:
    """Return the paragraphs and lists of ``html``, None when it is not of the usual kind."""
    if "\0" in html or "\r" in html or ("&" in html and _STRANGE.search(html)):
        return None
    say = _words if "&" in html or needs_folding(html) else str
    try:
        parts = _parts(html)  # nobody is asked about a link before all is known as usual
    except _UnusualError:
        return None
    found: list[Paragraph | BulletList | NumberedList] = []
    for tag, lines in parts:
        if tag == "p":
            found += _paragraph(lines[0], say, resolve)
        else:
            found += listed(tag, [_said(one, say, resolve) for one in lines])
    return tuple(found)


def _paragraph(content: _Line, say: Say, resolve: Resolve) -> tuple[Paragraph, ...]:
    if isinstance(content, str):
        words = say(content).strip()
        return (paragraph(words),) if words else ()
    children = _said(content, say, resolve)
    return (Paragraph(children=children),) if children else ()


def _parts(html: str) -> list[tuple[str, list[_Line]]]:
    """Return the tag of each block with its lines; what stands outside is a paragraph."""
    pieces = _BLOCK.split(html)
    parts: list[tuple[str, list[_Line]]] = []
    for place in range(0, len(pieces), 3):
        if loose := pieces[place]:
            parts.append(("p", [_line(loose)]))
        if place + 1 == len(pieces):
            break
        tag, content = pieces[place + 1], pieces[place + 2]
        parts.append((tag, [_line(content)] if tag == "p" else _items(content)))
    return parts


def _items(content: str) -> list[_Line]:
    pieces = _ITEM.split(content)
    if any(between.strip() for between in pieces[::2]):
        raise _UnusualError
    return [_line(item) for item in pieces[1::2]]


def _line(content: str) -> _Line:
    """Return a line as it is when nothing in it is marked, else its runs."""
    if "<" not in content:
        return content
    runs: list[_Run] = _RUN.findall(content)
    if content.count("<") != sum([1 if run[3] else 2 for run in runs if not run[0]]):
        raise _UnusualError
    return runs


def _said(content: _Line, say: Say, resolve: Resolve) -> tuple[Inline, ...]:
    if isinstance(content, str):
        words = say(content).strip()
        return line(words) if words else ()
    return trimmed([node for run in content for node in _inline(run, say, resolve)])


def _inline(run: _Run, say: Say, resolve: Resolve) -> tuple[Inline, ...]:
    words, tag, marked, line_break, link, attributes, linked = run
    if words:
        return (text(say(words)),)
    if line_break:
        return (LineBreak(),)
    if tag == "code":
        return (button_name(say(marked).strip()),)
    inside = marked or linked
    children = line(say(inside)) if inside else ()
    if link:
        return link_around(children, _attributes(attributes), resolve)
    return (MARKS[tag](children=children),)


def _words(written: str) -> str:
    return folded(unescape(written) if "&" in written else written)


def _attributes(written: str) -> dict[str, str | None]:
    """Return attributes by name; of two alike the first counts."""
    found = reversed(_ATTRIBUTE.findall(written))
    return {name: unescape(value) if "&" in value else value for name, value in found}
