"""The editor as an officer uses it: forms are fetched, filled in and sent, errors are read back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from wagtail import blocks
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html, rich_text

from cms.fields import StreamField

__all__ = ["Outcome", "add_fact", "add_page", "edit_fact", "edit_page", "filled_in", "written"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back: the status, and what was said at which field."""

    response: Any
    errors: dict[str, str]

    @property
    def is_saved(self) -> bool:
        """Tell whether the editor took it: it then sends the officer on."""
        return bool(self.response.status_code == 302)


def add_page(
    client: Client, parent: Page, model: Any, *, is_draft: bool = False, **fields: Any
) -> Outcome:
    """Fill in the form of a new page under ``parent`` and press "publish"."""
    names = (model._meta.app_label, model._meta.model_name, parent.pk)
    address = reverse("wagtailadmin_pages:add", args=names)
    return _send(client, address, model(), fields, is_draft=is_draft)


def edit_page(client: Client, page: Page, *, is_draft: bool = False, **fields: Any) -> Outcome:
    """Change a page and press "publish", or only save it as a draft."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    latest = page.get_latest_revision_as_object()
    return _send(client, address, latest, fields, is_draft=is_draft)


def add_fact(client: Client, model: Any, **fields: Any) -> Outcome:
    """Fill in the form of a new row of a registry and press "publish"."""
    address = reverse(model.snippet_viewset.get_url_name("add"))
    return _send(client, address, model(), fields)


def edit_fact(client: Client, row: Any, **fields: Any) -> Outcome:
    """Change a row of a registry and press "publish"."""
    address = reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk])
    return _send(client, address, row, fields)


def _send(
    client: Client, address: str, row: Any, fields: dict[str, Any], *, is_draft: bool = False
) -> Outcome:
    shown = client.get(address)
    assert shown.status_code == 200, f"{address} answers {shown.status_code}"
    data = filled_in(shown.content.decode(), row, fields)
    if not is_draft:
        data["action-publish"] = "action-publish"
    response = client.post(address, data.dict())
    assert response.status_code < 500
    return Outcome(response, {} if response.status_code == 302 else _said(response))


def filled_in(html: str, row: Any, fields: dict[str, Any]) -> QueryDict:
    """Return what a browser would send of the form in ``html``, with ``fields`` changed."""
    form = "page-edit-form" if isinstance(row, Page) else "w-editor-form"
    data = querydict_from_html(html, form_id=form)
    ours = {field.name for field in row._meta.get_fields()}
    data.update({name: value for name, value in fields.items() if name not in ours})
    for field in row._meta.get_fields():
        name = field.name
        if isinstance(field, StreamField):
            raw = fields.get(name, getattr(row, name).get_prep_value())
            data.update(dict(written(field.stream_block, raw, name)))
        elif name in fields:
            value = fields[name]
            data[name] = "" if value is None else str(getattr(value, "pk", value))
    return data


def written(block: Any, raw: Any, name: str) -> Iterator[tuple[str, str]]:
    """Yield the fields that the browser sends for ``raw``, as the block stores it."""
    match block:
        case blocks.StreamBlock():
            values = [(one["type"], one["value"], one.get("id")) for one in raw or []]
            yield from _list(name, values, block)
        case blocks.ListBlock():
            yield from _list(name, [("item", _bare(one), _id(one)) for one in raw or []], block)
        case blocks.StructBlock():
            for key, child in block.child_blocks.items():
                yield from written(child, (raw or {}).get(key), f"{name}-{key}")
        case blocks.RichTextBlock():
            yield name, rich_text(raw or "", features=block.features)
        case blocks.BooleanBlock():
            if raw:
                yield name, "on"
        case blocks.MultipleChoiceBlock():
            yield from ((name, str(one)) for one in raw or ())
        case blocks.StaticBlock():
            return
        case _:
            yield name, "" if raw is None else str(raw)


def _list(
    name: str, values: list[tuple[str, Any, str | None]], block: Any
) -> Iterator[tuple[str, str]]:
    yield f"{name}-count", str(len(values))
    for place, (kind, value, identity) in enumerate(values):
        yield f"{name}-{place}-deleted", ""
        yield f"{name}-{place}-order", str(place)
        yield f"{name}-{place}-type", kind
        yield f"{name}-{place}-id", identity or ""
        child = block.child_block if kind == "item" else block.child_blocks[kind]
        yield from written(child, value, f"{name}-{place}-value")


def _id(item: Any) -> str | None:
    return item.get("id") if isinstance(item, dict) and item.keys() >= {"type", "value"} else None


def _bare(item: Any) -> Any:
    return item["value"] if isinstance(item, dict) and item.keys() >= {"type", "value"} else item


def _said(response: Any) -> dict[str, str]:
    """Return the messages by field; those inside blocks are gathered at their field."""
    form = response.context["form"]
    return {
        name: " ".join(said for error in errors for said in _messages(error))
        for name, errors in form.errors.as_data().items()
    }


def _messages(error: Any) -> Iterator[str]:
    if hasattr(error, "as_json_data"):
        yield from _texts(error.as_json_data())
    elif isinstance(error, ValidationError):
        yield from error.messages


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
