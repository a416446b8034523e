"""Letters: which ones a font file draws, read from its table "cmap" alone.

A whole library for fonts takes longer to load than a text takes to be compared with them.
"""

from collections.abc import Iterator
from pathlib import Path
from struct import unpack_from

__all__ = ["letters_of"]

_BEST_FIRST = ((3, 10), (0, 4), (3, 1), (0, 3))  # of platform and encoding; all are Unicode


def letters_of(file: Path) -> frozenset[int]:
    """Return the code points for which a TrueType file has a glyph.

    Raises ValueError for a file without a table of Unicode in segments or groups.
    """
    data = file.read_bytes()
    (count,) = unpack_from(">H", data, 4)
    tables = (unpack_from(">4s4xI", data, 12 + 16 * at) for at in range(count))
    start = dict(tables).get(b"cmap", 0)
    (count,) = unpack_from(">H", data, start + 2)
    encodings = (
        unpack_from(">HHI", data, start + 4 + 8 * at) for at in range(count if start else 0)
    )
    places = {(platform, encoding): start + place for platform, encoding, place in encodings}
    for one in _BEST_FIRST:
        if one in places:
            return frozenset(_codes(data, places[one]))
    raise ValueError(f"{file.name} has no letters of Unicode")


def _codes(data: bytes, start: int) -> Iterator[int]:
    (form,) = unpack_from(">H", data, start)
    if form == 12:
        (count,) = unpack_from(">I", data, start + 12)
        for at in range(count):
            first, last, glyph = unpack_from(">III", data, start + 16 + 12 * at)
            yield from range(first + (glyph == 0), last + 1)
    elif form == 4:
        yield from _of_segments(data, start)
    else:
        raise ValueError(f"codes in format {form} are not read")


def _of_segments(data: bytes, start: int) -> Iterator[int]:
    double = unpack_from(">H", data, start + 6)[0]
    ends, firsts, deltas, ranges = (
        unpack_from(f">{double // 2}H", data, start + 14 + at * double + 2 * (at > 0))
        for at in range(4)
    )
    for at, (first, last) in enumerate(zip(firsts, ends, strict=True)):
        place = start + 16 + 3 * double + 2 * at + ranges[at]
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = (
                code if not ranges[at] else unpack_from(">H", data, place + 2 * (code - first))[0]
            )
            if (glyph or not ranges[at]) and (glyph + deltas[at]) & 0xFFFF:
                yield code
