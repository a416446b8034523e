"""Files about the whole mirror: which ones there are, what each reads, and who makes it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from sitegen.documents.addresses import Gone, Moved, PageEntry
from sitegen.documents.editions import EditionSign
from sitegen.documents.site import Site
from sitegen.documents.view import View
from sitegen.plan import SiteFile, SiteInputs
from sitegen.render import api_description, service_worker, site_files
from sitegen.render.identity import colour_path, emblem_path, identity_file, identity_paths
from sitegen.render.site_files import edition_sign

__all__ = ["code", "render_site_file", "site_file_list"]

_MODULES = ("site_plan", "schema_org", "json_api", "api_schema", "api_description", "identity")


def site_file_list(known: SiteInputs) -> Iterator[SiteFile]:
    """Yield every such file with exactly what it reads."""
    yield SiteFile("404.html", "404", (known.site, known.sites))
    yield SiteFile("robots.txt", "robots", (known.site,))
    for path in sorted({path for site in known.sites for path in identity_paths(site.identity)}):
        yield SiteFile(path, "identity", (path,))
    for moved in known.moved:
        yield SiteFile(f"{moved.path}index.html", "moved", (moved, _site_of(moved, known)))
    for gone in known.gone:
        yield SiteFile(f"{gone.path}index.html", "gone", (gone, _site_of(gone, known)))
    for sign in known.editions:
        yield SiteFile(f"{sign.path}index.html", "edition", (sign, _site_of(sign, known)))
        yield SiteFile(f"{sign.path}index.json", "edition data", (sign,))
    if not known.is_html_only:
        yield from _for_programs(known)
    if known.site.base_address:
        yield from _with_address(known)


def render_site_file(file: SiteFile) -> bytes:
    """Return the bytes of one of them."""
    return _RENDERERS[file.name](*file.reads)


def code() -> tuple[bytes, ...]:
    """Return the sources from which these files are made: another source makes them anew."""
    folder = Path(__file__).parent
    named = [folder / f"{name}.py" for name in (*_MODULES, "service_worker", "labels")]
    sources = [*named, *sorted((folder / "site_files").glob("*.py")), folder / "assets" / "sw.js"]
    return tuple(path.read_bytes() for path in sources)


def _for_programs(known: SiteInputs) -> Iterator[SiteFile]:
    parts = site_files.page_list_parts(known.entries)
    yield SiteFile("api/v1/pages.json", "page list index", (tuple(parts),))
    for path, entries in parts.items():
        yield SiteFile(path, "page list", (entries,))
    for path in (api_description.SCHEMA_PATH, api_description.OPENAPI_PATH):
        yield SiteFile(path, "api", (path, known.site))
    first, *others = site_files.llms_parts(known.entries, known.site)
    named = tuple(replace(part, entries=()) for part in others)
    yield SiteFile(first.path, "llms", ((first, *named), known.site))
    for part in others:
        yield SiteFile(part.path, "llms part", (part, known.site))


def _with_address(known: SiteInputs) -> Iterator[SiteFile]:
    sites = {site.language: site for site in known.sites}
    parts = site_files.sitemap_parts(known.entries, sites)
    yield SiteFile("sitemap.xml", "sitemap", (tuple(parts), known.site))
    for path, entries in parts.items():
        yield SiteFile(path, "sitemap part", (entries, known.sites))
    for site in known.sites:
        latest = site_files.feed_entries(known.entries, site)
        yield SiteFile(f"{site.home_path}feed.xml", "atom", (latest, site))
        yield SiteFile(f"{site.home_path}feed.json", "json feed", (latest, site))
    if not known.is_html_only:
        yield SiteFile(service_worker.OFFLINE_PATH, "offline", (known.site, known.sites))
        contacts = tuple(e.path for e in known.entries if e.kind == "contact" and not e.is_alias)
        yield SiteFile("sw.js", "service worker", (known.site, known.sites, contacts))


def _site_of(place: Moved | Gone | EditionSign, known: SiteInputs) -> Site:
    sites = (site for site in known.sites if site.language == place.language)
    return next(sites, known.site)


def _others(site: Site, sites: tuple[Site, ...]) -> list[Site]:
    return [other for other in sites if other.language != site.language]


def _not_found(site: Site, sites: tuple[Site, ...]) -> bytes:
    return site_files.not_found(View(site=site), others=_others(site, sites))


def _offline(site: Site, sites: tuple[Site, ...]) -> bytes:
    return site_files.offline_page(View(site=site), others=_others(site, sites))


def _service_worker(site: Site, sites: tuple[Site, ...], contacts: tuple[str, ...]) -> bytes:
    searches = [one.search_path for one in sites if one.search_path]
    homes = [*(one.home_path for one in sites), *searches, *contacts]
    shown = filter(None, (colour_path(site.identity), emblem_path(site.identity)))
    offline = _offline(site, sites)
    searched = [one.language for one in sites if one.search_path]
    return service_worker.service_worker(offline, homes, shown, searched)


def _moved(moved: Moved, site: Site) -> bytes:
    return site_files.moved_page(moved, View(site=site))


def _gone(gone: Gone, site: Site) -> bytes:
    return site_files.gone_page(gone, View(site=site))


def _edition(sign: EditionSign, site: Site) -> bytes:
    return edition_sign.edition_page(sign, View(site=site))


def _sitemap_part(entries: tuple[PageEntry, ...], sites: tuple[Site, ...]) -> bytes:
    return site_files.sitemap_part(entries, {site.language: site for site in sites})


def _identity(path: str) -> bytes:
    return identity_file(path) or b""


def _api(path: str, site: Site) -> bytes:
    return api_description.api_files(site)[path]


_RENDERERS: Mapping[str, Callable[..., bytes]] = {
    "404": _not_found,
    "robots": site_files.robots,
    "identity": _identity,
    "moved": _moved,
    "gone": _gone,
    "edition": _edition,
    "edition data": edition_sign.edition_data,
    "page list index": site_files.page_list_index,
    "page list": site_files.page_list,
    "api": _api,
    "llms": site_files.llms_index,
    "llms part": site_files.llms_part,
    "sitemap": site_files.sitemap_index,
    "sitemap part": _sitemap_part,
    "atom": site_files.atom,
    "json feed": site_files.json_feed,
    "offline": _offline,
    "service worker": _service_worker,
}
