"""Writing a share picture: four bits a pixel, or eight, in bands, of which equal ones are made once.

Most of a card is the same on the next one. A band is compressed by itself, so that it can be
put between others, and only what carries the title is compressed for each page.
"""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image

__all__ = ["MARGIN", "Band", "band", "png"]

MARGIN = 2
"""Blank pixels at the left of a band: their byte says that a row is written without a filter."""

_LEVEL = 2
_HEAD, _END = b"\x78\x5e", b"\x03\x00"  # RFC 1950: a window of 32 kB, quick; RFC 1951: nothing more


@dataclass(frozen=True, slots=True)
class Band:
    """Some rows of a picture: as PNG wants them, and the same compressed."""

    rows: bytes
    compressed: bytes


def band(drawn: Image.Image, palette: bytes) -> Band:
    """Return the band of a picture of palette places that begins with ``MARGIN`` blank columns."""
    drawn.putpalette(palette)
    if _bits(palette) == 4:
        rows = drawn.tobytes("raw", "P;4")
    else:  # a column is a byte here, and one says that there is no filter
        rows = drawn.crop((MARGIN - 1, 0, drawn.width, drawn.height)).tobytes("raw", "P")
    work = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Band(rows, work.compress(rows) + work.flush(zlib.Z_FULL_FLUSH))


def png(bands: Sequence[Band], size: tuple[int, int], palette: bytes) -> bytes:
    """Return the picture of ``size`` that the bands make, one beneath the other."""
    check = zlib.adler32(b"")
    for one in bands:
        check = zlib.adler32(one.rows, check)
    pixels = b"".join((_HEAD, *(one.compressed for one in bands), _END, struct.pack(">I", check)))
    head = struct.pack(">IIBBBBB", *size, _bits(palette), 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _bits(palette: bytes) -> int:
    """Return how many bits a place of ``palette`` takes."""
    return 4 if len(palette) <= 3 * 16 else 8


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(content, zlib.crc32(name))
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)
