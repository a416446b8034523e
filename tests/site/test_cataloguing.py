"""A catalogue filled in one step: every published procedure of an office or a field, once."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.blocks import StructBlockValidationError

from cms.blocks.catalogue import CatalogueBlock
from cms.models import Procedure, ProcedureField
from cms.permissions import WRITERS
from sitegen.pipeline import collect_documents
from tests.factories import (
    Province,
    a_catalogue,
    a_fact,
    an_announcement_page,
    an_officer,
    publish,
    stream,
)
from tests.site.sheets import said


@pytest.fixture
def registry(province: Province) -> list[Procedure]:
    fields = [
        a_fact(ProcedureField, name=name, numeral=numeral)
        for name, numeral in (("Chứng thực", "IX"), ("Hộ tịch", "II"))
    ]
    rows = [
        a_fact(Procedure, name=f"{field.name} {number}", field=field, agency=province.agency)
        for field in fields
        for number in (2, 1)
    ]
    rows.append(a_fact(Procedure, name="Không lĩnh vực", agency=province.agency))
    a_fact(Procedure, name="Nháp", agency=province.agency, is_live=False)
    a_fact(Procedure, name="Hết hiệu lực", agency=province.agency, valid_until=date(2020, 1, 1))
    return rows


def fill(client: Client, page: Any, **choice: Any) -> Any:
    address = reverse("cataloguing:fill", args=[page.pk])
    return client.post(address, {key: str(one) for key, one in choice.items()}, follow=True)


def names_in(page: Any, place: int = 0) -> list[list[str]]:
    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    found = [one.value for one in draft.body if one.block_type == "catalogue"]
    return [[row["procedure"].name for row in group["rows"]] for group in found[place]["groups"]]


ALL = [["Hộ tịch 1", "Hộ tịch 2"], ["Chứng thực 1", "Chứng thực 2"], ["Không lĩnh vực"]]


def test_new_catalogue_has_every_published_procedure_of_an_office_by_field(
    editor: Client, province: Province, registry: list[Procedure]
) -> None:
    page = an_announcement_page(province.office, body=[])
    done = fill(editor, page, agency=province.agency.pk)
    assert "Đã thêm 5 thủ tục vào danh mục; 0 thủ tục đã có sẵn." in said(done)
    assert done.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert names_in(page) == ALL
    again = fill(editor, page, agency=province.agency.pk, table=first(page))
    assert "Đã thêm 0 thủ tục" in said(again)
    assert names_in(page) == ALL


def test_same_choice_pressed_twice_adds_nothing_twice(
    editor: Client, province: Province, registry: list[Procedure]
) -> None:
    """The screen offers the catalogue that is there, not a second one."""
    page = an_announcement_page(province.office, body=[])
    address = reverse("cataloguing:fill", args=[page.pk])
    for _ in range(2):
        offered = editor.get(address).context["form"]["table"].initial
        fill(editor, page, agency=province.agency.pk, table=offered)
    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    assert [one.block_type for one in draft.body] == ["catalogue"]
    assert names_in(page) == ALL


def first(page: Any) -> str:
    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    return next(str(one.id) for one in draft.body if one.block_type == "catalogue")


def test_catalogue_that_is_there_gets_what_it_lacks_and_its_empty_row_goes(
    editor: Client, province: Province, registry: list[Procedure]
) -> None:
    began = a_catalogue(registry[1], None, field=registry[1].field)
    page = an_announcement_page(province.office, body=stream(("catalogue", began)))
    fill(editor, page, field=registry[1].field.pk, table=first(page))
    assert names_in(page) == [["Chứng thực 1", "Chứng thực 2"]]
    fill(editor, page, agency=province.agency.pk, table=first(page))
    assert names_in(page) == [ALL[1], ALL[0], ALL[2]]


def test_filled_catalogue_is_published_as_it_stands_in_the_draft(
    editor: Client, province: Province, registry: list[Procedure]
) -> None:
    page = an_announcement_page(province.office, body=[])
    fill(editor, page, agency=province.agency.pk)
    page.refresh_from_db()
    publish(page.get_latest_revision_as_object())
    body = next(
        one.body for one in collect_documents().documents if one.head.key == f"page-{page.pk}"
    )
    (table,) = [one for one in body if one.kind == "catalogue"]
    assert [[row.name for row in group.rows] for group in table.groups] == ALL


def test_nothing_chosen_is_said_and_nothing_is_changed(
    editor: Client, province: Province, registry: list[Procedure]
) -> None:
    page = an_announcement_page(province.office, body=[])
    before = page.latest_revision_id
    assert "Chọn cơ quan, hoặc lĩnh vực" in said(fill(editor, page))
    page.refresh_from_db()
    assert page.latest_revision_id == before


def test_only_whoever_edits_the_page_and_only_pages_with_catalogues(
    client: Client, province: Province, registry: list[Procedure]
) -> None:
    page = an_announcement_page(province.office)
    reader = an_officer("nguoi-doc", group=WRITERS)
    client.force_login(reader)
    assert client.get(reverse("cataloguing:fill", args=[page.pk])).status_code == 200
    assert client.get(reverse("cataloguing:fill", args=[province.home.pk])).status_code == 404
    reader.groups.clear()
    assert client.get(reverse("cataloguing:fill", args=[page.pk])).status_code in {302, 403}


def test_columns_of_a_new_catalogue_are_what_the_registry_says(
    editor: Client, province: Province, registry: list[Procedure]
) -> None:
    said = {"time_limit": "3 ngày", "address": "https://dichvucong.gov.vn/a"}
    Procedure.objects.filter(pk=registry[0].pk).update(**said)
    page = an_announcement_page(province.office, body=[])
    fill(editor, page, agency=province.agency.pk)
    page.refresh_from_db()
    publish(page.get_latest_revision_as_object())
    (table,) = [one for one in collected(page) if one.kind == "catalogue"]
    assert table.facts == ("time_limit", "address")
    assert [row.facts for row in table.groups[1].rows] == [("", ""), tuple(said.values())]


def test_numbers_restart_and_counts_stand_where_the_officer_says_so(
    province: Province, registry: list[Procedure]
) -> None:
    told = a_catalogue(registry[0], field=registry[0].field)
    told["groups"] += a_catalogue(registry[2], field=registry[2].field)["groups"]
    for restarts in (True, False):
        body = stream(("catalogue", {**told, "restarts": restarts, "counts": restarts}))
        (table,) = collected(an_announcement_page(province.office, body=body))
        assert (table.is_restarting, table.has_counts) == (restarts, restarts)
        assert [group.rows[0].number for group in table.groups] == [1, 1 if restarts else 2]


def collected(page: Any) -> Any:
    key = f"page-{page.pk}"
    return next(one.body for one in collect_documents().documents if one.head.key == key)


def test_more_columns_than_fit_beside_the_name_are_refused_in_words(
    province: Province, registry: list[Procedure]
) -> None:
    block = CatalogueBlock()
    columns = [{"label": f"Cột {number}"} for number in range(5)]
    said = {"groups": a_catalogue(registry[0])["groups"]}
    value = block.to_python({"facts": ["code", "fee"], "columns": columns, **said})
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    assert "Bảng vừa nhiều nhất sáu cột" in str(refused.value.block_errors["facts"])
