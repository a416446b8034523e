"""One walk over what another program put on the clipboard: its lines in order, each word once.

Blocks and line breaks part the lines; what nobody saw, and what was marked as deleted, is left out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from django.utils.translation import gettext as _
from selectolax.lexbor import LexborNode

from cms.text import clean_text

__all__ = ["Left", "Line", "is_hidden", "is_layout", "lines_of", "parts_of", "rows_of"]

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """address article aside blockquote body caption center dd details dialog div dl dt fieldset
        figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option
        p pre section summary table tbody td tfoot th thead tr ul""",
    )
)
_SILENT = {"style", "script", "head", "title", "meta", "xml", "template", "noscript", "object"}
_MARKS = {"b": "b", "strong": "b", "i": "i", "em": "i", "sub": "sub", "sup": "sup"}
_HEADINGS = {"h1": "h2", "h2": "h2", **dict.fromkeys(("h3", "h4", "h5", "h6"), "h3")}
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_PLAIN = re.compile(r"font-weight\s*:\s*(?:normal|400)", re.IGNORECASE)  # Google's own wrapper
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_WORD_LIST = re.compile(r"mso-list\s*:[^;]*\blevel(\d)", re.IGNORECASE)
_WORD_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_NUMBER = re.compile(r"\w+(?:\.\w+)*[.)/-]|\(\w+\)|[\d.]+")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_BREAKS = re.compile(r"\s*(?:<br/>\s*)+")
_MOST_DEPTH = 5
Run = tuple[str, tuple[str, ...]]


@dataclass(slots=True)
class Line:
    """A paragraph "p", an item "ul" or "ol", or a heading "h2" or "h3"; ``level`` is Word's of an item."""

    kind: str = "p"
    depth: int = 0
    level: int = 1
    runs: list[Run] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return its words, line by line, as a cell holds them."""
        said = clean_text("".join(text for text, _marks in self.runs))
        return "\n".join(filter(None, (" ".join(one.split()) for one in said.split("\n"))))

    @property
    def html(self) -> str:
        """Return its words with their marks, well-formed."""
        same = groupby(self.runs, key=lambda run: run[1])
        said = "".join(
            _marked("".join(text for text, _same in runs), marks) for marks, runs in same
        )
        return _BREAKS.sub("<br/>", said).strip().removeprefix("<br/>").removesuffix("<br/>")


@dataclass(slots=True)
class Left:
    """What a walk left out: addresses of links, how many pictures, and whether words were deleted."""

    addresses: dict[str, None] = field(default_factory=dict)
    pictures: int = 0
    is_shortened: bool = False

    def notes(self) -> list[str]:
        """Return what an officer is told of it; paragraphs keep their addresses, cells do not."""
        said = []
        if self.is_shortened:
            said.append(_("Bỏ chữ đã đánh dấu xoá."))
        if self.pictures:
            said.append(_("Không lấy ảnh (%s ảnh). Thêm từng ảnh bằng khối “Ảnh”.") % self.pictures)
        if self.addresses:
            said.append(
                _("Trong ô chỉ giữ chữ, không giữ đường dẫn: %s.") % ", ".join(self.addresses)
            )
        return said


def lines_of(root: LexborNode, left: Left, *, has_tables: bool) -> Iterator[Line | LexborNode]:
    """Yield the lines below ``root`` that say something; where ``has_tables``, tables as they are."""
    return _Walk(left, has_tables=has_tables).through(root)


def is_hidden(node: LexborNode) -> bool:
    """Tell whether nobody saw an element."""
    return bool(_HIDDEN.search(_style(node))) or "hidden" in node.attributes


def is_layout(table: LexborNode) -> bool:
    """Tell whether a table is one cell: how pages and Excel hand over plain words."""
    return sum(1 for row in rows_of(table) for _cell in parts_of(row, "td", "th")) < 2


def parts_of(node: LexborNode, *tags: str) -> Iterator[LexborNode]:
    """Yield the elements of these names right below a node."""
    return (child for child in node.iter() if child.tag in tags)


def rows_of(table: LexborNode) -> Iterator[LexborNode]:
    """Yield the lines of a table, not those of tables in it."""
    for part in parts_of(table, "thead", "tbody", "tfoot", "tr"):
        if part.tag == "tr":
            yield part
        else:
            yield from parts_of(part, "tr")


class _Walk:
    def __init__(self, left: Left, *, has_tables: bool) -> None:
        self.left, self.has_tables = left, has_tables
        self.line = Line()
        self.is_written = False  # inside <pre>, where lines end as they do in the source

    def through(self, root: LexborNode) -> Iterator[Line | LexborNode]:
        yield from self._inside(root, Line(), ())
        yield from self._end(Line())

    def _end(self, following: Line) -> Iterator[Line]:
        """Close the line that is open, if it says something, and begin the next."""
        if self.line.text:
            yield self.line
        self.line = Line(following.kind, following.depth)

    def _inside(
        self, node: LexborNode, place: Line, marks: tuple[str, ...]
    ) -> Iterator[Line | LexborNode]:
        for child in node.iter(include_text=True):
            yield from self._node(child, child.tag or "", place, marks)

    def _node(
        self, node: LexborNode, tag: str, place: Line, marks: tuple[str, ...]
    ) -> Iterator[Line | LexborNode]:
        if tag == "-text":
            text = node.text_content or ""
            self.line.runs.append((text if self.is_written else _BLANKS.sub(" ", text), marks))
        elif tag.startswith("-") or tag in _SILENT or is_hidden(node):
            return
        elif tag == "del":
            self.left.is_shortened |= bool((node.text(deep=True) or "").strip())
        elif tag == "br":
            self.line.runs.append(("\n", marks))
        elif tag == "img":
            self.left.pictures += 1
        elif tag == "table" and self.has_tables and not is_layout(node):
            yield from self._end(place)
            yield node
        elif tag in _BLOCKS:
            yield from self._block(node, tag, place, marks)
        elif _WORD_MARK.search(_style(node)):
            self._mark(node, place)
        else:
            yield from self._inside(node, place, self._marks(node, tag, marks))

    def _block(
        self, node: LexborNode, tag: str, place: Line, marks: tuple[str, ...]
    ) -> Iterator[Line | LexborNode]:
        inner = _placed(node, tag, place)
        was_written, self.is_written = self.is_written, self.is_written or tag == "pre"
        if inner is place and tag != "li" and place.depth:  # a paragraph of an item belongs to it
            self.line.runs.append(("\n", ()))
            yield from self._inside(node, place, marks)
            self.line.runs.append(("\n", ()))
        else:
            yield from self._end(inner)
            yield from self._inside(node, inner, marks)
            yield from self._end(place)
        self.is_written = was_written

    def _mark(self, node: LexborNode, place: Line) -> None:
        """Take what Word wrote before an item: a number stays, a bullet makes it one of a list."""
        mark = " ".join((node.text(deep=True) or "").split())
        if _NUMBER.fullmatch(mark):
            self.line.runs.append((f"{mark} ", ()))
        elif mark and self.line.kind == "p":
            self.line.kind, self.line.depth = "ul", place.level

    def _marks(self, node: LexborNode, tag: str, marks: tuple[str, ...]) -> tuple[str, ...]:
        address = (node.attributes.get("href") or "").strip() if tag == "a" else ""
        if tag in _MARKS and not _PLAIN.search(_style(node)):
            mark = _MARKS[tag]
        elif _ADDRESS.match(address) and not any(one.startswith("a ") for one in marks):
            mark = f"a {address}"
            if " ".join((node.text(deep=True) or "").split()) != address:
                self.left.addresses[address] = None
        else:
            return marks
        return marks if mark in marks else (*marks, mark)


def _placed(node: LexborNode, tag: str, place: Line) -> Line:
    """Return what the lines right inside a block are: ``place`` itself where it changes nothing."""
    if tag in ("ul", "ol"):
        return Line(tag, min(place.depth + 1, _MOST_DEPTH))
    if place.depth:
        return place
    if tag == "li":
        return Line("ul", 1)
    if tag in _HEADINGS:
        return Line(_HEADINGS[tag])
    found = _WORD_LIST.search(_style(node))
    return Line(level=min(max(1, int(found[1])), _MOST_DEPTH)) if found else Line()


def _style(node: LexborNode) -> str:
    return node.attributes.get("style") or ""


def _marked(text: str, marks: tuple[str, ...]) -> str:
    said = escape(clean_text(text), quote=False).replace("\n", "<br/>")
    for mark in reversed(marks):
        if mark.startswith("a "):
            said = f'<a href="{escape(mark[2:])}">{said}</a>'
        else:
            said = f"<{mark}>{said}</{mark}>"
    return said
