"""Entries: the projection of a document for files about the whole mirror, and two old ways in."""

from collections.abc import Iterable, Mapping

from sitegen.documents.addresses import PageEntry
from sitegen.documents.kinds import Document
from sitegen.documents.site import Site
from sitegen.render.site_files.feeds import atom, feed_entries
from sitegen.render.site_files.sitemap import sitemap_part, sitemap_parts

__all__ = ["feed", "page_entry", "sitemap"]


def page_entry(document: Document) -> PageEntry:
    """Return what files about the whole mirror may know of ``document``."""
    head = document.head
    return PageEntry(
        key=head.key,
        translation=head.translation,
        language=head.language,
        source_language=head.source_language,
        path=head.path,
        kind=document.kind,
        title=head.title,
        summary=head.summary,
        agency=head.agency.name if head.agency else "",
        published=head.published,
        updated=head.updated,
        is_alias=head.is_alias,
    )


def sitemap(documents: Iterable[Document], site_by_language: Mapping[str, Site]) -> bytes:
    """Return one sitemap of all pages, for a plan that does not know parts yet."""
    parts = sitemap_parts(map(page_entry, documents), site_by_language)
    listed = sorted((e for part in parts.values() for e in part), key=lambda entry: entry.path)
    return sitemap_part(listed, site_by_language)


def feed(documents: Iterable[Document], site: Site) -> bytes:
    """Return the Atom feed of one language, for a plan that does not know entries yet."""
    return atom(feed_entries(map(page_entry, documents), site), site)
