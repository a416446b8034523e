"""Running text to HTML: the one place where the words of a document become markup."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol, assert_never

from markupsafe import Markup, escape

from sitegen.documents.inline import (
    ButtonName,
    Emphasis,
    FactValue,
    Inline,
    LineBreak,
    Link,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from sitegen.render.compiling import markup
from sitegen.render.formats import bind, title_bind

__all__ = ["Addresses", "bound", "inline_html", "joined", "plain_text", "title_bound"]

# The number of a legal text ("42/2022/NĐ-CP") holds hyphens, at which browsers would break.
_SYMBOL = re.compile(r"\d+/(?:\d{4}/)?[A-ZĐ][\w&;-]*")

_LONGEST_IN_ONE_PIECE = 14
_KEY, _LONG_KEY, _END_KEY = '<b class="key nb">', '<b class="key">', "</b>"
_BREAK = Markup("<br>")
_TAGS: dict[type[Inline], str] = {
    Strong: "strong",
    Emphasis: "em",
    Subscript: "sub",
    Superscript: "sup",
}


class Addresses(Protocol):
    """What inline text needs of its page: addresses, and the mark for foreign words."""

    def href(self, path: str) -> str:
        """Return the address of a page of the mirror."""
        ...

    def file(self, path: str) -> str:
        """Return the address of a file of the mirror."""
        ...

    def said(self, text: str) -> Markup:
        """Return words, marked when they stand in another language."""
        ...


@lru_cache(maxsize=4096)
def bound(text: str) -> Markup:
    """Return ``text`` escaped, with what belongs together kept on one line.

    Remembered, because the same words stand on many pages and often twice on one.
    """
    safe = escaped(bind(text))
    if "/" not in text:
        return safe
    return markup(_SYMBOL.sub(r'<span class="nb">\g<0></span>', str(safe)))  # it is escaped


@lru_cache(maxsize=4096)
def title_bound(text: str) -> Markup:
    """Return the words of a heading, escaped and bound so that it breaks between words."""
    return bound(title_bind(text))


def escaped(text: str) -> Markup:
    """Return ``text`` escaped; most has nothing to escape, which is quick to see."""
    if "&" in text or "<" in text or ">" in text or '"' in text or "'" in text:
        return escape(text)
    return markup(text)


def joined(parts: Iterable[Markup]) -> Markup:
    """Return markup one after the other; several times faster than ``Markup.join``."""
    return markup("".join(parts))


def inline_html(children: tuple[Inline, ...], page: Addresses) -> Markup:
    """Return one run of inline text as markup."""
    if len(children) == 1:
        return _one(children[0], page)
    return joined([_one(child, page) for child in children])


def plain_text(children: tuple[Inline, ...]) -> str:
    """Return the words alone, with a space for a line break."""
    return "".join([_words(child) for child in children])


def _one(node: Inline, page: Addresses) -> Markup:
    match node:
        case Text():
            return page.said(node.value)
        case Strong() | Emphasis() | Subscript() | Superscript():
            tag = _TAGS[type(node)]
            return markup(f"<{tag}>{inline_html(node.children, page)}</{tag}>")
        case ButtonName():
            # A short name stays in one piece; a long one may wrap, each piece in its own frame.
            is_short = len(node.value) <= _LONGEST_IN_ONE_PIECE
            return markup(f"{_KEY if is_short else _LONG_KEY}{page.said(node.value)}{_END_KEY}")
        case LineBreak():
            return _BREAK
        case Link() | FactValue():
            return _link(node, page) if isinstance(node, Link) else _fact_value(node, page)
        case _:
            assert_never(node)


def _fact_value(node: FactValue, page: Addresses) -> Markup:
    words = page.said(node.value)
    if node.address:
        words = _web_link(node.address, words)
    if not node.remark:
        return words
    before, now, after = node.remark.rpartition(node.now) if node.now else (node.remark, "", "")
    if not (now and node.now_address):
        return joined([words, page.said(node.remark)])
    linked = _web_link(node.now_address, page.said(now))
    return joined([words, page.said(before), linked, page.said(after)])


def _link(node: Link, page: Addresses) -> Markup:
    words = inline_html(node.children, page)
    match node.target:
        case "page":
            return markup(f'<a href="{escaped(page.href(node.address))}">{words}</a>')
        case "file":
            return markup(f'<a href="{escaped(page.file(node.address))}" download>{words}</a>')
        case "web":
            return _web_link(node.address, words)
        case _:
            assert_never(node.target)


def _web_link(address: str, words: Markup) -> Markup:
    """Return a link out of the mirror, or the words alone for a scheme that could run script."""
    if not address.lower().startswith(("http://", "https://", "mailto:", "tel:")):
        return words
    return markup(f'<a href="{escaped(address)}" rel="noopener">{words}</a>')


def _words(node: Inline) -> str:
    match node:
        case Text() | ButtonName():
            return node.value
        case Strong() | Emphasis() | Subscript() | Superscript() | Link():
            return plain_text(node.children)
        case FactValue():
            return node.value + node.remark
        case LineBreak():
            return " "
        case _:
            assert_never(node)
