"""Rows: published pages as plain rows, with the attributes that collectors use.

Making model objects costs as much as all else that collecting does: signals, relations to
children, a tree of block objects for every stream. A collector only reads attributes, so it is
given a row that has them by the same names. A draft comes as the model object that Wagtail
made of it; both answer alike.
"""

from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Collection as Keys
from functools import cache
from typing import Any

import msgspec
from django.db import DatabaseError
from django.db.models import ExpressionWrapper, F, Field, TextField, Value
from wagtail.fields import StreamField
from wagtail.models import Page

from sitegen.collect.guard import unreadable_row
from sitegen.errors import Finding
from sitegen.limits import PART

__all__ = ["PART", "Stream", "model_of", "page_rows"]

_OF_EVERY_PAGE = ("path", "slug", "title", "first_published_at", "last_published_at")
"""What is read of Wagtail's own fields; the others are bookkeeping of the editor."""

_UNREADABLE = (ValueError, TypeError, OverflowError, AttributeError, DatabaseError)
"""What a converter says, or the database of bytes that are no text."""

_decode = msgspec.json.Decoder().decode


class Stream:
    """The blocks of a stream as they are stored, read when a collector asks for them."""

    __slots__ = ("_field", "_stored")

    def __init__(self, field: StreamField, stored: str | None) -> None:
        self._field = field
        self._stored = stored

    @property
    def stored(self) -> str:
        """The stream as the database has it."""
        return self._stored or ""

    def get_prep_value(self) -> list[Any]:
        """Return what Wagtail's own value would: blocks of kinds that are no more are left out."""
        if not self._stored:
            return []
        known = self._field.stream_block.child_blocks
        try:
            return [block for block in _decode(self._stored) if block["type"] in known]
        except (msgspec.DecodeError, TypeError, KeyError):  # an old form, which Wagtail knows
            value = self._field.from_db_value(self._stored, None, None)
            prepared: list[Any] = value.get_prep_value()
            return prepared


def page_rows(
    model: type[Page],
    pks: Keys[int] | None = None,
    finds: Callable[[int, str, Finding], Any] = lambda *_: None,
    *,
    has_streams: bool = True,
) -> Iterator[Any]:
    """Yield the published pages of ``model`` in tree order, or only those among ``pks``.

    ``finds`` is told of pages with a value that no field can read: id, path in the tree, remark.
    Without streams these are empty: enough for a head, and most of a page is never read.

    A row has ``pk``, the fields of the model itself, foreign keys as ids ("agency_id"), and of
    Wagtail's page those that are read (``_OF_EVERY_PAGE``).
    """
    expressions, make = _shape(model, has_streams=has_streams)  # type: ignore[arg-type]  # a class is hashable
    published = model.objects.filter(live=True).order_by("path")
    if pks is not None and len(pks) <= PART:
        published = published.filter(pk__in=pks)
    rows = published.values_list(*expressions)
    done: set[int] = set()
    try:
        for values in rows.iterator(chunk_size=PART):
            if pks is None or values[0] in pks:
                done.add(values[0])
                yield make(values)
    except _UNREADABLE:
        rest = published.exclude(pk__in=done) if len(done) < PART else published
        yield from map(make, _one_by_one(rest, expressions, pks, done, finds))


def _one_by_one(
    published: Any, expressions: list[Any], pks: Keys[int] | None, done: Keys[int], finds: Any
) -> Iterator[Any]:
    for pk, path in published.values_list("pk", "path"):
        if pk in done or (pks is not None and pk not in pks):
            continue
        try:
            yield published.values_list(*expressions).get(pk=pk)
        except _UNREADABLE as error:
            finds(pk, path, unreadable_row("trang", _title(published, pk), error))


def _title(pages: Any, pk: int) -> str:
    try:
        return str(pages.values_list("title", flat=True).get(pk=pk))
    except _UNREADABLE:
        return f"số {pk}"


def model_of(page: Any) -> type[Page]:
    """Return the model of a row, or of a page that is a model object."""
    made_for: type[Page] = getattr(page, "model", type(page))
    return made_for


@cache
def _shape(
    model: type[Page], *, has_streams: bool
) -> tuple[list[Any], Callable[[Sequence[Any]], Any]]:
    """Return what to ask for, and the function that makes a row of the answer."""
    own = [field for field in model._meta.concrete_fields if _is_own(model, field)]
    names = ["pk", *_OF_EVERY_PAGE, *(field.attname for field in own)]
    streams = {field.attname: field for field in own if isinstance(field, StreamField)}
    places = [(names.index(name), field) for name, field in streams.items()]
    fields = namedtuple(f"{model.__name__}Fields", names)  # type: ignore[misc]  # they are known only here
    row_type = type(f"{model.__name__}Row", (fields,), {"__slots__": (), "model": model})

    def make(values: Sequence[Any]) -> Any:
        row = list(values)
        for place, field in places:
            row[place] = Stream(field, row[place])
        return row_type._make(row)  # type: ignore[attr-defined]  # of a named tuple

    asked = _as_stored if has_streams else _as_empty
    return [asked(name) if name in streams else name for name in names], make


def _is_own(model: type[Page], field: "Field[Any, Any]") -> bool:
    return field.model is not Page and not field.primary_key


def _as_stored(name: str) -> "ExpressionWrapper[Any]":
    """Ask for a stream as text: Django would make blocks of it in between."""
    return ExpressionWrapper(F(name), output_field=TextField())


def _as_empty(_name: str) -> Value:
    return Value("", output_field=TextField())
