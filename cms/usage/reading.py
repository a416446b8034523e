"""Reading: one row's live version and its draft, as what they name and what they say."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Page, Revision

from cms.usage.kinds import PAGE, Node, edge_of, holders
from cms.usage.names import Names, folded
from cms.usage.walk import Walked, fields_of, read_fields
from sitegen.limits import few_at_once

__all__ = ["Content", "Row", "contents", "one_content", "rows_of", "said_by", "scheduled"]

Row = tuple[str, int, str, int, str, str, str, bool]
"""Source and target, each a kind and a number; how, place, detail, and whether it flows."""


@dataclass(frozen=True, slots=True)
class Content:
    """Both versions of a row; None for the one that it does not have."""

    node: Node
    live: Walked | None
    draft: Walked | None


def contents(model: type[models.Model]) -> Iterator[Content]:
    """Yield every row of ``model``, in two queries and one for each thousand drafts."""
    kind = holders()[model]
    rows: list[Any] = list(model._default_manager.order_by("pk").iterator(chunk_size=500))
    drafts = _drafts(row.latest_revision_id for row in rows if _has_draft(row))
    for row in rows:
        yield _content(kind, row, drafts.get(getattr(row, "latest_revision_id", None) or 0))


def one_content(model: type[models.Model], pk: Any) -> Content | None:
    """Return one row as the database has it: an instance in memory may hold a draft's values."""
    row: Any = model._default_manager.filter(pk=pk).first()
    if row is None:
        return None
    if type(row) is Page:
        row = row.specific
    drafts = _drafts([row.latest_revision_id]) if _has_draft(row) else {}
    return _content(holders().get(type(row), ""), row, drafts.get(row.latest_revision_id or 0))


def scheduled() -> Iterator[tuple[Node, Walked]]:
    """Yield what is going to be published by itself, as it will be read."""
    waiting = Revision.objects.filter(approved_go_live_at__isnull=False).order_by("pk")
    for type_id, pk, content in waiting.values_list("content_type_id", "object_id", "content"):
        model = ContentType.objects.get_for_id(type_id).model_class()
        if model in holders():
            yield (holders()[model], int(pk)), read_fields(model, _by_attribute(type_id, content))


def rows_of(node: Node, read: Walked, names: Names) -> set[Row]:
    """Return what one version uses: what it names by reference and what it writes by hand."""
    kind, number = node
    rows: set[Row] = set()
    for one in read.found:
        edge = edge_of(kind, one.place) if one.how == "chosen" else edge_of(PAGE, "")
        if edge.is_reversed:
            rows.add((edge.source, one.target[1], *node, "belongs", one.place, "", True))
        elif edge.source:
            rows.add((edge.source, number, *one.target, one.how, one.place, one.detail, True))
        is_plain = not edge.source
        rows.add((*node, *one.target, one.how, one.place, one.detail, is_plain and edge.flows))
    for place, words in said_by(read).items():
        for target, name in names.within(words).items():
            if not names.are_shared(node, name):
                rows.add((*node, *target, "mention", place, name[:200], True))
    return rows


def said_by(read: Walked) -> dict[str, str]:
    """Return the words of each field, folded, in one text."""
    return {place: folded(" \n ".join(lines)) for place, lines in read.words.items()}


def _content(kind: str, row: Any, draft: Mapping[str, Any] | None) -> Content:
    model = type(row)
    shown = read_fields(model, _values(row))
    is_live = getattr(row, "live", True)
    later = read_fields(model, draft) if draft is not None else None
    if not is_live:
        return Content((kind, row.pk), None, later or shown)
    return Content((kind, row.pk), shown, later)


def _values(row: Any) -> dict[str, Any]:
    return {
        one.attname: getattr(row, one.attname).get_prep_value()
        if isinstance(one, StreamField)
        else getattr(row, one.attname)
        for one in fields_of(type(row))
    }


def _has_draft(row: Any) -> bool:
    is_behind = getattr(row, "has_unpublished_changes", False) or not getattr(row, "live", True)
    return bool(is_behind and getattr(row, "latest_revision_id", None))


def _drafts(pks: Iterable[int | None]) -> dict[int, dict[str, Any]]:
    """Return the contents of revisions, foreign keys by their attributes ("agency_id")."""
    found: dict[int, dict[str, Any]] = {}
    for some in few_at_once(pk for pk in pks if pk):
        part = Revision.objects.filter(pk__in=some)
        for pk, type_id, content in part.values_list("pk", "content_type_id", "content"):
            found[pk] = _by_attribute(type_id, content)
    return found


def _by_attribute(type_id: int, content: Mapping[str, Any]) -> dict[str, Any]:
    model = ContentType.objects.get_for_id(type_id).model_class()
    if model is None:
        return {}
    return {one.attname: content.get(one.name) for one in fields_of(model)}
