"""Renewal: an index brought up to date; only the files that the change touches are read.

The result is byte for byte what ``build`` gives for the new pages: a test with random edits
holds the two together.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sitegen.documents.terms import Term
from sitegen.render.search.head import entry, fixed_value, pages_of, pages_value
from sitegen.render.search.index import TABLE, key_of, page_name, page_value, shard_text
from sitegen.render.search.parts import (
    HEAD,
    VOCABULARY,
    part_path,
    read_value,
    shard_name,
    text_size,
    write_text,
    write_value,
)
from sitegen.render.search.postings import count
from sitegen.render.search.shards import Line, Recut, cut, most_bytes, patched
from sitegen.render.search.tokens import Tokens
from sitegen.render.search.vocabulary import changed_vocabulary

__all__ = ["ReadFile", "update"]

ReadFile = Callable[[str], bytes]
"""Gives the bytes of a file of the old index by its path in the mirror."""

_Changed = dict[str, dict[str, dict[int, int | None]]]


def update(
    language: str,
    read: ReadFile,
    *,
    removed: Iterable[Tokens] = (),
    added: Iterable[Tokens] = (),
    terms: Sequence[Term] = (),
) -> dict[str, bytes | None]:
    """Return the files of the index that change, by path; None for a file that is gone.

    ``removed`` holds the old tokens of pages that went or changed, ``added`` the new tokens
    of pages that came or changed: a changed page stands in both.
    """
    renewal = _Renewal(language, read, list(removed), list(added))
    return renewal.files(terms)


class _Renewal:
    """One renewal: the old index, what left it and what comes into it."""

    def __init__(
        self, language: str, read: ReadFile, removed: list[Tokens], added: list[Tokens]
    ) -> None:
        self._language, self._read = language, read
        self._removed, self._added = removed, added
        self._files: dict[str, bytes | None] = {}
        self._head: dict[str, Any] = self._value(HEAD)
        gone = {page.number for page in removed}
        come = {page.number for page in added}
        before = count(self._head["pages"])
        self._most = most_bytes(before), most_bytes(before + len(come - gone) - len(gone - come))

    def files(self, terms: Sequence[Term]) -> dict[str, bytes | None]:
        """Return every file that comes out differently."""
        names = self._table()
        self._pages()
        head = self._new_head(terms, names)
        if head != self._head:
            self._files[HEAD] = write_value(self._language, HEAD, head)
        return {part_path(self._language, name): self._files[name] for name in sorted(self._files)}

    def _new_head(self, terms: Sequence[Term], names: set[str]) -> dict[str, Any]:
        """Return the head; the pages in it are read only when one of them looks different."""
        old = {page.number: entry(page) for page in self._removed}
        new = {page.number: entry(page) for page in self._added}
        fixed = fixed_value(self._language, terms, names)
        if old == new:
            return self._head | fixed
        pages = pages_of(self._head)
        for number in old:
            pages.pop(number, None)
        return pages_value(self._language, pages | new) | fixed

    def _table(self) -> set[str]:
        """Renew the shards; return the prefixes of all shards that there are then."""
        changes = _changes(self._removed, self._added)
        old = set(self._head[TABLE])
        made, gone = self._recut(old, changes)
        for prefix, lines in made.items():
            name = shard_name(TABLE, prefix)
            self._files[name] = write_text(self._language, name, shard_text(lines))
        self._files |= dict.fromkeys((shard_name(TABLE, prefix) for prefix in gone), None)
        words = [key for key in changes if " " not in key]
        if words:
            self._vocabulary(words, made)
        return (old - gone) | made.keys()

    def _recut(self, old: set[str], changes: _Changed) -> tuple[dict[str, list[Line]], set[str]]:
        before, most = self._most
        if most != before:  # another size of site: all shards are cut anew
            lines = [line for prefix in sorted(old) for line in self._lines(prefix)]
            shards = cut(patched(lines, changes), most)
            return shards, old - shards.keys()
        if not changes:
            return {}, set()
        recut = Recut(old, load=self._lines, measure=self._size, most=most)
        recut.change(changes)
        return recut.made, recut.gone

    def _vocabulary(self, words: Iterable[str], made: dict[str, list[Line]]) -> None:
        counts: dict[str, list[tuple[str, int]]] = {key: [] for key in words}
        for lines in made.values():
            for line in lines:
                if line.key in counts:
                    counts[line.key].append((line.term, count(line.packed)))
        old = self._value(VOCABULARY)
        text = changed_vocabulary(old, counts)
        if text != old:
            self._files[VOCABULARY] = write_text(self._language, VOCABULARY, text)

    def _pages(self) -> None:
        old = {page.number: page_value(page) for page in self._removed}
        new = {page.number: page_value(page) for page in self._added}
        for number in old.keys() | new.keys():
            if number not in new:
                self._files[page_name(number)] = None
            elif new[number] != old.get(number):
                name = page_name(number)
                self._files[name] = write_value(self._language, name, new[number])

    def _value(self, name: str) -> Any:
        return read_value(self._read_part(name))

    def _read_part(self, name: str) -> bytes:
        return self._read(part_path(self._language, name))

    def _lines(self, prefix: str) -> list[Line]:
        text: str = self._value(shard_name(TABLE, prefix))
        terms = (line.rsplit(" ", 1) for line in text.split("\n"))
        return [Line(key_of(term), term, packed) for term, packed in terms]

    def _size(self, prefix: str) -> int:
        name = shard_name(TABLE, prefix)
        return text_size(self._language, name, self._read_part(name))


def _changes(removed: Iterable[Tokens], added: Iterable[Tokens]) -> _Changed:
    """Return what differs between the old and the new terms of each page."""
    before, after = _flags(removed), _flags(added)
    changed: _Changed = {}
    for number in before.keys() | after.keys():
        old, new = before.get(number, {}), after.get(number, {})
        for term in old.keys() | new.keys():
            if old.get(term) != new.get(term):
                terms = changed.setdefault(key_of(term), {})
                terms.setdefault(term, {})[number] = new.get(term)
    return changed


def _flags(pages: Iterable[Tokens]) -> dict[int, dict[str, int]]:
    return {
        page.number: {
            term: flags
            for flags, terms in enumerate(page.terms)
            if terms
            for term in terms.split("\n")
        }
        for page in pages
    }
