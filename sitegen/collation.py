"""Vietnamese order of names: by syllable, then by letter, then by tone; other letters find their place.

Dictionary order goes syllable by syllable (Ba Bể, Ba Vì, Bà Rịa, Bá Thước); CLDR compares
whole strings and SQLite knows no Vietnamese at all, so this key is stored or used in Python. The
letters of the highlands (ƀ č ĕ ê̆ …) stand where the rows of the languages put them; signs and
figures come first, letters of other scripts last.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from sitegen.languages import LANGUAGES

__all__ = ["first_letter", "sort_key", "sort_parts"]


_RANK = {
    letter: f"{index + 20:02d}" for index, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
}
# Keys are stored: a letter of a row takes the place behind another one and moves none.
_RANK |= {one[1:]: f"{_RANK[one[0]]}9" for row in LANGUAGES.values() for one in row.collation}
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


def first_letter(name: str) -> str:
    """Return the letter of the alphabet with which ``name`` begins, as a capital; "" for none.

    >>> first_letter("ế ẩm"), first_letter("E\u0302\u0306"), first_letter("1 cửa")
    ('Ê', 'Ê̆', '')
    """
    letter, _ = next(_letters(name[:8]), ("", ""))
    known = letter if letter in _RANK else letter[:1]  # what leans on a letter makes no group
    return known.upper() if known.isalpha() or letter in _RANK else ""


@lru_cache(maxsize=10_000)  # Vietnamese has some six thousand syllables
def _syllable_key(syllable: str) -> str:
    letters, tones = [], ["0"]
    for letter, tone in _letters(syllable):
        letters.append(_RANK.get(letter) or _place(letter))
        if tone:
            tones.append(tone)
    return "".join(letters) + "!" + tones[-1]


def _place(letter: str) -> str:
    if letter.isdigit():
        return f"1{letter}"
    return f"9{letter}" if letter[:1].isalpha() else f"0{letter}"


def _letters(word: str) -> Iterator[tuple[str, str]]:
    """Yield (letter, tone) of ``word`` in small letters; a mark that makes no letter counts as a tone."""
    cluster = ""
    for part in unicodedata.normalize("NFD", word.lower()):
        if cluster and not unicodedata.combining(part):
            yield _letter(cluster)
            cluster = ""
        cluster += part
    if cluster:
        yield _letter(cluster)


def _letter(cluster: str) -> tuple[str, str]:
    if (whole := unicodedata.normalize("NFC", cluster)) in _RANK:  # ñ, whose tilde is no tone
        return whole, ""
    tone = next((_TONES[part] for part in cluster if part in _TONES), "")
    letter = unicodedata.normalize("NFC", "".join(one for one in cluster if one not in _TONES))
    if letter in _RANK or cluster[0] not in _RANK:
        return letter, tone
    return cluster[0], tone or "6"
