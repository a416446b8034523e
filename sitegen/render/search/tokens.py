"""Tokens: what the index needs of one document, small enough to be kept beside its page.

A term is a word or a pair of neighbours ("hồ sơ"), in exact form: Vietnamese writes spaces
between syllables, so pairs do the work of words. Each term has *flags* that say where
it stands; another mention of a word that is there already changes nothing.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from sitegen.documents.changed import changed_on
from sitegen.documents.kinds import Document
from sitegen.documents.leaflet import Leaflet
from sitegen.documents.nodes import Catalogue, EmbeddedGuide
from sitegen.languages import in_language
from sitegen.letters import in_one_line
from sitegen.render.labels import labels
from sitegen.render.notices import with_change
from sitegen.render.search.texts import is_searchable, texts
from sitegen.render.search.words import BREAK, STOP_WORDS, codes, phones, stream

__all__ = ["IN_HEADING", "IN_TITLE", "OFTEN", "Tokens", "decode", "encode", "tokens"]

IN_TITLE, IN_HEADING, OFTEN = 4, 2, 1
_MANY = 3
_EXCERPT = 180
_FEWEST_LETTERS, _PASSAGE, _MOST_LETTERS = 3, 800, 12_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """One searchable page: ``number`` orders it in the index, the rest is shown or filtered by.

    ``terms`` hold, for each of the eight flags, the words and pairs with these flags, sorted and
    parted by new lines. ``length`` is the number of words in the title. What a page says no longer
    holds where it ``is_over``; it ``shows`` the guides of these numbers word for word: their words are
    not among its terms, but their texts among its passages. ``passages`` are what the page says
    in order: an anchor of the page ("" for its top) and the texts that stand there.
    """

    number: int
    language: str
    path: str
    kind: str
    title: str
    excerpt: str
    length: int
    agency: str = ""
    fields: tuple[str, ...] = ()
    is_over: bool = False
    shows: tuple[int, ...] = ()
    terms: tuple[str, ...] = field(default=("",) * 8)
    passages: tuple[tuple[str, ...], ...] = ()


def tokens(document: Document) -> Tokens | None:
    """Return the tokens of ``document``, None for one that the search does not show.

    Its number is the one in its key ("page-42"); a key without one has no place in an index.
    """
    head = document.head
    _, _, number = head.key.rpartition("-")
    if not is_searchable(document) or not number.isdigit():
        return None
    gathered = _Gathered(head.language)
    gathered.add(head.title, IN_TITLE)
    gathered.add(_around(document), IN_HEADING)
    said = _Said(document)
    first, passages = "", _Passages(has_anchors=not isinstance(document, Leaflet))
    for place, text, anchor in texts(document):
        if place != "shown":
            gathered.add(text, IN_HEADING if place == "heading" else 0)
        passages.add(anchor, said.of(text))
        first = first or (said.of(text) if place == "body" else "")
    changed = changed_on(document)
    return Tokens(
        number=int(number),
        language=head.language,
        path=head.path,
        kind=document.kind,
        title=head.title,
        excerpt=_cut(with_change(said.of(head.summary) or first, changed, head.language)),
        length=min(len([word for word in stream(head.title) if word]), 63),
        agency=head.agency.short_name if head.agency else "",
        fields=_fields(document),
        is_over=changed is not None,
        shows=_shows(document),
        terms=gathered.terms(),
        passages=passages.found(),
    )


def encode(value: Tokens) -> bytes:
    """Return ``value`` as it is kept in the store."""
    return _encoder.encode(value)


def decode(content: bytes) -> Tokens:
    """Return the tokens that ``encode`` wrote; raises msgspec.DecodeError for anything else."""
    return _decoder.decode(content)


class _Said:
    """What is shown of the texts of one document: of what was true once it is said."""

    def __init__(self, document: Document) -> None:
        head = document.head
        self._stale = frozenset(head.stale)
        self._sign = f" ({labels(head.language)['stale_word']})" if head.stale else ""

    def of(self, text: str) -> str:
        is_old = self._stale and in_one_line(text) in self._stale
        return text + self._sign if is_old else text


class _Gathered:
    """The terms of one document while it is read."""

    def __init__(self, language: str) -> None:
        self._stop = in_language(STOP_WORDS, language)
        self._places: dict[str, int] = {}
        self._body: Counter[str] = Counter()

    def add(self, text: str, place: int) -> None:
        words = stream(text)
        whole = [*codes(text), *phones(text)] if _has_digit(text) else []
        found = [*words, *whole, *self._neighbours(words)]
        if place:
            for term in found:
                self._places[term] = self._places.get(term, 0) | place
        else:
            self._body.update(found)

    def terms(self) -> tuple[str, ...]:
        for word in self._stop:
            self._body.pop(word, None)
        self._body.pop(BREAK, None)
        self._places.pop(BREAK, None)
        return _by_flags(self._places, self._body)

    def _neighbours(self, words: list[str]) -> list[str]:
        """Return the pairs of neighbours that mean something together."""
        dropped = self._stop
        found, before = [], ""
        for word in words:
            if word == BREAK or word in dropped:
                before = ""
                continue
            if before:
                found.append(f"{before} {word}")
            before = word
        return found


class _Passages:
    """The passages of one document while it is read; what a very long page says last is left out.

    A leaflet's page is a picture of paper and ``has_anchors`` nowhere.
    """

    def __init__(self, *, has_anchors: bool) -> None:
        self._found: list[list[str]] = []
        self._room = _MOST_LETTERS
        self._has_anchors, self._at, self._length = has_anchors, "", 0

    def add(self, anchor: str, text: str) -> None:
        text = " ".join(text.split())
        self._room -= len(text)
        if self._room < 0 or len(text) < _FEWEST_LETTERS:
            return
        self._length += len(text)
        if not self._found or self._at != anchor or self._length > _PASSAGE:
            self._at, self._length = anchor, len(text)
            self._found.append([anchor if self._has_anchors else ""])
        if text != self._found[-1][-1]:
            self._found[-1].append(text)

    def found(self) -> tuple[tuple[str, ...], ...]:
        return tuple(map(tuple, self._found))


def _by_flags(places: dict[str, int], body: Counter[str]) -> tuple[str, ...]:
    found: tuple[list[str], ...] = tuple([] for _ in range(8))
    for term in sorted(places.keys() | body.keys()):
        found[places.get(term, 0) | (OFTEN if body[term] >= _MANY else 0)].append(term)
    return tuple("\n".join(terms) for terms in found)


def _around(document: Document) -> str:
    """Return what the page says of itself besides its title: kind, office, summary."""
    head, words = document.head, labels(document.head.language)
    said = [words[f"kind_{document.kind}"], head.summary]
    if document.kind == "contact":
        said += [words["phone"], words["hours"], words["address"]]
    if head.agency:
        said += [head.agency.name, head.agency.short_name]
    return " . ".join(said)


def _fields(document: Document) -> tuple[str, ...]:
    """Return the procedure fields that the catalogues of ``document`` name."""
    body: Iterable[object] = getattr(document, "body", ())
    named = {
        group.title
        for node in body
        if isinstance(node, Catalogue)
        for group in node.groups
        if group.title
    }
    return tuple(sorted(named))


def _shows(document: Document) -> tuple[int, ...]:
    """Return the numbers of the guides that stand on the page of ``document``."""
    body: Iterable[object] = getattr(document, "body", ())
    keys = (node.guide_key for node in body if isinstance(node, EmbeddedGuide) and node.groups)
    numbers = (key.rpartition("-")[2] for key in keys)
    return tuple(sorted({int(number) for number in numbers if number.isdigit()}))


def _cut(text: str) -> str:
    """Return the beginning of ``text``, cut between words."""
    text = " ".join(text.split())
    if len(text) <= _EXCERPT:
        return text
    return text[: _EXCERPT + 1].rpartition(" ")[0].rstrip(",;:–") + "…"


def _has_digit(text: str) -> bool:
    return any(digit in text for digit in "0123456789")


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Tokens)
