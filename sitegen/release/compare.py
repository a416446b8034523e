"""Compare: two versions of a page as an officer reads them, line by line and word by word.

The text is read from the HTML that citizens got, so nothing is compared that they could not
see and nothing that they saw is left out, whatever made it.
"""

import posixpath
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

__all__ = ["MAX_LINES", "Difference", "Line", "Piece", "Reading", "compare_pages", "read_page"]

MAX_LINES = 4000
"""Longer pages are compared as far as this; comparing takes the square of the length."""

MAX_WORDS = 600
MAX_BLOCK = 120
SIMILAR = 0.5
WINDOW = 6

_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "br", "caption", "dd", "details", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hr", "legend", "li", "main", "nav", "ol", "option", "p"),
        *("pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul"),
    }
)
_CELLS = frozenset({"td", "th"})
_UNREAD = frozenset({"script", "style", "template", "svg", "noscript"})
_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")

Kind = Literal["same", "new", "gone"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one page says: its lines, its links as (words, place), its pictures as (file, words)."""

    lines: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line that stayed, came or went."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the comparison; ``skipped`` counts lines left out here because they stayed."""

    kind: Literal["same", "changed", "new", "gone", "gap"]
    pieces: tuple[Piece, ...] = ()
    skipped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Everything that differs for a reader between two versions of one page."""

    lines: tuple[Line, ...] = ()
    new_links: tuple[tuple[str, str], ...] = ()
    gone_links: tuple[tuple[str, str], ...] = ()
    new_pictures: tuple[str, ...] = ()
    gone_pictures: tuple[str, ...] = ()
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether readers see the same words, links and pictures."""
        links = self.new_links or self.gone_links
        return not (self.lines or links or self.new_pictures or self.gone_pictures)


def read_page(html: bytes, path: str = "") -> Reading:
    """Return what the main part of a page says; ``path`` is its own place, for its links."""
    tree = LexborHTMLParser(html)
    main = tree.css_first("main") or tree.body
    if main is None:
        return Reading()
    reader = _Reader(path)
    reader.read(main)
    reader.end_line()
    return Reading(tuple(reader.lines), tuple(reader.links), tuple(reader.pictures))


def compare_pages(old: Reading, new: Reading, *, context: int = 1) -> Difference:
    """Return the difference with ``context`` unchanged lines around each change.

    A page that is new or gone is compared with ``Reading()``.
    """
    cut = max(len(old.lines), len(new.lines)) > MAX_LINES
    lines = _folded(list(_lines(old.lines[:MAX_LINES], new.lines[:MAX_LINES])), context)
    old_places, new_places = _places(old.links), _places(new.links)
    old_files, new_files = _places(old.pictures, 0), _places(new.pictures, 0)
    return Difference(
        lines=tuple(lines),
        new_links=tuple(dict.fromkeys(link for link in new.links if link[1] not in old_places)),
        gone_links=tuple(dict.fromkeys(link for link in old.links if link[1] not in new_places)),
        new_pictures=tuple(words for file, words in new.pictures if file not in old_files),
        gone_pictures=tuple(words for file, words in old.pictures if file not in new_files),
        is_cut=cut,
    )


def _places(pairs: Sequence[tuple[str, str]], place: int = 1) -> set[str]:
    return {pair[place] for pair in pairs}


class _Reader:
    """Walks a page once; a block begins a line, a cell of a table is set off by a bar."""

    def __init__(self, path: str) -> None:
        self.lines: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.pictures: list[tuple[str, str]] = []
        self._folder = posixpath.dirname(path)
        self._said: list[str] = []

    def read(self, node: LexborNode) -> None:
        after_element = False
        for child in node.iter(include_text=True):
            if child.tag == "-text":
                self._said.append(child.text_content or "")
                after_element = False
            elif child.tag not in _UNREAD:
                if after_element:
                    self._said.append(" ")
                self._element(child)
                after_element = True

    def end_line(self) -> None:
        line = _plain("".join(self._said)).removeprefix("| ")
        if line and line != "|":
            self.lines.append(line)
        self._said.clear()

    def _element(self, node: LexborNode) -> None:
        if node.tag in _BLOCKS:
            self.end_line()
            self.read(node)
            self.end_line()
        elif node.tag == "img":
            self._picture(node)
        else:
            if node.tag in _CELLS:
                self._said.append(" | ")
            if node.tag == "a":
                self._link(node)
            self.read(node)

    def _picture(self, node: LexborNode) -> None:
        words = _plain(node.attributes.get("alt") or "")
        self.pictures.append((posixpath.basename(node.attributes.get("src") or ""), words))
        if words:
            self._said.append(f" [Hình: {words}] ")

    def _link(self, node: LexborNode) -> None:
        address = (node.attributes.get("href") or "").strip()
        if address and not address.startswith("#"):
            self.links.append((_plain(node.text()), self._place(address)))

    def _place(self, address: str) -> str:
        """Return an inner address as a path of the mirror, an outer one as it is."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return address
        place = posixpath.normpath(posixpath.join("/", self._folder, parts.path))
        anchor = f"#{parts.fragment}" if parts.fragment else ""
        return place.removesuffix("index.html") + anchor


def _plain(text: str) -> str:
    """Return words with single plain spaces: no-break spaces are typography, not content."""
    return " ".join(unicodedata.normalize("NFC", text.replace("\u00ad", "")).split())


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            yield from (Line("same", (Piece("same", line),)) for line in old[old_from:old_to])
        else:
            yield from _replaced(old[old_from:old_to], new[new_from:new_to])


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """Yield gone and new lines; those that are alike become one line with changed words."""
    taken = 0
    is_short = len(old) <= MAX_BLOCK and len(new) <= MAX_BLOCK
    for line in old:
        found = _alike(line, new, taken) if is_short else None
        if found is None:
            yield Line("gone", (Piece("gone", line),))
            continue
        yield from (Line("new", (Piece("new", other),)) for other in new[taken:found])
        yield Line("changed", tuple(_words(line, new[found])))
        taken = found + 1
    yield from (Line("new", (Piece("new", other),)) for other in new[taken:])


def _alike(line: str, new: Sequence[str], begin: int) -> int | None:
    matcher = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(line.split()[:MAX_WORDS])
    for place in range(begin, min(begin + WINDOW, len(new))):
        matcher.set_seq1(new[place].split()[:MAX_WORDS])
        if matcher.quick_ratio() >= SIMILAR and matcher.ratio() >= SIMILAR:
            return place
    return None


def _words(old: str, new: str) -> Iterator[Piece]:
    """Yield the words of a changed line; spaces between two changes belong to the change."""
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    if max(len(before), len(after)) > MAX_WORDS:
        yield from (Piece("gone", old), Piece("new", new))
        return
    gone = came = ""
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        was, now = "".join(before[i:j]), "".join(after[k:m])
        if tag != "equal" or (was.isspace() and (gone or came)):
            gone, came = gone + was, came + now
            continue
        yield from _change(gone, came)
        gone = came = ""
        yield Piece("same", was)
    yield from _change(gone, came)


def _change(gone: str, came: str) -> Iterator[Piece]:
    """Yield what went and what came; spaces at both ends stay outside the marks."""
    around = came or gone
    words = around.strip()
    if not words:
        yield from (Piece("same", around),) if around else ()
        return
    before, after = around.split(words, 1)
    if before:
        yield Piece("same", before)
    if gone.strip():
        yield Piece("gone", gone.strip())
    if came.strip():
        yield Piece("new", came.strip())
    if after:
        yield Piece("same", after)


def _folded(lines: list[Line], context: int) -> Iterator[Line]:
    """Yield changes with their surroundings; runs of unchanged lines become one gap."""
    changed = [place for place, line in enumerate(lines) if line.kind != "same"]
    if not changed:
        return
    shown = {
        near for place in changed for near in range(place - context, place + context + 1)
    } & set(range(len(lines)))
    skipped = 0
    for place, line in enumerate(lines):
        if place not in shown:
            skipped += 1
            continue
        if skipped:
            yield Line("gap", skipped=skipped)
            skipped = 0
        yield line
    if skipped:
        yield Line("gap", skipped=skipped)
