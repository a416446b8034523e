"""The schema that the mirror publishes says the truth about every document that it publishes."""

import dataclasses
import json
import re
from dataclasses import is_dataclass
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator, ValidationError

from sitegen.documents import base, inline, kinds, nodes, official, site
from sitegen.documents.kinds import Document
from sitegen.documents.leaflet import PanelPart
from sitegen.documents.nodes import Node
from sitegen.documents.site import MenuItem
from sitegen.plan import page_entry
from sitegen.render import json_api
from sitegen.render.api_description import OPENAPI_PATH, SCHEMA_PATH, api_files, openapi
from sitegen.render.api_schema import definitions, json_schema, schema_bytes
from sitegen.render.site_files import page_list, page_list_index, page_list_parts
from tests.builders import (
    a_guide,
    a_leaflet,
    a_site,
    a_view,
    an_article,
    every_document,
    every_node,
    every_panel_part,
)


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = json.loads(schema_bytes())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _of(name: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": definitions("#/$defs/")})


def _envelope(document: Document) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(json_api.render(document, a_view()))
    return read


@pytest.mark.parametrize("document", every_document(), ids=lambda d: f"{d.kind}-{d.head.path}")
def test_every_document_is_as_described(
    document: Document, validator: Draft202012Validator
) -> None:
    validator.validate(_envelope(document))


def test_every_node_and_panel_part_is_as_described(validator: Draft202012Validator) -> None:
    validator.validate(_envelope(an_article(body=every_node())))
    panel = dataclasses.replace(a_leaflet().panels[0], parts=every_panel_part())
    validator.validate(_envelope(a_leaflet(panels=(panel, panel))))


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "unknown"},
        {"groups": "text"},
        {"head": {}},
        {"duration": 20},
        {"body": [{"kind": "paragraph"}]},
    ],
)
def test_anything_else_is_refused(change: dict[str, Any], validator: Draft202012Validator) -> None:
    envelope = _envelope(a_guide())
    with pytest.raises(ValidationError):
        validator.validate(envelope | {"document": envelope["document"] | change})


def test_a_document_of_another_version_is_refused(validator: Draft202012Validator) -> None:
    with pytest.raises(ValidationError):
        validator.validate(_envelope(a_guide()) | {"schema": 0})


def test_every_type_is_described_with_a_sentence() -> None:
    named = definitions("#/$defs/")
    types = {kind.__name__ for union in (Document, Node, PanelPart) for kind in get_args(union)}
    assert types <= set(named)
    made_here = {name for name, one in named.items() if "schema" in one["properties"]}
    assert all(named[name]["description"] for name in set(named) - made_here)


def test_every_field_that_a_type_explains_is_described_in_its_words() -> None:
    named, modules = definitions("#/$defs/"), (base, inline, kinds, nodes, official, site)
    types = [one for module in modules for one in vars(module).values() if is_dataclass(one)]
    for kind in types:
        said = named.get(kind.__name__, {"properties": {}})["properties"]
        told = {name: one["description"] for name, one in said.items() if "description" in one}
        assert {name for name in said if f"``{name}``" in (kind.__doc__ or "")} <= told.keys()
        assert all(re.search(rf"`[^`]*\b{name}\b[^`]*`", words) for name, words in told.items())
    callout = named["PictureCallout"]["properties"]
    assert all("to its tip at" in callout[name]["description"] for name in "xywh")


def test_page_lists_are_as_described() -> None:
    entries = [page_entry(document) for document in every_document()]
    parts = page_list_parts(entries)
    assert set(parts) == {"api/v1/pages-0.json"}
    listed = json.loads(page_list(parts["api/v1/pages-0.json"]))
    _of("PageList").validate(listed)
    _of("PageListIndex").validate(json.loads(page_list_index(parts)))
    assert len(listed["pages"]) == len(entries)


def test_the_description_of_the_interface_names_schemas_that_exist() -> None:
    described = json.loads(openapi(a_site(base_address="https://loa.example.vn/")))
    schemas = described["components"]["schemas"]
    references = {
        value.removeprefix("#/components/schemas/")
        for key, value in _pairs(described)
        if key == "$ref"
    }
    assert described["openapi"].startswith("3.1")
    assert described["servers"] == [{"url": "https://loa.example.vn"}]
    assert references <= set(schemas)
    assert "Envelope" in references
    names = [path["get"]["operationId"] for path in described["paths"].values()]
    assert len(set(names)) == len(names)
    for path, methods in described["paths"].items():
        wanted = {part[1:] for part in path.replace("-", "/").split("/") if part[:1] == "{"}
        given = {p["name"] + "}" for p in methods["get"].get("parameters", ())}
        assert {name.partition(".")[0] for name in wanted} == given


@pytest.mark.parametrize("paths", [(), ("",), ("huong-dan/",), ("", "huong-dan/", "lien-he/")])
def test_an_example_of_a_page_is_one_of_the_menu_or_there_is_none(paths: tuple[str, ...]) -> None:
    menu = tuple(MenuItem(title=path or "Trang chủ", path=path) for path in paths)
    described = json.loads(openapi(a_site(menu=menu)))
    examples = {
        value for key, value in _pairs(described["paths"]["/{path}/index.json"]) if key == "example"
    }
    assert examples == ({"huong-dan"} if "huong-dan/" in paths else set())


def test_the_files_lie_under_their_version_and_are_the_same_twice() -> None:
    site = a_site()
    assert set(api_files(site)) == {SCHEMA_PATH, OPENAPI_PATH}
    assert SCHEMA_PATH == "api/v1/schema.json"
    assert api_files(site) == api_files(site)
    assert json_schema() == json.loads(schema_bytes())


def _pairs(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        inner = [pair for item in value.values() for pair in _pairs(item)]
        return [*((k, v) for k, v in value.items() if isinstance(v, str)), *inner]
    if isinstance(value, list):
        return [pair for item in value for pair in _pairs(item)]
    return []
