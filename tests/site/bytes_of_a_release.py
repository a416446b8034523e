"""Every byte of a release, unpacked: what stands in archives, PDFs and picture metadata too."""

import gzip
import io
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from PIL import Image

__all__ = ["readable", "told"]

PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".avif"}


def readable(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (where, bytes) of every file below ``folder``, its name, and what is packed in it."""
    for file in sorted(folder.rglob("*")):
        where = str(file.relative_to(folder))
        yield f"{where} (name)", where.encode()
        if file.is_file():
            yield from _unpacked(where, file.read_bytes())


def told(folder: Path, words: dict[str, str]) -> set[tuple[str, str]]:
    """Return (hole, where) of every word that can be read somewhere, in any case of letters."""
    sought = {hole: word.lower().encode() for hole, word in words.items()}
    return {
        (hole, where)
        for where, content in readable(folder)
        for hole, word in sought.items()
        if word in content.lower()
    }


def _unpacked(where: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    yield where, content
    if content.startswith(b"\x1f\x8b"):
        yield from _unpacked(f"{where} (gzip)", gzip.decompress(content))
    elif content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield f"{where}!{name} (name)", name.encode()
                yield from _unpacked(f"{where}!{name}", archive.read(name))
    elif content.startswith(b"%PDF") and b"%%EOF" in content:
        yield from _pdf(where, content)
    elif Path(where).suffix in PICTURES:
        yield f"{where} (metadata)", _metadata(content)


def _pdf(where: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    with pikepdf.open(io.BytesIO(content)) as document:
        for number, one in enumerate(document.objects):
            if isinstance(one, pikepdf.Stream):
                yield f"{where} (object {number})", _stream(one)
            yield f"{where} (strings {number})", repr(one).encode()
        yield f"{where} (facts)", repr(dict(document.docinfo)).encode()
    shown = subprocess.run(
        ["pdftotext", "-", "-"], input=content, capture_output=True, check=True
    ).stdout
    yield f"{where} (text)", shown


def _stream(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:  # the bytes of a picture: they are read as a picture elsewhere
        return stream.read_raw_bytes()


def _metadata(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as picture:
        return repr((picture.info, dict(picture.getexif()), picture.getxmp())).encode()
