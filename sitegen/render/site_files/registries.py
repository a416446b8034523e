"""Registries for programs: each as JSON and as CSV, and the catalogue that names them (DCAT 3)."""

import re
from collections.abc import Iterable, Iterator

import msgspec

from sitegen.cells import plain_cell
from sitegen.documents.registries import RegistryTable
from sitegen.documents.site import Site
from sitegen.render.json_api import told
from sitegen.render.site_files.page_lists import API_FOLDER as _FOLDER

__all__ = ["CATALOGUE_PATH", "catalogue", "registry_csv", "registry_json", "registry_path"]

CATALOGUE_PATH = f"{_FOLDER}catalogue.jsonld"
_NO_LICENCE = "Cơ quan chưa công bố giấy phép sử dụng dữ liệu."
_CATALOGUE_SAYS = "Những dữ kiện mà các trang đã phát hành có nêu, theo từng sổ."
_DATASET_SAYS = "Mỗi dòng là một dữ kiện mà ít nhất một trang đã phát hành có nêu. Các cột: "
_IANA = "https://www.iana.org/assignments/media-types"
_EU = "http://publications.europa.eu/resource/authority"
_FIGURE = re.compile(r"(?:-?(?:0|[1-9]\d{0,10})(?:\.\d{1,4})?|\d{4}-\d\d-\d\d)?", re.ASCII)
_QUOTE = '"'
_FORMATS = (("json", "application/json", "JSON"), ("csv", "text/csv", "CSV"))


def registry_path(name: str, suffix: str) -> str:
    """Return the mirror path of a registry in one format."""
    return f"{_FOLDER}registries/{name}.{suffix}"


def registry_json(table: RegistryTable, site: Site) -> bytes:
    """Return a registry with its licence, "" where the office has stated none."""
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return told(registry=table.name, title=table.title, licence=site.licence, rows=rows)


def registry_csv(table: RegistryTable) -> bytes:
    """Return a registry for a spreadsheet: RFC 4180, with a BOM; "'" stops what it would calculate.

    All but numbers and days is quoted, so that a spreadsheet can be told to leave it as it stands:
    a telephone number keeps its first 0.
    """
    rows = (table.columns, *table.rows)
    lines = (",".join(_cell(plain_cell(text)) for text in row) + "\r\n" for row in rows)
    return "".join(lines).encode("utf-8-sig")


def _cell(text: str) -> str:
    return text if _FIGURE.fullmatch(text) else f'"{text.replace(_QUOTE, _QUOTE * 2)}"'


def catalogue(site: Site, tables: Iterable[tuple[str, str, tuple[str, ...]]]) -> bytes:
    """Return the catalogue of the registries, (name, title, columns) of each.

    Addresses are those of the mirror; they are relative to the catalogue when it has none.
    """
    root = site.base_address or "../../"
    described = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        },
        "@id": f"{root}{CATALOGUE_PATH}",
        "@type": "dcat:Catalog",
        "dct:title": {"@language": site.language, "@value": f"{site.name} – dữ liệu mở"},
        "dct:description": {"@language": "vi", "@value": _CATALOGUE_SAYS},
        "dct:publisher": _publisher(site),
        "dcat:dataset": [_dataset(*table, site, root) for table in tables],
    }
    return msgspec.json.format(msgspec.json.encode(described), indent=1)


def _dataset(
    name: str, title: str, columns: tuple[str, ...], site: Site, root: str
) -> dict[str, object]:
    return {
        "@id": f"{root}{registry_path(name, 'json')}#dataset",
        "@type": "dcat:Dataset",
        "dct:title": {"@language": "vi", "@value": title},
        "dct:description": {"@language": "vi", "@value": f"{_DATASET_SAYS}{', '.join(columns)}."},
        "dct:identifier": name,
        "dct:publisher": _publisher(site),
        **_rights(site),
        "dcat:distribution": list(_distributions(name, site, root)),
    }


def _distributions(name: str, site: Site, root: str) -> Iterator[dict[str, object]]:
    for suffix, type, format in _FORMATS:
        address = {"@id": f"{root}{registry_path(name, suffix)}"}
        yield {
            "@type": "dcat:Distribution",
            "dcat:accessURL": address,
            "dcat:downloadURL": address,
            "dcat:mediaType": _named("MediaType", f"{_IANA}/{type}"),
            "dct:format": _named("MediaTypeOrExtent", f"{_EU}/file-type/{format}"),
            **_rights(site),
        }


def _rights(site: Site) -> dict[str, object]:
    if site.licence:
        return {"dct:license": _named("LicenseDocument", site.licence)}
    said = {"@language": "vi", "@value": _NO_LICENCE}
    return {"dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": said}}


def _named(type: str, address: str) -> dict[str, str]:
    return {"@id": address, "@type": f"dct:{type}"}


def _publisher(site: Site) -> dict[str, object]:
    name = (site.keeper.agency if site.keeper else "") or site.name
    return {"@type": "foaf:Agent", "foaf:name": name}
