"""The sitemap: an index, and parts with every page in all its languages; robots.txt, the web app manifest."""

import json
from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

from sitegen.documents.addresses import PageEntry
from sitegen.documents.colours import LIGHT
from sitegen.documents.site import Site
from sitegen.render.identity import icon_of
from sitegen.render.site_files.addresses import XML_HEAD, absolute
from sitegen.render.site_files.parts import in_parts

__all__ = ["robots", "sitemap_index", "sitemap_part", "sitemap_parts", "web_manifest"]

Sites = Mapping[str, Site]


def sitemap_parts(entries: Iterable[PageEntry], sites: Sites) -> dict[str, tuple[PageEntry, ...]]:
    """Return the entries of every part by its path ("sitemap-0.xml").

    Aliases and search pages are left out, and languages without a public address; empty when
    nothing is left.
    """
    known = {language for language, site in sites.items() if site.base_address}
    listed = [e for e in entries if e.language in known and not e.is_alias and e.kind != "search"]
    if not listed:
        return {}
    return {f"sitemap-{number}.xml": part for number, part in enumerate(in_parts(listed)) if part}


def sitemap_part(entries: Iterable[PageEntry], sites: Sites) -> bytes:
    """Return one part; every page names its other languages and the one to take by default."""
    listed = tuple(entries)
    groups: dict[str, list[PageEntry]] = {}
    for entry in listed:
        groups.setdefault(entry.translation, []).append(entry)
    urls = [_url(entry, groups[entry.translation], sites) for entry in listed]
    return (XML_HEAD + _URL_SET % Markup("").join(urls)).encode()


def sitemap_index(paths: Iterable[str], site: Site) -> bytes:
    """Return sitemap.xml, which names the parts.

    It says no dates: they would change it with every page, and the parts say them already.
    """
    parts = [_PART % absolute(site, path) for path in paths]
    return (XML_HEAD + _INDEX % Markup("").join(parts)).encode()


def robots(site: Site) -> bytes:
    """Return robots.txt: everything may be read; the sitemap is named when it has an address."""
    lines = ["User-agent: *", "Allow: /"]
    if site.base_address:
        lines.append(f"Sitemap: {site.base_address}sitemap.xml")
    return ("\n".join(lines) + "\n").encode()


def web_manifest(site: Site) -> bytes:
    """Return what a phone shows of the mirror that a reader has put on its first screen."""
    icon = icon_of(site.identity)
    said = {
        "name": site.name,
        "short_name": site.name,
        "description": site.tagline,
        "lang": site.language,
        "start_url": f"./{site.home_path}",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": LIGHT[0],
        "theme_color": LIGHT[0],
        "icons": [{"src": icon.path, "type": icon.type, "sizes": "any"}],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _address(entry: PageEntry, sites: Sites) -> str:
    site = sites.get(entry.language)
    return absolute(site, entry.path) if site else ""


def _url(entry: PageEntry, group: list[PageEntry], sites: Sites) -> Markup:
    day = entry.last_change or entry.updated or entry.published
    changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
    others = _alternates(group, sites) if len(group) > 1 else ""
    # A formatted Markup would be escaped part by part, which costs four times as much.
    address = escape(_address(entry, sites))
    return Markup(f"<url><loc>{address}</loc>{changed}{others}</url>\n")  # noqa: S704  # all escaped


def _alternates(group: list[PageEntry], sites: Sites) -> Markup:
    ordered = sorted(group, key=lambda entry: entry.language)
    named = [(entry.language, entry) for entry in ordered]
    named += [("x-default", e) for e in ordered if e.language == e.source_language][:1]
    return Markup("").join(_ALTERNATE % (name, _address(e, sites)) for name, e in named)


_INDEX = Markup(
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n%s</sitemapindex>\n'
)
_PART = Markup("<sitemap><loc>%s</loc></sitemap>\n")
_URL_SET = Markup(
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n%s</urlset>\n'
)
_ALTERNATE = Markup('<xhtml:link rel="alternate" hreflang="%s" href="%s"/>')
