"""Rich text as Wagtail stores it, read into inline nodes and blocks. Nothing else passes."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sitegen.documents.inline import ButtonName, Emphasis, Inline, LineBreak, Link, Strong, Text
from sitegen.documents.nodes import BulletList, NumberedList, Paragraph

__all__ = ["Address", "Blocks", "plain_text", "read_blocks", "read_inline"]

Blocks = tuple[Paragraph | BulletList | NumberedList, ...]
Address = tuple[str, str] | None
"""(target, address) of a link, or None when it may not be followed."""

Resolve = Callable[[str, str], Address]
"""Given the kind of a stored link ("page", "document") and its id, says where it leads."""

_SPACE = re.compile(r"[ \t\r\n\f]+")
_TAG = re.compile(r"<[^>]+>")
_SAFE = re.compile(r"^(https?:|mailto:|tel:)", re.IGNORECASE)
_NEEDS_RESOLVING = "linktype="
_MOST_KEPT = 50_000
_SILENT = ("br", "script", "style", "embed")


def plain_text(html: str) -> str:
    """Return the words of ``html``, entities resolved and white space folded."""
    return _SPACE.sub(" ", unescape(_TAG.sub("", html))).strip()


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


@lru_cache(maxsize=20_000)
def _fixed_blocks(html: str) -> Blocks:
    return _blocks(html, _nowhere)


_kept: dict[str, tuple[tuple[tuple[tuple[str, str], Address], ...], Blocks]] = {}
"""Rich text with links of ours, and the answers that made it: valid while they are the same."""


def _keep(html: str, resolve: Resolve) -> Blocks:
    asked: list[tuple[tuple[str, str], Address]] = []

    def ask(kind: str, identifier: str) -> Address:
        answer = resolve(kind, identifier)
        asked.append(((kind, identifier), answer))
        return answer

    blocks = _blocks(html, ask)
    if len(_kept) >= _MOST_KEPT:
        _kept.clear()
    _kept[html] = (tuple(asked), blocks)
    return blocks


def _nowhere(_kind: str, _identifier: str) -> Address:
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
    body = LexborHTMLParser(html).body
    if body is None:
        return ()
    found: list[Paragraph | BulletList | NumberedList] = []
    loose: list[Inline] = []
    for node in body.iter(include_text=True):
        if node.tag in ("p", "ul", "ol", "div", "h2", "h3", "h4", "blockquote"):
            _close(loose, found)
            found.extend(_block(node, resolve))
        else:
            loose.extend(_node(node, resolve))
    _close(loose, found)
    return tuple(found)


def _close(loose: list[Inline], found: list[Paragraph | BulletList | NumberedList]) -> None:
    if children := _trim(loose):
        found.append(Paragraph(children=children))
    loose.clear()


def _block(node: LexborNode, resolve: Resolve) -> Blocks:
    if node.tag in ("ul", "ol"):
        items = (_trim(_children(item, resolve)) for item in node.iter() if item.tag == "li")
        kept = tuple(item for item in items if item)
        if not kept:
            return ()
        return (BulletList(items=kept) if node.tag == "ul" else NumberedList(items=kept),)
    children = _trim(_children(node, resolve))
    return (Paragraph(children=children),) if children else ()


def _children(node: LexborNode, resolve: Resolve) -> list[Inline]:
    return [part for child in node.iter(include_text=True) for part in _node(child, resolve)]


def _node(node: LexborNode, resolve: Resolve) -> Iterable[Inline]:
    tag = node.tag or ""
    if tag == "-text":
        value = _SPACE.sub(" ", node.text_content or "")
        return (Text(value=value),) if value else ()
    if tag == "code":
        return (ButtonName(value=_SPACE.sub(" ", node.text()).strip()),)
    if tag in _SILENT:
        return (LineBreak(),) if tag == "br" else ()
    return _marked(node, tag, tuple(_children(node, resolve)), resolve)


def _marked(
    node: LexborNode, tag: str, children: tuple[Inline, ...], resolve: Resolve
) -> Iterable[Inline]:
    match tag:
        case "b" | "strong":
            return (Strong(children=children),)
        case "i" | "em":
            return (Emphasis(children=children),)
        case "li" | "p":  # a list inside a list keeps its lines
            return (LineBreak(), *children)
        case "a":
            return _link(node, children, resolve)
        case _:
            return children


def _link(node: LexborNode, children: tuple[Inline, ...], resolve: Resolve) -> tuple[Inline, ...]:
    attributes = node.attributes
    if kind := attributes.get("linktype"):
        address = resolve(kind, attributes.get("id") or "")
    else:
        href = (attributes.get("href") or "").strip()
        address = ("web", href) if _SAFE.match(href) else None
    if address is None:
        return children
    target, where = address
    return (Link(children=children, target=target, address=where),)  # type: ignore[arg-type]  # resolve says one of the three


def _trim(parts: list[Inline]) -> tuple[Inline, ...]:
    """Return ``parts`` without white space at both ends."""
    kept = list(parts)
    while kept and _is_blank(kept[0]):
        kept.pop(0)
    while kept and _is_blank(kept[-1]):
        kept.pop()
    if kept and isinstance(kept[0], Text):
        kept[0] = Text(value=kept[0].value.lstrip())
    if kept and isinstance(kept[-1], Text):
        kept[-1] = Text(value=kept[-1].value.rstrip())
    return tuple(kept)


def _is_blank(part: Inline) -> bool:
    return isinstance(part, LineBreak) or (isinstance(part, Text) and not part.value.strip())
