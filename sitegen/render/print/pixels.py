"""Pixels: a picture stands in the print shop's file in the bytes that it was packed in.

Typst unpacks every picture and packs it anew, which costs more than all else on the sheet. So it
is given a stand-in of a few pixels, in whose place the picture is put afterwards: the rows of a
PNG are also those of a PDF (ISO 32000-1:2008, 7.4.4.4). Who looks at it there unpacks it once.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image

if TYPE_CHECKING:
    import pikepdf

__all__ = ["Packed", "is_plain", "packed", "put_in", "stand_in"]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_GREY, _RGB, _PALETTE = 0, 2, 3
_PROFILES = (b"cHRM", b"gAMA", b"iCCP", b"sRGB")
_MARK = 12  # bytes of its digest are the pixels of a stand-in
_UNPLAIN = ("/Decode", "/Mask", "/SMask")


class _Png(NamedTuple):
    """What a PNG holds; ``samples`` is its bits of a sample, kind of colour and interlacing."""

    width: int
    height: int
    samples: tuple[int, int, int]
    chunks: tuple[tuple[bytes, bytes], ...]

    @property
    def is_as_in_pdf(self) -> bool:
        return self.samples in {(8, _GREY, 0), (8, _RGB, 0)}

    @property
    def colours(self) -> int:
        return 3 if self.samples[1] == _RGB else 1


def is_plain(content: bytes) -> bool:
    """Tell whether it is a PNG without alpha; raises ValueError for one that is broken."""
    if not content.startswith(_SIGNATURE):
        return False
    png = _read(content)
    is_flat = all(name != b"tRNS" for name, _ in png.chunks)
    return is_flat and png.samples[0] <= 8 and png.samples[1] in {_GREY, _RGB, _PALETTE}


@lru_cache(maxsize=64)  # a sheet is laid out several times
def stand_in(content: bytes) -> bytes:
    """Return a PNG for Typst that tells which picture it stands for; others as they are.

    Its shape is another one: a layout says both width and height, and stretches it.
    """
    png = _read(content)
    if not png.is_as_in_pdf:
        return content
    size = struct.pack(">IIBBBBB", _MARK // png.colours, 1, 8, png.samples[1], 0, 0, 0)
    profile = [chunk for chunk in png.chunks if chunk[0] in _PROFILES]
    row = zlib.compress(b"\0" + _mark(content))
    chunks = [(b"IHDR", size), *profile, (b"IDAT", row), (b"IEND", b"")]
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def put_in(pdf: "pikepdf.Pdf", pictures: Iterable[bytes]) -> None:
    """Put each of ``pictures`` where its stand-in is."""
    import pikepdf  # noqa: PLC0415  # 6 MB, in every process of the site, for a few that print

    waiting = {_mark(content): content for content in pictures}
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Stream) or item.get("/Subtype") != "/Image":
            continue
        if item.Height == 1 and (content := waiting.get(item.read_bytes())):
            png = _read(content)
            rows = {"/Predictor": 15, "/Colors": png.colours, "/Columns": png.width}
            item.write(
                b"".join(data for name, data in png.chunks if name == b"IDAT"),
                filter=pikepdf.Name.FlateDecode,
                decode_parms=pikepdf.Dictionary(rows),
            )
            item.Width, item.Height = png.width, png.height


class Packed(NamedTuple):
    """A picture in RGB, deflated; ``is_in_rows`` tells whether each row has its filter, as in a PNG.

    ``light`` is its colour profile.
    """

    size: tuple[int, int]
    light: bytes
    data: bytes
    is_in_rows: bool

    def picture(self) -> Image.Image:
        """Return the picture; raises OSError, ValueError or zlib.error for one that is broken."""
        if self.is_in_rows:
            picture = Image.frombytes("RGB", self.size, self.data, "zip", "RGB")
        else:
            picture = Image.frombytes("RGB", self.size, zlib.decompress(self.data))
        picture.info["icc_profile"] = self.light
        return picture


def packed(item: "pikepdf.Stream") -> Packed | None:
    """Return a picture of a PDF as we or Typst wrote it, None for all others."""
    import pikepdf  # noqa: PLC0415

    space, rows = item.get("/ColorSpace"), item.get("/DecodeParms")
    is_in_rows = rows is not None and rows.get("/Predictor") == 15
    if (
        isinstance(space, pikepdf.Array)
        and space[0] == "/ICCBased"
        and int(space[1].N) == 3
        and item.get("/Filter") == "/FlateDecode"
        and item.get("/BitsPerComponent") == 8
        and (rows is None or is_in_rows)
        and not any(name in item for name in _UNPLAIN)
    ):
        size = (int(item.Width), int(item.Height))
        light = bytes(space[1].read_bytes())
        return Packed(size, light, bytes(item.read_raw_bytes()), is_in_rows=is_in_rows)
    return None


def _mark(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()[:_MARK]


def _read(content: bytes) -> _Png:
    chunks = tuple(_chunks(content))
    if not chunks or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        raise ValueError("no whole PNG")
    width, height, bits, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    return _Png(width, height, (bits, kind, interlaced), chunks)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and data of what a PNG is made of; ValueError when a sum is wrong."""
    at = len(_SIGNATURE)
    while at < len(content):
        try:
            (length,) = struct.unpack_from(">I", content, at)
            data = content[at + 4 : at + 8 + length]
            (sum_,) = struct.unpack_from(">I", content, at + 8 + length)
        except struct.error as error:
            raise ValueError("a PNG that is cut off") from error
        if zlib.crc32(data) != sum_:
            raise ValueError("a PNG with a wrong sum")
        yield data[:4], data[4:]
        at += 12 + length
        if data[:4] == b"IEND":  # what stands behind is no part of it
            return
