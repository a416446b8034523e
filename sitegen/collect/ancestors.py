"""What stands above a page, by the keys that documents name as their parents."""

from collections.abc import Mapping

from sitegen.documents.kinds import Document, Home

__all__ = ["ancestors", "home_above"]


def ancestors(page: Document, documents: Mapping[str, Document]) -> tuple[Document, ...]:
    """Return what stands above ``page``, the nearest first; nothing when the line is a ring."""
    line: list[Document] = []
    passed, key = {page.head.key}, page.head.parent
    while key in documents:
        if key in passed:
            return ()
        passed.add(key)
        line.append(documents[key])
        key = documents[key].head.parent
    return tuple(line)


def home_above(page: Document, documents: Mapping[str, Document]) -> Home | None:
    """Return the home page above ``page``, None where none is."""
    return next((one for one in ancestors(page, documents) if isinstance(one, Home)), None)
