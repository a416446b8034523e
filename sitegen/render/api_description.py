"""The description of the interface: OpenAPI 3.1 of the files that programs may read."""

from functools import cache
from typing import Any

import msgspec

from sitegen.documents.site import Site
from sitegen.render.api_schema import SCHEMA_DIALECT, definitions, schema_bytes
from sitegen.render.json_api import SCHEMA_VERSION
from sitegen.render.site_files.page_lists import API_FOLDER

__all__ = ["OPENAPI_PATH", "SCHEMA_PATH", "api_files", "openapi"]

SCHEMA_PATH = f"{API_FOLDER}schema.json"
OPENAPI_PATH = f"{API_FOLDER}openapi.json"
_PREFIX = "#/components/schemas/"

_SAYS = """Giao diện chỉ đọc của bản tĩnh: mỗi trang có một tệp index.json nằm cạnh.
Ai cũng đọc được, không cần khoá; mọi nguồn đều được phép (CORS).
Các trường chỉ được thêm vào; khi phải đổi nghĩa, số phiên bản trong đường dẫn tăng lên."""


def api_files(site: Site) -> dict[str, bytes]:
    """Return the descriptions by their mirror path."""
    return {SCHEMA_PATH: schema_bytes(), OPENAPI_PATH: openapi(site)}


def openapi(site: Site) -> bytes:
    """Return ``openapi.json``; addresses are those of the mirror, relative when it has none."""
    described = {
        "openapi": "3.1.1",
        "jsonSchemaDialect": SCHEMA_DIALECT,
        "info": {
            "title": f"{site.name} – dữ liệu",
            "version": f"{SCHEMA_VERSION}.0.0",
            "description": _SAYS,
        },
        "servers": [{"url": site.base_address.rstrip("/") or "../.."}],
        "paths": _paths(site),
        "components": {"schemas": _schemas()},
    }
    return msgspec.json.format(msgspec.json.encode(described), indent=1)


def _paths(site: Site) -> dict[str, Any]:
    part = _parameter("part", "Số của phần, từ pages.json.")
    folder = _parameter("path", "Thư mục của trang, lấy từ danh sách; có thể có dấu “/”.")
    paths = {
        "/index.json": _file("home", "Trang chủ", "Envelope"),
        "/{path}/index.json": _file("page", "Một trang", "Envelope", folder),
        f"/{API_FOLDER}pages.json": _file("lists", "Danh sách các phần", "PageListIndex"),
        f"/{API_FOLDER}pages-{{part}}.json": _file("list", "Các trang", "PageList", part),
        f"/{SCHEMA_PATH}": _file("schema", "Lược đồ của dữ liệu"),
    }
    if site.base_address:
        feed = _file("feed", "Trang mới đăng (JSON Feed 1.1)", type="application/feed+json")
        paths[f"/{site.home_path}feed.json"] = feed
    return paths


def _file(
    name: str,
    summary: str,
    schema: str = "",
    *parameters: dict[str, Any],
    type: str = "application/json",
) -> dict[str, Any]:
    """Return the description of one file; ``schema`` names what it holds."""
    holds = {"$ref": f"{_PREFIX}{schema}"} if schema else {"type": "object"}
    tag = {"description": "Đổi khi nội dung đổi.", "schema": {"type": "string"}}
    found = {"description": summary, "headers": {"ETag": tag}, "content": {type: {"schema": holds}}}
    lost = {"description": "Không có, hoặc không còn."}
    get = {"operationId": name, "summary": summary, "responses": {"200": found, "404": lost}}
    return {"get": get | ({"parameters": list(parameters)} if parameters else {})}


def _parameter(name: str, description: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": {"type": "string"},
    }


@cache
def _schemas() -> dict[str, Any]:
    return definitions(_PREFIX)
