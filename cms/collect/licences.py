"""Licences: two spellings of one number are one licence."""

import re
from itertools import groupby

from sitegen.slugs import slug

__all__ = ["licence_key"]

_PARTS = re.compile("[0-9]+|[a-z]+")
_LEADS = ("so", "giayphepso", "giayphepxuatbanso")


def licence_key(number: str) -> tuple[str, ...]:
    """Return what tells a licence from others, () of none: its figures and letters alone.

    Case, marks, spaces, dashes and strokes tell nothing, nor do a zero or "Số" in front.

    >>> licence_key("Số 077 / gpxb–stttt") == licence_key("77/GPXB-STTTT")
    True
    >>> licence_key("7/7-GPXB") == licence_key("77/GPXB")
    False
    """
    plain = slug(number, max_length=len(number) * 4)
    parts = [
        part
        for is_word, found in groupby(_PARTS.findall(plain), str.isalpha)
        for part in (["".join(found)] if is_word else [one.lstrip("0") for one in found])
    ]
    return tuple(parts[1:] if parts and parts[0] in _LEADS else parts)
