"""Write two pages of docs/reference from the code: the content model, and who may what in an office.

python tools/reference.py          writes the pages; `make golden` calls it
"""

import os
import sys
from pathlib import Path
from typing import Any, get_args

import django

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "reference" / "content-model.md"
RIGHTS = TARGET.with_name("rights.md")


def page() -> str:
    """Return the reference page, made of docstrings and Vietnamese names only."""
    from django.apps import apps
    from wagtail.models import get_page_models

    from cms.blocks.body import BodyBlock
    from cms.blocks.leaflet import LeafletBlock
    from cms.models.fact import Fact
    from guides.blocks.group import GroupBlock
    from guides.blocks.step import StepBlock
    from sitegen.documents.inline import Inline
    from sitegen.documents.kinds import Document
    from sitegen.documents.leaflet import PanelPart
    from sitegen.documents.nodes import Node
    from sitegen.languages import LANGUAGES

    ours = [model for model in get_page_models() if model._meta.app_label in ("cms", "guides")]
    facts = [model for model in apps.get_models() if issubclass(model, Fact)]
    sections = (
        ("Page types", "code | tiếng Việt | meaning", _models(ours)),
        ("Registries", "code | tiếng Việt | meaning", _models(facts)),
        ("Blocks of a body", "block | tiếng Việt", _blocks(BodyBlock().child_blocks)),
        ("Parts of a leaflet panel", "block | tiếng Việt", _blocks(LeafletBlock().child_blocks)),
        ("A way through a guide", "field | tiếng Việt", _blocks(GroupBlock().child_blocks)),
        ("A step", "field | tiếng Việt", _blocks(StepBlock().child_blocks)),
        ("Documents", "kind | meaning", _members(Document)),
        ("Nodes", "kind | meaning", _members(Node)),
        ("Panel parts", "kind | meaning", _members(PanelPart)),
        ("Inline nodes", "kind | meaning", _members(Inline)),
        (
            "Languages",
            "tag | tên | name",
            [f"{row.code} | {row.name} | {row.name_english}" for row in LANGUAGES.values()],
        ),
    )
    head = "# The content model\n\nWritten by `make golden` from the code; do not edit.\n"
    return head + "".join(_section(*section) for section in sections)


def rights() -> str:
    """Return the page on roles, made of their declaration only."""
    from django.apps import apps

    from cms.offices.roles import OWN_ROWS, ROLES

    own = ", ".join(str(apps.get_model(code)._meta.verbose_name) for code in OWN_ROWS)
    rows = [
        (f"{own} của cơ quan", [role.rows for role in ROLES]),
        ("ảnh, tệp của cơ quan", [role.files for role in ROLES]),
        ("dữ kiện về chính cơ quan", [role.office for role in ROLES]),
        ("quyền khác", [role.more for role in ROLES]),
    ]
    pages = [
        ("trang tiếng Việt của cơ quan", [role.pages for role in ROLES]),
        ("trang tiếng khác của cơ quan", [role.translations for role in ROLES]),
    ]
    lines = [
        " | ".join([what, *(", ".join(verbs) or "–" for verbs in given)])
        for what, given in (*pages, *rows)
    ]
    head = (
        "# Who may what in an office\n\nWritten by `make golden` from `cms/offices/roles.py`; do not edit.\n\n"
        "Everybody in the editor may read what is published. Drafts, pictures and attachments of another "
        "office are seen by nobody of this one; national vocabulary (fields, legal texts, portals, kinds of "
        "service, words, formats) and new offices are the province's.\n"
    )
    columns = " | ".join(["what", *(role.name for role in ROLES)])
    return head + _section("Rights by role", columns, lines)


def _section(title: str, columns: str, rows: list[str]) -> str:
    rule = " | ".join("---" for _ in columns.split(" | "))
    lines = "\n".join(f"| {row} |" for row in (columns, rule, *rows))
    return f"\n## {title}\n\n{lines}\n"


def _models(models: list[Any]) -> list[str]:
    return [
        f"`{model.__name__}` | {model._meta.verbose_name} | {_meaning(model)}"
        for model in sorted(models, key=lambda model: str(model.__name__))
    ]


def _meaning(model: Any) -> str:
    """Return what the file of a model says of it: one file holds one type."""
    return _first_line(sys.modules[model.__module__])


def _blocks(children: dict[str, Any]) -> list[str]:
    return [f"`{name}` | {block.label}" for name, block in sorted(children.items())]


def _members(union: Any) -> list[str]:
    members = {member.__dataclass_fields__["kind"].default: member for member in get_args(union)}
    return [f"`{kind}` | {_first_line(member)}" for kind, member in sorted(members.items())]


def _first_line(thing: Any) -> str:
    return str(thing.__doc__ or "").strip().splitlines()[0].replace("|", "\\|")


def main() -> None:
    """Write the pages."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    sys.path.insert(0, str(ROOT))
    django.setup()
    TARGET.write_text(page(), encoding="utf-8")
    RIGHTS.write_text(rights(), encoding="utf-8")


if __name__ == "__main__":
    main()
