"""Many pages at once: what its own form would refuse stays a draft, and is named."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.models.base import AgencyPage, BasePage
from cms.publishing.complete import faults
from tests.factories import (
    Province,
    a_catalogue,
    a_guide_page,
    a_procedure,
    an_announcement_page,
    an_officer,
    put,
    stream,
)
from tests.smallest import smallest

pytestmark = pytest.mark.django_db

PAGES = [model for model in apps.get_models() if issubclass(model, BasePage)]


def _publish(client: Client, *pages: Any, below: bool = False) -> str:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    ids = "&".join(f"id={page.pk}" for page in pages)
    data = {"include_descendants": "on"} if below else {}
    answer = client.post(f"{address}?{ids}&next=/admin/", data, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


def _empty_heading(province: Province, title: str = "Thiếu tiêu đề mục") -> Any:
    body = stream(("heading", {"text": "", "anchor": ""}))
    return an_announcement_page(province.office, title=title, body=body, is_live=False)


def _is_live(page: Any) -> bool:
    return bool(Page.objects.get(pk=page.pk).live)


def test_incomplete_draft_stays_a_draft_and_the_others_go_out(
    admin_client: Client, province: Province
) -> None:
    whole = a_guide_page(province.office, is_live=False)
    wrong = _empty_heading(province)
    said = _publish(admin_client, whole, wrong)
    assert (_is_live(whole), _is_live(wrong)) == (True, False)
    assert "Thiếu tiêu đề mục" in said
    assert "1 trang chưa đăng được" in said


@pytest.mark.parametrize("below", [False, True])
def test_alias_follows_its_source_and_the_others_go_out(
    admin_client: Client, province: Province, *, below: bool
) -> None:
    whole = a_guide_page(province.office, is_live=False)
    alias = whole.create_alias(update_slug="bi-danh")
    said = _publish(admin_client, *([province.office] if below else [whole, alias]), below=below)
    assert _is_live(whole)
    assert "trang này là bí danh" in said
    assert not alias.revisions.exists()


def test_drafts_below_are_asked_as_well(admin_client: Client, province: Province) -> None:
    wrong = _empty_heading(province)
    whole = a_guide_page(province.office, is_live=False)
    said = _publish(admin_client, province.office, below=True)
    assert (_is_live(whole), _is_live(wrong)) == (True, False)
    assert "Thiếu tiêu đề mục" in said


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_page_of_any_type_without_a_title_does_not_go_out(
    admin_client: Client, province: Province, model: Any
) -> None:
    page = smallest(model)
    page.save_revision()
    draft = page.get_latest_revision_as_object()
    draft.title = ""
    draft.save_revision(clean=False)
    _publish(admin_client, page)
    assert not _is_live(page)


def test_page_that_no_office_answers_for_stays(admin_client: Client, province: Province) -> None:
    model = next(
        one for one in PAGES if issubclass(one, AgencyPage) and one.__name__ == "OutreachPage"
    )
    page = put(province.home, model(title="Bài", slug="bai", form="article"), is_live=False)
    assert "Trang chưa có cơ quan." in faults(page)
    said = _publish(admin_client, page)
    assert not _is_live(page)
    assert "Trang chưa có cơ quan." in said


def test_everything_of_the_factories_is_complete(province: Province) -> None:
    for page in (province.office, a_guide_page(province.office), province.home):
        assert faults(page) == ()


def test_what_did_not_go_out_with_one_of_them_is_named(
    admin_client: Client, province: Province
) -> None:
    procedure = a_procedure("Thủ tục còn nháp", is_live=False)
    body = stream(("catalogue", a_catalogue(procedure)))
    page = an_announcement_page(province.office, title="Danh mục", body=body, is_live=False)
    said = _publish(admin_client, page, a_guide_page(province.office, is_live=False))
    assert _is_live(page)
    assert "Thủ tục còn nháp" in said.partition("chưa hiện với người dân")[2].partition("</ul>")[0]


def test_page_that_another_locked_stays_as_it_is(client: Client, province: Province) -> None:
    page = a_guide_page(province.office, is_live=False)
    page.locked, page.locked_by, page.locked_at = True, an_officer("khoa"), timezone.now()
    page.save()
    client.force_login(an_officer("duyet"))
    _publish(client, page)
    assert not _is_live(page)
