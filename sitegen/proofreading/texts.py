"""Texts: what a page says, as the rules read it, and what they know besides."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sitegen.documents.outdated import Outdated

__all__ = ["Found", "Known", "PageTexts", "PortalName", "Private", "Table", "Term", "Text", "each"]

Private = Callable[[str], Iterable[tuple[int, int, str]]]
"""Returns what in a line looks like a person's data: from where to where, and what in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Text:
    """One line as an officer typed it; ``place`` is the path of its field ("body.paragraph")."""

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Table:
    """Figures: a name and its numbers for each row."""

    place: str
    rows: tuple[tuple[str, tuple[float, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTexts:
    """Everything that is typed into one page; ``written_on`` is the day of its text, if it has one."""

    texts: tuple[Text, ...]
    tables: tuple[Table, ...] = ()
    written_on: date | None = None


@dataclass(frozen=True, slots=True)
class PortalName:
    """A portal: its names as people write them, and its address without "https://"."""

    names: tuple[str, ...]
    host: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the law used until a day, and what has taken its place."""

    words: str
    until: date
    instead: str


def _nothing_private(_line: str) -> Iterable[tuple[int, int, str]]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the registries know, as plain values.

    ``signs`` are short words without one of which no text can be outdated: most pages have none,
    and need not be read again. ``spelled`` are the syllables in the names of offices, small.
    """

    portals: tuple[PortalName, ...] = ()
    outdated: tuple[Outdated, ...] = ()
    terms: tuple[Term, ...] = ()
    private: Private = _nothing_private
    signs: tuple[str, ...] = ()
    spelled: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One place: ``words`` from ``start`` on in ``line``; ``said`` tells what only this one has.

    ``instead`` may be put in the place of the words without thinking, None where one has to think.
    """

    place: str
    words: str
    line: str
    start: int = 0
    said: str = ""
    instead: str | None = None


def each(pattern: re.Pattern[str], page: PageTexts) -> Iterator[tuple[Text, re.Match[str]]]:
    """Yield every place at which ``pattern`` stands in the texts of ``page``."""
    for text in page.texts:
        for match in pattern.finditer(text.words):
            yield text, match
