"""Languages of a reading: which of its words the page says in another language than its own.

The markdown twin has the words and not their languages; the page has both. So the words of each
foreign passage are looked for in the reading, in the order of the page.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.etree.ElementTree import Element

from selectolax.lexbor import LexborNode

__all__ = ["mark_languages"]

_WORD = re.compile(r"\w+")
_SILENT = {"script", "style", "svg", "template"}


@dataclass(slots=True)
class _Word:
    """One word of a text of the reading: where it stands there, and its language when foreign."""

    said: str
    text: int
    start: int
    end: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of an element: before its first child, or after the child at ``after``."""

    parent: Element
    after: Element | None

    @property
    def said(self) -> str:
        return (self.parent.text if self.after is None else self.after.tail) or ""


def mark_languages(body: Element, page: LexborNode, language: str, *, spoken: str) -> None:
    """Give ``lang`` to everything in ``body`` that ``page`` says in another one than ``spoken``.

    ``language`` is that of what on the page says none.
    """
    passages = [one for one in _passages(page, language) if one[1] != spoken]
    alternatives = dict(_alternatives(page, language))
    for picture in body.iter("img"):
        told = alternatives.get(" ".join(picture.get("alt", "").split()), spoken)
        if told != spoken:
            picture.set("lang", told)
    if not passages:
        return
    texts = list(_texts(body))
    words = [
        _Word(found[0], at, *found.span())
        for at, text in enumerate(texts)
        for found in _WORD.finditer(text.said)
    ]
    _find(passages, words)
    for at, of_one in groupby(words, key=lambda word: word.text):
        _wrap(texts[at], list(of_one))
    _lift(body)


def _passages(node: LexborNode, language: str) -> Iterator[tuple[str, str]]:
    """Yield each text below a node with its language."""
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield child.text(deep=False), language
        elif child.tag not in _SILENT:
            yield from _passages(child, child.attributes.get("lang") or language)


def _alternatives(node: LexborNode, language: str) -> Iterator[tuple[str, str]]:
    for child in node.iter():
        spoken = child.attributes.get("lang") or language
        if child.tag == "img":
            yield " ".join((child.attributes.get("alt") or "").split()), spoken
        yield from _alternatives(child, spoken)


def _texts(element: Element) -> Iterator[_Text]:
    yield _Text(element, None)
    for child in element:
        yield from _texts(child)
        yield _Text(element, child)


def _find(passages: Iterable[tuple[str, str]], words: Sequence[_Word]) -> None:
    """Set the language of the words of each passage: where they come next, or else come first."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        places.setdefault(word.said, []).append(at)
    reached = 0
    for passage, language in passages:
        wanted = _WORD.findall(passage)
        if not any(one.isalpha() for word in wanted for one in word):
            continue
        found = [
            at
            for at in places.get(wanted[0], ())
            if not words[at].language
            and [word.said for word in words[at : at + len(wanted)]] == wanted
        ]
        if found:
            reached = next((at for at in found if at >= reached), found[0])
            for word in words[reached : reached + len(wanted)]:
                word.language = language
            reached += len(wanted)


def _wrap(text: _Text, words: Sequence[_Word]) -> None:
    """Set each run of words of one language in a text into an element that says so."""
    said, at, spans = text.said, 0, list[Element]()
    plain = [""]
    for language, run in groupby(words, key=lambda word: word.language):
        of_one = list(run)
        if language:
            start, end = of_one[0].start, _closed(said, of_one[-1].end)
            plain[-1] += said[at:start]
            span = Element("span", {"lang": language})
            span.text, at = said[start:end], end
            spans.append(span)
            plain.append("")
    if not spans:
        return
    plain[-1] += said[at:]
    place = 0 if text.after is None else list(text.parent).index(text.after) + 1
    if text.after is None:
        text.parent.text = plain[0]
    else:
        text.after.tail = plain[0]
    for number, span in enumerate(spans):
        span.tail = plain[number + 1]
        text.parent.insert(place + number, span)


def _closed(said: str, end: int) -> int:
    """Return where a passage ends: with the sign that ends its sentence."""
    return end + 1 if said[end : end + 1] in {".", "?", "!", "…", "%"} else end


def _lift(element: Element) -> None:
    """Say of an element what is said of all that is in it."""
    for child in element:
        _lift(child)
    if len(element) != 1 or element.tag == "body" or (element.text or "").strip():
        return
    (only,) = element
    if only.tag == "span" and not (only.tail or "").strip():
        element.set("lang", only.get("lang", ""))
        element.text = only.text
        element[:] = list(only)
