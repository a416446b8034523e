"""Codes: what stands in a sentence and is not translated, numbered, for files of translators.

A stored sentence is HTML with inline tags and tokens ("{{co_quan}}"). In a file each is a number;
what comes back is put together from the source's own tags, so that no file brings in markup.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import Literal

from cms.translating.marks import TOKEN

__all__ = ["Code", "Part", "beginning", "codes_of", "parts_of", "put_together", "without_facts"]

_MOST_LETTERS = 40
_LINK = re.compile(r'<a id="([^"]*)">.*?</a>', re.DOTALL)
_VOID = frozenset({"br"})
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Code:
    """A tag or a token: ``number`` from 1 in its sentence, ``stored`` as it stands there."""

    number: int
    side: Literal["open", "close", "whole"]
    name: str
    stored: str


Part = str | Code


def parts_of(stored: str) -> list[Part]:
    """Return a stored sentence as words and codes, in order."""
    reader = _Reader()
    reader.feed(stored)
    reader.close()
    return list(reader.finished())


def codes_of(stored: str) -> dict[int, Code]:
    """Return the codes of a sentence by their number; of a pair the one that opens."""
    return {
        part.number: part
        for part in parts_of(stored)
        if isinstance(part, Code) and part.side != "close"
    }


def put_together(parts: list[Part]) -> str:
    """Return words and codes as a stored sentence."""
    return "".join(
        part.stored if isinstance(part, Code) else escape(part, quote=False) for part in parts
    )


def beginning(stored: str) -> str:
    """Return how a stored sentence begins, in words."""
    words = " ".join("".join(one for one in parts_of(stored) if isinstance(one, str)).split())
    return words if len(words) <= _MOST_LETTERS else f"{words[:_MOST_LETTERS].rstrip()}…"


def without_facts(stored: str, attrs: str) -> str:
    """Return a stored sentence in which facts have no words: ``attrs`` say which links are facts."""
    known = (json.loads(attrs) if attrs else None) or {}

    def emptied(found: re.Match[str]) -> str:
        is_fact = known.get(found[1], {}).get("linktype") == "fact"
        return f'<a id="{found[1]}"></a>' if is_fact else found[0]

    return _LINK.sub(emptied, stored) if known else stored


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[Part] = []
        self._open: list[Code] = []
        self._number = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        side: Literal["open", "whole"] = "whole" if tag in _VOID else "open"
        code = self._code(side, tag, self.get_starttag_text() or f"<{tag}>")
        if side == "open":
            self._open.append(code)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self._code("whole", tag, self.get_starttag_text() or f"<{tag}/>")

    def handle_endtag(self, tag: str) -> None:
        if any(code.name == tag for code in self._open):
            while self._close().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        done = 0
        for found in TOKEN.finditer(data):
            self._words(data[done : found.start()])
            self._code("whole", "token", found[0])
            done = found.end()
        self._words(data[done:])

    def finished(self) -> Iterator[Part]:
        """Yield the parts; what was left open is closed."""
        while self._open:
            self._close()
        yield from self._parts

    def _words(self, words: str) -> None:
        if words := _NOT_XML.sub("", words):
            self._parts.append(words)

    def _code(self, side: Literal["open", "whole"], name: str, stored: str) -> Code:
        self._number += 1
        code = Code(self._number, side, name, stored)
        self._parts.append(code)
        return code

    def _close(self) -> Code:
        code = self._open.pop()
        self._parts.append(Code(code.number, "close", code.name, f"</{code.name}>"))
        return code
