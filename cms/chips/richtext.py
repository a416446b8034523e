"""Chips in the editor of running text: stored as one token, shown with the value of today.

What stands between the tags is what was shown when the chip was set; it is kept as it is, so
that a changed fact makes no text and no translation out of date. Only the editor's own picture
of it shows the value of today.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.html import escape
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineEntityElementHandler
from wagtail.rich_text import LinkHandler

from cms.chips.kinds import ACCOUNT, KINDS, address_of, value_of

__all__ = ["CHIP", "FEATURE", "RULE", "FactLinkHandler", "present"]

FEATURE, CHIP = "fact", "FACT"
ATTRIBUTES = ("kind", "id", "field", "day")


def present(attrs: Mapping[str, Any]) -> tuple[str, str]:
    """Return (value of today, what is wrong with the chip), either of them "" when there is none."""
    kind, pk, field = (str(attrs.get(name) or "") for name in ("kind", "id", "field"))
    if kind not in KINDS or field not in KINDS[kind].fields or not pk.isdigit():
        return "", "không có trong sổ"
    row: Any = KINDS[kind].model._default_manager.filter(pk=int(pk)).first()
    if row is None:
        return "", "đã bị xoá khỏi sổ"
    if not row.live:
        return "", "chưa xuất bản"
    if field in ACCOUNT and not row.is_confirmed:
        return "", "chờ người thứ hai xác nhận"
    value = value_of(row, field)
    return value, "" if value else "đang để trống trong sổ"


class FactElementHandler(InlineEntityElementHandler):
    """Reads a token into an entity that nobody can type into."""

    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the token says, and what is known of it today."""
        now, wrong = present(attrs)
        said = {name: attrs.get(name) or "" for name in ATTRIBUTES}
        return {**said, "said": "", "now": now, "wrong": wrong}

    def handle_endtag(self, name: str, state: Any, contentstate: Any) -> None:
        """Put the value of today in the place of the words, unless these have been issued."""
        super().handle_endtag(name, state, contentstate)
        block = state.current_block
        place = block.entity_ranges[-1]
        data = contentstate.entity_map[place.key].data
        data["said"] = block.text[place.offset :]
        shown = data["said"] if data["day"] else data["now"] or data["said"]
        shown = shown or "…"
        block.text = block.text[: place.offset] + shown
        place.length = len(shown)
        inside = [one for one in block.inline_style_ranges if one.offset >= place.offset]
        block.inline_style_ranges[:] = [
            one for one in block.inline_style_ranges if one not in inside or one.length is None
        ]


def fact_entity(props: Mapping[str, Any]) -> Any:
    """Write an entity as its token; one that names nothing of ours becomes its words."""
    kind, pk, field = (str(props.get(name) or "") for name in ("kind", "id", "field"))
    if kind not in KINDS or field not in KINDS[kind].fields or not pk.isdigit():
        return DOM.create_element("span", {}, props["children"])
    said = props.get("said") or props.get("now") or ""
    day = str(props.get("day") or "")
    token = {"linktype": FEATURE, "kind": kind, "id": pk, "field": field}
    return DOM.create_element("a", token | ({"day": day} if day else {}), said)


RULE = {
    "from_database_format": {f'a[linktype="{FEATURE}"]': FactElementHandler(CHIP)},
    "to_database_format": {"entity_decorators": {CHIP: fact_entity}},
}


class FactLinkHandler(LinkHandler):
    """What Wagtail itself makes of a token: a link for its own views, a reference for its index."""

    identifier = FEATURE

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, Any]) -> str:
        """Return the opening tag."""
        now, _wrong = present(attrs)
        address = address_of(str(attrs.get("field") or ""), now)
        return f'<a href="{escape(address)}">' if address else "<a>"

    @classmethod
    def extract_references(cls, attrs: dict[str, Any]) -> Any:
        """Yield the fact, so that Wagtail knows where it is used before somebody deletes it."""
        kind, pk = str(attrs.get("kind")), str(attrs.get("id") or "")
        if kind in KINDS and pk.isdigit():
            yield KINDS[kind].model, pk, "", ""
