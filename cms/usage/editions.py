"""Printed editions: frozen when they go to the print shop, compared when something changes."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db import models
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.collect.editions import printed_edition
from cms.models import LeafletPage, PrintEdition, Use
from cms.usage.kinds import DOCUMENT, PAGE, PICTURE, Node, holders, kind_of, model_of_kind
from cms.usage.labels import place_name, titles
from cms.usage.walk import fields_of, read_fields
from sitegen.documents.editions import ChangedWords, SheetLine
from sitegen.languages import SOURCE
from sitegen.render.edition_words import whose_words

__all__ = ["OvertakenWords", "compare_again", "digest_of", "freeze", "overtaken"]

Said = dict[str, list[str]]

_GONE = "không còn"

_PLACES = {"live": "đang hiện", "picture": "hình", "title": "tiêu đề"}

_IMPRINT = frozenset(LeafletPage.IMPRINT)
"""Fields of a run, not of what it says: those of the next run make this one no less right."""

DEPTH = 8
"""Links from the leaflet to the last thing it shows: a page, its guide, a set, an office, a portal."""


@dataclass(frozen=True, slots=True)
class OvertakenWords:
    """What the printed sheet says and what holds now, of one thing and one of its fields."""

    title: str
    place: str
    old: str
    new: str
    place_name: str = ""


def freeze(page: Page) -> list[dict[str, Any]]:
    """Return the words of the page and of everything it shows, in the order of their names."""
    nodes = sorted(_shown_by((PAGE, page.pk)))
    known, called = dict(_said(nodes)), titles(nodes)
    return [
        {"kind": kind, "id": pk, "title": called.get((kind, pk), ""), "said": known[kind, pk]}
        for kind, pk in nodes
        if (kind, pk) in known
    ]


def overtaken(edition: PrintEdition) -> tuple[OvertakenWords, ...]:
    """Return what differs today from what was printed; nothing when it still holds."""
    rows = _readable(edition)
    now = dict(_said((row["kind"], row["id"]) for row in rows))
    lines = printed_edition(edition).lines or ()
    return tuple(
        difference
        for row in rows
        for difference in _differences(row, now.get((row["kind"], row["id"])), lines)
    )


def compare_again(kind: str, pk: int) -> None:
    """Note on editions that are out there whether a change of one thing has overtaken them."""
    for edition in PrintEdition.objects.filter(status__in=PrintEdition.OUT):
        if any((row["kind"], row["id"]) == (kind, pk) for row in _readable(edition)):
            is_overtaken = bool(overtaken(edition))
            if is_overtaken != bool(edition.overtaken_on):
                edition.overtaken_on = timezone.localdate() if is_overtaken else None
                edition.save(update_fields=["overtaken_on"])


def _readable(edition: PrintEdition) -> list[dict[str, Any]]:
    """Return what an edition kept, without what is no row: it may not stop those who save."""
    kept = edition.frozen if isinstance(edition.frozen, list) else []
    return [row for row in kept if isinstance(row, dict) and _is_row(row)]


def _is_row(row: dict[str, Any]) -> bool:
    said = row.get("said")
    return (
        isinstance(row.get("id"), int)
        and row.get("kind") in (*holders().values(), PICTURE, DOCUMENT)
        and isinstance(row.get("title"), str)
        and isinstance(said, dict)
        and all(isinstance(lines, list) for lines in said.values())
        and all(isinstance(line, str) for lines in said.values() for line in lines)
    )


def _shown_by(start: Node) -> set[Node]:
    """Return everything that a page shows: one query for each link of the longest way."""
    found, edge = {start}, {start}
    for _ in range(DEPTH):
        wanted = models.Q(pk__in=())
        for kind in {kind for kind, _ in edge}:
            numbers = [number for one, number in edge if one == kind]
            wanted |= models.Q(source_kind=kind, source_id__in=numbers)
        uses = Use.objects.filter(wanted, in_live=True, flows=True).exclude(how="mention")
        edge = set(uses.values_list("target_kind", "target_id")) - found
        found |= edge
        if not edge:
            break
    return {node for node in found if "#" not in node[0] and node[0] != "token"}


def _said(nodes: Iterable[Node]) -> Iterator[tuple[Node, Said]]:
    wanted = list(nodes)
    for kind in sorted({kind for kind, _ in wanted}):
        numbers = [pk for one, pk in wanted if one == kind]
        for row in _rows(kind, numbers):
            yield (kind, row.pk), _words(row)


def _rows(kind: str, numbers: list[int]) -> Iterable[Any]:
    if kind == PAGE:
        pages: Iterable[Any] = Page.objects.filter(pk__in=numbers).specific()
        return pages
    return model_of_kind(kind)._default_manager.filter(pk__in=numbers)


def _words(row: Any) -> Said:
    """Return what a row says in words, its dates and whether it is published, by field."""
    if type(row) not in holders():
        is_picture = kind_of(row) == PICTURE
        return {"picture": [row.baked_digest]} if is_picture else {"file": [row.file_hash]}
    values: dict[str, Any] = {}
    for one in fields_of(type(row)):
        value = getattr(row, one.attname)
        values[one.attname] = value.get_prep_value() if isinstance(one, StreamField) else value
    said = dict(read_fields(type(row), values).words)
    for one in fields_of(type(row)):
        if isinstance(one, models.DateField) and not isinstance(one, models.DateTimeField):
            value = getattr(row, one.attname)
            said[one.name] = [f"{value:%d/%m/%Y}"] if value else []
        elif isinstance(one, models.PositiveIntegerField) and one.editable:
            said[one.name] = [str(getattr(row, one.attname))]
    for name in ("review_on", *_IMPRINT):  # a date for officers; what belongs to the next run
        said.pop(name, None)
    said["live"] = ["1" if getattr(row, "live", True) else "0"]
    return said


def _differences(
    row: dict[str, Any], now: Said | None, lines: Iterable[SheetLine]
) -> Iterator[OvertakenWords]:
    called = {PICTURE: "Hình", DOCUMENT: "Tệp đính kèm"}.get(row["kind"], row["title"])
    if now is None or now.get("live") != row["said"].get("live", now.get("live")):
        yield from _gone(row, called, lines)
        return
    for place in sorted((row["said"].keys() | now.keys()).difference(_IMPRINT)):
        old, new = row["said"].get(place, []), now.get(place, [])
        matcher = SequenceMatcher(a=old, b=new, autojunk=False)
        for tag, first, last, start, end in matcher.get_opcodes():
            if tag != "equal":
                was, is_now = " / ".join(old[first:last]), " / ".join(new[start:end])
                yield OvertakenWords(called, place, was, is_now, _place_name(row["kind"], place))


def _gone(row: dict[str, Any], called: str, lines: Iterable[SheetLine]) -> Iterator[OvertakenWords]:
    """Yield each printed value of what was taken away: readers go on using it until they are told."""
    key = f"{row['kind'].rpartition('.')[2]}-{row['id']}"
    is_fact = row["kind"] not in {PAGE, PICTURE, DOCUMENT}
    printed = [one for one in lines if is_fact and one.what and key in one.keys]
    for one in printed:
        of = ChangedWords(place="", old="", new="", what=one.what)
        yield OvertakenWords(called, one.what, one.says, _GONE, whose_words(of, SOURCE))
    if not printed:
        yield OvertakenWords(called, "live", row["title"], _GONE, _place_name(row["kind"], "live"))


def _place_name(kind: str, place: str) -> str:
    """Return what officers call a field; of pages the first type that has it."""
    if place in _PLACES:
        return _PLACES[place]
    for model, one in holders().items():
        if one == kind and any(field.name == place for field in fields_of(model)):
            return place_name(model, place)
    return place


def digest_of(frozen: list[dict[str, Any]]) -> str:
    """Return the sha256 of what an edition keeps."""
    stored = json.dumps(frozen, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(stored.encode()).hexdigest()
