"""The search of the editor: officers find pages, facts and pictures without typing marks.

Databases know no Vietnamese: SQLite finds "thong bao" but neither "huong dan" nor "dang ky",
PostgreSQL finds nothing without marks. So what goes into the index of either is folded by the
rules of the public search, and so is what officers type. Models need no field for that.
"""

from collections.abc import Iterable
from copy import copy
from typing import Any

from django.utils.encoding import force_str
from modelsearch.backends import database
from modelsearch.index import RelatedFields
from modelsearch.query import MATCH_NONE, And, Boost, Fuzzy, Not, Or, Phrase, PlainText

from sitegen.render.search.normalise import fold
from sitegen.render.search.words import codes, phones, stream

__all__ = ["SearchBackend", "asked", "indexed"]

_MOST = 24
"""Words, or words in quotation marks, that are looked up: databases nest them, and stumble."""
_LONGEST = 1000
"""Letters of a question that are read; no title of ours is half as long."""


def SearchBackend(params: Any) -> Any:  # noqa: N802  # the name by which Wagtail asks for it
    """Return the backend of the database, which folds what it keeps and what it is asked."""
    backend = database.SearchBackend(params)
    if backend.rebuilder_class is None:  # a database without an index of its own: as it is
        return backend
    kind = type(backend)
    index = type("FoldedIndex", (_FoldedIndex, kind.index_class), {})
    return type("FoldedBackend", (_FoldedBackend, kind), {"index_class": index})(params)


def indexed(text: str) -> str:
    """Return ``text`` as it is kept: its words folded, codes and telephone numbers whole besides."""
    return " ".join([*map(fold, filter(None, stream(text))), *codes(text), *phones(text)])


def asked(text: str) -> str:
    """Return what an officer typed as it is looked up: a telephone number whole, else words."""
    numbers = phones(text[:_LONGEST])
    if numbers:
        return numbers[0]
    return " ".join(list(map(fold, filter(None, stream(text[:_LONGEST]))))[:_MOST])


class _FoldedBackend:
    """Folds queries on their way in."""

    def _search(self, compiler: Any, query: Any, model: Any, **options: Any) -> Any:
        wanted = _asked_query(query) if query != "" else query
        return super()._search(compiler, wanted, model, **options)  # type: ignore[misc]  # the database's backend


def _asked_query(query: Any) -> Any:
    """Return a query folded: a text, or what Wagtail made of one with quotation marks.

    What is left without a word finds nothing, beside others it counts for nothing.
    """
    if isinstance(query, str):
        return asked(query) or MATCH_NONE
    made = copy(query)
    if isinstance(query, PlainText | Phrase | Fuzzy):
        made.query_string = asked(query.query_string)
        return made if made.query_string else MATCH_NONE
    if isinstance(query, And | Or):
        inside = [_asked_query(inner) for inner in query.subqueries[:_MOST]]
        made.subqueries = [inner for inner in inside if inner is not MATCH_NONE]
        return made if made.subqueries else MATCH_NONE
    if isinstance(query, Not | Boost) and query is not MATCH_NONE:
        made.subquery = _asked_query(query.subquery)
    return made


class _FoldedIndex:
    """Folds texts on their way in."""

    def add_items(self, model: Any, objects: Iterable[Any]) -> None:
        super().add_items(model, [_Folded(row) for row in objects])  # type: ignore[misc]  # the database's index


class _Folded:
    """A record whose texts come out folded; everything else is the record's own."""

    def __init__(self, record: Any) -> None:
        self.record = record

    def __getattr__(self, name: str) -> Any:
        return getattr(self.record, name)

    def get_search_fields(self) -> list[Any]:
        """Return the fields of the record, each reading folded."""
        return [_folded_field(field) for field in self.record.get_search_fields()]


def _folded_field(field: Any) -> Any:
    made = copy(field)
    if isinstance(field, RelatedFields):
        made.fields = [_folded_field(inner) for inner in field.fields]
        made.get_value = lambda record: field.get_value(_record(record))
    else:
        made.get_value = lambda record: _folded(field.get_value(_record(record)))
    return made


def _record(value: Any) -> Any:
    return value.record if isinstance(value, _Folded) else value


def _folded(value: Any) -> Any:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [_folded(item) for item in value]
    return indexed(force_str(value))
