"""One new form makes one thing, however often and in whatever order it is heard."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from cms.models import NewForm, OutreachPage, ProcedureField, User
from cms.saving.middleware import NUMBER, TOKEN
from tests.factories import Province

JSON = {"HTTP_ACCEPT": "application/json"}
PUBLISH = {"action-publish": "action-publish"}
FIELD = reverse("wagtailsnippets_cms_procedurefield:add")

pytestmark = pytest.mark.django_db


def _row(**changes: Any) -> dict[str, Any]:
    fields = {"name": "Hộ tịch", "numeral": "", "labels-count": "0", TOKEN: "a1"}
    return fields | changes


def _page(**changes: Any) -> dict[str, Any]:
    fields = {"title": "Ngày hội", "summary": "", "form": "article", "body-count": "0", TOKEN: "a1"}
    fields |= {"legal_bases-count": "0"}
    fields |= {"slug": "", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    return fields | changes


def _add_page(province: Province) -> str:
    return reverse("wagtailadmin_pages:add", args=["cms", "outreachpage", province.office.pk])


def test_row_published_while_it_saves_itself_is_one_row(admin_client: Client) -> None:
    saved = admin_client.post(FIELD, _row(**{NUMBER: "1"}), **JSON)
    assert saved.json()["success"]
    admin_client.post(FIELD, _row(numeral="IX", **{NUMBER: "2"}, **PUBLISH))
    row = ProcedureField.objects.get(name="Hộ tịch")
    assert (row.live, row.numeral) == (True, "IX")


def test_autosave_that_comes_after_the_publication_is_refused(admin_client: Client) -> None:
    admin_client.post(FIELD, _row(numeral="IX", **{NUMBER: "2"}, **PUBLISH))
    late = admin_client.post(FIELD, _row(**{NUMBER: "1"}), **JSON)
    assert (late.status_code, late.json()["error_code"]) == (400, "invalid_revision")
    row = ProcedureField.objects.get(name="Hộ tịch")
    assert (row.live, row.numeral, row.has_unpublished_changes) == (True, "IX", False)


def test_page_published_while_it_saves_itself_is_one_page(
    admin_client: Client, province: Province
) -> None:
    address = _add_page(province)
    assert admin_client.post(address, _page(**{NUMBER: "1"}), **JSON).json()["success"]
    admin_client.post(address, _page(summary="Mời bà con.", **{NUMBER: "2"}, **PUBLISH))
    page = OutreachPage.objects.get(title="Ngày hội")
    assert (page.live, page.summary) == (True, "Mời bà con.")
    late = admin_client.post(address, _page(**{NUMBER: "1"}), **JSON)
    assert late.status_code == 400
    assert OutreachPage.objects.get(title="Ngày hội").live


def test_form_whose_answer_was_lost_learns_where_its_page_is(
    admin_client: Client, province: Province
) -> None:
    address = _add_page(province)
    admin_client.post(address, _page(**{NUMBER: "1"}), **JSON)
    again = admin_client.post(address, _page(summary="Thêm.", **{NUMBER: "2"}), **JSON).json()
    edit = reverse("wagtailadmin_pages:edit", args=[again["pk"]])
    assert (again["url"], again["hydrate_url"]) == (edit, f"{edit}?_w_hydrate_create_view=1")
    assert Page.objects.filter(title="Ngày hội").count() == 1


@pytest.mark.parametrize("token", ["b2", ""])
def test_another_form_makes_another_thing(admin_client: Client, token: str) -> None:
    admin_client.post(FIELD, _row())
    other = _row(**{TOKEN: token}) if token else {k: v for k, v in _row().items() if k != TOKEN}
    admin_client.post(FIELD, other)
    assert ProcedureField.objects.filter(name="Hộ tịch").count() == 2


def test_mark_of_somebody_else_leads_nowhere(admin_client: Client, province: Province) -> None:
    admin_client.post(FIELD, _row())
    other = Client()
    other.force_login(User.objects.create_superuser("quan-tri-2"))
    other.post(FIELD, _row(name="Của người khác"))
    assert set(ProcedureField.objects.values_list("name", flat=True)) >= {
        "Hộ tịch",
        "Của người khác",
    }
    assert NewForm.objects.count() == 2


def test_mark_of_another_kind_of_form_leads_nowhere(
    admin_client: Client, province: Province
) -> None:
    admin_client.post(FIELD, _row())
    admin_client.post(_add_page(province), _page())
    assert OutreachPage.objects.filter(title="Ngày hội").count() == 1
    assert ProcedureField.objects.filter(name="Hộ tịch").count() == 1


def test_what_was_refused_made_nothing_and_may_be_sent_again(admin_client: Client) -> None:
    refused = admin_client.post(FIELD, _row(name="", **PUBLISH))
    assert refused.status_code == 200
    admin_client.post(FIELD, _row(**PUBLISH))
    assert ProcedureField.objects.filter(live=True, name="Hộ tịch").count() == 1


def test_form_outlives_what_it_made(admin_client: Client, province: Province) -> None:
    address = _add_page(province)
    admin_client.post(address, _page())
    OutreachPage.objects.get(title="Ngày hội").delete()
    admin_client.post(address, _page())
    assert OutreachPage.objects.filter(title="Ngày hội").count() == 1
    assert PageLogEntry.objects.filter(action="wagtail.create").count() >= 1


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 40])
def test_odd_numbers_are_no_fault(admin_client: Client, number: str) -> None:
    answer = admin_client.post(FIELD, _row(**{NUMBER: number}), **JSON)
    assert answer.json()["success"]
