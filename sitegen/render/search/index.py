"""The index: the tokens of all pages of one language, as files."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

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

__all__ = ["PAIRS", "WORDS", "build", "key_of", "shard_text", "title_row", "titles_name"]

WORDS, PAIRS = "w", "p"
_TITLES = 4  # bits: the sixteen pages of one file of titles


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
    language: str, pages: Iterable[Tokens], terms: Sequence[Term]
) -> Iterator[tuple[str, bytes]]:
    words, pairs = _Growing(), _Growing()
    entries: dict[int, Entry] = {}
    for name, some in groupby(pages, key=lambda page: titles_name(page.number)):
        rows = []
        for page in some:
            entries[page.number] = entry(page)
            rows.append(title_row(page))
            words.add(page.number, page.words)
            pairs.add(page.number, page.pairs)
        yield name, write_value(language, name, rows)
    yield VOCABULARY, write_text(language, VOCABULARY, vocabulary(words.counts()))
    names: dict[str, list[str]] = {}
    for table, grown in ((WORDS, words), (PAIRS, pairs)):
        shards = cut(grown.lines(table), most_bytes(len(entries)))
        names[table] = list(shards)
        while shards:
            prefix, lines = shards.popitem()
            name = shard_name(table, prefix)
            yield name, write_text(language, name, shard_text(lines))
    yield HEAD, write_value(language, HEAD, head_value(language, entries, terms, names))


def key_of(table: str, term: str) -> str:
    """Return by what a term is found: a word by its folded form, a pair is folded already."""
    return fold(term) if table == WORDS else term


def shard_text(lines: Iterable[Line]) -> str:
    """Return lines as they stand in a shard."""
    return "\n".join(f"{line.term} {line.packed}" for line in lines)


def titles_name(number: int) -> str:
    """Return the name of the part that tells the title of page ``number``."""
    return f"t-{number >> _TITLES}"


def title_row(page: Tokens) -> list[object]:
    """Return what is shown of a page among the results."""
    return [page.number, page.path, page.title, page.excerpt]


class _Growing:
    """The postings of one table while pages are added."""

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
        """Yield each term with its number of pages."""
        yield from self._count.items()

    def lines(self, table: str) -> list[Line]:
        """Return the lines of all shards, in order; nothing else is left here."""
        packed, self._packed, self._last, self._count = self._packed, {}, {}, {}
        found = []
        while packed:
            term, pages = packed.popitem()
            found.append(Line(key_of(table, term), term, pages.decode()))
        found.sort()
        return found


def _in_order(pages: Iterable[Tokens]) -> Iterator[Tokens]:
    last = 0
    for page in pages:
        if page.number <= last:
            raise ValueError(f"page {page.number} stands after page {last}")
        last = page.number
        yield page
