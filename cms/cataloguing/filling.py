"""Putting procedures into the catalogue of a draft: by field, in the order of the registry."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from cms.blocks.catalogue import FACTS, MOST_COLUMNS
from cms.importing.registries import kinds_in_force
from cms.models import Procedure
from sitegen.collect.stored import items, stream, unwrapped_all

__all__ = ["MOST_ROWS", "catalogues_in", "fill", "holder_of", "procedures_of"]

MOST_ROWS = 1_000
"""The form of a page with more rows would be too much for a browser, and for one request."""

Raw = dict[str, Any]


def holder_of(page: Any) -> str:
    """Return the field of a page that may hold a catalogue, "" when none may."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField) and "catalogue" in field.stream_block.child_blocks:
            return str(field.name)
    return ""


def catalogues_in(page: Any) -> list[tuple[str, str]]:
    """Return the catalogues of a draft by their ids, with what they are called."""
    stored = getattr(page, holder_of(page)).get_prep_value()
    found = [one for one in stored if one["type"] == "catalogue"]
    return [
        (one["id"], one["value"].get("title") or _("Danh mục thứ %s") % number)
        for number, one in enumerate(found, 1)
    ]


def procedures_of(day: date, agency: str = "", field_key: str = "") -> list[Procedure]:
    """Return the published procedures of an office and a field, those in force on a day."""
    rows = Procedure.objects.filter(Q(valid_until=None) | Q(valid_until__gte=day), live=True)
    if agency:
        rows = rows.filter(agency_id=int(agency))
    if field_key:
        rows = rows.filter(field_id=int(field_key))
    return sorted(rows.select_related("field"), key=_order)


def _order(row: Procedure) -> tuple[Any, ...]:
    field = row.field
    if field is None:
        return (True, 0, "", row.sort_key)
    return (False, _roman(field.numeral), field.sort_key, row.sort_key)


def _roman(numeral: str) -> int:
    """Return a Roman number, a large one where there is none: "IX" is 9."""
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}.get(one, 0) for one in numeral.upper()]
    if not values or 0 in values:
        return 1_000
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-one if one < after else one for one, after in pairs)


def fill(page: Any, table: str, procedures: Sequence[Procedure]) -> int:
    """Put what is missing into a catalogue of the draft in memory; return how many were added.

    Without such a catalogue a new one is put at the end. Rows that nobody has chosen yet go.
    """
    name = holder_of(page)
    stored = getattr(page, name).get_prep_value()
    found = next((one for one in stored if one["type"] == "catalogue" and one["id"] == table), None)
    if found is None:
        found = stream([("catalogue", _new(procedures))])[0]
        stored.append(found)
    added = _add(found["value"], procedures)
    setattr(page, name, page._meta.get_field(name).stream_block.to_python(stored))
    return added


def _new(procedures: Iterable[Procedure]) -> Raw:
    """Return an empty catalogue with a column for whatever the registry says of the rows."""
    rows = list(procedures)
    known = {row.service_kind_id for row in rows}
    columns = [
        {"label": kind.name, "service_kind": kind.pk}
        for kind in kinds_in_force()
        if kind.pk in known
    ]
    if any(row.is_online_only for row in rows):
        columns.append({"label": _("Chỉ tiếp nhận trực tuyến"), "service_kind": None})
    said = [fact for fact, _label in FACTS if any(getattr(row, fact) for row in rows)]
    return {
        "title": "",
        "source": "",
        "facts": said,
        "columns": items(columns[: MOST_COLUMNS - len(said)]),
        "groups": [],
    }


def _add(value: Raw, procedures: Iterable[Procedure]) -> int:
    groups = unwrapped_all(value.get("groups"))
    for group in groups:
        group["rows"] = [one for one in unwrapped_all(group["rows"]) if one.get("procedure")]
    groups = [one for one in groups if one["rows"]]
    there = {row["procedure"] for group in groups for row in group["rows"]}
    added = 0
    for procedure in procedures:
        if procedure.pk in there:
            continue
        of_field = [one for one in groups if one.get("field") == procedure.field_id]
        if not of_field:
            of_field = [{"field": procedure.field_id, "rows": []}]
            groups += of_field
        of_field[0]["rows"].append({"procedure": procedure.pk, "service_kind": None})
        added += 1
    value["groups"] = items({**one, "rows": items(one["rows"])} for one in groups)
    return added
