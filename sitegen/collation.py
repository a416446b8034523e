"""Vietnamese order of names: by syllable, then by letter, then by tone.

Dictionary order goes syllable by syllable (Ba Bể, Ba Vì, Bà Rịa, Bá Thước); CLDR compares
whole strings and SQLite knows no Vietnamese at all, so this key is stored or used in Python.
"""

import unicodedata
from functools import lru_cache

__all__ = ["sort_key", "sort_parts"]

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: f"{index + 20:02d}" for index, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def sort_key(name: str) -> str:
    """Return a text whose plain order is the Vietnamese order of ``name``.

    >>> sorted(["Bá Thước", "Ba Vì", "Bà Rịa", "Ba Bể"], key=sort_key)
    ['Ba Bể', 'Ba Vì', 'Bà Rịa', 'Bá Thước']
    """
    return "\t".join(sort_parts(name))


def sort_parts(name: str) -> tuple[str, str]:
    """Return the same in two parts, which order alike: kept for many names they need a third.

    >>> sort_parts("Ba Vì")
    ('2320!0 4832!1', 'Ba Vì')
    """
    return " ".join([_syllable_key(syllable) for syllable in name.split()]), name


@lru_cache(maxsize=10_000)  # Vietnamese has some six thousand syllables
def _syllable_key(syllable: str) -> str:
    letters, tones = [], ["0"]
    for letter in unicodedata.normalize("NFC", syllable.lower()):
        plain, tone = _split_tone(letter)
        letters.append(_RANK.get(plain, f"1{plain}" if plain.isdigit() else f"0{plain}"))
        if tone:
            tones.append(tone)
    return "".join(letters) + "!" + tones[-1]


def _split_tone(letter: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", letter)
    tone = next((_TONES[part] for part in parts if part in _TONES), "")
    plain = unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))
    return plain, tone
