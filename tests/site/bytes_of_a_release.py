"""Every byte of an output, unpacked: what stands in archives, PDFs and picture metadata too."""

import base64
import functools
import gzip
import io
import re
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import brotli
import pikepdf
from PIL import Image

__all__ = ["PICTURES", "readable", "told", "told_in", "unpacked"]

_ENCLOSED = re.compile(rb"data:([\w/+.-]+)(?:;[\w=-]+)*;base64,([A-Za-z0-9+/=]+)")

PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".avif"}


def readable(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (where, bytes) of every file below ``folder``, its name, and what is packed in it."""
    for file in sorted(folder.rglob("*")):
        where = str(file.relative_to(folder))
        yield f"{where} (name)", where.encode()
        if file.is_file():
            yield from unpacked(where, file.read_bytes())


def told(folder: Path, words: dict[str, str]) -> set[tuple[str, str]]:
    """Return (hole, where) of every word that can be read somewhere, in any case of letters."""
    return told_in(readable(folder), words)


def told_in(contents: Iterable[tuple[str, bytes]], words: dict[str, str]) -> set[tuple[str, str]]:
    """Return (hole, where) of every word in (where, bytes), in any case of letters."""
    sought = {hole: word.lower().encode() for hole, word in words.items()}
    found = set()
    for where, content in contents:
        lowered = content.lower()
        found |= {(hole, where) for hole, word in sought.items() if word in lowered}
    return found


def unpacked(where: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield (where, bytes) of a file as it is, and of everything packed in it."""
    yield where, content
    for number, (_, enclosed) in enumerate(_ENCLOSED.findall(content)):
        yield from unpacked(f"{where} (enclosed {number})", base64.b64decode(enclosed))
    if where.endswith(".br"):
        yield from unpacked(where.removesuffix(".br"), brotli.decompress(content))
    elif content.startswith(b"\x1f\x8b"):
        yield from unpacked(f"{where} (gzip)", gzip.decompress(content))
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield f"{where}!{name} (name)", name.encode()
                yield from unpacked(f"{where}!{name}", archive.read(name))
    elif content.startswith(b"%PDF") and b"%%EOF" in content:
        yield from ((f"{where} ({part})", told) for part, told in _pdf(content))
    elif Path(where).suffix in PICTURES:
        yield f"{where} (metadata)", _metadata(content)


@functools.lru_cache(64)  # one sheet goes out in many ways
def _pdf(content: bytes) -> list[tuple[str, bytes]]:
    """Return (part, bytes) of everything in a PDF, what it shows last."""
    parts = []
    with pikepdf.open(io.BytesIO(content)) as document:
        for number, one in enumerate(document.objects):
            if isinstance(one, pikepdf.Stream):
                parts.append((f"object {number}", _stream(one)))
            parts.append((f"strings {number}", repr(one).encode()))
        parts.append(("facts", repr(dict(document.docinfo)).encode()))
    shown = subprocess.run(
        ["pdftotext", "-", "-"], input=content, capture_output=True, check=True
    ).stdout
    return [*parts, ("text", shown)]


def _stream(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:  # the bytes of a picture: they are read as a picture elsewhere
        return stream.read_raw_bytes()


def _metadata(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as picture:
        return repr((picture.info, dict(picture.getexif()), picture.getxmp())).encode()
