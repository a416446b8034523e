"""Feeds: what is new in one language, as Atom (RFC 4287) and as JSON Feed 1.1."""

from collections.abc import Iterable
from datetime import date
from heapq import nlargest
from typing import Any

import msgspec
from markupsafe import Markup

from sitegen.documents.addresses import PageEntry
from sitegen.documents.site import Site
from sitegen.render.labels import labels
from sitegen.render.notices import with_change
from sitegen.render.site_files.addresses import (
    XML_HEAD,
    absolute,
    moment,
    permanent_name,
    xml_text,
)

__all__ = ["FEED_LENGTH", "atom", "feed_entries", "json_feed"]

FEED_LENGTH = 30
_BEGINNING = date(2000, 1, 1)


def feed_entries(entries: Iterable[PageEntry], site: Site) -> tuple[PageEntry, ...]:
    """Return what the feeds of one language show: its latest dated pages, newest first.

    Lists are left out, and aliases. Empty without a public address, which feeds need.
    """
    if not site.base_address:
        return ()
    language = site.language
    dated = [
        (entry.updated or entry.published or _BEGINNING, entry.key, entry)
        for entry in entries
        if (entry.updated or entry.published)
        and entry.language == language
        and entry.kind != "listing"
        and not entry.is_alias
    ]
    latest = nlargest(FEED_LENGTH, dated, key=lambda row: row[:2])
    return tuple(entry for _, _, entry in latest)


def atom(entries: Iterable[PageEntry], site: Site) -> bytes:
    """Return the Atom feed of ``feed_entries``; a page that moves stays the same entry."""
    listed = tuple(entries)
    latest = max(map(_changed, listed), default=_BEGINNING)
    return (
        XML_HEAD
        + _FEED
        % {
            "language": site.language,
            "name": xml_text(site.name),
            "tagline": _SUBTITLE % xml_text(site.tagline) if site.tagline else "",
            "id": permanent_name(site, f"feed-{site.language}"),
            "home": absolute(site, site.home_path),
            "self": absolute(site, f"{site.home_path}feed.xml"),
            "updated": moment(latest),
            "entries": Markup("").join(_entry(entry, site) for entry in listed),
        }
    ).encode()


def json_feed(entries: Iterable[PageEntry], site: Site) -> bytes:
    """Return the same as JSON Feed 1.1."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.name,
        "description": site.tagline,
        "home_page_url": absolute(site, site.home_path),
        "feed_url": absolute(site, f"{site.home_path}feed.json"),
        "language": site.language,
        "authors": [{"name": site.name}],
        "items": [_item(entry, site) for entry in entries],
    }
    return msgspec.json.encode(feed)


def _changed(entry: PageEntry) -> date:
    return entry.updated or entry.published or _BEGINNING


def _said(entry: PageEntry, site: Site) -> str:
    """Return the summary, and before it what is new and that the page is no longer as it says."""
    said = entry.summary
    if entry.news:
        said = f"{labels(site.language)['updated']}: {entry.news.rstrip('.')}. {said}".strip()
    return with_change(said, entry.changed_on, site.language)


def _entry(entry: PageEntry, site: Site) -> Markup:
    return _ENTRY % {
        "title": xml_text(entry.title),
        "id": permanent_name(site, entry.key),
        "address": absolute(site, entry.path),
        "published": _PUBLISHED % moment(entry.published) if entry.published else "",
        "updated": moment(_changed(entry)),
        "summary": _SUMMARY % xml_text(said) if (said := _said(entry, site)) else "",
        "author": _AUTHOR % xml_text(entry.agency) if entry.agency else "",
        "kind": entry.kind,
        "kind_name": labels(site.language)[f"kind_{entry.kind}"],
    }


def _item(entry: PageEntry, site: Site) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": permanent_name(site, entry.key),
        "url": absolute(site, entry.path),
        "title": entry.title,
        "content_text": _said(entry, site) or entry.title,
        "date_published": moment(entry.published or _changed(entry)),
        "date_modified": moment(_changed(entry)),
        "tags": [labels(site.language)[f"kind_{entry.kind}"]],
        "language": entry.language,
    }
    return item | ({"authors": [{"name": entry.agency}]} if entry.agency else {})


_FEED = Markup(
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="%(language)s"><title>%(name)s</title>'
    '%(tagline)s<id>%(id)s</id><link href="%(home)s"/><link rel="self" href="%(self)s"/>'
    "<updated>%(updated)s</updated><author><name>%(name)s</name></author>\n%(entries)s</feed>\n"
)
_SUBTITLE = Markup("<subtitle>%s</subtitle>")
_ENTRY = Markup(
    '<entry><title>%(title)s</title><id>%(id)s</id><link href="%(address)s"/>%(published)s'
    "<updated>%(updated)s</updated>%(author)s"
    '<category term="%(kind)s" label="%(kind_name)s"/>%(summary)s</entry>\n'
)
_PUBLISHED = Markup("<published>%s</published>")
_SUMMARY = Markup("<summary>%s</summary>")
_AUTHOR = Markup("<author><name>%s</name></author>")
