"""Parts: a long list cut into short files, so that one changed page changes one of them.

A page's part is told by its translation key alone. Pages that come and go leave the others
where they are, until the list has doubled; and the languages of a page are never parted.
"""

from collections.abc import Iterable
from operator import attrgetter
from zlib import crc32

from sitegen.documents.addresses import PageEntry

__all__ = ["in_parts"]

_USUAL_LENGTH = 200


def in_parts(
    entries: Iterable[PageEntry], usual_length: int = _USUAL_LENGTH
) -> tuple[tuple[PageEntry, ...], ...]:
    """Return ``entries`` in a power of two of parts, about ``usual_length`` or fewer in each.

    Inside a part they stand in the order of their paths. A part may be empty.
    """
    listed = list(entries)
    count = 1
    while count * usual_length < len(listed):
        count *= 2
    parts: list[list[PageEntry]] = [[] for _ in range(count)]
    for entry in listed:
        parts[crc32(entry.translation.encode()) % count].append(entry)
    return tuple(tuple(sorted(part, key=_by_path)) for part in parts)


_by_path = attrgetter("path", "key")
