"""Names: how people write a fact by hand, and finding that in running text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from cms.phones import number_in
from cms.usage.kinds import AGENCY, PORTAL, Node

__all__ = ["Names", "folded", "names_of"]

SHORTEST = 6
"""Letters: what is shorter, such as "Sở A", is not looked for."""

_WORD = re.compile(r"\w+")
_SPACE = re.compile(r"\s+")
_OLD_TONES = str.maketrans({"’": "'", "‘": "'", "–": "-", "\xa0": " "})
_TONES = {
    old: new
    for first, second in (("o", "a"), ("o", "e"), ("u", "y"))
    for mark in "\u0300\u0301\u0303\u0309\u0323"
    for old, new in (
        (
            unicodedata.normalize("NFC", f"{first}{second}{mark}"),
            unicodedata.normalize("NFC", f"{first}{mark}{second}"),
        ),
    )
}
"""Both places of the tone are in use: "Uỷ ban" and "Ủy ban" are one name."""
_TONE = re.compile("|".join(_TONES))


def folded(text: str) -> str:
    """Return ``text`` as names are compared: one case, one space, one place of each tone."""
    plain = unicodedata.normalize("NFC", text).translate(_OLD_TONES).casefold()
    return _TONE.sub(lambda match: _TONES[match[0]], _SPACE.sub(" ", plain)).strip()


def names_of(kind: str, row: Any) -> frozenset[str]:
    """Return the ways in which people write ``row``, folded; nothing for what has no own name."""
    found = {folded(name) for name in _written(kind, row) if name}
    return frozenset(name for name in found if len(name) >= SHORTEST and not name.isalpha())


def _written(kind: str, row: Any) -> Iterator[str]:
    if kind in (PORTAL, AGENCY):
        yield from (row.name, row.short_name)
        for label in row.labels.raw_data:
            yield from (label["value"].get("name") or "", label["value"].get("short_name") or "")
    if kind == PORTAL:
        yield urlsplit(row.address).hostname or ""
        yield from (getattr(row, "other_names", "") or "").splitlines()
        yield from (getattr(row, "forbidden_names", "") or "").splitlines()
    elif kind == "cms.contactpoint":
        more = (one["value"]["number"] for one in row.more_phones.raw_data)
        yield from (*map(number_in, (row.phone, *more)), row.email)
    elif kind == "cms.legaldocument":
        yield row.number


class Names:
    """All names, ready to be looked for: at each place the longest one counts."""

    def __init__(self, rows: Iterable[tuple[Node, str]]) -> None:
        self._facts: dict[str, set[Node]] = {}
        for node, words in rows:
            self._facts.setdefault(words, set()).add(node)
        self._by_first: dict[str, list[str]] = {}
        for words in self._facts:
            if first := _WORD.match(words):
                self._by_first.setdefault(first[0], []).append(words)
        for found in self._by_first.values():
            found.sort(key=len, reverse=True)

    def __bool__(self) -> bool:
        return bool(self._facts)

    def are_shared(self, node: Node, words: str) -> bool:
        """Tell whether ``words`` are a name of ``node`` itself, as one number of two desks is."""
        return node in self._facts.get(words, ())

    def within(self, words: str) -> Mapping[Node, str]:
        """Return the facts that folded text names, with the way it does."""
        found: dict[Node, str] = {}
        end = 0
        for word in _WORD.finditer(words):
            if word.start() < end:
                continue
            for name in self._by_first.get(word[0], ()):
                if words.startswith(name, word.start()) and _stands_alone(
                    words, word.start(), word.start() + len(name)
                ):
                    end = word.start() + len(name)
                    for node in self._facts[name]:
                        found.setdefault(node, name)
                    break
        return found


def _stands_alone(words: str, start: int, end: int) -> bool:
    before, after = words[start - 1 : start], words[end : end + 1]
    if before in ("@", ".", "-") and start > 1 and not words[start - 2].isspace():
        return False  # a part of a longer address
    return not after or not (after.isalnum() or (after == "-" and words[end + 1 : end + 2] != " "))
