"""Dublin Core: the six items that Vietnamese law never wants blank, from what the page says anyway.

Title, creator (the office), date, description, publisher (the site) and identifier (the page's
permanent key). A list that no officer wrote has no date of its own.
"""

from sitegen.documents.kinds import Document

__all__ = ["dublin_core"]


def dublin_core(document: Document, publisher: str) -> dict[str, str]:
    """Return the items by their names; without a summary the title has to describe the page."""
    head = document.head
    day = head.updated or head.published
    items = {
        "title": head.title,
        "creator": head.agency.name if head.agency else publisher,
        "date": day.isoformat() if day else "",
        "description": head.summary or head.title,
        "publisher": publisher,
        "identifier": head.key,
    }
    return {name: said for name, said in items.items() if said}
