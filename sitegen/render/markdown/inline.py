"""Running text as markdown."""

import unicodedata
from collections.abc import Iterable
from typing import Protocol, assert_never

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
from sitegen.render.markdown.escaping import address, line, words

__all__ = ["Addresses", "inline_markdown", "marked"]

_BREAK = "\\\n"
_GAP = "<!-- -->"  # keeps two marks apart where nothing stands between them


class Addresses(Protocol):
    """What running text needs of its page."""

    def href(self, path: str) -> str:
        """Return the address of a page of the mirror."""
        ...

    def file(self, path: str) -> str:
        """Return the address of a file of the mirror."""
        ...


def inline_markdown(children: tuple[Inline, ...], page: Addresses) -> str:
    """Return one run of inline text; no line of it begins like a heading or a list."""
    text = _run(children, page, "").strip()
    return _BREAK.join(line(part.strip()) for part in text.split(_BREAK))


def marked(markdown: str, mark: str) -> str:
    """Return ``markdown`` between two marks, its outer spaces outside; "" stays ""."""
    inside = markdown.strip()
    if not inside:
        return markdown
    before, _, after = markdown.partition(inside)
    return f"{before}{mark}{inside}{mark}{after}"


def _run(children: Iterable[Inline], page: Addresses, within: str) -> str:
    text = ""
    for child in children:
        piece = _one(child, page, within)
        text += _GAP + piece if text and piece and _would_blur(text, piece) else piece
    return text


def _one(node: Inline, page: Addresses, within: str) -> str:
    """Return one piece; ``within`` holds the marks that are open around it."""
    match node:
        case Text():
            return words(node.value)
        case ButtonName():
            return words(node.value) if "**" in within else marked(words(node.value), "**")
        case Strong() | Emphasis():
            mark = "**" if isinstance(node, Strong) else "_"
            return _marked_run(node.children, page, within, mark)
        case Subscript() | Superscript():  # CommonMark has no mark of its own for these two
            tag = "sub" if isinstance(node, Subscript) else "sup"
            inside = _run(node.children, page, within)
            return f"<{tag}>{inside}</{tag}>" if inside else ""
        case LineBreak():
            return _BREAK
        case Link() | FactValue():
            return _link(node, page, within) if isinstance(node, Link) else _fact_value(node)
        case _:
            assert_never(node)


def _fact_value(node: FactValue) -> str:
    said = words(node.value)
    linked = f"[{said}]({address(node.address)})" if _is_safe(node.address) else said
    if not (node.now and _is_safe(node.now_address)):
        return linked + words(node.remark)
    before, now, after = node.remark.rpartition(node.now)
    return f"{linked}{words(before)}[{words(now)}]({address(node.now_address)}){words(after)}"


def _marked_run(children: tuple[Inline, ...], page: Addresses, within: str, mark: str) -> str:
    if mark in within:
        return _run(children, page, within)
    return marked(_run(children, page, within + mark), mark)


def _link(node: Link, page: Addresses, within: str) -> str:
    said = _run(node.children, page, within)
    match node.target:
        case "page":
            target = page.href(node.address)
        case "file":
            target = page.file(node.address)
        case "web":
            target = node.address if _is_safe(node.address) else ""
        case _:
            assert_never(node.target)
    return f"[{said}]({address(target)})" if target else said


def _is_safe(target: str) -> bool:
    return target.lower().startswith(("http://", "https://", "mailto:", "tel:"))


def _would_blur(left: str, right: str) -> bool:
    """Tell whether a mark between the two would not be read as one (CommonMark, 6.2)."""
    if left[-1] in "*_" and right[0] in "*_":
        return True
    opens = right.lstrip("*_")
    if opens != right and not _is_loose(left[-1]):
        return right[0] == "_" or _is_sign(opens[0])
    closes = left.rstrip("*_")
    if closes != left and not _is_loose(right[0]):
        return left[-1] == "_" or _is_sign(closes[-1])
    return False


def _is_loose(sign: str) -> bool:
    return sign.isspace() or _is_sign(sign)


def _is_sign(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"
