"""Rich text as Wagtail stores it, read into inline nodes and blocks. Nothing else passes."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from itertools import count

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.collect.alike import alike, line, paragraph, text
from sitegen.collect.runs import (
    MARKS,
    Answer,
    Blocks,
    LinkTarget,
    Resolve,
    link_around,
    listed,
    trimmed,
)
from sitegen.documents.inline import ButtonName, Inline, LineBreak, Text
from sitegen.documents.nodes import BulletList, NumberedList, Paragraph
from sitegen.letters import folded

__all__ = ["Blocks", "LinkTarget", "plain_text", "read_blocks", "read_inline"]

_TAG = re.compile(r"<[^>]+>")
_NEEDS_RESOLVING = "linktype="
_SILENT = ("br", "script", "style", "embed")
_REMEMBERED = 4096
"""Texts: those of steps that many offices share come again soon, most others never."""

_TEXTS_OF_A_TREE = 1000
"""Its memory, about 1 kB for each, comes back with the last node of it."""

_read = count()


def plain_text(html: str) -> str:
    """Return the words of ``html``, entities resolved and white space folded."""
    words = _TAG.sub("", html) if "<" in html else html
    return folded(unescape(words) if "&" in words else words).strip()


def read_inline(html: str, resolve: Resolve) -> tuple[Inline, ...]:
    """Return one line of running text; paragraphs in it are joined by line breaks."""
    return _inline_of(read_blocks(html, resolve))


def read_blocks(html: str, resolve: Resolve) -> Blocks:
    """Return the paragraphs and lists of ``html``; what stands outside becomes a paragraph."""
    if _NEEDS_RESOLVING not in html:
        return _fixed_blocks(html)
    kept = _kept.get(html)
    if kept is not None and all(resolve(*asked) == answer for asked, answer in kept[0]):
        return kept[1]
    return _keep(html, resolve)


@lru_cache(maxsize=_REMEMBERED)
def _fixed_blocks(html: str) -> Blocks:
    return _blocks(html, _nowhere)


_kept: dict[str, tuple[tuple[tuple[tuple[str, str], Answer], ...], Blocks]] = {}
"""Rich text with links of ours, and the answers that made it: valid while they are the same."""


def _keep(html: str, resolve: Resolve) -> Blocks:
    asked: list[tuple[tuple[str, str], Answer]] = []

    def ask(kind: str, identifier: str) -> Answer:
        answer = resolve(kind, identifier)
        asked.append(((kind, identifier), answer))
        return answer

    blocks = _blocks(html, ask)
    if len(_kept) >= _REMEMBERED:
        _kept.clear()
    _kept[html] = (tuple(asked), blocks)
    return blocks


def _nowhere(_kind: str, _identifier: str) -> LinkTarget:
    return None


def _inline_of(blocks: Blocks) -> tuple[Inline, ...]:
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return blocks[0].children
    lines: list[Inline] = []
    for block in blocks:
        runs = (block.children,) if isinstance(block, Paragraph) else block.items
        for run in runs:
            if lines and run:
                lines.append(LineBreak())
            lines.extend(run)
    return tuple(lines)


def _blocks(html: str, resolve: Resolve) -> Blocks:
    """Return what a browser would make of ``html``, however it is written."""
    found: list[Paragraph | BulletList | NumberedList] = []
    loose: list[Inline] = []
    for node in _parsed(html).iter(include_text=True):
        if node.tag in ("p", "ul", "ol", "div", "h2", "h3", "h4", "blockquote"):
            found += (*_paragraph(loose), *_block(node, resolve))
            loose = []
        else:
            loose.extend(_node(node, resolve))
    return (*found, *_paragraph(loose))


def _parsed(html: str) -> LexborNode:
    """Return an element that holds what stands in ``html``.

    Many share a tree: to begin one takes fifteen times as long as to read a paragraph, some 0.14 ms
    a page. Each has a place of its own in it, for a link may be resolved by reading another text.
    """
    place = _tree(next(_read) // _TEXTS_OF_A_TREE).create_node("div")
    place.inner_html = html
    return place


@lru_cache(maxsize=1)
def _tree(_number: int) -> LexborHTMLParser:
    return LexborHTMLParser("")


def _paragraph(parts: list[Inline]) -> Blocks:
    match trimmed(parts):
        case ():
            return ()
        case (Text(value=words),):
            return (paragraph(words),)
        case children:
            return (Paragraph(children=children),)


def _line(parts: list[Inline]) -> tuple[Inline, ...]:
    """Return a line without white space at its ends; plain words are one wherever they stand."""
    match trimmed(parts):
        case (Text(value=words),):
            return line(words)
        case children:
            return children


def _block(node: LexborNode, resolve: Resolve) -> Blocks:
    if node.tag in ("ul", "ol"):
        return listed(node.tag, [_line(item) for item in _items(node, resolve)])
    return _paragraph(_children(node, resolve))


def _items(node: LexborNode, resolve: Resolve) -> list[list[Inline]]:
    """Return the items of a list; what stands between two of them belongs to the one before."""
    items: list[list[Inline]] = []
    for child in node.iter(include_text=True):
        if child.tag == "li":
            items.append(_children(child, resolve))
        elif found := trimmed(list(_node(child, resolve))):
            if items:
                items[-1] += (LineBreak(), *found)
            else:
                items.append(list(found))
    return items


def _children(node: LexborNode, resolve: Resolve) -> list[Inline]:
    return [part for child in node.iter(include_text=True) for part in _node(child, resolve)]


def _node(node: LexborNode, resolve: Resolve) -> Iterable[Inline]:
    tag = node.tag or ""
    if tag == "-text":
        value = folded(node.text_content or "")
        return (text(value),) if value else ()
    if tag == "code":
        return (alike(ButtonName(value=folded(node.text()).strip())),)
    if tag in _SILENT:
        return (LineBreak(),) if tag == "br" else ()
    if tag in ("ul", "ol"):
        return _inner_list(node, resolve)
    return _marked(node, tag, tuple(_children(node, resolve)), resolve)


def _marked(
    node: LexborNode, tag: str, children: tuple[Inline, ...], resolve: Resolve
) -> Iterable[Inline]:
    if tag in MARKS:
        return (MARKS[tag](children=children),)
    match tag:
        case "li" | "p":
            return (LineBreak(), *children)
        case "a":
            return link_around(children, node.attributes, resolve)
        case _:
            return children


def _inner_list(node: LexborNode, resolve: Resolve) -> Iterable[Inline]:
    """Yield the lines of a list inside a list, each behind a dash or its number."""
    for number, item in enumerate(_items(node, resolve), 1):
        yield LineBreak()
        yield Text(value=f"{number}. " if node.tag == "ol" else "– ")
        yield from trimmed(item)
