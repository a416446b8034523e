"""A data migration over real content: it reads raw data, changes what it means to, keeps the rest."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from wagtail.models import Page

from cms.fields import StreamField

pytestmark = pytest.mark.django_db

MARK = "Chữ đã đổi trong bản chuyển"

STREAMS = [
    (model, field)
    for model in apps.get_models()
    for field in model._meta.local_fields
    if isinstance(field, StreamField)
]
MOST_ROWS = 4
NAMES = [f"{model._meta.label}.{field.name}" for model, field in STREAMS]


@pytest.fixture(scope="module")
def demo(demo_rows: None) -> None:
    """Real content: the demo province."""


@pytest.fixture(scope="module")
def history() -> Any:
    """The models as a migration sees them after the last one."""
    return MigrationLoader(None).project_state().apps


def _stored(model: Any, field: Any) -> dict[int, str]:
    """Return the very text in the table, by row."""
    quote = connection.ops.quote_name
    names = (quote(model._meta.pk.column), quote(field.column), quote(model._meta.db_table))
    with connection.cursor() as cursor:
        cursor.execute("SELECT {}, {} FROM {}".format(*names))  # noqa: S608  # names of ours
        return {pk: text if isinstance(text, str) else json.dumps(text) for pk, text in cursor}


def _fullest(stored: dict[int, str]) -> list[int]:
    """Return the rows that hold most: hundreds of others hold the same kinds of blocks."""
    return sorted(stored, key=lambda pk: (-len(stored[pk]), pk))[:MOST_ROWS]


def _changed(data: Any) -> Any:
    """Return raw data with the first text in it changed, or None when it holds none."""
    if isinstance(data, dict):
        pairs: Any = ((key, one) for key, one in data.items() if key not in {"type", "id"})
    elif isinstance(data, list):
        pairs = enumerate(data)
    else:
        return MARK if isinstance(data, str) and " " in data else None
    for key, one in pairs:
        new = _changed(one)
        if new is not None:
            copy = data.copy()
            copy[key] = new
            return copy
    return None


def _texts(data: Any) -> Iterator[Any]:
    if isinstance(data, dict | list):
        yield len(data)
        for one in data.values() if isinstance(data, dict) else data:
            yield from _texts(one)
    else:
        yield data


def test_streams_of_every_kind_are_looked_at(demo: None) -> None:
    """So that the tests below say something: most streams of the demo hold something."""
    full = [
        name
        for (m, f), name in zip(STREAMS, NAMES, strict=True)
        if any(json.loads(text) for text in _stored(m, f).values())
    ]
    assert len(full) > 12, sorted(set(NAMES) - set(full))


@pytest.mark.parametrize(("model", "field"), STREAMS, ids=NAMES)
def test_a_migration_that_saves_a_row_writes_back_what_was_there(
    demo: None, history: Any, model: Any, field: Any
) -> None:
    before = _stored(model, field)
    for row in history.get_model(model._meta.label).objects.filter(pk__in=_fullest(before)):
        assert getattr(row, field.name) == json.loads(before[row.pk])
        row.save()
    assert _stored(model, field) == before


@pytest.mark.parametrize(("model", "field"), STREAMS, ids=NAMES)
def test_a_migration_changes_one_text_and_nothing_else(
    demo: None, history: Any, model: Any, field: Any
) -> None:
    stored = _stored(model, field)
    before = {pk: json.loads(stored[pk]) for pk in _fullest(stored)}
    changed = {pk: new for pk, data in before.items() if (new := _changed(data)) is not None}
    for row in history.get_model(model._meta.label).objects.filter(pk__in=changed):
        setattr(row, field.name, changed[row.pk])
        row.save()
    for row in model._default_manager.filter(pk__in=before):
        read = getattr(row, field.name)
        prepared = json.loads(json.dumps(list(read.get_prep_value())))
        assert [one["id"] for one in prepared] == [one["id"] for one in before[row.pk]]
        differing = [
            new
            for old, new in zip(_texts(before[row.pk]), _texts(prepared), strict=True)
            if old != new
        ]
        assert differing == ([MARK] if row.pk in changed else [])
        if isinstance(row, Page):
            row.full_clean()


def test_a_new_row_of_a_migration_begins_with_an_empty_stream(history: Any) -> None:
    for model, field in STREAMS:
        assert getattr(history.get_model(model._meta.label)(), field.name) == []
