"""Files about the whole mirror: which ones there are, what each reads, and who makes it."""

from collections.abc import Callable, Iterator, Mapping

from sitegen.documents.addresses import Gone, Moved, PageEntry
from sitegen.documents.site import Site
from sitegen.documents.view import View
from sitegen.plan import SiteFile, SiteInputs
from sitegen.render import site_files

__all__ = ["render_site_file", "site_file_list"]


def site_file_list(known: SiteInputs) -> Iterator[SiteFile]:
    """Yield every such file with exactly what it reads."""
    yield SiteFile("404.html", "404", (known.site, known.sites))
    yield SiteFile("robots.txt", "robots", (known.site,))
    for moved in known.moved:
        yield SiteFile(f"{moved.path}index.html", "moved", (moved, _site_of(moved, known)))
    for gone in known.gone:
        yield SiteFile(f"{gone.path}index.html", "gone", (gone, _site_of(gone, known)))
    if not known.site.base_address:
        return
    sites = {site.language: site for site in known.sites}
    parts = site_files.sitemap_parts(known.entries, sites)
    yield SiteFile("sitemap.xml", "sitemap", (tuple(parts), known.site))
    for path, entries in parts.items():
        yield SiteFile(path, "sitemap part", (entries, known.sites))
    for site in known.sites:
        latest = site_files.feed_entries(known.entries, site)
        yield SiteFile(f"{site.home_path}feed.xml", "atom", (latest, site))
        yield SiteFile(f"{site.home_path}feed.json", "json feed", (latest, site))


def render_site_file(file: SiteFile) -> bytes:
    """Return the bytes of one of them."""
    return _RENDERERS[file.name](*file.reads)


def _site_of(place: Moved | Gone, known: SiteInputs) -> Site:
    sites = (site for site in known.sites if site.language == place.language)
    return next(sites, known.site)


def _not_found(site: Site, sites: tuple[Site, ...]) -> bytes:
    others = [other for other in sites if other.language != site.language]
    return site_files.not_found(View(site=site), others=others)


def _moved(moved: Moved, site: Site) -> bytes:
    return site_files.moved_page(moved, View(site=site))


def _gone(gone: Gone, site: Site) -> bytes:
    return site_files.gone_page(gone, View(site=site))


def _sitemap_part(entries: tuple[PageEntry, ...], sites: tuple[Site, ...]) -> bytes:
    return site_files.sitemap_part(entries, {site.language: site for site in sites})


_RENDERERS: Mapping[str, Callable[..., bytes]] = {
    "404": _not_found,
    "robots": site_files.robots,
    "moved": _moved,
    "gone": _gone,
    "sitemap": site_files.sitemap_index,
    "sitemap part": _sitemap_part,
    "atom": site_files.atom,
    "json feed": site_files.json_feed,
}
