"""Normalise: one way to compare Vietnamese words, the same here and in ``assets/search.js``.

A word has two forms. Its *exact* form keeps every mark, but says the tone at the end, so that
old and new placement ("hòa", "hoà") are one word; its *folded* form has neither marks nor đ,
as people type on a phone. The vectors that both sides keep are tests/unit/search_vectors.json.
"""

import re
import unicodedata
from functools import lru_cache

__all__ = ["exact", "fold", "written"]

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MARK = re.compile("[\u0300-\u036f]")
_TONE = re.compile(f"[{_TONES}]")
_LETTERS = str.maketrans({"đ": "d", "ð": "d", "ƀ": "b", "ł": "l", "ø": "o"})
_SHORT_I = re.compile(r"(?:[hklmst]|qu)i")
_VOWELS = "aăâeêioôơuưy"


@lru_cache(maxsize=20_000)  # Vietnamese has some six thousand syllables, ten thousand with cases
def exact(word: str) -> str:
    """Return the exact form of one word in small or capital letters, NFC or NFD.

    >>> exact("Hòa") == exact("hoà")
    True
    """
    parts = unicodedata.normalize("NFD", word.lower())
    tones = _TONE.findall(parts)
    letters = _one_i(unicodedata.normalize("NFC", _TONE.sub("", parts)))
    return letters + tones[-1] if tones else letters


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Return the folded form of one word: small letters, no marks, d for đ, i for a final y.

    >>> fold("Đăng"), fold("ký")
    ('dang', 'ki')
    """
    return _one_i(_without_marks(word.lower()))


@lru_cache(maxsize=20_000)
def written(form: str) -> str:
    """Return an exact form as people write it, with the tone on its vowel ("hoa" + ` = "hòa")."""
    if form[-1:] not in _TONES:
        return unicodedata.normalize("NFC", _one_y(form))
    letters, tone = _one_y(form[:-1]), form[-1]
    place = _tone_place(letters)
    return unicodedata.normalize("NFC", f"{letters[: place + 1]}{tone}{letters[place + 1 :]}")


def _without_marks(word: str) -> str:
    return _MARK.sub("", unicodedata.normalize("NFD", word)).translate(_LETTERS)


def _one_i(letters: str) -> str:
    """Spell "ký" and "kí" alike: after these letters both are right."""
    if letters[-1:] == "y" and _SHORT_I.fullmatch(letters[:-1] + "i"):
        return letters[:-1] + "i"
    return letters


def _one_y(letters: str) -> str:
    return letters[:-1] + "y" if _SHORT_I.fullmatch(letters) else letters


def _tone_place(letters: str) -> int:
    """Return the index of the letter that carries the tone."""
    start = 2 if letters.startswith(("qu", "gi")) and letters[2:3] in tuple(_VOWELS) else 0
    vowels = [index for index in range(start, len(letters)) if letters[index] in _VOWELS]
    if not vowels:
        return len(letters) - 1
    marked = [index for index in vowels if letters[index] in "ăâêôơư"]
    if marked:
        return marked[-1]
    ends_open = vowels[-1] == len(letters) - 1
    if len(vowels) > 1 and ends_open:
        return vowels[-2]
    return vowels[-1]
