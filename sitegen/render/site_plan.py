"""Files about the whole mirror: which ones there are, what each reads, and who makes it."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace

from sitegen.documents.addresses import Gone, Moved, PageEntry
from sitegen.documents.editions import EditionSign
from sitegen.documents.site import Site
from sitegen.documents.view import View
from sitegen.outputs import OUTPUTS
from sitegen.plan import SiteFile, SiteInputs
from sitegen.render import api_description, service_worker, site_files
from sitegen.render.identity import colour_path, emblem_path, identity_file, identity_paths
from sitegen.render.site_files import edition_sign
from sitegen.render.site_files.for_programs import (
    ListedPages,
    lists_file,
    moved_file,
    site_file,
    words_file,
)
from sitegen.render.site_files.page_lists import API_FOLDER as _API
from sitegen.render.site_files.registries import (
    CATALOGUE_PATH,
    catalogue,
    registry_csv,
    registry_json,
    registry_path,
)

__all__ = ["render_site_file", "site_file_list"]


def site_file_list(known: SiteInputs, outputs: Container[str] = OUTPUTS) -> Iterator[SiteFile]:
    """Yield every such file of these ``outputs`` with exactly what it reads."""
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
        if "json" in outputs:
            yield SiteFile(f"{sign.path}index.json", "edition data", (sign,))
    if "json" in outputs:
        yield from _for_programs(known)
    if "markdown" in outputs:
        yield from _llms(known)
    if known.site.base_address:
        yield from _with_address(known)


def render_site_file(file: SiteFile) -> bytes:
    """Return the bytes of one of them."""
    return _RENDERERS[file.name](*file.reads)


def _for_programs(known: SiteInputs) -> Iterator[SiteFile]:
    parts = site_files.page_list_parts(known.entries)
    yield SiteFile("api/v1/pages.json", "page list index", (tuple(parts),))
    names = ["", *parts, ""]
    for place, (path, entries) in enumerate(parts.items()):
        yield SiteFile(path, "page list", (entries, names[place], names[place + 2]))
    yield SiteFile(f"{_API}site.json", "site object", (known.sites,))
    yield SiteFile(f"{_API}words.json", "words", (tuple(site.language for site in known.sites),))
    yield SiteFile(f"{_API}moved.json", "moved list", (known.moved, known.gone))
    yield SiteFile(f"{_API}lists.json", "lists", (tuple(_lists(known.entries)), tuple(parts)))
    for table in known.registries:
        yield SiteFile(registry_path(table.name, "json"), "registry", (table, known.site))
        yield SiteFile(registry_path(table.name, "csv"), "registry csv", (table,))
    tables = tuple((table.name, table.title, table.columns) for table in known.registries)
    yield SiteFile(CATALOGUE_PATH, "catalogue", (known.site, tables))
    for path in (api_description.SCHEMA_PATH, api_description.OPENAPI_PATH):
        yield SiteFile(path, "api", (path, known.site))


def _llms(known: SiteInputs) -> Iterator[SiteFile]:
    first, *others = site_files.llms_parts(known.entries, known.site)
    named = tuple(replace(part, entries=()) for part in others)
    yield SiteFile(first.path, "llms", ((first, *named), known.site))
    for part in others:
        yield SiteFile(part.path, "llms part", (part, known.site))


def _lists(entries: Iterable[PageEntry]) -> Iterator[ListedPages]:
    for one in entries:
        if one.list_by:
            yield ListedPages(
                by=one.list_by,
                value=one.list_of,
                language=one.language,
                path=one.path,
                title=one.title,
            )


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
    yield SiteFile("site.webmanifest", "web manifest", (known.site,))
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
    "site object": site_file,
    "words": words_file,
    "moved list": moved_file,
    "lists": lists_file,
    "registry": registry_json,
    "registry csv": registry_csv,
    "catalogue": catalogue,
    "api": _api,
    "llms": site_files.llms_index,
    "llms part": site_files.llms_part,
    "sitemap": site_files.sitemap_index,
    "sitemap part": _sitemap_part,
    "atom": site_files.atom,
    "json feed": site_files.json_feed,
    "offline": _offline,
    "web manifest": site_files.web_manifest,
    "service worker": _service_worker,
}
