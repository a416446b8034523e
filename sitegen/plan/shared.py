"""Shared: files about the whole mirror, derived from what all documents say to lists and tables."""

from sitegen.derived import Graph
from sitegen.documents.codec import digest
from sitegen.documents.registries import RegistryTable, registry_tables
from sitegen.plan.around import COLLECTION, KEYS, sites_of, source_site
from sitegen.plan.pieces import Listed, listed, recipes_of
from sitegen.plan.work import AssetWork, Planned, SiteFile, SiteInputs, SiteWork, planned

__all__ = ["shared_files"]


def shared_files(graph: Graph) -> tuple[Planned, ...]:
    """Return the plans of all files about the whole mirror, and of the assets."""
    return graph.get(_planned, None)


def _planned(graph: Graph, _: None) -> tuple[Planned, ...]:
    assets = (
        planned(path, "asset", (("name", path),), AssetWork(path))
        for path in recipes_of(graph).asset_paths
    )
    return (*assets, *(graph.get(_file_plan, path) for path in graph.get(_files, None)))


def _file_plan(graph: Graph, path: str) -> Planned:
    file = graph.get(_file, path)
    inputs = (
        ("file", file.name),
        ("reads", digest(file.reads)),
        ("made by", recipes_of(graph).made_by),
    )
    return planned(path, "site", inputs, SiteWork(file))


def _file(graph: Graph, path: str) -> SiteFile:
    """Return one of the files: the very same while it reads what it read."""
    return graph.get(_files, None)[path]


def _files(graph: Graph, _: None) -> dict[str, SiteFile]:
    known, recipes = graph.get(_inputs, None), recipes_of(graph)
    if known is None:
        return {}
    return {file.path: file for file in recipes.site_files(known, recipes.outputs)}


def _inputs(graph: Graph, _: None) -> SiteInputs | None:
    collection, site = graph.get(COLLECTION, None), source_site(graph)
    if collection is None or site is None:
        return None
    return SiteInputs(
        site=site,
        sites=sites_of(graph),
        entries=tuple(one.entry for one in graph.get(_all_listed, None)),
        moved=collection.moved,
        gone=collection.gone,
        editions=collection.editions,
        registries=graph.get(_tables, None),
    )


def _all_listed(graph: Graph, _: None) -> tuple[Listed, ...]:
    return tuple(graph.get_all(listed, graph.get(KEYS, None)).values())


def _tables(graph: Graph, _: None) -> tuple[RegistryTable, ...]:
    return registry_tables(
        (one.entry.language, one.entry.path, one.facts)
        for one in graph.get(_all_listed, None)
        if not one.entry.is_alias and one.entry.language == one.entry.source_language
    )
