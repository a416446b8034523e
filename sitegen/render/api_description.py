"""The description of the interface: OpenAPI 3.1 of the files that programs may read."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from sitegen.documents.registries import REGISTRIES
from sitegen.documents.site import Site
from sitegen.render.api_schema import SCHEMA_DIALECT, definitions, schema_bytes
from sitegen.render.json_api import SCHEMA_VERSION
from sitegen.render.site_files.page_lists import API_FOLDER
from sitegen.render.site_files.registries import CATALOGUE_PATH

__all__ = ["OPENAPI_PATH", "SCHEMA_PATH", "api_files", "openapi"]

SCHEMA_PATH = f"{API_FOLDER}schema.json"
OPENAPI_PATH = f"{API_FOLDER}openapi.json"
_PREFIX = "#/components/schemas/"

_SAYS = """Giao diện chỉ đọc của bản tĩnh: mỗi trang có một tệp index.json nằm cạnh.
Ai cũng đọc được, không cần khoá; mọi nguồn đều được phép (CORS).
Các trường chỉ được thêm vào; khi phải đổi nghĩa, số phiên bản trong đường dẫn tăng lên,
và phiên bản trước còn được phát hành ít nhất 12 tháng. Trường sắp bỏ có chữ deprecated trong lược đồ."""

_PAGES, _LISTS, _CHANGES, _DATA = "Trang", "Danh sách", "Thay đổi", "Dữ liệu"
_TAGS = {
    _PAGES: "Mỗi trang một tệp.",
    _LISTS: "Có những trang nào, và trang nào đã đi đâu.",
    _DATA: "Những gì dùng chung cho cả cổng.",
    _CHANGES: "Mỗi lần phát hành đã đổi những tệp nào.",
}
_TOLD = {
    "home": (
        _PAGES,
        "Trang chủ tiếng Việt; trang chủ của tiếng khác nằm trong thư mục của tiếng ấy.",
    ),
    "page": (_PAGES, "Nội dung, ảnh, đường dẫn và những gì đứng quanh trang."),
    "edition": (_PAGES, "Điều mà mã in trên tờ rơi, tờ thông báo dẫn tới."),
    "feed": (_PAGES, "JSON Feed 1.1 của những trang đăng gần đây."),
    "feeds": (_PAGES, "JSON Feed 1.1 của trang trong một tiếng khác."),
    "lists": (_LISTS, "Đường dẫn của các phần, mỗi phần có tối đa vài trăm trang."),
    "list": (_LISTS, "Mỗi trang một dòng; previous và next dẫn tới phần bên cạnh."),
    "allLists": (_LISTS, "Những trang danh sách mà người đọc cũng có."),
    "moved": (_LISTS, "Địa chỉ cũ và nơi trang đã chuyển tới, hoặc vì sao không còn."),
    "site": (_DATA, "Mọi thứ để dựng phần đầu, trình đơn và phần chân của trang."),
    "words": (_DATA, "Chữ trên nút và nhãn, theo từng tiếng."),
    "registry": (_DATA, "Các dòng mà những trang đang đăng có dùng."),
    "registryCsv": (_DATA, "Như bản JSON; UTF-8, cột cách nhau bằng dấu phẩy."),
    "catalogue": (_DATA, "Các sổ theo DCAT 3."),
    "schema": (_DATA, "JSON Schema 2020-12 của mọi tệp."),
    "latest": (_CHANGES, "Số mới nhất, số cũ nhất còn đọc tiếp được, dấu của toàn bộ tệp."),
    "change": (_CHANGES, "Tệp được thêm, đổi, bỏ cùng một số."),
    "all": (_CHANGES, "Nơi người mới bắt đầu, và ai không đọc tiếp được."),
}
"""What is said of each operation: under which heading, and what a developer finds there."""


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
            "contact": {"name": site.name},
            "license": {"name": "Giấy phép của dữ liệu", "url": site.licence}
            if site.licence
            else {"name": "Cơ quan chưa nêu", "identifier": "NOASSERTION"},
        },
        "servers": [{"url": site.base_address.rstrip("/") or "../.."}],
        "security": [],
        "tags": [{"name": name, "description": says} for name, says in _TAGS.items()],
        "paths": _paths(site),
        "components": {"schemas": _schemas()},
    }
    return msgspec.json.format(msgspec.json.encode(described), indent=1)


def _paths(site: Site) -> dict[str, Any]:
    one = next((item.path.rstrip("/") for item in site.menu if item.path), "")
    part = _parameter("part", "Số của phần, từ pages.json.", example="0")
    folder = _parameter(
        "path", "Thư mục của trang, lấy từ danh sách; có thể có dấu “/”.", example=one
    )
    number = _parameter("n", "Số của thay đổi, từ latest.json.")
    name = _parameter("name", "Tên sổ.", [one.name for one in REGISTRIES])
    code = _parameter("code", "Mã in trên giấy; không có danh sách các mã.")
    paths = {
        "/index.json": _file("home", "Trang chủ", "Envelope"),
        "/{path}/index.json": _file("page", "Một trang", "Envelope", folder),
        f"/{API_FOLDER}pages.json": _file("lists", "Danh sách các phần", "PageListIndex"),
        f"/{API_FOLDER}pages-{{part}}.json": _file("list", "Các trang", "PageList", part),
        f"/{API_FOLDER}lists.json": _file("allLists", "Các danh sách theo loại, cơ quan", "Lists"),
        f"/{API_FOLDER}site.json": _file("site", "Tên, trình đơn, chân trang", "SiteObject"),
        f"/{API_FOLDER}words.json": _file("words", "Chữ quanh nội dung", "PageWords"),
        f"/{API_FOLDER}moved.json": _file("moved", "Trang đã chuyển, không còn", "FormerPlaces"),
        f"/{API_FOLDER}latest.json": _file("latest", "Thay đổi mới nhất", "Latest"),
        f"/{API_FOLDER}changes/{{n}}.json": _file("change", "Một thay đổi", "Change", number),
        f"/{API_FOLDER}changes/all-{{n}}.json": _file(
            "all", "Mọi tệp ở một số", "EveryFile", number
        ),
        f"/{API_FOLDER}registries/{{name}}.json": _file("registry", "Sổ dữ kiện", "Registry", name),
        f"/{API_FOLDER}registries/{{name}}.csv": _file(
            "registryCsv", "Sổ dữ kiện, bảng tính", "", name, type="text/csv"
        ),
        f"/{CATALOGUE_PATH}": _file("catalogue", "Danh mục dữ liệu", type="application/ld+json"),
        "/H/{code}/index.json": _file("edition", "Bản in còn đúng không", "Edition", code),
        f"/{SCHEMA_PATH}": _file("schema", "Lược đồ của dữ liệu"),
    }
    if site.base_address:
        paths[f"/{site.home_path}feed.json"] = _file("feed", "Trang mới đăng")
        others = [path.rstrip("/") for _, path in site.homes if path != site.home_path]
        if others:
            home = _parameter("home", "Thư mục của trang chủ tiếng ấy.", others)
            paths["/{home}/feed.json"] = _file("feeds", "Trang mới đăng, tiếng khác", "", home)
    return paths


def _file(
    name: str,
    summary: str,
    schema: str = "",
    *parameters: dict[str, Any],
    type: str = "application/json",
) -> dict[str, Any]:
    """Return the description of one file; ``schema`` names what it holds."""
    tag, says = _TOLD[name]
    plain = {"type": "string" if type == "text/csv" else "object"}
    holds = {"$ref": f"{_PREFIX}{schema}"} if schema else plain
    digest = {"description": "Đổi khi nội dung đổi.", "schema": {"type": "string"}}
    found = {
        "description": summary,
        "headers": {"ETag": digest},
        "content": {type: {"schema": holds}},
    }
    problem = {"schema": {"$ref": f"{_PREFIX}Problem"}}
    lost = {
        "description": "Không có, hoặc không còn. Máy chủ tĩnh trả lời bằng trang của nó.",
        "content": {"application/problem+json": problem, "text/html": {}},
    }
    get = {
        "operationId": name,
        "tags": [tag],
        "summary": summary,
        "description": says,
        "responses": {"200": found, "404": lost, "410": lost},
    }
    return {"get": get | ({"parameters": list(parameters)} if parameters else {})}


def _parameter(
    name: str, description: str, among: Sequence[str] = (), example: str = ""
) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": {"type": "string"} | ({"enum": list(among)} if among else {}),
        **({"example": example} if example else {}),
    }


@cache
def _schemas() -> dict[str, Any]:
    return definitions(_PREFIX)
