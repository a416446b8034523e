"""Words: running text as the words that are looked up, with codes and telephone numbers whole.

The same rules stand in ``assets/search.js``; tests/unit/search_vectors.json keeps them alike.
"""

import re
import unicodedata
from functools import lru_cache

from sitegen.render.search.normalise import exact, fold

__all__ = ["BREAK", "STOP_WORDS", "codes", "phones", "stream"]

BREAK = ""
"""Stands between two words that are no neighbours, such as the two sides of a full stop."""

_STOP_EN = "the of and to a an in for is or on be it with by at as are can this that you your"
_STOP_VI = (
    "và của các là được cho những với khi này thì để như hoặc nếu đã sẽ cũng mà rằng vì trong "
    "theo từ đến tại về có"
)
STOP_WORDS = {
    "en": frozenset(_STOP_EN.split()),
    "vi": frozenset(map(exact, _STOP_VI.split())),
}
"""Words that say nothing in running text, in their exact form; titles and headings keep them."""

_SHORTEST_CODE = 4
_LONGEST_WORD = 40
_SILENT = re.compile("['\u2018\u2019\u02bc]")  # the apostrophes of "CưM'gar"
_WORD = re.compile("[^\\W_\u0300-\u036f]+(?:[\u0300-\u036f]+[^\\W_\u0300-\u036f]*)*")
_GAP = r"[ .()\-\u00a0]*"
_PHONE = re.compile(
    rf"(?<!\w)(?:(?:\+84|84|0){_GAP}(?:2(?:{_GAP}\d){{9}}|[35789](?:{_GAP}\d){{8}})"
    rf"|1[89]00(?:{_GAP}\d){{4,6}})(?!\w)"
)
_COUNTRY = re.compile(r"^\+?84")
_OUTSIDE = re.compile(r"^[^\w]+|[^\w]+$")


def stream(text: str) -> list[str]:
    """Return the exact forms of the words of ``text`` in order, with ``BREAK`` in between."""
    words: list[str] = []
    for chunk in prepared(text).split():
        words += _pieces(chunk)
    return words


def codes(text: str) -> list[str]:
    """Return the codes in ``text`` without their dots, dashes and slashes.

    >>> codes("Nghị định 42/2022/NĐ-CP")
    ['422022ndcp']
    """
    return [code for chunk in prepared(text).split() if (code := _code(chunk))]


def phones(text: str) -> list[str]:
    """Return the telephone numbers in ``text`` as digits, each also without its area code."""
    found = []
    for match in _PHONE.finditer(prepared(text)):
        number = re.sub(r"\D", "", _COUNTRY.sub("0", match[0]))
        found.append(number)
        if number.startswith("02"):
            found.append(number[3 if number[2] in "48" else 4 :])
    return found


def prepared(text: str) -> str:
    """Return ``text`` as it is read: composed, small letters, no apostrophes."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return _SILENT.sub("", text.lower())


@lru_cache(maxsize=50_000)
def _pieces(chunk: str) -> tuple[str, ...]:
    """Return the words of what stands between two spaces; a mark that parts words is a break."""
    if chunk.isalpha():
        return (exact(chunk),) if len(chunk) <= _LONGEST_WORD else ()
    found = _WORD.findall(chunk)
    if not found:
        return (BREAK,)
    before = (BREAK,) if chunk[0] in '(“"[–' else ()
    after = (BREAK,) if chunk[-1] in '.,;:!?)”"]…–' else ()
    words = (exact(word) for word in found if len(word) <= _LONGEST_WORD)
    return (*before, *words, *after)


@lru_cache(maxsize=50_000)
def _code(chunk: str) -> str:
    """Return the code that ``chunk`` is, or "": it has a digit and marks between its parts."""
    if chunk.isalpha() or chunk.isdigit():
        return ""
    inside = _OUTSIDE.sub("", chunk)
    found = _WORD.findall(inside)
    if len(found) < 2 or not any(letter.isdigit() for letter in inside):
        return ""
    code = "".join(fold(word) for word in found)
    return code if _SHORTEST_CODE <= len(code) <= _LONGEST_WORD else ""
