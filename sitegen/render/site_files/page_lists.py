"""Page lists: every page of the mirror for programs, in parts, under ``api/v1/``."""

from collections.abc import Iterable

from sitegen.documents.addresses import PageEntry
from sitegen.render.json_api import SCHEMA_VERSION, told
from sitegen.render.site_files.parts import in_parts

__all__ = ["API_FOLDER", "page_list", "page_list_index", "page_list_parts"]

API_FOLDER = f"api/v{SCHEMA_VERSION}/"


def page_list_parts(entries: Iterable[PageEntry]) -> dict[str, tuple[PageEntry, ...]]:
    """Return the entries of every part by its path ("api/v1/pages-0.json")."""
    parts = in_parts(entries)
    return {f"{API_FOLDER}pages-{number}.json": part for number, part in enumerate(parts) if part}


def page_list(entries: Iterable[PageEntry], previous: str = "", next: str = "") -> bytes:
    """Return one part: the entries as they are; ``path`` + "index.json" is the document.

    ``previous`` and ``next`` are the paths of the parts beside it, "" at the ends.
    """
    return told(pages=tuple(entries), previous=previous, next=next)


def page_list_index(paths: Iterable[str]) -> bytes:
    """Return pages.json: the paths of the parts, from the root of the mirror."""
    return told(parts=tuple(paths))
