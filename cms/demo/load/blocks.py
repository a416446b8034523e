"""The demo's bodies as Wagtail stores them: keys become ids, list items get identities."""

from collections.abc import Callable, Iterable
from typing import Any

from cms.demo.content.shapes import Body, GuideGroup, Step
from cms.demo.drawings import callouts
from cms.demo.drawings_canvas import HEIGHT, WIDTH
from cms.demo.load.shelf import Shelf
from sitegen.collect.stored import items, stream

__all__ = ["body", "groups", "panels", "steps"]

Raw = dict[str, Any]


def body(blocks: Body, shelf: Shelf) -> list[Raw]:
    """Return the body of a page."""
    return stream((kind, _value(kind, value, shelf)) for kind, value in blocks)


def _value(kind: str, value: Any, shelf: Shelf) -> Any:
    if kind in _BY_KEY:
        field, registry = _BY_KEY[kind]
        return {**value, field: shelf.pk(registry, value[field])}
    if kind in _LISTS_BY_KEY:
        field, registry = _LISTS_BY_KEY[kind]
        return {**value, field: items(shelf.pk(registry, key) for key in value[field])}
    if kind in _LISTS:
        return {**value, _LISTS[kind]: items(value[_LISTS[kind]])}
    if kind in _NESTED:
        return _nested(value, _NESTED[kind])
    if kind == "catalogue":
        return _catalogue(value, shelf)
    return _comparison(value) if kind == "comparison" else value


_BY_KEY = {"guide": ("guide", "page"), "payment": ("fact", "payment")}
_LISTS_BY_KEY = {
    "contacts": ("points", "contact"),
    "downloads": ("files", "file"),
    "see_also": ("pages", "page"),
}
_LISTS = {"agency_grid": "names", "benefits": "items", "result_delivery": "ways"}
_NESTED = {"assignments": "duties", "channels": "body"}


def _comparison(value: Raw) -> Raw:
    return {**value, "left": _side(value["left"]), "right": _side(value["right"])}


def _side(side: Raw) -> Raw:
    return {**side, "stations": items(side["stations"])}


def _nested(value: Raw, name: str) -> Raw:
    return {"items": items({**item, name: items(item[name])} for item in value["items"])}


def _catalogue(value: Raw, shelf: Shelf) -> Raw:
    return {
        "title": value["title"],
        "source": value.get("source", ""),
        "columns": items(
            {**column, "service_kind": shelf.pk("kind", column["service_kind"])}
            for column in value["columns"]
        ),
        "groups": items(
            {
                "field": shelf.pk("field", group["field"]),
                "rows": items(
                    {"procedure": shelf.pk("procedure", row["procedure"]), "service_kind": None}
                    for row in group["rows"]
                ),
            }
            for group in value["groups"]
        ),
    }


def steps(steps_of: Iterable[Step], shelf: Shelf) -> list[Raw]:
    """Return steps as the items of a list or, with type "step", of a stream."""
    return [_step(step, shelf) for step in steps_of]


def _step(step: Step, shelf: Shelf) -> Raw:
    return {
        "title": f"<p>{step.title}</p>",
        "body": step.body,
        "fields": items(
            {
                "label": field.label,
                "value": field.value,
                "example": field.example,
                "condition": field.condition,
            }
            for field in step.fields
        ),
        "pictures": items(_picture(name, shelf) for name in step.pictures),
        "example": step.example,
        "condition": step.condition,
        "only_if": step.only_if,
        "is_optional": step.is_optional,
        "logic": step.logic,
        "duration": step.duration,
        "prepare": items(step.prepare),
    }


def groups(ways: Iterable[GuideGroup], agency: str, shelf: Shelf) -> list[Raw]:
    """Return the ways through a guide; an office's own pictures replace the common ones."""
    return stream(("group", _group(way, agency, shelf)) for way in ways)


def _picture(name: str, shelf: Shelf) -> Raw:
    boxes = callouts(name)
    return {
        "picture": shelf.pk("picture", name),
        "alt": "",
        "callouts": items(
            {"id": f"a{number}", "shape": "box", "x": x, "y": y, "w": w, "h": h, "label": label}
            for number, (x, y, w, h, label) in enumerate(boxes, 1)
        ),
        "drawn_for": f"{WIDTH}x{HEIGHT}" if boxes else "",
    }


def _group(way: GuideGroup, agency: str, shelf: Shelf) -> Raw:
    return {
        "title": way.title,
        "lead": way.lead,
        "portal": shelf.pk("portal", way.portal),
        "step_set": shelf.pk("step_set", way.step_set),
        "parameters": items({"name": name, "value": value} for name, value in way.parameters),
        "own_pictures": items(_own_pictures(way, agency, shelf)),
        "has_payment": way.has_payment,
        "changes": stream(_changes(way, shelf)),
        "steps": items(steps(way.steps, shelf)),
        "closing": body(way.closing, shelf),
    }


def _changes(way: GuideGroup, shelf: Shelf) -> Iterable[tuple[str, Raw]]:
    for change in way.changes:
        shared = shelf.get("step_set_data", way.step_set)
        place = [step.key for step in shared.steps].index(change.of) + 1
        own = {"reason": change.reason} if change.step is None else _step(change.step, shelf)
        yield change.kind, {"step": place, **own}


def _own_pictures(way: GuideGroup, agency: str, shelf: Shelf) -> Iterable[Raw]:
    if not way.step_set:
        return
    shared = shelf.get("step_set_data", way.step_set)
    variants = (shared.picture_variants or {}).get(agency, {})
    for place, step in enumerate(shared.steps, 1):
        for common in step.pictures:
            if common in variants:
                yield {"step": place, "picture": shelf.pk("picture", variants[common])}


def panels(listed: Iterable[tuple[int, str, Body]], shelf: Shelf) -> list[Raw]:
    """Return the parts of a leaflet, those of each panel at its place in the order of reading."""
    return stream(
        part
        for number, name, parts in listed
        for part in (
            ("turn", {"panel": str(number), "name": name}),
            *(_part(kind, value, shelf) for kind, value in parts),
        )
    )


def _part(kind: str, value: Raw, shelf: Shelf) -> tuple[str, Any]:
    made = _PARTS.get(kind)
    return kind, made(value, shelf) if made else _value(kind, value, shelf)


def _kinds(value: Raw, shelf: Shelf) -> Raw:
    return {**value, "page": shelf.pk("page", value["page"]), "regime": value["regime"] + 1}


def _statistics(value: Raw, shelf: Shelf) -> Raw:
    columns = " ".join(str(index + 1) for index in value["columns"])
    return {**value, "page": shelf.pk("page", value["page"]), "columns": columns}


def _steps_part(value: Raw, shelf: Shelf) -> Raw:
    guide = shelf.pk("page", value["guide"])
    return {"closing": "", **value, "guide": guide, "group": value["group"] + 1}


def _portal_line(value: Raw, shelf: Shelf) -> Raw:
    portal = shelf.pk("portal", value["portal"])
    return {**value, "portal": portal, "features": items(value["features"])}


_PARTS: dict[str, Callable[[Raw, Shelf], Raw | None]] = {
    "cover": lambda value, _shelf: {**value, "agencies": items(value["agencies"])},
    "imprint": lambda _value, _shelf: None,
    "kinds": _kinds,
    "portal_line": _portal_line,
    "statistics": _statistics,
    "steps": _steps_part,
}
