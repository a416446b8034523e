"""What stood on the panels of two sides becomes one stream, each part at the panel where it stood.

Published pages, drafts, what translators work on, and what printed editions said.
"""

import hashlib
import json
import uuid
from collections.abc import Iterator
from typing import Any

from django.db import migrations

_ORDER = (("outside", 3), *(("inside", place) for place in range(4)), *(("outside", place) for place in range(3)))
_PATHS = uuid.UUID("fcab004a-2b50-11ea-978f-2e728ce88125")  # wagtail-localize hashes paths with it


def in_reading_order(outside: list[Any], inside: list[Any]) -> list[Any]:
    """Return the stream of parts: a turn for each panel, then what stands there."""
    return list(_parts({"outside": outside, "inside": inside}))


def _parts(sides: dict[str, list[Any]]) -> Iterator[Any]:
    for number, (side, place) in enumerate(_ORDER, 1):
        if place >= len(sides[side] or ()):
            continue
        panel = sides[side][place]
        value = panel["value"]
        turn = {"panel": str(number), "name": value.get("name") or ""}
        yield {"type": "turn", "value": turn, "id": panel.get("id") or str(uuid.uuid4())}
        yield from value.get("parts") or ()


def moved(path: str, kinds: str) -> tuple[str, str]:
    """Return where a text of a panel lies now: its path of ids, and its path of kinds."""
    steps, named = path.split("."), kinds.split(".")
    if steps[0] not in ("outside", "inside") or len(steps) < 3:
        return path, kinds
    if steps[2] == "name":
        return ".".join(("content", steps[1], "name")), "content.turn.name" if kinds else ""
    return ".".join(("content", *steps[3:])), ".".join(("content", *named[3:])) if kinds else ""


def _reordered(stored: dict[str, Any]) -> dict[str, Any] | None:
    """Return the serialized page with the new stream; None when it has it already."""
    if "outside" not in stored and "inside" not in stored:
        return None
    sides = [_read(stored.pop(side, "[]")) for side in ("outside", "inside")]
    return {**stored, "content": json.dumps(in_reading_order(*sides), ensure_ascii=False)}


def _read(value: Any) -> list[Any]:
    return json.loads(value or "[]") if isinstance(value, str) else value or []


def turn_leaflets(apps: Any, _schema_editor: Any) -> None:
    pages = apps.get_model("cms", "LeafletPage")
    kinds = apps.get_model("contenttypes", "ContentType")._default_manager
    for page in pages._default_manager.all():
        page.content = in_reading_order(page.outside, page.inside)
        page.save(update_fields=["content"])
    kind = kinds.filter(app_label="cms", model="leafletpage").first()
    if kind is None:
        return
    for revision in apps.get_model("wagtailcore", "Revision")._default_manager.filter(
        content_type=kind
    ):
        if content := _reordered(revision.content):
            revision.content = content
            revision.save(update_fields=["content"])
    _turn_translations(apps, kind)
    _turn_editions(apps)


def _turn_translations(apps: Any, kind: Any) -> None:
    sources = apps.get_model("wagtail_localize", "TranslationSource")._default_manager
    for source in sources.filter(specific_content_type=kind):
        if content := _reordered(json.loads(source.content_json)):
            source.content_json = json.dumps(content, ensure_ascii=False)
            source.save(update_fields=["content_json"])
    contexts = apps.get_model("wagtail_localize", "TranslationContext")._default_manager
    for context in contexts.filter(object__content_type=kind):
        path, named = moved(context.path, context.field_path)
        if path != context.path:
            context.path, context.field_path = path, named
            context.path_id = uuid.uuid5(_PATHS, path)
            context.save(update_fields=["path", "field_path", "path_id"])


def _turn_editions(apps: Any) -> None:
    """Let editions speak of the new stream: the cover stood last on the outside, it is read first."""
    pages = apps.get_model("cms", "LeafletPage")._default_manager
    for edition in apps.get_model("cms", "PrintEdition")._default_manager.exclude(page=None):
        page = pages.filter(pk=edition.page_id).first()
        for row in edition.frozen if isinstance(edition.frozen, list) else ():
            said = row.get("said") if isinstance(row, dict) else None
            if isinstance(said, dict) and ("outside" in said or "inside" in said):
                outside, inside = said.pop("outside", []), said.pop("inside", [])
                count = _lines_of_cover(page)
                cut = len(outside) - count
                said["content"] = [*outside[cut:], *inside, *outside[:cut]]
        text = json.dumps(edition.frozen, ensure_ascii=False, sort_keys=True)
        edition.digest = hashlib.sha256(text.encode()).hexdigest()
        edition.save(update_fields=["frozen", "digest"])


def _lines_of_cover(page: Any) -> int:
    """Return how many lines of words the last panel of the outside has today."""
    return len(list(_texts(page.outside[3]["value"]))) if page and len(page.outside) > 3 else 0


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in ("id", "type"):
                yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0013_print_formats"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]
    operations = [migrations.RunPython(turn_leaflets, migrations.RunPython.noop)]
