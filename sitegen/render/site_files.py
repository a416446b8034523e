"""Files of the whole mirror: 404 page, sitemap, feed, robots; they alone need its address."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import quote

from markupsafe import Markup, escape

from sitegen.documents.base import Head
from sitegen.documents.kinds import Document, Listing
from sitegen.documents.site import Site
from sitegen.documents.view import View
from sitegen.render.assets import stylesheet, svg_source
from sitegen.render.labels import plain_labels

__all__ = ["feed", "not_found", "robots", "sitemap"]

_FEED_LENGTH = 30
_XML = Markup('<?xml version="1.0" encoding="utf-8"?>\n')


def not_found(view: View) -> bytes:
    """Return 404.html: complete in itself, because nobody knows how deep it will be shown.

    With a public address it leads home; without one it names the telephone only.
    """
    words, site = plain_labels(view.site.language), view.site
    return (
        _NOT_FOUND
        % {
            "language": site.language,
            "title": words.not_found,
            "name": site.name,
            "style": Markup(_stylesheet_without_fonts()),  # noqa: S704 - our own file
            "mark": Markup(svg_source("mark").replace("<svg", '<svg class="mark"', 1)),  # noqa: S704 - our own file
            "text": words.not_found_text,
            "home": _home_link(site, words.not_found_home),
            "help": _help_line(site, words.help),
            "notice": site.notice,
        }
    ).encode()


def sitemap(documents: Iterable[Document], site_by_language: Mapping[str, Site]) -> bytes:
    """Return sitemap.xml with the languages of every page; aliases are left out.

    Empty without a public address. Sorted by path.
    """
    pages = [
        d.head for d in documents if not d.head.is_alias and _address(d.head, site_by_language)
    ]
    by_translation: dict[str, list[Head]] = {}
    for head in pages:
        by_translation.setdefault(head.translation, []).append(head)
    entries = [
        _sitemap_entry(head, by_translation[head.translation], site_by_language)
        for head in sorted(pages, key=lambda head: head.path)
    ]
    return (_XML + _SITEMAP % Markup("").join(entries)).encode()


def feed(documents: Iterable[Document], site: Site) -> bytes:
    """Return the Atom feed of one language: the latest dated pages, newest first.

    Empty of entries without a public address, which Atom cannot do without.
    """
    dated = [
        (head, changed)
        for head in (d.head for d in documents if not isinstance(d, Listing))
        if head.language == site.language and not head.is_alias and site.base_address
        for changed in [head.updated or head.published]
        if changed
    ]
    dated.sort(key=lambda pair: (pair[1], pair[0].path), reverse=True)
    entries = [_feed_entry(head, changed, site) for head, changed in dated[:_FEED_LENGTH]]
    latest = max((changed for _, changed in dated), default=date(2000, 1, 1))
    return (
        _XML
        + _FEED
        % {
            "language": site.language,
            "name": site.name,
            "address": _absolute(site, site.home_path) or f"urn:loa:{site.language}",
            "updated": _moment(latest),
            "entries": Markup("").join(entries),
        }
    ).encode()


def robots(site: Site) -> bytes:
    """Return robots.txt: everything may be read; the sitemap is named when it has an address."""
    lines = ["User-agent: *", "Allow: /"]
    if site.base_address:
        lines.append(f"Sitemap: {site.base_address}sitemap.xml")
    return ("\n".join(lines) + "\n").encode()


def _stylesheet_without_fonts() -> str:
    """Return the stylesheet without its font files, which a page at any depth cannot name."""
    return re.sub(r"@font-face\{[^}]*\}", "", stylesheet())


def _absolute(site: Site, path: str) -> str:
    return f"{site.base_address}{quote(path)}" if site.base_address else ""


def _address(head: Head, sites: Mapping[str, Site]) -> str:
    site = sites.get(head.language)
    return _absolute(site, head.path) if site else ""


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+07:00"


def _home_link(site: Site, words: str) -> Markup:
    if not site.base_address:
        return Markup("")
    return _LINK % (_absolute(site, site.home_path), words)


def _help_line(site: Site, words: str) -> Markup:
    if not site.help_phone:
        return Markup("")
    return _HELP % (words, site.help_phone_link or site.help_phone, site.help_phone)


def _sitemap_entry(head: Head, languages: list[Head], sites: Mapping[str, Site]) -> Markup:
    others = sorted(languages, key=lambda other: other.language) if len(languages) > 1 else []
    changed = head.updated or head.published
    return _URL % {
        "address": _address(head, sites),
        "changed": Markup("<lastmod>%s</lastmod>") % changed.isoformat() if changed else "",
        "others": Markup("").join(
            _ALTERNATE % (other.language, _address(other, sites)) for other in others
        ),
    }


def _feed_entry(head: Head, changed: date, site: Site) -> Markup:
    return _ENTRY % {
        "title": head.title,
        "address": _absolute(site, head.path),
        "updated": _moment(changed),
        "summary": Markup("<summary>%s</summary>") % escape(head.summary) if head.summary else "",
    }


_LINK = Markup('<p><a class="button" href="%s">%s</a></p>')
_HELP = Markup('<p class="help">%s <a href="tel:%s">%s</a></p>')
_SITEMAP = Markup(
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n%s</urlset>\n'
)
_URL = Markup("<url><loc>%(address)s</loc>%(changed)s%(others)s</url>\n")
_ALTERNATE = Markup('<xhtml:link rel="alternate" hreflang="%s" href="%s"/>')
_FEED = Markup(
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="%(language)s"><title>%(name)s</title>'
    '<id>%(address)s</id><link href="%(address)s"/><updated>%(updated)s</updated>'
    "<author><name>%(name)s</name></author>\n%(entries)s</feed>\n"
)
_ENTRY = Markup(
    '<entry><title>%(title)s</title><id>%(address)s</id><link href="%(address)s"/>'
    "<updated>%(updated)s</updated>%(summary)s</entry>\n"
)
_NOT_FOUND = Markup(
    '<!doctype html>\n<html lang="%(language)s">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="robots" content="noindex">\n<title>%(title)s – %(name)s</title>\n'
    '<style>%(style)s</style>\n</head>\n<body>\n<header class="top"><p class="brand">%(mark)s'
    '<b>%(name)s</b></p></header>\n<main id="main">\n<header class="opening"><h1>%(title)s</h1>'
    '<p class="lead">%(text)s</p></header>\n%(home)s\n</main>\n'
    '<footer class="foot">%(help)s<p>%(notice)s</p></footer>\n</body>\n</html>\n'
)
