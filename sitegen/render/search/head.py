"""The head of an index: what every query needs, and what results can be filtered by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sitegen.collation import sort_key
from sitegen.documents.terms import Term
from sitegen.languages import in_language
from sitegen.render.labels import labels
from sitegen.render.search.normalise import written
from sitegen.render.search.postings import pack, unpack
from sitegen.render.search.tokens import Tokens
from sitegen.render.search.words import ASKING, ASKING_BARE, CALLING, STOP_WORDS, stream

__all__ = ["Entry", "entry", "fixed_value", "head_value", "pages_of", "pages_value"]

_Name = TypeVar("_Name", str, int)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the head knows of one page; ``length`` (0 to 7) is how long its title is.

    What a page that ``is_over`` tells comes after what holds; it ``shows`` guides word for word.
    """

    kind: str
    agency: str
    fields: tuple[str, ...]
    length: int
    is_over: bool = False
    shows: tuple[int, ...] = ()


def entry(tokens: Tokens) -> Entry:
    """Return what the head keeps of a page."""
    length = min(tokens.length // 2, 7)
    return Entry(tokens.kind, tokens.agency, tokens.fields, length, tokens.is_over, tokens.shows)


def head_value(
    language: str,
    pages: Mapping[int, Entry],
    terms: Sequence[Term],
    shards: Iterable[str],
) -> dict[str, Any]:
    """Return the whole head."""
    return pages_value(language, pages) | fixed_value(language, terms, shards)


def pages_value(language: str, pages: Mapping[int, Entry]) -> dict[str, Any]:
    """Return the pages with the lengths of their titles, and the filters.

    A filter is a list of (name shown, pages); kinds stand under their own name as well.
    """
    words = labels(language)
    kinds = _by_name({number: (page.kind,) for number, page in pages.items()})
    return {
        "pages": pack({number: page.length for number, page in pages.items()}),
        "over": pack({number: 0 for number, page in pages.items() if page.is_over}),
        "shows": sorted(_by_name({n: page.shows for n, page in pages.items()}).items()),
        "kinds": [[kind, words[f"kind_{kind}"], packed] for kind, packed in sorted(kinds.items())],
        "agencies": _in_order({number: (page.agency,) for number, page in pages.items()}),
        "fields": _in_order({number: page.fields for number, page in pages.items()}),
    }


def fixed_value(language: str, terms: Sequence[Term], shards: Iterable[str]) -> dict[str, Any]:
    """Return what does not follow from single pages: words without weight, synonyms, shards."""
    return {
        "stop": sorted(in_language(STOP_WORDS, language)),
        "asking": in_language(ASKING, language),
        "bare": in_language(ASKING_BARE, language),
        "calling": in_language(CALLING, language),
        "terms": _synonyms(language, terms),
        "w": sorted(shards),
    }


def pages_of(head: Mapping[str, Any]) -> dict[int, Entry]:
    """Return the pages that a head tells of."""
    kinds = {n: kind for kind, _, packed in head["kinds"] for n in unpack(packed)}
    agencies = {n: name for name, packed in head["agencies"] for n in unpack(packed)}
    over = unpack(head["over"])
    shows: dict[int, list[int]] = {}
    for guide, packed in head["shows"]:
        for number in unpack(packed):
            shows.setdefault(number, []).append(guide)
    fields: dict[int, list[str]] = {}
    for name, packed in head["fields"]:
        for number in unpack(packed):
            fields.setdefault(number, []).append(name)
    return {
        number: Entry(
            kinds[number],
            agencies.get(number, ""),
            tuple(sorted(fields.get(number, ()))),
            length,
            number in over,
            tuple(shows.get(number, ())),
        )
        for number, length in unpack(head["pages"]).items()
    }


def _by_name(named: Mapping[int, Sequence[_Name]]) -> dict[_Name, str]:
    by_name: dict[_Name, list[int]] = {}
    for number, names in named.items():
        for name in filter(None, names):
            by_name.setdefault(name, []).append(number)
    return {name: pack(dict.fromkeys(numbers, 0)) for name, numbers in by_name.items()}


def _in_order(named: Mapping[int, Sequence[str]]) -> list[list[str]]:
    packed = _by_name(named)
    return [
        [name, packed[name]] for name in sorted(packed, key=lambda name: (sort_key(name), name))
    ]


def _synonyms(language: str, terms: Sequence[Term]) -> list[list[str]]:
    """Return, for each term, the ways to say it as they are looked up: its name, then the others."""
    groups = {
        (name, *sorted({said for way in term.says if (said := _said(way)) and said != name}))
        for term in terms
        if term.language == language and (name := _said(term.name))
    }
    return [list(group) for group in sorted(groups) if len(group) > 1]


def _said(text: str) -> str:
    return " ".join(written(word) for word in stream(text) if word)
