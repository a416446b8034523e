"""Animated PNG: kept as the picture that stands still, without decoding a pixel."""

import io
import struct
from collections.abc import Iterator

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile

__all__ = ["standing_still"]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_OF_MOTION = (b"acTL", b"fcTL", b"fdAT")
_FRAME = 12
"""Bytes of a chunk around its data: length, name and checksum."""


def standing_still(upload: "UploadedFile[bytes]") -> "UploadedFile[bytes]":
    """Return ``upload``, or what is left of an animated PNG without its later pictures."""
    upload.seek(0)
    content = upload.read() if upload.read(len(_SIGNATURE)) == _SIGNATURE else b""
    upload.seek(0)
    chunks = list(_chunks(content))
    if not any(name == _OF_MOTION[0] for name, _chunk in chunks):
        return upload
    still = _SIGNATURE + b"".join(chunk for name, chunk in chunks if name not in _OF_MOTION)
    return InMemoryUploadedFile(
        io.BytesIO(still), None, upload.name, upload.content_type, len(still), None
    )


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield (name, whole chunk); what breaks off is yielded as it is, for others to refuse."""
    place = 0
    while place < len(content):
        head = content[place : place + 8]
        length = struct.unpack(">I", head[:4])[0] if len(head) == 8 else 0
        yield head[4:], content[place : place + length + _FRAME]
        place += length + _FRAME
