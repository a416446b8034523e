"""The index: the tokens of all pages of one language, as files."""

from collections.abc import Iterable, Iterator, Sequence

from sitegen.documents.terms import Term
from sitegen.render.search import postings
from sitegen.render.search.head import Entry, entry, head_value
from sitegen.render.search.normalise import fold
from sitegen.render.search.parts import (
    HEAD,
    VOCABULARY,
    part_path,
    shard_name,
    write_text,
    write_value,
)
from sitegen.render.search.shards import Line, cut, most_bytes
from sitegen.render.search.tokens import Tokens
from sitegen.render.search.vocabulary import vocabulary

__all__ = ["TABLE", "build", "key_of", "page_name", "page_value", "shard_text"]

TABLE = "w"
"""The shards: words and pairs in one order, so that "hồ" and "hồ sơ" come with one request."""


def build(
    language: str, pages: Iterable[Tokens], terms: Sequence[Term] = ()
) -> Iterator[tuple[str, bytes]]:
    """Yield all files of the index of ``language``: path in the mirror and bytes.

    ``pages`` come in the order of their numbers, each number once; ValueError otherwise.
    They are used one by one, so they may be read from a store while the index grows, and what
    is written is not kept: the whole index is never in memory as well.
    """
    for name, content in _parts(language, _in_order(pages), terms):
        yield part_path(language, name), content


def _parts(
    language: str, pages: Iterable[Tokens], spoken: Sequence[Term]
) -> Iterator[tuple[str, bytes]]:
    terms = _Growing()
    entries: dict[int, Entry] = {}
    for page in pages:
        entries[page.number] = entry(page)
        terms.add(page.number, page.terms)
        name = page_name(page.number)
        yield name, write_value(language, name, page_value(page))
    yield VOCABULARY, write_text(language, VOCABULARY, vocabulary(terms.counts()))
    shards = cut(terms.lines(), most_bytes(len(entries)))
    names = list(shards)
    while shards:
        prefix, lines = shards.popitem()
        name = shard_name(TABLE, prefix)
        yield name, write_text(language, name, shard_text(lines))
    yield HEAD, write_value(language, HEAD, head_value(language, entries, spoken, names))


def key_of(term: str) -> str:
    """Return by what a term is found: the folded forms of its words."""
    return " ".join(map(fold, term.split(" ")))


def shard_text(lines: Iterable[Line]) -> str:
    """Return lines as they stand in a shard."""
    return "\n".join(f"{line.term} {line.packed}" for line in lines)


def page_name(number: int) -> str:
    """Return the name of the part that tells what is shown of page ``number``."""
    return f"t-{number}"


def page_value(page: Tokens) -> list[object]:
    """Return what is shown of a page among the results."""
    return [page.path, page.title, page.excerpt, page.passages]


class _Growing:
    """The postings of all terms while pages are added."""

    def __init__(self) -> None:
        self._packed: dict[str, bytearray] = {}
        self._last: dict[str, int] = {}
        self._count: dict[str, int] = {}

    def add(self, number: int, by_flags: Sequence[str]) -> None:
        """Add the terms of one page."""
        packed, last, count = self._packed, self._last, self._count
        for flags, terms in enumerate(by_flags):
            for term in terms.split("\n") if terms else ():
                if term not in packed:
                    packed[term], last[term], count[term] = bytearray(), 0, 0
                postings.add(packed[term], last[term], number, flags)
                last[term] = number
                count[term] += 1

    def counts(self) -> Iterator[tuple[str, int]]:
        """Yield each word with its number of pages."""
        return ((term, count) for term, count in self._count.items() if " " not in term)

    def lines(self) -> list[Line]:
        """Return the lines of all shards, in order; nothing else is left here."""
        packed, self._packed, self._last, self._count = self._packed, {}, {}, {}
        found = []
        while packed:
            term, pages = packed.popitem()
            found.append(Line(key_of(term), term, pages.decode()))
        found.sort()
        return found


def _in_order(pages: Iterable[Tokens]) -> Iterator[Tokens]:
    last = 0
    for page in pages:
        if page.number <= last:
            raise ValueError(f"page {page.number} stands after page {last}")
        last = page.number
        yield page
