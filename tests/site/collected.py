"""What collecting gives, asked for by page."""

from typing import Any

from sitegen.documents.collection import Collection
from sitegen.pipeline import collect_documents

__all__ = ["codes", "collected", "document_of"]


def collected() -> Collection:
    """Return everything that is public now."""
    return collect_documents()


def document_of(page: Any) -> Any:
    """Return the document of ``page``; fails when it is not public."""
    by_key = {document.head.key: document for document in collected().documents}
    return by_key[f"page-{page.pk}"]


def codes() -> list[tuple[str, str]]:
    """Return (code, title of the page) of every remark."""
    return [(found.code, found.page) for found in collected().findings]
