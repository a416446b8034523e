"""Write the generated site as Hugo's source: ``python -m bench.hugo.source FOLDER``.

Every page becomes one content file that is front matter alone, made of the documents that Loa
collects from the same database. Running text stands there as finished markup, so Hugo neither
parses Markdown nor escapes it.
"""

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import django
import msgspec
from markupsafe import escape

__all__ = ["edit", "front_matter", "inline_markup"]

LAYOUTS = Path(__file__).parent
KINDS = ("home", "agency_home", "contact", "guide")


def main(folder: Path) -> None:
    """Collect the documents and write configuration, layouts and content."""
    django.setup()
    from bench.engine import collect_documents  # noqa: PLC0415  # needs the setup

    collection = collect_documents()
    shutil.copytree(LAYOUTS / "layouts", folder / "layouts")
    site = msgspec.to_builtins(collection.sites["vi"])
    (folder / "hugo.json").write_text(_json(_configuration(site)), "utf-8")
    for document in collection.documents:
        if document.kind in KINDS:
            values = msgspec.to_builtins(document)
            target = folder / "content" / _file_name(values)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(_json(front_matter(values)) + "\n", "utf-8")


def edit(page: Path) -> None:
    """Change one sentence of a page, as an author would."""
    values = json.loads(page.read_text("utf-8"))
    values["audience"] += " Người nhà làm thay được."
    page.write_text(_json(values) + "\n", "utf-8")


def front_matter(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a page says of itself, with running text as markup."""
    head = document["head"]
    said = {
        f"other_{name}" if name == "sites" else name: value  # Hugo means something else by "sites"
        for name, value in document.items()
        if name not in {"head", "kind"}
    }
    values = {
        "title": head["title"],
        "summary": head["summary"],
        "kind_name": document["kind"],
        "agency": (head["agency"] or {}).get("name", ""),
        **said,
    }
    if head["published"]:
        values["date"] = head["published"]
    marked: dict[str, Any] = _marked(values)
    return marked


def inline_markup(children: Sequence[Mapping[str, Any]]) -> str:
    """Return one run of inline text as HTML."""
    return "".join([_one(child) for child in children])


_TAGS = {"strong": "strong", "emphasis": "em", "subscript": "sub", "superscript": "sup"}


def _one(node: Mapping[str, Any]) -> str:
    match node["kind"]:
        case "text":
            return str(escape(node["value"]))
        case "strong" | "emphasis" | "subscript" | "superscript" as kind:
            return f"<{_TAGS[kind]}>{inline_markup(node['children'])}</{_TAGS[kind]}>"
        case "button_name":
            return f'<b class="key nb">{escape(node["value"])}</b>'
        case "line_break":
            return "<br>"
        case "link":
            return f'<a href="{escape(_address(node))}">{inline_markup(node["children"])}</a>'
        case unknown:
            raise ValueError(unknown)


def _address(link: Mapping[str, Any]) -> str:
    return str(link["address"] if link["target"] == "web" else f"/{link['address']}")


def _marked(value: Any) -> Any:
    """Return ``value`` with every run of inline nodes replaced by its markup."""
    if isinstance(value, Mapping):
        return {name: _marked(part) for name, part in value.items()}
    if not isinstance(value, (list, tuple)):
        return value
    if value and all(isinstance(part, Mapping) and part.get("kind") in _INLINE for part in value):
        return inline_markup(value)
    return [_marked(part) for part in value]


_INLINE = frozenset(
    {
        *_TAGS,
        *("text", "button_name", "line_break", "link"),
    }
)


def _file_name(document: Mapping[str, Any]) -> str:
    path = document["head"]["path"]
    is_section = document["kind"] in {"home", "agency_home"}
    return f"{path}_index.md" if is_section else f"{path.rstrip('/')}.md"


def _configuration(site: Mapping[str, Any]) -> dict[str, Any]:
    menu = [item for item in site["menu"] if item["path"] != "huong-dan/"]
    return {
        "baseURL": site["base_address"],
        "locale": "vi",
        "defaultContentLanguage": "vi",
        "title": site["name"],
        "disableKinds": ["taxonomy", "term", "RSS", "sitemap", "404"],
        "menus": {
            "main": [
                {"name": item["title"], "pageRef": f"/{item['path']}", "weight": place}
                for place, item in enumerate(menu, 1)
            ]
        },
        "params": {
            "pictures": True,
            **{name: site[name] for name in ("tagline", "notice", "help_phone", "help_phone_link")},
        },
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
