"""Limits of what outputs are made in: formats of pictures, names of files."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

__all__ = ["MAX_SIDE", "PART", "few_at_once", "grouped", "is_safe", "too_long"]

T = TypeVar("T")

PART = 500
"""Rows that are asked for at once: SQLite takes a limited number of values in a question."""


def few_at_once(rows: Iterable[T]) -> Iterator[list[T]]:
    """Yield ``rows`` in lists of at most ``PART``."""
    rest = iter(rows)
    while some := list(islice(rest, PART)):
        yield some


def grouped(number: int) -> str:
    """Return a number as Vietnamese texts write it: 1.234.567."""
    return f"{number:,}".replace(",", ".")


MAX_NAME = 255
"""Bytes of the name of a file or folder that every disk takes."""

MAX_SIDE = 16_383
"""Pixels of the longest side that WebP holds, the smallest limit of AVIF, WebP and PNG."""


def too_long(width: int, height: int) -> str:
    """Return in Vietnamese why a picture of this size would lose sharpness, "" when it would not.

    What is longer is made smaller for the pages, so that it fits: nobody could read it any more.
    """
    longest = max(width, height)
    if longest <= MAX_SIDE:
        return ""
    side, way = ("cao", "từ trên xuống") if longest == height else ("rộng", "từ trái sang")
    found, most = (grouped(longest), grouped(MAX_SIDE))
    return (
        f"Ảnh {side} {found} điểm, nhiều nhất được {most} điểm. "
        f"Hãy cắt ảnh thành từng phần, {way}, rồi tải lên từng phần."
    )


_SAFE_PATH = re.compile(
    r"""(?!/)(?:(?:^|/)(?!(?:con|prn|aux|nul|com\d|lpt\d)(?:[./]|$))  # names that Windows keeps
    (?![ .])[^\x00-\x1f\\:*?"<>|/]+(?<![ .]))+""",
    re.VERBOSE | re.IGNORECASE,
)


def is_safe(path: str) -> bool:
    """Tell whether a disk, a USB stick and Windows would take a file at ``path``."""
    return _SAFE_PATH.fullmatch(path) is not None and all(
        len(part.encode()) <= MAX_NAME for part in path.split("/")
    )
