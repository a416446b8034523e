"""A form that a colleague has overtaken publishes nothing over what the colleague published."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests.factories import (
    Province,
    a_payment,
    a_procedure,
    an_announcement_page,
    an_officer,
)
from tests.site.editing import edit_fact, edit_page, filled_in

pytestmark = pytest.mark.django_db

MAKERS = {
    "page": lambda province: an_announcement_page(province.office, title="Cũ"),
    "payment": lambda province: a_payment(province.agency, name="Cũ"),
    "procedure": lambda _province: a_procedure("Cũ"),
    "agency": lambda province: province.agency,
}


def _client(name: str) -> Client:
    client = Client()
    client.force_login(an_officer(name))
    return client


def _name(row: Any) -> str:
    return "title" if isinstance(row, Page) else "name"


def _address(row: Any) -> str:
    if isinstance(row, Page):
        return reverse("wagtailadmin_pages:edit", args=[row.pk])
    return reverse(row.snippet_viewset.get_url_name("edit"), args=[row.pk])


def _opened(client: Client, row: Any) -> dict[str, Any]:
    row.save_revision().publish()
    shown = client.get(_address(row)).content.decode()
    return filled_in(shown, row, {_name(row): "Của người thứ hai"}).dict()


def _now(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


@pytest.mark.parametrize("kind", MAKERS)
def test_words_of_a_colleague_stay_and_so_do_those_that_came_late(
    kind: str, province: Province
) -> None:
    row, first, second = MAKERS[kind](province), _client("mot"), _client("hai")
    sent = _opened(second, row)
    edit = edit_page if isinstance(row, Page) else edit_fact
    assert edit(first, row, **{_name(row): "Của người thứ nhất"}).is_saved
    answer = second.post(_address(row), sent | {"action-publish": "1"}, follow=True)
    assert "một người khác đã lưu bản mới hơn" in answer.content.decode()
    now = _now(row)
    assert getattr(now, _name(row)) == "Của người thứ nhất"
    assert getattr(now.get_latest_revision_as_object(), _name(row)) == "Của người thứ hai"


@pytest.mark.parametrize("kind", MAKERS)
def test_who_was_overtaken_publishes_after_looking_again(kind: str, province: Province) -> None:
    row, first, second = MAKERS[kind](province), _client("mot"), _client("hai")
    _opened(second, row)
    edit = edit_page if isinstance(row, Page) else edit_fact
    assert edit(first, row, **{_name(row): "Của người thứ nhất"}).is_saved
    assert edit(second, _now(row), **{_name(row): "Của người thứ hai"}).is_saved
    assert getattr(_now(row), _name(row)) == "Của người thứ hai"
