"""Words for officers: what a node is called, where it is edited, which field a place is."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst

from cms.usage.kinds import DOCUMENT, PAGE, PICTURE, Node, model_of_kind

__all__ = ["edit_address", "kind_name", "language_name", "place_name", "titles"]


def titles(nodes: Iterable[Node]) -> dict[Node, str]:
    """Return what each node is called, one query for each kind."""
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, number in nodes:
        by_kind[kind].append(number)
    found: dict[Node, str] = {}
    for kind, numbers in sorted(by_kind.items()):
        if "#" in kind:
            continue
        rows = model_of_kind(kind)._default_manager.filter(pk__in=numbers)
        found |= {(kind, row.pk): str(row) for row in rows}
    return found


def kind_name(kind: str) -> str:
    """Return "Cổng dịch vụ công" for "cms.portal"."""
    return str(capfirst(str(model_of_kind(kind.partition("#")[0])._meta.verbose_name)))


def edit_address(node: Node) -> str:
    """Return where an officer edits a node, "" when nowhere."""
    kind, number = node
    try:
        if kind == PAGE:
            return reverse("wagtailadmin_pages:edit", args=[number])
        if kind == PICTURE:
            return reverse("wagtailimages:edit", args=[number])
        if kind == DOCUMENT:
            return reverse("wagtaildocs:edit", args=[number])
        return reverse(f"wagtailsnippets_{kind.replace('.', '_')}:edit", args=[number])
    except NoReverseMatch:
        return ""


def language_name(locale: Any) -> str:
    """Return "tiếng Anh" as it stands inside a sentence."""
    name = str(locale.get_display_name())
    return f"{name[:1].lower()}{name[1:]}"


def place_name(model: Any, place: str) -> str:
    """Return the name of the field in which something stands: "các cách làm, từng bước"."""
    name = place.partition(".")[0]
    if not name:
        return ""
    try:
        return str(model._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        return name
