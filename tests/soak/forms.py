"""What a browser would send of one of Wagtail's forms, read from its HTML alone.

Blocks stand in the page as JSON, from which Wagtail's script makes fields. Nothing here knows a
model: the editor of another site is read in the same way.
"""

import json
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

__all__ = ["Field", "filled_fields"]

Field = tuple[str, str]
"""The name and value of one field."""


def filled_fields(html: str, selector: str) -> list[Field]:
    """Return every field of the form, as it stands; [] when there is no such form."""
    form = LexborHTMLParser(html).css_first(selector)
    if form is None:
        return []
    return [*_inputs(form), *_choices(form), *_blocks(form)]


def _inputs(form: Any) -> Iterator[Field]:
    for one in form.css("input[name], textarea[name]"):
        said = one.attributes
        kind = said.get("type")
        is_off = kind in {"checkbox", "radio"} and "checked" not in said
        if kind in {"file", "submit", "button"} or is_off or "disabled" in said:
            continue
        value = one.text().removeprefix("\n") if one.tag == "textarea" else said.get("value")
        yield said["name"], value or ("on" if kind == "checkbox" else "")


def _choices(form: Any) -> Iterator[Field]:
    for one in form.css("select[name]"):
        options = one.css("option")
        chosen = [option for option in options if "selected" in option.attributes]
        if not chosen and "multiple" not in one.attributes:
            chosen = options[:1]
        for option in chosen:
            yield one.attributes["name"], option.attributes.get("value") or ""


def _blocks(form: Any) -> Iterator[Field]:
    for one in form.css("[data-w-block-arguments-value]"):
        value, _errors = json.loads(one.attributes["data-w-block-arguments-value"])
        yield from _written(one.attributes["id"], value)


def _written(name: str, value: Any) -> Iterator[Field]:
    match value:
        case [] | [{"value": _}, *_]:
            yield f"{name}-count", str(len(value))
            for place, item in enumerate(value):
                yield f"{name}-{place}-deleted", ""
                yield f"{name}-{place}-order", str(place)
                yield f"{name}-{place}-type", item.get("type", "")
                yield f"{name}-{place}-id", item.get("id") or ""
                yield from _written(f"{name}-{place}-value", item["value"])
        case list():
            yield from ((name, str(one)) for one in value)
        case {"id": key, "edit_url": _} | {"id": key, "edit_link": _} | {"id": key, "editUrl": _}:
            yield name, str(key)
        case dict():
            for key, inner in value.items():
                yield from _written(f"{name}-{key}", inner)
        case bool():
            yield from [(name, "on")] if value else []
        case None:
            yield name, ""
        case _:
            yield name, str(value)
