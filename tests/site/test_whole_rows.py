"""A row that the database holds in a form that nobody can read closes no list of the editor."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, models
from django.urls import get_resolver, reverse
from django.utils import timezone
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.gates.whole_rows import ShowsWholeRows
from cms.models import LeafletPage, PressProfile, PrintFormat

pytestmark = [pytest.mark.usefixtures("demo_rows"), pytest.mark.django_db]

_ODD = {
    models.DateTimeField: "2026-13-45 00:00:00",
    models.DateField: "2026-13-45",
    models.DecimalField: "x",
    models.JSONField: "{",
}
"""What no such field can read; SQLite keeps what it is given."""


@pytest.fixture
def lists() -> list[ModelViewSet]:
    assert get_resolver().url_patterns  # registers the viewsets
    PressProfile.objects.create(
        name="Nhà in mẫu", content=b"", described="FOGRA", uploaded_at=timezone.now()
    )
    ours = ("cms.", "guides.", "media.")
    return [
        one
        for one in viewsets.viewsets
        if isinstance(one, ModelViewSet) and type(one).__module__.startswith(ours)
    ]


def breakable(model: Any) -> Iterator[tuple[str, str]]:
    for field in model._meta.concrete_fields:
        odd = next((odd for kind, odd in _ODD.items() if isinstance(field, kind)), "")
        if odd:
            yield field.column, odd


def broken(model: Any, column: str, odd: str, key: Any) -> None:
    table = connection.ops.quote_name(model._meta.db_table)
    name = connection.ops.quote_name(column)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {name} = %s WHERE id = %s", [odd, key])  # noqa: S608


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL takes no such value at all")
def test_every_list_of_rows_shows_the_others_and_names_the_broken_one(
    client: Any, lists: list[ModelViewSet]
) -> None:
    client.force_login(get_user_model().objects.filter(is_superuser=True)[0])
    tried = set()
    for one in lists:
        model = one.model
        rows = list(model._default_manager.order_by("pk"))
        assert rows, model
        is_snippet = isinstance(one, SnippetViewSet)
        address = reverse(one.get_url_name("list" if is_snippet else "index"))
        for column, odd in breakable(model):
            with connection.cursor() as cursor:
                cursor.execute("SAVEPOINT whole")
            broken(model, column, odd, rows[-1].pk)
            answer = client.get(address)
            said = answer.content.decode()
            assert answer.status_code == 200, (model, column)
            assert "Không đọc được 1 mục" in said, (model, column)
            assert f"số của mục: {rows[-1].pk}." in said
            tried.add(model)
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK TO whole")
    assert tried == {one.model for one in lists}


def test_every_list_of_rows_survives_by_the_same_view(lists: list[ModelViewSet]) -> None:
    assert len(lists) >= 12
    assert [
        one.model for one in lists if not issubclass(one.index_view_class, ShowsWholeRows)
    ] == []


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL takes no such value at all")
def test_a_broken_format_closes_no_leaflet(client: Any) -> None:
    client.force_login(get_user_model().objects.get(username="can-bo"))
    for leaflet in LeafletPage.objects.all():
        broken(PrintFormat, "bleed_mm", "x", leaflet.format_id)
        answer = client.get(reverse("wagtailadmin_pages:edit", args=[leaflet.pk]))
        assert answer.status_code == 200
        offered = answer.context["form"].fields["format"].queryset
        assert leaflet.format_id not in [row.pk for row in offered]
