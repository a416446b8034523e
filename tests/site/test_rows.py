"""Rows: what a collector reads of a published page is what the page itself would say."""

import json
from typing import Any

import pytest
from wagtail.fields import StreamField

from cms.models import HomePage
from guides.models import GuidePage
from sitegen.collect.registry import page_collectors
from sitegen.collect.rows import Stream, model_of, page_rows
from tests.factories import (
    Province,
    a_contact_page,
    a_guide_page,
    a_leaflet_page,
    a_regime,
    a_service_kinds_page,
    a_statistics_page,
    an_announcement_page,
    an_outreach_page,
    items,
)
from tests.factory_office import a_channels_page, a_suspension_page, an_about_page


def _said(value: Any) -> Any:
    return value.get_prep_value() if hasattr(value, "get_prep_value") else value


def _one_of_each(place: Province) -> None:
    a_guide_page(place.office)
    an_announcement_page(place.office)
    an_outreach_page(place.office)
    a_statistics_page(place.office)
    a_service_kinds_page(place.home, regimes=items(a_regime().pk))
    a_contact_page(place.home, place.contact)
    a_leaflet_page(place.home)
    an_about_page(place.office)
    a_channels_page(place.office)
    a_suspension_page(place.office)


def test_row_of_every_page_type_says_what_the_page_says(province: Province) -> None:
    _one_of_each(province)
    for model in page_collectors():
        pages = list(model.objects.filter(live=True).order_by("path"))
        rows = list(page_rows(model))
        assert pages
        assert [row.pk for row in rows] == [page.pk for page in pages]
        for row, page in zip(rows, pages, strict=True):
            for name in row._fields:
                assert _said(getattr(row, name)) == _said(getattr(page, name)), name


def test_row_and_page_name_the_same_model(province: Province) -> None:
    (row,) = page_rows(HomePage)
    assert model_of(row) is model_of(province.home) is HomePage


def test_only_published_pages_have_a_row(province: Province) -> None:
    a_guide_page(province.office, is_live=False)
    assert not list(page_rows(GuidePage))


@pytest.mark.parametrize("count", [1, 600])
def test_rows_of_chosen_pages_come_in_tree_order(province: Province, count: int) -> None:
    first = a_guide_page(province.office)
    a_guide_page(province.office, title="Việc khác")
    last = a_guide_page(province.office, title="Việc sau cùng")
    wanted = {last.pk, first.pk, *range(-count, 0)}
    assert [row.pk for row in page_rows(GuidePage, wanted)] == [first.pk, last.pk]


def test_rows_take_one_query_whatever_their_number(
    province: Province, django_assert_num_queries: Any
) -> None:
    for number in range(20):
        a_guide_page(province.office, title=f"Việc {number}")
    with django_assert_num_queries(1):
        assert len(list(page_rows(GuidePage))) == 20


def _stored(*blocks: Any) -> str:
    return json.dumps(blocks)


@pytest.mark.parametrize(
    "stored",
    [
        None,
        "[]",
        "null",
        "not JSON at all",
        _stored({"type": "item", "value": "Thẻ căn cước", "id": "1"}),
        _stored({"type": "gone", "value": "x", "id": "1"}),
        _stored(["item", "Thẻ căn cước"]),
        json.dumps(_stored({"type": "item", "value": "Thẻ căn cước", "id": "1"})),
    ],
)
def test_stream_is_read_as_wagtail_would_whatever_is_stored(stored: str | None) -> None:
    field = GuidePage._meta.get_field("prepare")
    assert isinstance(field, StreamField)
    expected = field.from_db_value(stored, None, None).get_prep_value()
    found = Stream(field, stored).get_prep_value()
    assert [block["value"] for block in found] == [block["value"] for block in expected]
