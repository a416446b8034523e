r"""Streams: none ends in a carriage return, or a reader of PDF/A takes it for the line's end.

A compressed stream ends in any byte, once in 256 in "\r". The line feed that PDF/A wants before
"endstream" then makes "\r\n" of it, and the stream is found to be one byte shorter than it says.
"""

import base64
import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

__all__ = ["save_archival"]


def save_archival(pdf: "pikepdf.Pdf") -> bytes:
    """Return the bytes of an open PDF/A; the same document always gives the same."""
    import pikepdf  # noqa: PLC0415

    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.read_raw_bytes().endswith(b"\r"):
            _repack(item)
    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        compress_streams=False,  # or other bytes than those looked at are written
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    return out.getvalue()


def _repack(stream: "pikepdf.Stream") -> None:
    """Write the bytes as ASCII: packing again would not do, its last bytes are a checksum."""
    import pikepdf  # noqa: PLC0415

    raw = stream.read_raw_bytes()
    filters = _as_list(stream.get("/Filter"))
    settings = _as_list(stream.get("/DecodeParms")) or [None] * len(filters)
    has_settings = "/DecodeParms" in stream
    stream.write(
        base64.a85encode(raw) + b"~>",
        filter=pikepdf.Array([pikepdf.Name.ASCII85Decode, *filters]),
        decode_parms=pikepdf.Array([None, *settings]) if has_settings else None,
    )


def _as_list(value: Any) -> list[Any]:
    import pikepdf  # noqa: PLC0415

    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]
