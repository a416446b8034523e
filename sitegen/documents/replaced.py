"""Replaced: which documents of a collection are new, when nothing else about it is.

Most releases follow one edit of one page. Ten thousand pages are then compared by identity,
which takes a thousandth of a second, and everything that follows from where pages stand and
what they are called can be kept.
"""

from collections.abc import Sequence
from itertools import compress, count
from operator import is_not

from sitegen.documents.kinds import Document

__all__ = ["Replacement", "replaced"]

Replacement = tuple[int, Document, Document]
"""The place of a document among all, what stood there before, and what stands there now."""


def replaced(before: Sequence[Document], now: Sequence[Document]) -> list[Replacement] | None:
    """Return the documents that took the place of others, in order.

    None when a page came, went or moved, or is called otherwise: then nothing can be kept.
    """
    if len(before) != len(now):
        return None
    places = compress(count(), map(is_not, before, now))
    found = [(place, before[place], now[place]) for place in places]
    return found if all(_stands_alike(was, one) for _, was, one in found) else None


def _stands_alike(was: Document, now: Document) -> bool:
    """Tell whether a document is to all others what the one before it was."""
    old, new = was.head, now.head
    return (
        was.kind == now.kind
        and (old.key, old.translation, old.language, old.path, old.parent, old.title)
        == (new.key, new.translation, new.language, new.path, new.parent, new.title)
        and (old.source_language, old.is_alias) == (new.source_language, new.is_alias)
    )
